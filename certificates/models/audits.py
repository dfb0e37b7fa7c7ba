from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from certificates.anomalies.signs import SIGNS, Sign
from certificates.auditing.rules import RULES, sentence_of
from certificates.models.certificates import Certificate
from programs.models import Batch

if TYPE_CHECKING:
    from accounts.models import User

HOURS_BETWEEN_RUNS = 25
MOST_KEPT = 1000


class AuditRunQuerySet(models.QuerySet["AuditRun"]):
    def visible_to(self, user: User) -> Self:
        """Runs over all certificates are the nation's; those that look for anomalies are every region's too."""
        if user.has(Permission.SEE_CERTIFICATE_AUDIT):
            return self
        return self.of_anomalies() if user.has(Permission.SEE_ANOMALIES) else self.none()

    def of_certificates(self) -> Self:
        return self.filter(kind=AuditRun.Kind.CERTIFICATES)

    def of_anomalies(self) -> Self:
        return self.filter(kind=AuditRun.Kind.ANOMALIES)

    def newest(self) -> AuditRun | None:
        return self.order_by("-id").first()


class AuditRun(models.Model):
    """One look at all certificates, or at all classes of late, from `began_at` to `ended_at`. Rows are only added.

    `checked` counts certificates or classes, `found` all findings, of which the first of each rule are kept.
    `left_out` names what was not looked at because the operator said so.
    """

    class Kind(models.TextChoices):
        CERTIFICATES = "CERTIFICATES", _("Audit of certificates")
        ANOMALIES = "ANOMALIES", _("Search for anomalies")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"))
    checked = models.PositiveIntegerField(_("checked"))
    found = models.PositiveIntegerField(_("findings"))
    left_out = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("left out"))
    since = models.DateField(_("classes that ended since"), null=True)

    objects = AuditRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit run")
        verbose_name_plural = _("audit runs")
        ordering = ("-id",)
        indexes = (models.Index(fields=["kind", "ended_at"], name="audit_run_kind_ended"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:audit-run-detail", args=[self.pk])

    @property
    def scope_keys(self) -> list[str]:
        """A run looks at the whole nation; its signs of invention concern the regions of the classes too."""
        regions = self.findings.filter(batch__isnull=False).values_list("batch__facility__region", flat=True)
        return [f"region:{pk}" for pk in sorted(set(regions))]

    @property
    def tone(self) -> str:
        return "danger" if self.found else "warning" if self.left_out else "success"

    @property
    def seconds(self) -> int:
        return round((self.ended_at - self.began_at).total_seconds())

    def is_old(self, now: dt.datetime) -> bool:
        return now - self.ended_at > dt.timedelta(hours=HOURS_BETWEEN_RUNS)


class AuditFindingQuerySet(models.QuerySet["AuditFinding"]):
    def visible_to(self, user: User) -> Self:
        """All for the national level; a regional head reads the anomalies of the own region's classes."""
        if user.has(Permission.SEE_CERTIFICATE_AUDIT):
            return self
        if not user.has(Permission.SEE_ANOMALIES):
            return self.none()
        return self.filter(run__kind=AuditRun.Kind.ANOMALIES, batch__in=Batch.objects.visible_to(user))

    def with_places(self) -> Self:
        return self.select_related("batch__facility__region", "batch__package__centre", "certificate")


class AuditFinding(models.Model):
    """One thing that a run found: which rule, about which certificate or class, with figures and no personal data."""

    run = models.ForeignKey(AuditRun, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(_("rule"), max_length=40)
    about = models.CharField(_("about"), max_length=200)
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("batch"))
    facts = models.JSONField(default=dict)

    objects = AuditFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit finding")
        verbose_name_plural = _("audit findings")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.about}: {self.rule}"

    @property
    def sign(self) -> Sign | None:
        return SIGNS.get(self.rule)

    @property
    def sentence(self) -> str:
        return self.sign.sentence_of(self.facts) if self.sign else sentence_of(self.rule, self.facts)

    @property
    def act(self) -> str | Promise:
        known: Any = SIGNS.get(self.rule) or RULES.get(self.rule)
        return known.act if known else ""


def titles_of_signs() -> list[tuple[str, Promise]]:
    return [(code, sign.title) for code, sign in SIGNS.items()]


class AnomalyLimitQuerySet(models.QuerySet["AnomalyLimit"]):
    def set_by_hand(self) -> dict[tuple[str, str], int]:
        """The figures that are not those of the code, by sign and name."""
        return {(sign, name): value for sign, name, value in self.values_list("sign", "name", "value")}


@pghistory.track()
class AnomalyLimit(models.Model):
    """From which figure on a sign of fraud is told: set by the national administrator, measured on real classes."""

    sign = models.CharField(_("sign"), max_length=40, choices=titles_of_signs)
    name = models.CharField(_("figure"), max_length=20)
    value = models.PositiveIntegerField(_("value"))

    objects = AnomalyLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit of an anomaly")
        verbose_name_plural = _("limits of anomalies")
        ordering = ("sign", "name")
        constraints = (models.UniqueConstraint(fields=["sign", "name"], name="anomaly_limit_once"),)

    def __str__(self) -> str:
        return f"{self.sign}: {self.name} {self.value}"

    @property
    def scope_keys(self) -> list[str]:
        """A limit is the whole nation's."""
        return []

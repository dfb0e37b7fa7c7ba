from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.competence_record import CompetenceRecord
from certificates.models.proposals import CertificateKind, EndClass, Proposal
from certificates.models.signers import SealCertificate
from certificates.record import CertificateRecord
from programs.models import Enrollment

if TYPE_CHECKING:
    from accounts.models import User


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> Self:
        if user.is_national:
            return self.all()
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def standing(self) -> Self:
        """Issued and not revoked."""
        return self.filter(revoked_at__isnull=True)

    def in_force(self, *, on: dt.date) -> Self:
        return self.standing().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))

    def expired(self, *, on: dt.date) -> Self:
        """Never ended by anybody: its last day has passed."""
        return self.standing().filter(valid_until__lt=on)

    def expiring(self, *, on: dt.date, days: int) -> Self:
        """Whose last day is within so many days."""
        return self.standing().filter(valid_until__range=(on, on + dt.timedelta(days=days)))

    def as_checked(self) -> Self:
        """Only the columns that the role of the public check may read (migration 0008)."""
        return self.select_related("replaces").only(
            "kind",
            "number",
            "token",
            "typed_code",
            "record",
            "record_sha256",
            "file_sha256",
            "issued_on",
            "valid_until",
            "revoked_at",
            "is_replaced",
            "replaces__record_sha256",
            "replaces__number",
        )

    def with_places(self) -> Self:
        return self.select_related(
            "enrollment__inmate",
            "enrollment__officer",
            "enrollment__batch__facility",
            "enrollment__batch__package__centre",
        )


@pghistory.track(exclude=["record"])
class Certificate(models.Model):
    """An issued certificate. What was printed is frozen here; the database lets only a revocation change it.

    The gates of docs/trust.md 3 stand in the database (migration 0002): closed batch, agreement in
    force, hours, every compulsory unit K, issuer neither proposer nor recorder, one per enrollment and kind.
    A replaced one is revoked too, and `replaced_by` a certificate that stands for it under its own number.
    Only a competence certificate is `valid_until` a day; after it is expired, and nobody has ended it.
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")
        REPLACED = "replaced", _("Replaced")

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="certificate")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind.choices)
    number = models.CharField(_("number"), max_length=120, unique=True)
    token = models.CharField(max_length=26, unique=True)
    typed_code = models.CharField(_("code"), max_length=17, unique=True)
    holder_name = models.CharField(_("holder"), max_length=200)
    record = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="certificates/", max_length=200)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, unique=True)
    seal = models.ForeignKey(
        SealCertificate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        db_column="signer_sha256",
        related_name="certificates",
        verbose_name=_("sealed with"),
    )
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"), null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(_("reason of revocation"), blank=True)
    revocation_class = models.CharField(_("class of the reason"), max_length=14, choices=EndClass.choices, blank=True)
    is_replaced = models.BooleanField(_("replaced"), default=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replacement", verbose_name=_("replaces")
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["enrollment", "kind"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_certificate_per_enrollment_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revocation_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revocation_reason="")),
                name="revoked_has_day_name_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation_class="", is_replaced=False)
                | Q(revoked_at__isnull=False, revocation_class__in=EndClass.values),
                name="revoked_has_class",
            ),
            models.CheckConstraint(
                condition=Q(kind="TRAINING", valid_until__isnull=True)
                | Q(kind="COMPETENCE", valid_until__isnull=False),
                name="only_competence_certificates_expire",
                violation_error_message=_("A competence certificate has a last day, a training certificate has none."),
            ),
        )
        # Found by any three letters among all the nation's holders.
        indexes = (
            models.Index(fields=["-issued_on", "-id"], name="certificate_newest_first"),
            models.Index(fields=["revoked_at"], condition=Q(revoked_at__isnull=False), name="certificate_revoked"),
            *(
                GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=f"certificate_{column}_trgm")
                for column in ("holder_name", "number")
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate-detail", args=[self.pk])

    @property
    def state(self) -> State:
        if self.is_replaced:
            return self.State.REPLACED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.is_expired(at=timezone.now()) else self.State.VALID

    def is_expired(self, *, at: dt.datetime) -> bool:
        """The last day has passed where it was issued, by the clock that the frozen record names."""
        if self.valid_until is None:
            return False
        return self.valid_until < timezone.localdate(at, ZoneInfo(self.record["time_zone"]))

    @property
    def state_tone(self) -> str:
        return {"valid": "success", "expired": "warning", "revoked": "danger", "replaced": "warning"}[self.state]

    @property
    def replaced_by(self) -> Certificate | None:
        """The certificate that was issued in place of this one."""
        return Certificate.objects.as_checked().filter(replaces=self).first() if self.revoked_at else None

    @property
    def replaced_by_number(self) -> str:
        """Empty unless it is replaced."""
        return str(self.replaced_by or "")

    @property
    def as_printed(self) -> CertificateRecord:
        """The frozen record of everything that stands on the sheet."""
        kind = CompetenceRecord if self.kind == CertificateKind.COMPETENCE else CertificateRecord
        return kind.from_dict(self.record)

    def says_as_printed(self) -> bool:
        """What stands beside the frozen record says the same: past the triggers nobody prolongs anything."""
        told = (self.number, self.token, self.typed_code, self.issued_on, self.valid_until)
        printed = self.as_printed
        last_day = getattr(printed, "valid_until", None)
        return told == (printed.number, printed.token, printed.typed_code, printed.issued_on, last_day)

    @property
    def revoked_on(self) -> dt.date | None:
        """The day as the country's own clock (WIB) had it."""
        return timezone.localdate(self.revoked_at) if self.revoked_at else None

    def pdf_bytes(self) -> bytes:
        """The stored bytes as they were issued. Raises FileNotFoundError when the storage has lost them."""
        with default_storage.open(self.file.name) as stored:
            return stored.read()

    @property
    def scope_keys(self) -> list[str]:
        return self.enrollment.scope_keys

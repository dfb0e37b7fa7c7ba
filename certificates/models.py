from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

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

from certificates.record import CertificateRecord
from facilities.models import TrainingCentre
from programs.models import Enrollment
from programs.models.enrollments import name_of_the_person

if TYPE_CHECKING:
    from accounts.models import User


class CertificateKind(models.TextChoices):
    """Two papers that must never be mixed up (rule 0.6); the competence certificate needs an LSP."""

    TRAINING = "TRAINING", _("Training certificate")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(certificate__isnull=True)

    def in_hand(self) -> Self:
        """Waiting, or with a certificate that stands; one whose certificate is revoked makes room for another."""
        return self.filter(certificate__revoked_at__isnull=True)

    def with_evidence(self) -> Self:
        """With everything that a certificate prints, in a fixed number of queries."""
        return self.select_related(
            "enrollment__inmate",
            "enrollment__officer",
            "enrollment__batch__package__centre",
            "enrollment__batch__package__field",
            "enrollment__batch__facility",
            "proposed_by",
        ).prefetch_related("enrollment__results", "enrollment__batch__package__package_units__unit")


@pghistory.track()
class Proposal(models.Model):
    """The centre's staff ask their head to certify a participant: the first pair of eyes of two.

    One at a time for each enrollment and kind (migration 0007): another follows only a revoked certificate.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind.choices, default=CertificateKind.TRAINING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a certificate")
        verbose_name_plural = _("proposals of certificates")
        ordering = (name_of_the_person("enrollment__"),)

    def __str__(self) -> str:
        return str(self.enrollment)

    @property
    def audit_label(self) -> str:
        return self.enrollment.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.enrollment.scope_keys


class NumberSeries(models.Model):
    """The last certificate number of a centre in a year; its row is locked while a number is taken."""

    centre = models.ForeignKey(TrainingCentre, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = (models.UniqueConstraint(fields=["centre", "year"], name="one_series_per_centre_and_year"),)

    def __str__(self) -> str:
        return f"{self.centre} {self.year}: {self.last}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def standing(self) -> Self:
        """Issued and not revoked."""
        return self.filter(revoked_at__isnull=True)

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

    The gates of docs/trust.md 3 stand in the database (migrations 0003 and 0006): closed batch, agreement in
    force, hours, every compulsory unit K, issuer neither proposer nor recorder, one per enrollment and kind.
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")

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
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revocation_reason = models.TextField(_("reason of revocation"), blank=True)

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
        )
        # Found by any three letters among all the nation's holders.
        indexes = tuple(
            GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=f"certificate_{column}_trgm")
            for column in ("holder_name", "number")
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate-detail", args=[self.pk])

    @property
    def state(self) -> State:
        return self.State.REVOKED if self.revoked_at else self.State.VALID

    @property
    def state_tone(self) -> str:
        return "danger" if self.revoked_at else "success"

    @property
    def as_printed(self) -> CertificateRecord:
        """The frozen record of everything that stands on the sheet."""
        return CertificateRecord.from_dict(self.record)

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

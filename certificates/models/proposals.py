from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

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

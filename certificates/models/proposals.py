from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models import Batch, Enrollment
from programs.models.enrollments import name_of_the_person

if TYPE_CHECKING:
    from accounts.models import User


class CertificateKind(models.TextChoices):
    """Two papers that must never be mixed up (rule 0.6): the centre's own, and one that an LSP has decided on."""

    TRAINING = "TRAINING", _("Training certificate")
    COMPETENCE = "COMPETENCE", _("Competence certificate")


class EndClass(models.TextChoices):
    """Why a certificate stops counting: kept for the register and for figures, never shown to the public."""

    DATA_ERROR = "DATA_ERROR", _("Error in the data")
    HOLDER_REQUEST = "HOLDER_REQUEST", _("Holder's request")
    SHEET_LOST = "SHEET_LOST", _("Sheet lost or damaged")
    NOT_ENTITLED = "NOT_ENTITLED", _("Holder not entitled")
    FRAUD = "FRAUD", _("Fraud")
    OTHER = "OTHER", _("Other")


CORRECTABLE = (EndClass.DATA_ERROR, EndClass.HOLDER_REQUEST, EndClass.SHEET_LOST, EndClass.OTHER)
"""With these a new certificate may replace the old one; who is not entitled gets none."""


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def unissued(self) -> Self:
        """Without a certificate, and neither withdrawn nor declined."""
        return self.filter(certificate__isnull=True, end__isnull=True)

    def waiting(self) -> Self:
        """To be issued by the batch: those that replace a standing certificate have a page of their own."""
        return self.unissued().filter(Q(replaces__isnull=True) | Q(replaces__revoked_at__isnull=False))

    def replacing(self) -> Self:
        """Waiting, and a certificate stands that they replace."""
        return self.unissued().filter(replaces__isnull=False, replaces__revoked_at__isnull=True)

    def in_hand(self) -> Self:
        """Waiting, or with a certificate that stands; one whose certificate is revoked makes room for another."""
        return self.filter(certificate__revoked_at__isnull=True, end__isnull=True)

    def of_kind(self, kind: CertificateKind | str) -> Self:
        return self.filter(kind=kind)

    def newest_of(self, batch: Batch, kind: CertificateKind) -> dict[int, Proposal]:
        """By enrollment: the newest that was neither withdrawn nor declined, with its certificate."""
        rows = self.of_kind(kind).filter(enrollment__batch=batch, end__isnull=True)
        rows = rows.select_related("certificate", "replaces", "proposed_by").order_by("pk")
        return {proposal.enrollment_id: proposal for proposal in rows}

    def with_evidence(self) -> Self:
        """With everything that a certificate prints, in a fixed number of queries."""
        return self.select_related(
            "verdict__decision__scheme__lsp",
            "verdict__decision__scheme__field",
            "enrollment__batch__package__centre__region",
            "enrollment__inmate",
            "enrollment__officer",
            "enrollment__batch__package__centre",
            "enrollment__batch__package__field",
            "enrollment__batch__facility",
            "proposed_by",
        ).prefetch_related(
            "enrollment__results",
            "enrollment__batch__package__package_units__unit",
            "verdict__decision__scheme__units",
        )


@pghistory.track()
class Proposal(models.Model):
    """The centre's staff ask their head to certify a participant: the first pair of eyes of two.

    One at a time for each enrollment and kind (migration 0003): another follows a revoked certificate, or
    `replaces` the standing one and says what is corrected. A competence certificate names the `verdict` it rests on.
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind.choices, default=CertificateKind.TRAINING)
    verdict = models.ForeignKey(
        "certificates.CompetenceVerdict",
        on_delete=models.PROTECT,
        null=True,
        related_name="proposals",
        verbose_name=_("verdict of the LSP"),
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    replaces = models.ForeignKey(
        "certificates.Certificate",
        on_delete=models.PROTECT,
        null=True,
        related_name="replacing_proposals",
        verbose_name=_("replaces"),
    )
    end_class = models.CharField(_("class of the reason"), max_length=14, choices=EndClass.choices, blank=True)
    correction = models.TextField(_("what is corrected"), blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a certificate")
        verbose_name_plural = _("proposals of certificates")
        ordering = (name_of_the_person("enrollment__"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="TRAINING", verdict__isnull=True) | Q(kind="COMPETENCE", verdict__isnull=False),
                name="competence_proposal_names_its_verdict",
                violation_error_message=_("Only a competence certificate rests on an LSP's decision, and always does."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, end_class="", correction="")
                | (Q(replaces__isnull=False, end_class__in=CORRECTABLE) & ~Q(correction="")),
                name="replacing_proposal_says_what_is_corrected",
                violation_error_message=_("A replacement needs the class of its reason and what is corrected."),
            ),
        )

    def __str__(self) -> str:
        return str(self.enrollment)

    @property
    def audit_label(self) -> str:
        return self.enrollment.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.enrollment.scope_keys

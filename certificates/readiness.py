"""Who of a batch can be proposed for a certificate, and what still stands against the others."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, CertificateKind, Proposal
from programs.completion import Progress, progress_of
from programs.models import Batch, Enrollment


@dataclass(frozen=True, slots=True)
class Readiness:
    """One participant before the gates."""

    progress: Progress
    proposal: Proposal | None
    certificate: Certificate | None

    @property
    def has_completed(self) -> bool:
        return self.progress.enrollment.state == Enrollment.State.COMPLETED

    @property
    def has_hours(self) -> bool:
        return self.progress.has_hours

    @property
    def has_units(self) -> bool:
        return self.progress.has_units

    @property
    def can_be_proposed(self) -> bool:
        return self.has_completed and self.progress.is_complete and self.proposal is None

    @property
    def can_be_proposed_anew(self) -> bool:
        """The last certificate was revoked: a corrected one may follow."""
        return (
            self.has_completed
            and self.progress.is_complete
            and self.certificate is not None
            and self.certificate.revoked_at is not None
        )

    @property
    def standing(self) -> tuple[Promise, str]:
        """Where the certificate stands, and the tone to say it in."""
        if self.certificate is not None:
            return (_("Revoked"), "danger") if self.certificate.revoked_at else (_("Issued"), "success")
        if self.proposal is not None:
            return (_("Replacement proposed") if self.proposal.replaces_id else _("Proposed")), "info"
        return (_("Ready to propose"), "warning") if self.can_be_proposed else (_("Not reached"), "neutral")


def readiness_of(batch: Batch) -> list[Readiness]:
    """Everybody who sat in the class with the latest proposal, in a fixed number of queries."""
    proposals = Proposal.objects.newest_of(batch, CertificateKind.TRAINING)
    rows = []
    for progress in progress_of(batch, batch.enrollments.in_class()):
        proposal = proposals.get(progress.enrollment.pk)
        rows.append(Readiness(progress, proposal, getattr(proposal, "certificate", None)))
    return rows

"""Where competence certificates of a batch stand: what an LSP decided about whom, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from certificates.models import Certificate, CertificateKind, CompetenceDecision, CompetenceVerdict, Proposal
from certificates.readiness import Readiness
from programs.completion import progress_of
from programs.models import Batch, UnitResult


@dataclass(frozen=True, slots=True)
class CompetenceReadiness(Readiness):
    """One participant before the gates of a competence certificate, with the newest verdict of an LSP."""

    verdict: CompetenceVerdict | None

    @property
    def is_competent(self) -> bool:
        return self.verdict is not None and self.verdict.is_competent

    @property
    def passed_of_scheme(self) -> tuple[int, int]:
        """Units of the scheme that are K here, of all its units."""
        if self.verdict is None:
            return 0, 0
        units = {unit.pk for unit in self.verdict.decision.scheme.units.all()}
        results = self.progress.enrollment.results.all()
        passed = {result.unit_id for result in results if result.verdict == UnitResult.Verdict.COMPETENT}
        return len(units & passed), len(units)

    @property
    def has_scheme(self) -> bool:
        passed, units = self.passed_of_scheme
        return bool(units) and passed == units

    def is_licensed(self, *, on: dt.date) -> bool:
        """On the day of the decision and on this day."""
        if self.verdict is None:
            return False
        decision = self.verdict.decision
        return all(decision.scheme.lsp.is_licensed(on=day) for day in (decision.decided_on, on))

    @property
    def is_waiting(self) -> bool:
        """Nothing has been proposed on the verdict, and no other certificate stands or is proposed."""
        if self.proposal is None or self.verdict is None:
            return self.proposal is None
        ended = self.certificate is not None and self.certificate.revoked_at is not None
        return ended and self.proposal.verdict_id != self.verdict.pk

    @property
    def can_be_proposed(self) -> bool:
        earned = self.has_completed and self.progress.is_complete and self.has_scheme
        return earned and self.is_competent and self.is_waiting


def competence_readiness_of(batch: Batch) -> list[CompetenceReadiness]:
    """Everybody who sat in the class with the newest verdict and proposal, in a fixed number of queries."""
    verdicts = {verdict.enrollment_id: verdict for verdict in verdicts_of(batch)}
    proposals = Proposal.objects.newest_of(batch, CertificateKind.COMPETENCE)
    rows = []
    for progress in progress_of(batch, batch.enrollments.in_class()):
        proposal = proposals.get(progress.enrollment.pk)
        certificate = getattr(proposal, "certificate", None)
        rows.append(CompetenceReadiness(progress, proposal, certificate, verdicts.get(progress.enrollment.pk)))
    return rows


def verdicts_of(batch: Batch) -> list[CompetenceVerdict]:
    """All verdicts about people of the batch, the newest last."""
    rows = CompetenceVerdict.objects.filter(decision__batch=batch).order_by("decision__decided_on", "pk")
    return list(
        rows.select_related("decision__scheme__lsp", "decision__recorded_by").prefetch_related(
            "decision__scheme__units"
        )
    )


def letters_of(batch: Batch, decisions: Iterable[int]) -> list[CompetenceDecision]:
    """Those decisions (keys) of the batch with their scans at hand, for who proposes or issues on them."""
    rows = CompetenceDecision.objects.filter(batch=batch, pk__in=set(decisions))
    return list(
        rows.select_related("scheme__lsp", "recorded_by").prefetch_related("scans").order_by("decided_on", "pk")
    )


def newest_verdict(certificate: Certificate) -> CompetenceVerdict | None:
    """The newest K of a competence certificate's holder; None for a training certificate."""
    if certificate.kind != CertificateKind.COMPETENCE:
        return None
    verdicts = CompetenceVerdict.objects.competent().filter(enrollment=certificate.enrollment_id)
    return verdicts.select_related("decision__scheme__lsp").order_by("decision__decided_on", "pk").last()

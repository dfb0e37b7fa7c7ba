"""What an LSP decided is recorded by one, proposed by another, and issued by the head: three people (rule 5.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.competence import competence_readiness_of, newest_verdict
from certificates.models import (
    Certificate,
    CertificateKind,
    CompetenceDecision,
    CompetenceVerdict,
    Proposal,
    Scheme,
)
from certificates.printing import printed_record
from programs.models import Batch, Enrollment

TESTED = (Batch.State.TESTING, Batch.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the LSP's letter says about all its people."""

    scheme: Scheme
    number: str
    decided_on: dt.date
    assessor_name: str
    assessor_registration: str


@dataclass(frozen=True, slots=True)
class Said:
    """The verdict about one person (K or BK), with K the numbers of BNSP's blank."""

    enrollment: Enrollment
    verdict: str
    registration_number: str = ""
    blank_number: str = ""


@transaction.atomic
def record_decision(
    batch: Batch, letter: Letter, said: Iterable[Said], *, today: dt.date, by: User
) -> CompetenceDecision:
    """Copy an LSP's letter about people of the batch.

    Raises ValidationError before the tests, for a day before the last test or after today, for a scheme that the
    package does not lead to or whose LSP had no licence on that day, and for a letter about nobody.
    """
    batch = _lock(batch.pk)
    require(batch, *TESTED)
    decision = CompetenceDecision(batch=batch, recorded_by=by)
    _write(decision, letter, list(said), today)
    record(Verb.ADD, decision, by=by)
    return decision


@transaction.atomic
def correct_decision(
    decision: CompetenceDecision, letter: Letter, said: Iterable[Said], *, today: dt.date, by: User
) -> CompetenceDecision:
    """Write it anew; whoever corrects it has recorded it. Raises ValidationError once a certificate is proposed."""
    _lock(decision.batch_id)
    decision = CompetenceDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.is_in_use:
        raise ValidationError(
            _("A certificate has been proposed on this decision; it does not change any more."),
            code="competence_decision_stays",
        )
    decision.recorded_by = by
    with refusals_explained():
        decision.verdicts.all().delete()
    _write(decision, letter, list(said), today)
    record(Verb.EDIT, decision, by=by)
    return decision


def _lock(batch: int) -> Batch:
    """Of who writes its decisions and who proposes on them one waits for the other."""
    return Batch.objects.select_for_update(of=("self",), no_key=True).with_places().get(pk=batch)


def _write(decision: CompetenceDecision, letter: Letter, said: list[Said], today: dt.date) -> None:
    _refuse_the_letter(decision.batch, letter, today)
    if not said:
        raise ValidationError(_("Say of at least one person what the LSP decided."))
    decision.scheme, decision.number, decision.decided_on = letter.scheme, letter.number, letter.decided_on
    decision.assessor_name, decision.assessor_registration = letter.assessor_name, letter.assessor_registration
    with refusals_explained():
        decision.save()
        for row in said:
            CompetenceVerdict.objects.create(
                decision=decision,
                enrollment=row.enrollment,
                verdict=row.verdict,
                registration_number=row.registration_number,
                blank_number=row.blank_number,
            )


def _refuse_the_letter(batch: Batch, letter: Letter, today: dt.date) -> None:
    if letter.decided_on > today:
        raise ValidationError({"decided_on": _("The decision cannot lie in the future.")})
    if letter.decided_on < batch.last_day:
        raise ValidationError({"decided_on": _("The LSP decides after the last day of the batch and its test.")})
    if not Scheme.objects.certifying(batch.package).filter(pk=letter.scheme.pk).exists():
        raise ValidationError({"scheme": _("The package does not teach all units of this scheme.")})
    if not letter.scheme.lsp.is_licensed(on=letter.decided_on):
        raise ValidationError({"decided_on": _("The LSP had no licence of BNSP on this day.")})


@transaction.atomic
def propose_competence(batch: Batch, *, on: dt.date, by: User) -> list[Proposal]:
    """Propose a competence certificate for everybody whom the LSP found competent and who has none.

    Raises ValidationError before the batch is closed, without a licence today, for what could not be printed, and
    when all that waits was recorded by the same person, who may not propose on it.
    """
    batch = _lock(batch.pk)
    if batch.state != Batch.State.CLOSED:
        raise ValidationError(_("Certificates can be proposed once the batch is closed."))
    ready = [row for row in competence_readiness_of(batch) if row.can_be_proposed]
    verdicts = [row.verdict for row in ready if row.verdict and row.is_licensed(on=on)]
    if ready and not verdicts:
        raise ValidationError(_("The LSP has no licence of BNSP today."), code="competence_needs_a_licence")
    others = [verdict for verdict in verdicts if verdict.decision.recorded_by_id != by.pk]
    if verdicts and not others:
        _refuse_the_recorder()
    _refuse_what_cannot_be_issued(others, on, by)
    with refusals_explained():
        proposals = [
            Proposal.objects.create(
                enrollment_id=verdict.enrollment_id, kind=CertificateKind.COMPETENCE, verdict=verdict, proposed_by=by
            )
            for verdict in others
        ]
    for proposal in proposals:
        record(Verb.PROPOSE, proposal, by=by)
    return proposals


def verdict_for_another(certificate: Certificate, *, on: dt.date, by: User) -> CompetenceVerdict:
    """The verdict that a replacement rests on: newer than that of the certificate, since each blank has its number.

    Raises ValidationError when none is recorded, when `by` has recorded it, or for what could not be printed.
    """
    _lock(certificate.enrollment.batch_id)
    verdict = newest_verdict(certificate)
    if verdict is None or verdict.proposals.filter(end__isnull=True).exists():
        raise ValidationError(
            _("Another sheet has another blank: first record the LSP's letter with the number of the new blank."),
            code="competence_needs_the_decision",
        )
    if verdict.decision.recorded_by_id == by.pk:
        _refuse_the_recorder()
    _refuse_what_cannot_be_issued([verdict], on, by)
    return verdict


def _refuse_what_cannot_be_issued(verdicts: list[CompetenceVerdict], on: dt.date, by: User) -> None:
    """While the decision can still be corrected: what is proposed on it holds it as it is."""
    given = Certificate.objects.filter(number__in=[verdict.blank_number for verdict in verdicts])
    if taken := given.values_list("number", flat=True).first():
        raise ValidationError(
            _("The number %(number)s is that of another certificate. Compare it with BNSP's blank.")
            % {"number": taken},
            code="number_taken",
        )
    for verdict in verdicts:
        printed_record(verdict.enrollment, number=verdict.blank_number, on=on, by=by, verdict=verdict)


def _refuse_the_recorder() -> None:
    raise ValidationError(
        _("You recorded the LSP's decision; a colleague proposes the certificates."),
        code="competence_proposer_recorded_no_decision",
    )

"""What a TPP session finds on its table: everybody of a batch, with the decision that rank and rules suggest."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.actions.tpp import Outcome
from programs.actions.wording import for_the_record
from programs.findings import enrollment_findings, standing_blocks, trainees_of, with_training
from programs.models import Batch, Enrollment, TppDecision
from programs.ranking import Ranking, Standing, ranking
from trainees.eligibility import Finding
from trainees.models import RuleSet

State = Enrollment.State
NOW = {
    State.ACCEPTED: Outcome.SEAT.value,
    State.RESERVE: Outcome.RESERVE.value,
    State.REJECTED: Outcome.REJECT.value,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person before the session: what was decided, else what rank and rules suggest. "" for a tie at the cut."""

    standing: Standing
    blocks: list[Finding]
    outcome: str
    note: str
    is_decided: bool
    is_at_the_cut: bool = False

    @property
    def enrollment(self) -> Enrollment:
        return self.standing.enrollment


def standing_findings(batch: Batch, rows: list[Enrollment]) -> dict[int, list[Finding]]:
    """The blocks that stand now against each of these candidates, by enrollment."""
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    wanted = with_training(trainees_of(batch).filter(pk__in=[row.person_id for row in rows]))
    people = {person.pk: person for person in wanted}
    return {row.pk: standing_blocks(row, enrollment_findings(people[row.person_id], batch, rules)) for row in rows}


def suggestions(batch: Batch) -> list[Suggestion]:
    """Everybody of the batch, best first. Once some are shortlisted, the session takes the seats from them."""
    table = ranking(batch)
    rows = [row.enrollment for row in table.rows]
    with for_the_record():
        found = standing_findings(batch, rows)
    given = TppDecision.objects.filter(enrollment__in=rows).order_by("session__held_on", "session")
    notes = {decision.enrollment_id: decision.note for decision in given}
    has_shortlist = any(row.state == State.SHORTLISTED for row in rows)
    eligible = [row for row in table.rows if _is_eligible(row, table, found, has_shortlist)]
    cut = table.cut(max(0, batch.seats - sum(row.has_seat for row in rows)), eligible)
    inside, tied = ({row.enrollment.pk for row in part} for part in (cut.inside, cut.tied))
    waiting = {row.enrollment.pk for row in eligible} - inside - tied

    def suggested(row: Standing) -> Suggestion:
        enrollment, blocked = row.enrollment, found[row.enrollment.pk]
        if enrollment.state in NOW:
            note = notes.get(enrollment.pk, "") or enrollment.reason
            return Suggestion(row, blocked, NOW[State(enrollment.state)], note, is_decided=True)
        outcome, note = "", ""
        if enrollment.pk in inside:
            outcome = Outcome.SEAT.value
        elif enrollment.pk in waiting:
            outcome = Outcome.RESERVE.value
        elif blocked:
            outcome, note = Outcome.REJECT.value, " ".join(finding.text for finding in blocked)
        elif has_shortlist and enrollment.state == State.PROPOSED and row.rank:
            with for_the_record():
                outcome, note = Outcome.REJECT.value, _("Rank %(rank)d, outside the shortlist.") % {"rank": row.rank}
        return Suggestion(row, blocked, outcome, note, is_decided=False, is_at_the_cut=enrollment.pk in tied)

    return [suggested(row) for row in table.rows]


def _is_eligible(row: Standing, table: Ranking, found: dict[int, list[Finding]], has_shortlist: bool) -> bool:
    state = row.enrollment.state
    wanted = (State.SHORTLISTED,) if has_shortlist else (State.PROPOSED, State.SHORTLISTED)
    return state in wanted and row.scorers >= table.least_scorers and not found[row.enrollment.pk]

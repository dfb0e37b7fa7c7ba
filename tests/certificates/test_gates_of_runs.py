"""The seventh path to a certificate: a run of many, whose job asks every gate again (docs/trust.md 3)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from certificates import jobs
from certificates.actions import runs
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, IssueRun, Proposal
from programs.models import Attendance, Batch, Enrollment, UnitResult
from tests.certificates.classes import Class, past_the_triggers
from tests.certificates.situations import (
    DATE,
    PAGE_ASKS,
    every_gate_of_actions,
    every_gate_of_pages,
    head_of_another_centre,
    head_of_yesterday,
    issued_before_the_test,
    issued_in_the_future,
    staff_issues,
)


def sentence(gate: str) -> str:
    return str(GATE_SENTENCES[gate])


def holders() -> set[int]:
    return set(Certificate.objects.values_list("enrollment", flat=True))


@every_gate_of_pages
def test_a_run_refuses_whom_a_gate_stops_and_issues_the_others(db, situation, gate):
    given = situation()
    others = Class(("Budi", "Citra"), beside=given.school)
    run = runs.open_run([given.proposal, *others.proposals()], confirmed_at=timezone.now(), by=given.by)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    refused = run.items.get(outcome="REFUSED")
    assert (run.state, refused.proposal, refused.sentence) == ("DONE", given.proposal, sentence(gate))
    assert holders() == {person.pk for person in others.people}


@pytest.mark.parametrize("situation", [issued_before_the_test, issued_in_the_future])
def test_a_run_on_a_wrong_day_refuses_everybody(db, situation):
    given = situation()
    run = runs.open_run([given.proposal], confirmed_at=timezone.now(), by=given.by)

    runs.issue_piece(run.pk, on=given.on)

    refused = run.items.get()
    assert (refused.outcome, refused.sentence) == ("REFUSED", sentence(DATE))
    assert holders() == set()


@pytest.mark.parametrize("situation", [head_of_another_centre, staff_issues, head_of_yesterday])
def test_a_run_of_somebody_who_is_not_the_head_ends_before_its_first_sheet(db, situation):
    given = situation()
    run = runs.open_run([given.proposal], confirmed_at=timezone.now(), by=given.by)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, holders()) == ("FAILED", set())


def test_with_these_every_gate_that_a_run_can_meet_is_tried():
    tried = {*PAGE_ASKS, issued_before_the_test, issued_in_the_future}
    tried |= {head_of_another_centre, staff_issues, head_of_yesterday}

    assert {situation for situation, _gate in every_gate_of_actions.args[1]} == tried


def fewer_hours(person: Enrollment) -> None:
    Attendance.objects.filter(enrollment=person).update(status="A", lesson_hours=0)


def not_competent(person: Enrollment) -> None:
    UnitResult.objects.filter(enrollment=person).update(verdict="BK")


def dropped(person: Enrollment) -> None:
    Enrollment.objects.filter(pk=person.pk).update(state="ACTIVE")


def proposed_by_the_head(person: Enrollment) -> None:
    Proposal.objects.filter(enrollment=person).update(proposed_by=IssueRun.objects.get().started_by)


def recorded_by_the_head(person: Enrollment) -> None:
    UnitResult.objects.filter(enrollment=person).update(recorded_by=IssueRun.objects.get().started_by)


CLOSING: list[tuple[Callable[[Enrollment], None], str]] = [
    (fewer_hours, "certificate_needs_the_hours"),
    (not_competent, "certificate_needs_every_compulsory_unit"),
    (dropped, "certificate_needs_completion"),
    (proposed_by_the_head, "certificate_needs_another_proposer"),
    (recorded_by_the_head, "certificate_issuer_recorded_no_result"),
]


@pytest.mark.parametrize(("close", "gate"), CLOSING, ids=[close.__name__ for close, _gate in CLOSING])
def test_a_gate_that_closes_after_the_click_refuses_this_person_only(db, close, gate):
    school = Class(("Ayu", "Budi", "Citra"))
    run = runs.open_run(school.proposals(), confirmed_at=timezone.now(), by=school.head)
    with past_the_triggers():
        close(school.people[1])

    jobs.continue_run(run.pk)

    outcomes = {item.proposal.enrollment_id: (item.outcome, item.sentence) for item in run.items.all()}
    ayu, budi, citra = (person.pk for person in school.people)
    assert outcomes == {ayu: ("ISSUED", ""), budi: ("REFUSED", sentence(gate)), citra: ("ISSUED", "")}
    assert holders() == {ayu, citra}


def test_a_batch_opened_after_the_click_refuses_its_people_and_the_next_batch_is_issued(db):
    school = Class(("Ayu",))
    later = Class(("Budi",), beside=school)
    run = runs.open_run([*school.proposals(), *later.proposals()], confirmed_at=timezone.now(), by=school.head)
    with past_the_triggers():
        Batch.objects.filter(pk=school.batch.pk).update(state="TESTING", closed_on=None)

    jobs.continue_run(run.pk)

    assert run.items.get(outcome="REFUSED").sentence == sentence("certificate_needs_a_closed_batch")
    assert holders() == {later.people[0].pk}


def test_a_head_who_left_after_the_click_issues_nothing(db):
    school = Class()
    run = runs.open_run(school.proposals(), confirmed_at=timezone.now(), by=school.head)
    school.head.postings.update(ends_on=timezone.localdate() - dt.timedelta(days=1))

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, holders()) == ("FAILED", set())
    assert run.items.get().outcome == "LEFT"

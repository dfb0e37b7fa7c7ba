"""Choosing who joins: what each action does, what it refuses, and what it writes into the trail."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from facilities.models.agreements import TraineePolicy
from programs.actions import selection
from programs.actions.selection import Choice, Decision, SheetRow
from programs.models import Batch, Enrollment, SelectionScore
from tests import factories as make
from tests.cast import Place
from tests.programs.trail import events
from trainees.models import DisciplinarySanction, Inmate

pytestmark = pytest.mark.django_db

State = Enrollment.State


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.SELECTING, seats=2)


def candidate(place: Place, batch: Batch, name: str = "Sari", **facts: Any) -> Enrollment:
    return make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(name=name), **facts)


def punish(inmate: Inmate) -> None:
    days = {"starts_on": dt.date(2021, 6, 1), "ends_on": dt.date(2021, 6, 20)}
    DisciplinarySanction.objects.create(inmate=inmate, level="HEAVY", **days)


def state_of(enrollment: Enrollment) -> str:
    return Enrollment.objects.get(pk=enrollment.pk).state


def test_propose_keeps_what_stood_against_each_person_with_the_rules_it_was_judged_by(
    place: Place, batch: Batch
) -> None:
    well, ill = place.inmate(name="Ani"), place.inmate(name="Budi", health_note="asma")

    proposed = selection.propose(batch, [well, ill], by=place.staff)

    assert [(row.inmate, row.state) for row in proposed] == [(well, State.PROPOSED), (ill, State.PROPOSED)]
    assert proposed[0].findings == []
    assert [(found["code"], found["rules"][:6]) for found in proposed[1].findings] == [("HEALTH", "Aturan")]
    assert events() == [
        (place.staff.name, "propose", "Ani, Angkatan 1", ""),
        (place.staff.name, "propose", "Budi, Angkatan 1", ""),
    ]


def test_propose_twice_puts_forward_once(place: Place, batch: Batch) -> None:
    inmate = place.inmate()
    selection.propose(batch, [inmate], by=place.staff)

    again = selection.propose(batch, [inmate], by=place.staff)

    assert again == []
    assert batch.enrollments.count() == 1
    assert len(events()) == 1


def test_propose_refuses_everybody_when_one_belongs_to_another_prison(
    place: Place, stranger: Place, batch: Batch
) -> None:
    with pytest.raises(ValidationError, match="Only people of the batch's prison"):
        selection.propose(batch, [place.inmate(), stranger.inmate()], by=place.staff)

    assert not Enrollment.objects.exists()
    assert events() == []


@pytest.mark.parametrize("state", [state for state in Batch.State if state != Batch.State.SELECTING])
def test_nothing_is_chosen_unless_the_selection_is_open(place: Place, state: Batch.State) -> None:
    batch = place.batch(state=Batch.State.TESTING if state == Batch.State.CLOSED else state)
    enrollment = candidate(place, batch)
    if state == Batch.State.CLOSED:
        Batch.objects.update(state=state, closed_on=dt.date(2021, 6, 12))
    inmate = place.inmate()
    sheet = [SheetRow(enrollment, points=80, decision=Decision.ACCEPT)]
    steps = (
        lambda: selection.propose(batch, [inmate], by=place.staff),
        lambda: selection.score(enrollment, 80, by=place.staff),
        lambda: selection.accept(enrollment, by=place.staff),
        lambda: selection.reserve(enrollment, by=place.staff),
        lambda: selection.reject(enrollment, reason="Alasan", by=place.staff),
        lambda: selection.decide(batch, sheet, by=place.staff),
        lambda: selection.accept_best(batch, by=place.staff),
    )

    for step in steps:
        with pytest.raises(ValidationError, match="cannot be done while the state is") as refusal:
            step()
        assert refusal.value.code == "state"

    assert state_of(enrollment) == State.PROPOSED
    assert events() == []


def test_score_is_kept_per_officer_and_corrected_by_a_second_one(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    selection.score(enrollment, 60, by=place.staff)
    selection.score(enrollment, 70, by=place.head)
    selection.score(enrollment, 80, by=place.staff)

    given = SelectionScore.objects.order_by("id").values_list("scored_by", "score")
    assert list(given) == [(place.staff.pk, 80), (place.head.pk, 70)]
    assert Enrollment.objects.with_score().get().score == 75
    assert [verb for _by, verb, _which, _why in events()] == ["score", "score", "score"]


def test_accept_gives_a_seat_and_says_who_gave_it(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    selection.accept(enrollment, by=place.staff)

    assert state_of(enrollment) == State.ACCEPTED
    assert events() == [(place.staff.name, "accept", "Sari, Angkatan 1", "")]


def test_accept_refuses_when_the_batch_is_full(place: Place, batch: Batch) -> None:
    for _seat in range(2):
        place.enrolled(batch, State.ACCEPTED)
    enrollment = candidate(place, batch)

    with pytest.raises(ValidationError, match="all 2 seats are taken"):
        selection.accept(enrollment, by=place.staff)

    assert state_of(enrollment) == State.PROPOSED
    assert events() == []


def test_accept_refuses_whom_something_blocks_and_names_both(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)
    punish(enrollment.inmate)

    with pytest.raises(ValidationError) as refusal:
        selection.accept(enrollment, by=place.staff)

    assert refusal.value.messages == ["Sari: Disciplinary sanction until 20 June 2021; clear again on 21 June 2021."]


def test_accept_judges_for_today_s_record_and_not_for_that_of_the_proposal(place: Place, batch: Batch) -> None:
    inmate = place.inmate()
    [enrollment] = selection.propose(batch, [inmate], by=place.staff)
    punish(inmate)

    with pytest.raises(ValidationError, match="Disciplinary sanction"):
        selection.accept(enrollment, by=place.staff)


def test_accept_refuses_a_second_seat_on_the_same_days(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)
    other = place.batch(name="Las", state=Batch.State.SELECTING)
    twin = make.EnrollmentFactory.create(batch=other, inmate=enrollment.inmate)
    selection.accept(twin, by=place.staff)

    with pytest.raises(ValidationError, match="Has a seat in “Las” on these days"):
        selection.accept(enrollment, by=place.staff)


def test_accept_takes_a_blocked_person_once_the_head_has_lifted_the_block(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)
    punish(enrollment.inmate)
    selection.lift_blocks(enrollment, reason="Sanksi dicabut minggu depan", by=place.head)

    selection.accept(enrollment, by=place.staff)

    row = Enrollment.objects.get(pk=enrollment.pk)
    assert (row.state, row.blocks_lifted_by, row.blocks_lifted_reason) == (
        State.ACCEPTED,
        place.head,
        "Sanksi dicabut minggu depan",
    )
    assert [found["code"] for found in row.findings] == ["DISCIPLINE"]
    assert events(verb="lift") == [(place.head.name, "lift", "Sari, Angkatan 1", "Sanksi dicabut minggu depan")]


def test_accepting_somebody_rejected_before_forgets_the_reason_of_the_rejection(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)
    selection.reject(enrollment, reason="Belum siap", by=place.staff)

    selection.accept(enrollment, by=place.staff)

    row = Enrollment.objects.get(pk=enrollment.pk)
    assert (row.state, row.reason) == (State.ACCEPTED, "")
    assert events(verb="reject") == [(place.staff.name, "reject", "Sari, Angkatan 1", "Belum siap")]


def test_reserving_somebody_rejected_before_forgets_the_reason_of_the_rejection(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)
    selection.reject(enrollment, reason="Belum siap", by=place.staff)

    selection.reserve(enrollment, by=place.staff)

    row = Enrollment.objects.get(pk=enrollment.pk)
    assert (row.state, row.reason) == (State.RESERVE, "")
    assert events(verb="reserve") == [(place.staff.name, "reserve", "Sari, Angkatan 1", "")]


def test_a_seat_given_back_can_be_given_to_another(place: Place, batch: Batch) -> None:
    first, second = place.enrolled(batch, State.ACCEPTED), place.enrolled(batch, State.ACCEPTED)
    waiting = candidate(place, batch, state=State.RESERVE)

    selection.reserve(first, by=place.staff)
    selection.accept(waiting, by=place.staff)

    assert [state_of(row) for row in (first, second, waiting)] == ["RESERVE", "ACCEPTED", "ACCEPTED"]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_reject_refuses_without_a_reason(place: Place, batch: Batch, reason: str) -> None:
    enrollment = candidate(place, batch)

    with pytest.raises(ValidationError, match="A rejection needs a reason"):
        selection.reject(enrollment, reason=reason, by=place.staff)

    assert state_of(enrollment) == State.PROPOSED


def test_a_block_that_comes_after_the_lifted_one_stands(place: Place, batch: Batch) -> None:
    place.agreement.trainee_policy = TraineePolicy.ASSIMILATION_ELIGIBLE
    place.agreement.save()
    enrollment = candidate(place, batch)
    selection.score(enrollment, 80, by=place.staff)
    selection.lift_blocks(enrollment, reason="Rekomendasi sidang TPP", by=place.head)
    punish(enrollment.inmate)

    with pytest.raises(ValidationError) as refusal:
        selection.accept(enrollment, by=place.staff)
    choice = selection.accept_best(batch, by=place.staff)

    assert Enrollment.objects.get().lifted_codes == ["HALF_NOT_REACHED"]
    assert [message[:27] for message in refusal.value.messages] == ["Sari: Disciplinary sanction"]
    assert choice == Choice(accepted=0, reserved=0, rejected=1)


def test_a_block_that_is_not_there_cannot_be_lifted(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    with pytest.raises(ValidationError, match="Nothing blocks this person"):
        selection.lift_blocks(enrollment, reason="Untuk berjaga-jaga", by=place.head)

    assert Enrollment.objects.get().blocks_lifted_by is None
    assert events() == []


@pytest.mark.parametrize("state", ["PLANNED", "RUNNING", "TESTING", "CANCELLED"])
def test_a_block_is_lifted_only_until_the_class_begins(place: Place, state: str) -> None:
    enrollment = candidate(place, place.batch(state=state))
    punish(enrollment.inmate)

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        selection.lift_blocks(enrollment, reason="Alasan", by=place.head)


def test_what_is_kept_is_in_the_language_of_the_house_whoever_clicks(place: Place, batch: Batch) -> None:
    ill = place.inmate(health_note="asma")

    [proposed] = selection.propose(batch, [ill], by=place.staff)
    at_proposal = proposed.findings[0]["text"]
    selection.accept(proposed, by=place.staff)

    assert (at_proposal, Enrollment.objects.get().findings[0]["text"]) == ("Kesehatan: asma.", "Kesehatan: asma.")


def test_the_trail_of_a_score_names_the_points(place: Place, batch: Batch) -> None:
    selection.score(candidate(place, batch), 60, by=place.staff)

    assert AuditEvent.objects.get().detail == {"points": 60}


def test_a_sheet_frees_seats_before_it_gives_them(place: Place, batch: Batch) -> None:
    Batch.objects.update(seats=2)
    leaves, moves = place.enrolled(batch, State.ACCEPTED), place.enrolled(batch, State.ACCEPTED)
    first, second = candidate(place, batch, "Ani"), candidate(place, batch, "Budi")
    sheet = [
        SheetRow(first, points=90, decision=Decision.ACCEPT),
        SheetRow(second, decision=Decision.ACCEPT),
        SheetRow(leaves, decision=Decision.REJECT, reason="Mundur"),
        SheetRow(moves, decision=Decision.RESERVE),
    ]

    selection.decide(batch, sheet, by=place.staff)

    assert [state_of(row) for row in (leaves, moves, first, second)] == ["REJECTED", "RESERVE", "ACCEPTED", "ACCEPTED"]
    assert list(SelectionScore.objects.values_list("enrollment", "score")) == [(first.pk, 90)]


def test_a_sheet_with_one_decision_that_may_not_be_saves_nothing_of_it(place: Place, batch: Batch) -> None:
    first, blocked = candidate(place, batch, "Ani"), candidate(place, batch, "Budi")
    punish(blocked.inmate)
    sheet = [
        SheetRow(first, points=90, decision=Decision.ACCEPT),
        SheetRow(blocked, points=80, decision=Decision.ACCEPT),
    ]

    with pytest.raises(ValidationError, match="Budi: Disciplinary sanction"):
        selection.decide(batch, sheet, by=place.staff)

    assert (state_of(first), SelectionScore.objects.count(), events()) == (State.PROPOSED, 0, [])


def test_accept_best_reads_as_much_for_three_candidates_as_for_one(place: Place, batch: Batch) -> None:
    def reads(people: int) -> int:
        batch = place.batch(state=Batch.State.SELECTING)
        for _person in range(people):
            selection.score(candidate(place, batch), 80, by=place.staff)
        with CaptureQueriesContext(connection) as captured:
            selection.accept_best(batch, by=place.staff)
        return sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)

    assert reads(1) == reads(3)


def test_lift_blocks_refuses_without_a_reason(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    with pytest.raises(ValidationError, match="needs a reason"):
        selection.lift_blocks(enrollment, reason=" ", by=place.head)

    assert Enrollment.objects.get().blocks_lifted_by is None


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DROPPED])
def test_accept_refuses_a_step_that_the_table_does_not_have(
    place: Place, batch: Batch, state: Enrollment.State
) -> None:
    enrollment = candidate(place, batch, state=state, drop_reason="HEALTH" if state == State.DROPPED else "")

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        selection.accept(enrollment, by=place.staff)


def test_accept_best_gives_seats_by_rank_and_rejects_who_is_blocked_with_the_reason(place: Place, batch: Batch) -> None:
    points = {"Ani": 70, "Budi": 95, "Citra": 99, "Dewi": 80}
    rows = {name: candidate(place, batch, name) for name in points}
    for name, score in points.items():
        selection.score(rows[name], score, by=place.staff)
    punish(rows["Citra"].inmate)

    choice = selection.accept_best(batch, by=place.staff)

    assert choice == Choice(accepted=2, reserved=1, rejected=1)
    assert {name: state_of(row) for name, row in rows.items()} == {
        "Ani": "RESERVE",
        "Budi": "ACCEPTED",
        "Citra": "REJECTED",
        "Dewi": "ACCEPTED",
    }
    why = "Hukuman disiplin sampai 20 Juni 2021; bersih kembali pada 21 Juni 2021."
    assert Enrollment.objects.get(pk=rows["Citra"].pk).reason == why
    assert [event[1:] for event in events(verb__in=["accept", "reserve", "reject"])] == [
        ("reject", "Citra, Angkatan 1", why),
        ("accept", "Budi, Angkatan 1", ""),
        ("accept", "Dewi, Angkatan 1", ""),
        ("reserve", "Ani, Angkatan 1", ""),
    ]


def test_accept_best_ranks_by_the_mean_of_all_officers(place: Place, batch: Batch) -> None:
    steady, loved = candidate(place, batch, "Ani"), candidate(place, batch, "Budi")
    Batch.objects.update(seats=1)
    selection.score(steady, 80, by=place.staff)
    selection.score(loved, 100, by=place.staff)
    selection.score(loved, 50, by=place.head)

    selection.accept_best(batch, by=place.staff)

    assert (state_of(steady), state_of(loved)) == (State.ACCEPTED, State.RESERVE)


def test_accept_best_refuses_while_somebody_has_no_score(place: Place, batch: Batch) -> None:
    selection.score(candidate(place, batch), 80, by=place.staff)
    candidate(place, batch, "Budi")

    with pytest.raises(ValidationError, match="1 candidate has no score yet"):
        selection.accept_best(batch, by=place.staff)

    assert set(batch.enrollments.values_list("state", flat=True)) == {"PROPOSED"}


def test_accept_best_leaves_decisions_alone_that_were_made_before(place: Place, batch: Batch) -> None:
    chosen = place.enrolled(batch, State.ACCEPTED)
    late = candidate(place, batch)
    selection.score(late, 100, by=place.staff)

    choice = selection.accept_best(batch, by=place.staff)

    assert choice == Choice(accepted=1, reserved=0, rejected=0)
    assert state_of(chosen) == State.ACCEPTED


def test_accept_best_takes_whom_the_head_let_through(place: Place, batch: Batch) -> None:
    place.agreement.trainee_policy = TraineePolicy.ASSIMILATION_ELIGIBLE
    place.agreement.save()
    enrollment = candidate(place, batch)
    selection.score(enrollment, 80, by=place.staff)
    selection.lift_blocks(enrollment, reason="Rekomendasi sidang TPP", by=place.head)

    choice = selection.accept_best(batch, by=place.staff)

    assert choice == Choice(accepted=1, reserved=0, rejected=0)
    assert [found["code"] for found in Enrollment.objects.get().findings] == ["HALF_NOT_REACHED", "CONDITIONS_UNKNOWN"]

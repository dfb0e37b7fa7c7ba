"""Choosing who joins: what each action does, what it refuses, and what it writes into the trail."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import AuditEvent
from facilities.models.agreements import TraineePolicy
from programs.actions import selection, tpp
from programs.actions.sheets import Criterion, set_sheet
from programs.models import Batch, Enrollment, ScoreSheet, SelectionScore
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.trail import events
from trainees.models import DisciplinarySanction, Inmate

pytestmark = pytest.mark.django_db

State = Enrollment.State


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.SELECTING, seats=2)


def candidate(place: Place, batch: Batch, name: str = "Sari", **facts: Any) -> Enrollment:
    return make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(name=name), **facts)


def advised(place: Place, batch: Batch, name: str = "Sari", **facts: Any) -> Enrollment:
    """A candidate whom a TPP session has approved."""
    row = candidate(place, batch, name, **facts)
    make.approved(row)
    return row


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
    enrollment = advised(place, batch)
    if state == Batch.State.CLOSED:
        Batch.objects.update(state=state, closed_on=dt.date(2021, 6, 12))
    inmate = place.inmate()
    item = enrollment.tpp_decisions.get().session.items.get()
    lines = [tpp.Line(enrollment, tpp.Outcome.SEAT)]
    steps = (
        lambda: selection.propose(batch, [inmate], by=place.staff),
        lambda: selection.score(batch, {enrollment: {1: 80}}, by=place.staff),
        lambda: selection.shortlist(batch, [enrollment], by=place.staff),
        lambda: selection.accept(enrollment, by=place.staff),
        lambda: selection.reserve(enrollment, by=place.staff),
        lambda: selection.reject(enrollment, reason="Alasan", by=place.staff),
        lambda: tpp.decide(batch, lines, session=item.session, by=place.staff),
    )

    for step in steps:
        with pytest.raises(ValidationError, match="cannot be done while the state is") as refusal:
            step()
        assert refusal.value.code == "state"

    assert state_of(enrollment) == State.PROPOSED
    assert events() == []


def test_points_are_kept_per_officer_and_criterion_and_corrected_by_a_second_call(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    new = selection.score(batch, {enrollment: {1: 60, 2: 90}}, by=place.staff)
    other = selection.score(batch, {enrollment: {1: 70}}, by=place.colleague)
    changed = selection.score(batch, {enrollment: {1: 80, 2: 90}}, by=place.staff)

    given = SelectionScore.objects.order_by("scored_by", "criterion").values_list(
        "scored_by", "criterion__position", "score"
    )
    assert (new, other, changed) == (2, 1, 1)
    assert list(given) == [(place.staff.pk, 1, 80), (place.staff.pk, 2, 90), (place.colleague.pk, 1, 70)]
    assert [verb for _by, verb, _which, _why in events()] == ["score", "score", "score"]


def test_the_trail_of_a_score_says_no_points_because_a_centre_reads_it_too(place: Place, batch: Batch) -> None:
    selection.score(batch, {candidate(place, batch): {1: 60, 2: 13}}, by=place.staff)

    assert AuditEvent.objects.get().detail == {}


def test_scoring_gives_the_batch_its_own_copy_of_the_sheet_and_later_changes_do_not_reach_it(
    place: Place, batch: Batch
) -> None:
    selection.score(batch, {candidate(place, batch): {1: 60}}, by=place.staff)

    set_sheet(
        place.package, [Criterion("INTEREST", "Minat", 100)], least_scorers=3, joins_until=0, by=place.centre_staff
    )

    own = ScoreSheet.objects.for_batch(batch)
    assert [(row.name, row.weight) for row in own.criteria.all()] == [("SKILL", 60), ("CONDUCT", 40)]
    assert ScoreSheet.objects.for_package(place.package).least_scorers == 3


def test_a_sheet_that_is_on_record_nowhere_is_missed_in_words(place: Place, batch: Batch) -> None:
    ScoreSheet.objects.all().delete()

    with pytest.raises(ValidationError, match="No score sheet is on record"):
        selection.score(batch, {candidate(place, batch): {1: 60}}, by=place.staff)


@pytest.mark.parametrize(
    ("criteria", "why"),
    [
        ([("SKILL", "Keterampilan", 60), ("INTEREST", "Minat", 30)], "The weights add up to 90%; they must make 100%"),
        ([("SKILL", "Minat", 60), ("INTEREST", "Minat", 40)], "Two criteria have the same name"),
    ],
)
def test_a_sheet_whose_weights_or_names_do_not_fit_is_refused(
    place: Place, criteria: list[tuple[str, str, int]], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        set_sheet(
            place.package, [Criterion(*row) for row in criteria], least_scorers=2, joins_until=10, by=place.centre_staff
        )

    assert not ScoreSheet.objects.filter(package=place.package).exists()


def test_nobody_is_accepted_or_kept_in_reserve_whom_no_session_has_approved(place: Place, batch: Batch) -> None:
    never, put_off = candidate(place, batch, "Ani"), candidate(place, batch, "Budi")
    make.approved(put_off, verdict="POSTPONED")

    for row, step in ((never, selection.accept), (never, selection.reserve), (put_off, selection.accept)):
        with pytest.raises(ValidationError, match="no TPP session has approved this person yet"):
            step(row, by=place.staff)

    assert [state_of(row) for row in (never, put_off)] == ["PROPOSED", "PROPOSED"]


def test_the_latest_session_has_the_last_word(place: Place, batch: Batch) -> None:
    row = candidate(place, batch)
    make.approved(row, verdict="POSTPONED")
    later = make.TppSessionFactory.create(facility=place.facility, held_on=dt.date(2021, 3, 1))
    make.approved(row, session=later)

    selection.accept(row, by=place.staff)

    assert state_of(row) == "ACCEPTED"


def test_accept_gives_a_seat_and_says_who_gave_it(place: Place, batch: Batch) -> None:
    enrollment = advised(place, batch)

    selection.accept(enrollment, by=place.staff)

    assert state_of(enrollment) == State.ACCEPTED
    assert events() == [(place.staff.name, "accept", "Sari, Angkatan 1", "")]


def test_accept_refuses_when_the_batch_is_full(place: Place, batch: Batch) -> None:
    for _seat in range(2):
        place.enrolled(batch, State.ACCEPTED)
    enrollment = advised(place, batch)

    with pytest.raises(ValidationError, match="all 2 seats are taken"):
        selection.accept(enrollment, by=place.staff)

    assert state_of(enrollment) == State.PROPOSED
    assert events() == []


def test_accept_refuses_whom_something_blocks_and_names_both(place: Place, batch: Batch) -> None:
    enrollment = advised(place, batch)
    punish(enrollment.inmate)

    with pytest.raises(ValidationError) as refusal:
        selection.accept(enrollment, by=place.staff)

    assert refusal.value.messages == ["Sari: Disciplinary sanction until 20 June 2021; clear again on 21 June 2021."]


def test_accept_judges_for_today_s_record_and_not_for_that_of_the_proposal(place: Place, batch: Batch) -> None:
    inmate = place.inmate()
    [enrollment] = selection.propose(batch, [inmate], by=place.staff)
    make.approved(enrollment)
    punish(inmate)

    with pytest.raises(ValidationError, match="Disciplinary sanction"):
        selection.accept(enrollment, by=place.staff)


def test_accept_refuses_a_second_seat_on_the_same_days(place: Place, batch: Batch) -> None:
    enrollment = advised(place, batch)
    other = place.batch(name="Las", state=Batch.State.SELECTING)
    twin = make.EnrollmentFactory.create(batch=other, inmate=enrollment.inmate)
    make.approved(twin)
    selection.accept(twin, by=place.staff)

    with pytest.raises(ValidationError, match="Has a seat in “Las” on these days"):
        selection.accept(enrollment, by=place.staff)


def test_accept_takes_a_blocked_person_once_the_head_has_lifted_the_block(place: Place, batch: Batch) -> None:
    enrollment = advised(place, batch)
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
    enrollment = advised(place, batch)
    selection.reject(enrollment, reason="Belum siap", by=place.staff)

    selection.accept(enrollment, by=place.staff)

    row = Enrollment.objects.get(pk=enrollment.pk)
    assert (row.state, row.reason) == (State.ACCEPTED, "")
    assert events(verb="reject") == [(place.staff.name, "reject", "Sari, Angkatan 1", "Belum siap")]


def test_reserving_somebody_rejected_before_forgets_the_reason_of_the_rejection(place: Place, batch: Batch) -> None:
    enrollment = advised(place, batch)
    selection.reject(enrollment, reason="Belum siap", by=place.staff)

    selection.reserve(enrollment, by=place.staff)

    row = Enrollment.objects.get(pk=enrollment.pk)
    assert (row.state, row.reason) == (State.RESERVE, "")
    assert events(verb="reserve") == [(place.staff.name, "reserve", "Sari, Angkatan 1", "")]


def test_a_seat_given_back_can_be_given_to_another(place: Place, batch: Batch) -> None:
    first, second = place.enrolled(batch, State.ACCEPTED), place.enrolled(batch, State.ACCEPTED)
    waiting = advised(place, batch, state=State.RESERVE)
    make.approved(first)

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
    enrollment = advised(place, batch)
    selection.lift_blocks(enrollment, reason="Rekomendasi sidang TPP", by=place.head)
    punish(enrollment.inmate)

    with pytest.raises(ValidationError) as refusal:
        selection.accept(enrollment, by=place.staff)

    assert Enrollment.objects.get().lifted_codes == ["HALF_NOT_REACHED"]
    assert [message[:27] for message in refusal.value.messages] == ["Sari: Disciplinary sanction"]


def test_the_head_sees_the_blocks_of_today_before_lifting_them(place: Place, batch: Batch, sign_in: SignIn) -> None:
    enrollment = advised(place, batch)
    punish(enrollment.inmate)

    page = sign_in(place.head).get(reverse("programs:enrollment-lift", args=[enrollment.pk]))

    assert [finding.code for finding in page.context["standing"]] == ["DISCIPLINE"]
    assert enrollment.findings == []


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
    make.approved(proposed)
    selection.accept(proposed, by=place.staff)

    assert (at_proposal, Enrollment.objects.get().findings[0]["text"]) == ("Kesehatan: asma.", "Kesehatan: asma.")


def test_lift_blocks_refuses_without_a_reason(place: Place, batch: Batch) -> None:
    enrollment = candidate(place, batch)

    with pytest.raises(ValidationError, match="needs a reason"):
        selection.lift_blocks(enrollment, reason=" ", by=place.head)

    assert Enrollment.objects.get().blocks_lifted_by is None


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DROPPED])
def test_accept_refuses_a_step_that_the_table_does_not_have(
    place: Place, batch: Batch, state: Enrollment.State
) -> None:
    enrollment = advised(place, batch, state=state, drop_reason="HEALTH" if state == State.DROPPED else "")

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        selection.accept(enrollment, by=place.staff)


def test_a_block_that_the_head_was_not_shown_is_not_lifted(place: Place, batch: Batch, sign_in: SignIn) -> None:
    place.agreement.trainee_policy = TraineePolicy.ASSIMILATION_ELIGIBLE
    place.agreement.save()
    enrollment, client = advised(place, batch), sign_in(place.head)
    url = reverse("programs:enrollment-lift", args=[enrollment.pk])
    shown = [finding.code for finding in client.get(url).context["standing"]]
    punish(enrollment.inmate)

    answer = client.post(url, {"reason": "Rekomendasi", "seen": shown})
    lifted = Enrollment.objects.get().lifted_codes
    again = [finding.code for finding in answer.context["standing"]]
    client.post(url, {"reason": "Rekomendasi", "seen": again})

    assert (shown, lifted) == (["HALF_NOT_REACHED"], [])
    assert sorted(Enrollment.objects.get().lifted_codes) == ["DISCIPLINE", "HALF_NOT_REACHED"]

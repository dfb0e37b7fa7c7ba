"""A TPP session decides: its word becomes a seat, a place in reserve or a rejection, and freed seats are filled."""

import datetime as dt
import io
from decimal import Decimal

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.permissions import Role
from programs import papers
from programs.actions import decrees, participants, seats, selection, tpp
from programs.actions.tpp import Line, Outcome
from programs.models import (
    Batch,
    Decree,
    Enrollment,
    ScoreSheet,
    SeatChange,
    TppDecision,
    TppItem,
    TppSession,
)
from programs.ranking import ranking
from programs.tpp import suggestions
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_triggers import refused_by
from trainees.models import DisciplinarySanction

pytestmark = pytest.mark.django_db

State = Enrollment.State
GONE = Enrollment.DropReason.TRANSFERRED
DAY = dt.date(2021, 6, 8)


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.SELECTING, seats=2)


def scored(place: Place, batch: Batch, *points: int) -> list[Enrollment]:
    rows = []
    for number, mark in enumerate(points):
        inmate = place.inmate(name=f"Calon {number}")
        row = make.EnrollmentFactory.create(batch=batch, inmate=inmate)
        make.scored(row, mark, place.staff)
        rows.append(row)
    return rows


@pytest.fixture
def session(place: Place, batch: Batch) -> TppSession:
    session = make.TppSessionFactory.create(facility=place.facility)
    TppItem.objects.create(session=session, batch=batch)
    return session


def states(rows: list[Enrollment]) -> list[str]:
    return [Enrollment.objects.get(pk=row.pk).state for row in rows]


def decide(place: Place, session: TppSession, rows: list[Enrollment], *outcomes: Outcome, note: str = "") -> None:
    lines = [Line(row, outcome, note) for row, outcome in zip(rows, outcomes, strict=True)]
    tpp.decide(rows[0].batch, lines, session=session, by=place.staff)


def decreed(place: Place, batch: Batch, session: TppSession, *points: int) -> list[Enrollment]:
    """The best two have the seats, the others wait, and the head has decreed it."""
    rows = scored(place, batch, *points)
    outcomes = [Outcome.SEAT, Outcome.SEAT, *[Outcome.RESERVE] * (len(rows) - 2)]
    decide(place, session, rows, *outcomes)
    decrees.decree([batch], number="SK-1", on=DAY, today=DAY, by=place.head)
    return rows


# -- Ranking


def test_the_mean_of_the_officers_weighted_scores_ranks_and_their_spread_is_told(place: Place, batch: Batch) -> None:
    row = make.EnrollmentFactory.create(batch=batch)
    selection.score(batch, {row: {1: 80, 2: 50}}, by=place.staff)
    selection.score(batch, {row: {1: 60, 2: 90}}, by=place.colleague)
    selection.score(batch, {row: {1: 10}}, by=place.head)

    [standing] = ranking(batch).rows

    assert (standing.score, standing.spread, standing.scorers, standing.begun) == (Decimal("70.00"), 4, 2, 1)


def test_equals_share_a_rank_and_the_next_skips_as_many(place: Place, batch: Batch) -> None:
    scored(place, batch, 80, 90, 80, 70)

    rows = ranking(batch).rows

    assert [(row.rank, row.is_tied) for row in rows] == [(1, False), (2, True), (2, True), (4, False)]


def test_a_tie_at_the_last_place_is_nobodys(place: Place, batch: Batch) -> None:
    best, *equal = scored(place, batch, 90, 80, 80)

    cut = ranking(batch).cut(2)

    assert [row.enrollment for row in cut.inside] == [best]
    assert ([row.enrollment for row in cut.tied], cut.left) == (equal, 1)


# -- Shortlist


def test_the_shortlist_takes_the_best_and_gives_back_those_not_named(place: Place, batch: Batch) -> None:
    rows = scored(place, batch, 90, 80, 70)
    selection.shortlist(batch, rows, by=place.staff)

    selection.shortlist(batch, rows[:2], by=place.staff)

    assert states(rows) == ["SHORTLISTED", "SHORTLISTED", "PROPOSED"]


def test_passing_over_an_equal_needs_a_reason(place: Place, batch: Batch) -> None:
    rows = scored(place, batch, 90, 80, 80)

    with pytest.raises(ValidationError, match="Somebody equal or better stays behind"):
        selection.shortlist(batch, rows[:2], by=place.staff)
    selection.shortlist(batch, rows[:2], reason="Hampir bebas", by=place.staff)

    assert states(rows) == ["SHORTLISTED", "SHORTLISTED", "PROPOSED"]


def test_too_few_officers_keep_a_person_from_shortlist_and_session(
    place: Place, batch: Batch, session: TppSession
) -> None:
    rows = scored(place, batch, 90)
    ScoreSheet.objects.filter(batch=batch).update(least_scorers=2)

    for step in (
        lambda: selection.shortlist(batch, rows, by=place.staff),
        lambda: decide(place, session, rows, Outcome.SEAT),
    ):
        with pytest.raises(ValidationError, match="Fewer than 2 officers have scored: Calon 0"):
            step()

    assert (states(rows), TppDecision.objects.count()) == (["PROPOSED"], 0)


# -- Decisions


def test_the_suggestion_gives_seats_by_rank_and_leaves_a_tie_at_the_cut_open(place: Place, batch: Batch) -> None:
    rows = scored(place, batch, 90, 80, 80, 70, 95)
    days = {"starts_on": dt.date(2021, 6, 1), "ends_on": dt.date(2021, 6, 20)}
    DisciplinarySanction.objects.create(inmate=rows[4].inmate, level="HEAVY", **days)  # type: ignore[misc]

    found = {row.enrollment: (row.outcome, row.is_at_the_cut) for row in suggestions(batch)}

    assert [found[row] for row in rows] == [
        ("seat", False),
        ("", True),
        ("", True),
        ("reserve", False),
        ("reject", False),
    ]


def test_the_page_of_decisions_names_the_equal_with_their_score(
    place: Place, batch: Batch, session: TppSession, sign_in: SignIn
) -> None:
    rows = scored(place, batch, 90, 80, 80)

    page = sign_in(place.staff).get(reverse("programs:tpp-decide", args=[session.items.get().pk]))

    tied = {row.enrollment: row.score for row in page.context["tied"]}
    assert tied == {rows[1]: Decimal(80), rows[2]: Decimal(80)}


def test_the_word_of_the_session_becomes_the_state_of_each(place: Place, batch: Batch, session: TppSession) -> None:
    rows = scored(place, batch, 90, 80, 70, 60)
    lines = [
        Line(rows[0], Outcome.SEAT),
        Line(rows[1], Outcome.RESERVE),
        Line(rows[2], Outcome.POSTPONE, "Menunggu litmas"),
        Line(rows[3], Outcome.REJECT, "Mengundurkan diri"),
    ]

    told = tpp.decide(batch, lines, session=session, by=place.staff)

    assert states(rows) == ["ACCEPTED", "RESERVE", "PROPOSED", "REJECTED"]
    assert {str(key): count for key, count in told.items()} == {"seat": 1, "reserve": 1, "postpone": 1, "reject": 1}
    assert list(session.decisions.order_by("pk").values_list("verdict", "note")) == [
        ("APPROVED", ""),
        ("APPROVED", ""),
        ("POSTPONED", "Menunggu litmas"),
        ("REJECTED", "Mengundurkan diri"),
    ]


def test_a_seat_before_an_equal_needs_its_reason_at_its_own_line(
    place: Place, batch: Batch, session: TppSession
) -> None:
    rows = scored(place, batch, 90, 80, 80)

    with pytest.raises(ValidationError) as refusal:
        decide(place, session, rows, Outcome.SEAT, Outcome.SEAT, Outcome.RESERVE)

    assert list(refusal.value.message_dict) == [f"note_{rows[1].pk}"]
    assert (states(rows), TppDecision.objects.count()) == (["PROPOSED"] * 3, 0)


def test_a_session_decides_on_batches_of_its_agenda_only(place: Place, batch: Batch) -> None:
    other = make.TppSessionFactory.create(facility=place.facility)

    with pytest.raises(ValidationError, match="not on the session's agenda"):
        decide(place, other, scored(place, batch, 90), Outcome.SEAT)


# -- Seats that fall free


def test_the_first_of_the_reserve_moves_up_by_itself(place: Place, batch: Batch, session: TppSession) -> None:
    rows = decreed(place, batch, session, 90, 80, 70, 60)

    participants.drop(rows[0], drop_reason=GONE, reason="Pindah", by=place.staff)

    change = SeatChange.objects.get()
    assert states(rows) == ["DROPPED", "ACCEPTED", "ACCEPTED", "RESERVE"]
    assert (change.left, change.moved_up, change.needs_addendum) == (rows[0], rows[2], True)


def test_a_blocked_reserve_is_passed_over(place: Place, batch: Batch, session: TppSession) -> None:
    rows = decreed(place, batch, session, 90, 80, 70, 60)
    days = {"starts_on": dt.date(2021, 6, 1), "ends_on": dt.date(2021, 6, 20)}
    DisciplinarySanction.objects.create(inmate=rows[2].inmate, level="HEAVY", **days)  # type: ignore[misc]

    participants.drop(rows[0], drop_reason=GONE, reason="Pindah", by=place.staff)

    assert states(rows) == ["DROPPED", "ACCEPTED", "RESERVE", "ACCEPTED"]


def test_of_equals_nobody_moves_up_until_a_person_says_who_and_why(
    place: Place, batch: Batch, session: TppSession
) -> None:
    rows = decreed(place, batch, session, 90, 80, 70, 70)
    participants.drop(rows[0], drop_reason=GONE, reason="Pindah", by=place.staff)
    change = SeatChange.objects.get()

    with pytest.raises(ValidationError, match="Say why"):
        seats.choose_reserve(change, rows[3], reason=" ", by=place.staff)
    before = change.is_tied
    seats.choose_reserve(change, rows[3], reason="Hampir bebas", by=place.staff)

    assert (before, states(rows)) == (True, ["DROPPED", "ACCEPTED", "RESERVE", "ACCEPTED"])
    with pytest.raises(ValidationError, match="The seat is taken by now"):
        seats.choose_reserve(change, rows[2], reason="Lagi", by=place.staff)


def test_late_in_the_lessons_nobody_moves_up(place: Place, batch: Batch, session: TppSession) -> None:
    rows = decreed(place, batch, session, 90, 80, 70)
    lesson = place.sessions(batch)[0]
    Batch.objects.update(state="RUNNING")
    here = {"lesson_hours": 8, "status": "H", "recorded_by": place.staff}
    make.AttendanceFactory.create(session=lesson, enrollment=rows[1], **here)

    change = seats.fill_seat(rows[0], batch=Batch.objects.with_places().get(), by=place.staff)

    assert change is not None
    assert (change.moved_up, states(rows)[2]) == (None, "RESERVE")


def test_each_side_ticks_for_itself(place: Place, batch: Batch, session: TppSession) -> None:
    rows = decreed(place, batch, session, 90, 80, 70)
    participants.drop(rows[0], drop_reason=GONE, reason="Pindah", by=place.staff)
    change = SeatChange.objects.get()

    seats.tick_seen(change, by=place.centre_staff)

    assert [SeatChange.objects.unseen_by(user).count() for user in (place.staff, place.centre_staff)] == [1, 0]


# -- Decree


def test_the_decree_lets_go_whom_the_session_postponed(place: Place, batch: Batch, session: TppSession) -> None:
    rows = scored(place, batch, 90, 80)
    lines = [Line(rows[0], Outcome.SEAT), Line(rows[1], Outcome.POSTPONE, "Menunggu litmas")]
    tpp.decide(batch, lines, session=session, by=place.staff)

    decrees.decree([batch], number="SK-1", on=DAY, today=DAY, by=place.head)

    assert states(rows) == ["ACCEPTED", "REJECTED"]
    assert Enrollment.objects.get(pk=rows[1].pk).reason == "Menunggu litmas"


def test_the_decree_refuses_whom_no_session_approved(place: Place, batch: Batch) -> None:
    place.enrolled(batch, State.ACCEPTED)

    with pytest.raises(ValidationError, match="No TPP session has approved"):
        decrees.decree([batch], number="SK-1", on=DAY, today=DAY, by=place.head)


def test_a_decree_prints_the_names_of_its_day_and_the_centre_reads_no_register(
    place: Place, batch: Batch, session: TppSession, sign_in: SignIn
) -> None:
    rows = decreed(place, batch, session, 90, 80, 70)
    issued, register = Decree.objects.get(), rows[0].inmate.register_number
    rows[0].inmate.name = "Nama Baru"
    rows[0].inmate.save()

    texts = {
        who: text_of(sign_in(user).get(reverse(f"programs:{page}", args=[issued.pk])).getvalue())
        for who, user, page in (
            ("head", place.head, "decree-paper"),
            ("centre", place.centre_staff, "decree-list"),
        )
    }

    assert ["Calon 0" in text and "Nama Baru" not in text for text in texts.values()] == [True, True]
    assert {who: register in text for who, text in texts.items()} == {"head": True, "centre": False}
    assert sign_in(place.person(Role.CENTRE_HEAD)).get(f"/sk/{issued.pk}/").status_code == 403


def test_a_decree_without_reserve_does_not_speak_of_one(place: Place, batch: Batch, session: TppSession) -> None:
    decreed(place, batch, session, 90, 80)
    issued = Decree.objects.get()

    text = text_of(papers.decree(place.facility, issued.record, number=issued.number, on=issued.decreed_on).pdf())

    assert ("(dua)" in text, "cadangan" in text, "KELIMA" in text) == (True, False, False)


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_an_addendum_covers_the_seats_that_changed_hands_and_only_once(
    place: Place, batch: Batch, session: TppSession
) -> None:
    rows = decreed(place, batch, session, 90, 80, 70)
    participants.drop(rows[0], drop_reason=GONE, reason="Pindah", by=place.staff)

    issued = decrees.amend(batch, number="SK-2", on=DAY, today=DAY, by=place.head)

    assert issued.record["changes"][0]["joined"]["name"] == "Calon 2"
    with pytest.raises(ValidationError, match="No seat has changed hands"):
        decrees.amend(batch, number="SK-3", on=DAY, today=DAY, by=place.head)


def test_a_session_that_a_decree_rests_on_stays_as_it_is(place: Place, batch: Batch, session: TppSession) -> None:
    decreed(place, batch, session, 90, 80)
    session.minutes_number = "BA lain"

    with pytest.raises(ValidationError, match="A decree rests on this session"):
        tpp.hold_session(session, [batch], [], today=DAY, by=place.staff)

    assert TppSession.objects.get().minutes_number != "BA lain"


def test_an_agenda_holds_batches_of_the_sessions_own_prison(session: TppSession, stranger: Place) -> None:
    assert refused_by(lambda: TppItem.objects.create(session=session, batch=stranger.batch())) == (
        "tpp_item_inside_its_prison"
    )


def test_a_decision_is_on_somebody_of_the_agenda(place: Place, session: TppSession) -> None:
    other = make.EnrollmentFactory.create(batch=place.batch(), inmate=place.inmate())

    assert refused_by(lambda: TppDecision.objects.create(session=session, enrollment=other, verdict="APPROVED")) == (
        "tpp_decision_on_its_agenda"
    )


def test_a_closed_batch_keeps_what_the_session_decided(place: Place) -> None:
    row = make.EnrollmentFactory.create(batch=place.batch(state="TESTING"), inmate=place.inmate(), state="COMPLETED")
    make.approved(row)
    Batch.objects.update(state="CLOSED", closed_on=DAY)

    assert refused_by(lambda: TppDecision.objects.update(note="lain")) == "closed_batch_keeps_its_evidence"

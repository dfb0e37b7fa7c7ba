"""Results typed wrongly are corrected by the centre's head, on record; who truly taught is asked again at the close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.models import AuditEvent
from programs.actions import results
from programs.actions.assessors import allow_assessor
from programs.actions.batches import close
from programs.actions.corrections import Said, correct_result
from programs.actions.results import Assessment
from programs.models import Batch, Enrollment, ResultCorrection, Session, UnitResult
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
TEST = dt.date(2021, 6, 12)
K, BK = UnitResult.Verdict.COMPETENT, UnitResult.Verdict.NOT_YET


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(state=Batch.State.TESTING)


@pytest.fixture
def person(place: Place, batch: Batch) -> Enrollment:
    return place.enrolled(batch)


def unit_of(batch: Batch) -> int:
    return batch.package.package_units.values_list("unit", flat=True)[0]


def assessed(place: Place, person: Enrollment, verdict: UnitResult.Verdict, *, by_teacher: bool = False) -> UnitResult:
    assessor = place.instructor if by_teacher else place.assessor
    row = Assessment(person, unit_of(person.batch), verdict)
    results.record_results(person.batch, [row], assessor=assessor, on=TEST, today=TEST, by=place.centre_staff)
    return person.results.latest("attempt")


def corrected(place: Place, result: UnitResult, said: Said, **facts: Any) -> ResultCorrection:
    given = {"seen": result.corrections.count(), "reason": "Salah ketik", "by": place.centre_head, **facts}
    return correct_result(result, said=said, **given)


def refused_by(change: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return refusal.value.__cause__.diag.constraint_name


def attended(place: Place, session: Session, person: Enrollment) -> None:
    make.AttendanceFactory.create(session=session, enrollment=person)


# -- Corrections


def test_a_correction_takes_the_place_of_what_was_typed_and_keeps_it(place: Place, person: Enrollment) -> None:
    result = assessed(place, person, K)

    corrected(place, result, Said(BK, skill=40), reason="Tertukar dengan peserta lain")
    corrected(place, result, Said(K, skill=80))

    result.refresh_from_db()
    assert (result.verdict, result.skill, result.attempt) == (K, 80, 1)
    history = result.corrections.values_list("former_verdict", "former_skill", "verdict", "skill", "reason")
    assert list(history) == [(K, None, BK, 40, "Tertukar dengan peserta lain"), (BK, 40, K, 80, "Salah ketik")]
    event = AuditEvent.objects.filter(verb="correct_result").last()
    assert (event.reason, event.object_id, event.scope) == (
        "Tertukar dengan peserta lain",
        person.pk,
        person.scope_keys,
    )


def test_whoever_turns_bk_into_k_has_recorded_it_and_k_into_bk_nothing(place: Place, person: Enrollment) -> None:
    result = assessed(place, person, K)

    recorders = []
    for verdict in (BK, K):
        corrected(place, result, Said(verdict))
        result.refresh_from_db()
        recorders.append(result.recorded_by)

    assert recorders == [place.centre_staff, place.centre_head]


def test_only_the_head_of_the_own_centre_corrects(place: Place, stranger: Place, person: Enrollment) -> None:
    result = assessed(place, person, K)

    for user in (place.centre_staff, place.head, stranger.centre_head):
        with pytest.raises(ValidationError, match="Only the head of the training centre"):
            corrected(place, result, Said(BK), by=user)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": "  "}, "Say why"),
        ({"said": Said(K)}, "Nothing was changed"),
        ({"seen": 1}, "something else by now"),
    ],
)
def test_a_correction_has_a_reason_changes_something_and_was_looked_at(
    place: Place, person: Enrollment, facts: dict[str, Any], words: str
) -> None:
    result = assessed(place, person, K)

    with pytest.raises(ValidationError, match=words):
        corrected(place, result, **{"said": Said(BK), **facts})


def test_an_attempt_that_was_followed_by_another_stays_bk(place: Place, person: Enrollment) -> None:
    first = assessed(place, person, BK)
    assessed(place, person, BK)

    with pytest.raises(ValidationError, match="tested again afterwards"):
        corrected(place, first, Said(K))
    corrected(place, first, Said(BK, knowledge=55))

    assert person.results.get(attempt=1).knowledge == 55


def test_what_counts_elsewhere_or_comes_from_there_is_not_corrected(place: Place, person: Enrollment) -> None:
    source = assessed(place, person, K)
    Enrollment.objects.filter(pk=person.pk).update(state="DROPPED", drop_reason="RELEASED")
    later = Enrollment.objects.create(batch=place.batch(state="TESTING"), inmate=person.inmate, state="ACTIVE")
    copied = UnitResult.objects.create(
        enrollment=later,
        unit=source.unit,
        verdict=K,
        assessor=source.assessor,
        assessed_on=source.assessed_on,
        recognised_from=source,
        recorded_by=place.centre_staff,
    )

    for result, words in ((source, "later training"), (copied, "another training")):
        with pytest.raises(ValidationError, match=words):
            corrected(place, result, Said(BK))


def test_a_closed_batch_corrects_nothing(place: Place, person: Enrollment, sign_in: SignIn) -> None:
    result = assessed(place, person, K)
    close(person.batch, on=person.batch.last_day, by=place.centre_staff)
    page = reverse("programs:result-correct", args=[result.pk])

    answer = sign_in(place.centre_head).get(page)

    assert answer["Location"] == result.get_absolute_url()
    with pytest.raises(ValidationError, match="cannot be done while"):
        corrected(place, result, Said(BK))


def test_the_database_changes_a_result_by_a_correction_alone(place: Place, person: Enrollment) -> None:
    result = assessed(place, person, K)
    rows = UnitResult.objects.filter(pk=result.pk)
    facts = {"result": result, "former_verdict": K, "verdict": BK, "corrected_by": place.centre_head, "reason": "x"}

    def add(**changes: Any) -> Callable[[], Any]:
        return lambda: ResultCorrection.objects.bulk_create([ResultCorrection(**{**facts, **changes})])

    def add_and_leave() -> None:
        add()()
        connection.check_constraints()

    def add_and_say_otherwise() -> None:
        add()()
        rows.update(verdict=BK, knowledge=10)

    def add_and_sign_for_somebody() -> None:
        add()()
        rows.update(verdict=BK, recorded_by=place.centre_head)

    refused = [
        refused_by(change)
        for change in (
            lambda: rows.update(verdict=BK),
            lambda: rows.update(knowledge=90),
            rows.delete,
            add(corrected_by=place.centre_staff),
            add(former_verdict=BK, verdict=K),
            add(verdict=K),
            add(reason=""),
            add_and_leave,
            add_and_say_otherwise,
            add_and_sign_for_somebody,
        )
    ]

    assert refused == [
        "result_changes_by_correction",
        "result_changes_by_correction",
        "result_stays_on_record",
        "correction_is_the_heads",
        "correction_of_what_stands",
        "correction_changes_something",
        "correction_with_reason",
        "correction_is_applied",
        "result_changes_by_correction",
        "result_changes_by_correction",
    ]


def test_a_correction_is_itself_never_changed_nor_used_twice(place: Place, person: Enrollment) -> None:
    result = assessed(place, person, K)
    corrected(place, result, Said(BK))
    own = "programs_resultcorrection_is_append_only"

    assert refused_by(lambda: ResultCorrection.objects.update(reason="lain")) == own
    assert refused_by(lambda: ResultCorrection.objects.all().delete()) == own
    assert refused_by(lambda: UnitResult.objects.update(verdict=K)) == "result_changes_by_correction"


def test_the_head_corrects_on_a_page_and_everybody_reads_it(place: Place, person: Enrollment, sign_in: SignIn) -> None:
    result = assessed(place, person, K)
    head, page = sign_in(place.centre_head), reverse("programs:result-correct", args=[result.pk])
    sent = {"verdict": "BK", "knowledge": "", "skill": "41", "attitude": "", "reason": "Salah baris", "seen": "0"}

    empty = head.post(page, {**sent, "reason": "", "skill": "101"})
    answer = head.post(page, sent)
    again = head.post(page, {**sent, "verdict": "K"})

    assert list(empty.context["form"].errors) == ["skill", "reason"]
    assert answer["Location"] == person.get_absolute_url()
    assert again.context["form"].non_field_errors() == ["The result says something else by now. Look at it again."]
    assert "Salah baris" in sign_in(place.staff).get(person.get_absolute_url()).content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_a_participants_page_costs_the_same_queries_with_one_correction_and_with_three(
    place: Place, person: Enrollment, sign_in: SignIn, times: int, django_assert_num_queries: Any
) -> None:
    result = assessed(place, person, K)
    for points in range(times):
        corrected(place, result, Said(K, skill=70 + points))
    client = sign_in(place.centre_head)

    with django_assert_num_queries(19):
        client.get(person.get_absolute_url())


# -- Who truly taught


def test_a_lesson_planned_for_a_second_teacher_and_never_given_frees_nobody(
    place: Place, batch: Batch, person: Enrollment
) -> None:
    first, second = place.sessions(batch)
    Session.objects.filter(pk=second.pk).update(instructor=place.assessor)
    attended(place, first, person)

    with pytest.raises(ValidationError, match="alone has taught"):
        assessed(place, person, K, by_teacher=True)
    row = UnitResult(
        enrollment=person,
        unit_id=unit_of(batch),
        verdict=K,
        assessor=place.instructor,
        assessed_on=TEST,
        recorded_by=place.centre_staff,
    )
    assert refused_by(row.save) == "assessor_taught_not_alone"


def test_a_lesson_to_which_nobody_came_is_no_second_teachers(place: Place, batch: Batch, person: Enrollment) -> None:
    first, second = place.sessions(batch)
    Session.objects.filter(pk=second.pk).update(instructor=place.assessor)
    attended(place, first, person)
    make.AttendanceFactory.create(session=second, enrollment=person, status="A", lesson_hours=0)

    with pytest.raises(ValidationError, match="alone has taught"):
        assessed(place, person, K, by_teacher=True)


def cancelled(place: Place, first: Session, second: Session, person: Enrollment) -> None:
    Session.objects.filter(pk=second.pk).update(
        cancelled_at=dt.datetime(2021, 6, 9, tzinfo=dt.UTC), cancellation="POWER_CUT"
    )


def given_back(place: Place, first: Session, second: Session, person: Enrollment) -> None:
    Session.objects.filter(pk=second.pk).update(instructor=place.instructor)


def recorded_late(place: Place, first: Session, second: Session, person: Enrollment) -> None:
    attended(place, first, person)


@pytest.mark.parametrize("afterwards", [cancelled, given_back, recorded_late])
def test_who_turns_out_to_have_taught_alone_keeps_the_batch_open_until_the_head_allows_it(
    place: Place, batch: Batch, person: Enrollment, afterwards: Callable[..., None], sign_in: SignIn
) -> None:
    first, second = place.sessions(batch)
    Session.objects.filter(pk=second.pk).update(instructor=place.assessor)
    assessed(place, person, K, by_teacher=True)
    afterwards(place, first, second, person)

    with pytest.raises(ValidationError, match="nobody else has taught"):
        close(batch, on=batch.last_day, by=place.centre_staff)
    shown = sign_in(place.centre_staff).get(reverse("programs:batch-close", args=[batch.pk])).context["alone"]
    assert [name for name, _units in shown] == [place.instructor.name]
    change = {"state": "CLOSED", "closed_on": batch.last_day}
    assert refused_by(lambda: Batch.objects.filter(pk=batch.pk).update(**change)) == "closed_without_second_eyes"
    allow_assessor(batch, place.instructor, reason="Pengajar kedua sakit", by=place.centre_head)
    close(batch, on=batch.last_day, by=place.centre_staff)
    batch.refresh_from_db()
    assert batch.state == "CLOSED"

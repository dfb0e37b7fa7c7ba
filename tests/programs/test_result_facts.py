"""What the database keeps about attempts, assessors, missed tests and recognised units, past forms and actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from programs.models import AssessorException, Batch, Enrollment, MissedTest, Package, UnitResult, WrittenTest
from tests.cast import Place
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db
TEST = dt.date(2021, 6, 12)
DAY = dt.timedelta(days=1)


def refused_by(change: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return refusal.value.__cause__.diag.constraint_name


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(state=Batch.State.TESTING)


@pytest.fixture
def person(place: Place, batch: Batch) -> Enrollment:
    return place.enrolled(batch)


def verdict(place: Place, person: Enrollment, **changes: Any) -> UnitResult:
    facts = {
        "enrollment": person,
        "unit": person.batch.package.package_units.all()[0].unit,
        "verdict": "BK",
        "assessor": place.assessor,
        "assessed_on": TEST,
        "recorded_by": place.centre_staff,
    }
    return UnitResult(**{**facts, **changes})


def missed(place: Place, person: Enrollment, **changes: Any) -> MissedTest:
    facts = {"enrollment": person, "missed_on": TEST, "reason": "S", "recorded_by": place.centre_staff}
    return MissedTest(**{**facts, **changes})


# -- Attempts


def test_attempts_have_no_hole(place: Place, person: Enrollment) -> None:
    rows = [verdict(place, person), verdict(place, person, attempt=3)]

    assert refused_by(lambda: UnitResult.objects.bulk_create(rows)) == "attempts_without_holes"
    assert refused_by(lambda: UnitResult.objects.bulk_create(rows[1:])) == "attempts_without_holes"


def test_removing_a_first_attempt_leaves_no_hole(place: Place, person: Enrollment) -> None:
    UnitResult.objects.bulk_create([verdict(place, person), verdict(place, person, attempt=2)])

    assert refused_by(lambda: UnitResult.objects.filter(attempt=1).delete()) == "attempts_without_holes"


def test_what_is_k_is_not_tested_again(place: Place, person: Enrollment) -> None:
    verdict(place, person, verdict="K").save()

    assert refused_by(verdict(place, person, attempt=2).save) == "only_bk_is_tested_again"


def test_a_first_attempt_does_not_become_k_under_a_second(place: Place, person: Enrollment) -> None:
    UnitResult.objects.bulk_create([verdict(place, person), verdict(place, person, attempt=2)])

    name = refused_by(lambda: UnitResult.objects.filter(attempt=1).update(verdict="K"))

    assert name == "only_bk_is_tested_again"


def test_a_further_attempt_is_not_before_the_one_it_follows(place: Place, person: Enrollment) -> None:
    verdict(place, person).save()

    early = verdict(place, person, attempt=2, assessed_on=TEST - DAY)

    assert refused_by(early.save) == "attempts_follow_in_time"


def test_attempts_of_another_unit_are_their_own(place: Place, person: Enrollment) -> None:
    units = [row.unit for row in person.batch.package.package_units.all()]

    UnitResult.objects.bulk_create([verdict(place, person, unit=unit, verdict="K") for unit in units])

    assert UnitResult.objects.count() == 2


def test_points_are_out_of_a_hundred(place: Place, person: Enrollment) -> None:
    for name in ("knowledge", "skill", "attitude"):
        assert refused_by(verdict(place, person, **{name: 101}).save) == "unit_scores_out_of_hundred"
    test = WrittenTest(enrollment=person, kind="POST", score=101, taken_on=TEST, recorded_by=place.centre_staff)
    assert refused_by(test.save) == "written_test_out_of_hundred"


def test_each_written_test_is_on_record_once(place: Place, person: Enrollment) -> None:
    facts = {"enrollment": person, "kind": "PRE", "taken_on": TEST, "recorded_by": place.centre_staff}
    WrittenTest.objects.create(score=40, **facts)

    assert refused_by(WrittenTest(score=50, **facts).save) == "written_test_once"


# -- Assessors


def test_who_alone_has_taught_a_unit_does_not_assess_it(place: Place, batch: Batch, person: Enrollment) -> None:
    place.sessions(batch)
    row = verdict(place, person, assessor=place.instructor)

    name = refused_by(lambda: UnitResult.objects.bulk_create([row]))

    assert name == "assessor_taught_not_alone"
    verdict(place, person).save()
    assert refused_by(lambda: UnitResult.objects.update(assessor=place.instructor)) == name


def test_a_unit_taught_by_two_is_assessed_by_one_of_them(place: Place, batch: Batch, person: Enrollment) -> None:
    first, _second = place.sessions(batch)
    type(first).objects.filter(pk=first.pk).update(instructor=place.assessor)

    verdict(place, person, assessor=place.instructor).save()

    assert UnitResult.objects.get().assessor == place.instructor


def test_sessions_of_other_units_and_cancelled_ones_taught_nobody(
    place: Place, batch: Batch, person: Enrollment
) -> None:
    first, second = (row.unit for row in person.batch.package.package_units.all())
    place.sessions(batch)
    batch.sessions.update(unit=second)
    verdict(place, person, unit=first, assessor=place.instructor).save()

    assert refused_by(verdict(place, person, unit=second, assessor=place.instructor).save) == (
        "assessor_taught_not_alone"
    )
    batch.sessions.update(cancelled_at=dt.datetime(2021, 6, 9, tzinfo=dt.UTC), cancellation="POWER_CUT")
    verdict(place, person, unit=second, assessor=place.instructor).save()


def test_the_heads_word_lets_the_only_teacher_assess_and_stays(place: Place, batch: Batch, person: Enrollment) -> None:
    place.sessions(batch)
    facts = {"batch": batch, "assessor": place.instructor, "allowed_by": place.centre_head}
    word = AssessorException.objects.create(reason="Tidak ada asesor lain", **facts)

    verdict(place, person, assessor=place.instructor).save()

    own = "programs_assessorexception_is_append_only"
    assert refused_by(word.delete) == own
    assert refused_by(lambda: AssessorException.objects.update(reason="Lain")) == own
    assert refused_by(AssessorException(reason="Lagi", **facts).save) == "assessor_allowed_once_per_batch"
    other = {**facts, "assessor": place.assessor}
    assert refused_by(AssessorException(reason="", **other).save) == "assessor_allowed_with_reason"


# -- Missed tests


def test_nobody_is_assessed_and_absent_on_one_day(place: Place, person: Enrollment) -> None:
    unit = person.batch.package.package_units.all()[0].unit
    verdict(place, person).save()

    for absence in (missed(place, person), missed(place, person, unit=unit)):
        assert refused_by(absence.save) == "absent_is_not_assessed"
    missed(place, person, missed_on=TEST + DAY).save()
    again = verdict(place, person, attempt=2, assessed_on=TEST + DAY)
    assert refused_by(again.save) == "absent_is_not_assessed"


def test_a_missed_test_is_on_record_once_and_of_the_package(place: Place, person: Enrollment) -> None:
    missed(place, person).save()

    assert refused_by(missed(place, person).save) == "missed_test_once"
    assert refused_by(missed(place, person, unit=UnitFactory.create()).save) == "result_inside_its_package"


# -- A closed batch, a package in use


def test_a_closed_batch_keeps_its_tests(place: Place, batch: Batch, person: Enrollment) -> None:
    missed(place, person).save()
    WrittenTest.objects.create(enrollment=person, kind="POST", score=80, taken_on=TEST, recorded_by=place.centre_staff)
    Batch.objects.update(state="CLOSED", closed_on=TEST)
    word = AssessorException(batch=batch, assessor=place.assessor, reason="x", allowed_by=place.centre_head)

    attempts: list[Callable[[], Any]] = [
        lambda: MissedTest.objects.update(reason="A"),
        lambda: MissedTest.objects.all().delete(),
        lambda: WrittenTest.objects.update(score=90),
        lambda: WrittenTest.objects.all().delete(),
        missed(place, person, missed_on=TEST + DAY).save,
        word.save,
    ]

    assert {refused_by(attempt) for attempt in attempts} == {"closed_batch_keeps_its_evidence"}


def test_the_pass_mark_of_a_package_in_use_stays(place: Place, batch: Batch) -> None:
    name = refused_by(lambda: Package.objects.filter(pk=batch.package_id).update(pass_mark=60))

    assert name == "package_in_use_keeps_its_rules"


def test_a_pass_mark_is_a_number_of_points(place: Place) -> None:
    for mark in (0, 101):
        assert refused_by(partial(Package.objects.update, pass_mark=mark)) == "package_pass_mark_in_range"


# -- Recognised units


@pytest.fixture
def later(place: Place, person: Enrollment) -> Enrollment:
    """The same person in a later batch of the package."""
    verdict(place, person, verdict="K").save()
    Enrollment.objects.filter(pk=person.pk).update(state="DROPPED", drop_reason="TRANSFERRED")
    batch = place.batch(state=Batch.State.RUNNING, starts_on=dt.date(2021, 8, 2), ends_on=dt.date(2021, 8, 3),
                        tested_on=dt.date(2021, 8, 4))  # fmt: skip
    return Enrollment.objects.create(batch=batch, inmate=person.inmate, state="ACTIVE")


def recognised(place: Place, later: Enrollment, **changes: Any) -> UnitResult:
    return verdict(place, later, **{"verdict": "K", "recognised_from": UnitResult.objects.get(), **changes})


def test_a_unit_passed_before_is_recognised(place: Place, later: Enrollment) -> None:
    recognised(place, later).save()

    assert later.results.get().recognised_from is not None


def other_person(place: Place, later: Enrollment) -> UnitResult:
    return recognised(place, place.enrolled(later.batch))


def other_unit(place: Place, later: Enrollment) -> UnitResult:
    return recognised(place, later, unit=later.batch.package.package_units.all()[1].unit)


def other_day(place: Place, later: Enrollment) -> UnitResult:
    return recognised(place, later, assessed_on=TEST + DAY)


def other_assessor(place: Place, later: Enrollment) -> UnitResult:
    return recognised(place, later, assessor=place.instructor)


def same_enrollment(place: Place, later: Enrollment) -> UnitResult:
    source = UnitResult.objects.get()
    return recognised(place, source.enrollment, unit=other_unit(place, later).unit)


def not_passed(place: Place, later: Enrollment) -> UnitResult:
    unit, earlier = other_unit(place, later).unit, UnitResult.objects.get().enrollment
    source = verdict(place, earlier, unit=unit)
    source.save()
    return verdict(place, later, unit=unit, verdict="K", recognised_from=source)


def recognised_itself(place: Place, later: Enrollment) -> UnitResult:
    recognised(place, later).save()
    Enrollment.objects.filter(pk=later.pk).update(state="DROPPED", drop_reason="RELEASED")
    third = Enrollment.objects.create(batch=place.batch(state="RUNNING"), inmate=later.inmate)
    return verdict(place, third, verdict="K", recognised_from=later.results.get())


@pytest.mark.parametrize(
    "forge",
    [other_person, other_unit, other_day, other_assessor, same_enrollment, not_passed, recognised_itself],
    ids=lambda forge: forge.__name__,
)
def test_a_forged_recognition_is_refused(
    place: Place, later: Enrollment, forge: Callable[[Place, Enrollment], UnitResult]
) -> None:
    row = forge(place, later)

    assert refused_by(lambda: UnitResult.objects.bulk_create([row])) == "recognised_unit_was_passed"


def test_a_forged_recognition_is_refused_by_sql_too(place: Place, later: Enrollment) -> None:
    stranger, source = place.enrolled(later.batch), UnitResult.objects.get()
    sql = """
        INSERT INTO programs_unitresult (enrollment_id, unit_id, attempt, verdict, assessor_id, assessed_on,
            recognised_from_id, recorded_by_id)
        SELECT %s, unit_id, 1, 'K', assessor_id, assessed_on, id, recorded_by_id FROM programs_unitresult WHERE id = %s
    """

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, [stranger.pk, source.pk])

    assert refused_by(insert) == "recognised_unit_was_passed"


def test_only_a_first_k_is_recognised(place: Place, later: Enrollment) -> None:
    assert refused_by(recognised(place, later, attempt=2).save) == "recognised_unit_is_k_at_once"
    assert refused_by(recognised(place, later, verdict="BK").save) == "recognised_unit_is_k_at_once"


def test_what_is_recognised_stays_with_its_person(place: Place, later: Enrollment) -> None:
    source = UnitResult.objects.get()
    recognised(place, later).save()
    stranger = place.inmate()

    assert refused_by(lambda: UnitResult.objects.filter(pk=source.pk).update(verdict="BK")) == "recognised_result_stays"
    raw = UnitResult.objects.filter(pk=source.pk)
    assert refused_by(lambda: raw._raw_delete(raw.db)) == "recognised_result_stays"
    for enrollment in (later, source.enrollment):
        own = Enrollment.objects.filter(pk=enrollment.pk)
        assert refused_by(partial(own.update, inmate=stranger)) == "enrollment_with_results_keeps_its_person"

"""What the models' constraints refuse, past forms and actions, each by its name."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from programs.actions.sheets import copy_sheet
from programs.models import (
    Attendance,
    Batch,
    Enrollment,
    Instructor,
    InstructorCertificate,
    Package,
    PackageUnit,
    SelectionScore,
    Session,
    Standard,
    Unit,
    UnitResult,
)
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

FIRST = dt.date(2021, 6, 10)
DAY = dt.timedelta(days=1)


def refused_by(step: Callable[[], Any]) -> str:
    """The name of the constraint that refuses the step."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
        connection.check_constraints()
    return str(refusal.value.__cause__.diag.constraint_name)


BATCH = [
    ("batch_ends_after_it_starts", {"ends_on": FIRST - DAY}),
    ("batch_tested_after_it_starts", {"tested_on": FIRST - DAY}),
    ("batch_has_seats", {"seats": 0}),
    ("batch_decree_has_number_and_day", {"decree_number": "W13-SK-1"}),
    ("batch_decree_has_number_and_day", {"decreed_on": FIRST}),
    ("batch_closed_has_its_day", {"closed_on": FIRST}),
]


@pytest.mark.parametrize(("name", "change"), BATCH)
def test_a_batch_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    place.batch()

    assert refused_by(lambda: Batch.objects.update(**change)) == name


def test_a_closed_batch_has_its_day(place: Place) -> None:
    place.batch(state=Batch.State.TESTING)

    assert refused_by(lambda: Batch.objects.update(state="CLOSED")) == "batch_closed_has_its_day"


def test_a_batch_s_name_is_taken_once_in_its_prison_and_again_elsewhere(place: Place, stranger: Place) -> None:
    place.batch(name="Angkatan 1")
    stranger.batch(name="Angkatan 1")

    assert refused_by(lambda: place.batch(name="Angkatan 1")) == "batch_name_once_per_facility"


PACKAGE = [
    ("package_most_not_below_least", {"least_participants": 21}),
    ("package_most_not_below_least", {"least_participants": 0}),
    ("package_threshold_in_range", {"attendance_threshold": 0}),
    ("package_threshold_in_range", {"attendance_threshold": 101}),
    ("package_has_hours", {"lesson_hours": 0}),
]


@pytest.mark.parametrize(("name", "change"), PACKAGE)
def test_a_package_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    assert refused_by(lambda: Package.objects.update(**change)) == name


def test_a_package_s_name_is_taken_once_in_its_centre(place: Place) -> None:
    def again() -> None:
        make.PackageFactory.create(centre=place.centre, name=place.package.name)

    assert refused_by(again) == "package_name_once_per_centre"


def test_a_package_teaches_a_unit_once_at_one_position(place: Place) -> None:
    first, second = place.package.package_units.all()
    other = make.UnitFactory.create(standard=first.unit.standard)

    def at(unit: Unit, position: int, hours: int = 8) -> Callable[[], Any]:
        facts = {"unit": unit, "position": position, "lesson_hours": hours}
        return lambda: PackageUnit.objects.create(package=place.package, **facts)

    assert refused_by(at(second.unit, 3)) == "unit_once_per_package"
    assert refused_by(at(other, first.position)) == "position_once_per_package"
    assert refused_by(at(other, 3, hours=0)) == "package_unit_has_hours"


def test_standards_and_units_are_listed_once(place: Place) -> None:
    unit = place.package.package_units.all()[0].unit
    facts = {"standard": unit.standard}

    def standard() -> None:
        Standard.objects.create(field=place.field, decree=unit.standard.decree, title="Lagi")

    assert refused_by(standard) == "standard_once_per_field"
    assert refused_by(lambda: make.UnitFactory.create(code=unit.code, **facts)) == "unit_code_once"
    assert refused_by(lambda: make.UnitFactory.create(title=unit.title, **facts)) == "unit_title_once"
    assert refused_by(lambda: Unit.objects.filter(pk=unit.pk).update(code="")) == "verified_unit_has_code"


def test_units_without_a_code_may_be_many(place: Place) -> None:
    standard = make.StandardFactory.create(field=place.field)

    units = make.UnitFactory.create_batch(2, standard=standard, code="", code_verified=False)

    assert len(units) == 2


ENROLLMENT = [
    ("dropped_has_a_coded_reason", {"state": "DROPPED"}),
    ("dropped_has_a_coded_reason", {"drop_reason": "HEALTH"}),
    ("rejected_has_a_reason", {"state": "REJECTED"}),
    ("lifted_block_has_name_and_reason", {"blocks_lifted_reason": "Rekomendasi TPP"}),
]


@pytest.mark.parametrize(("name", "change"), ENROLLMENT)
def test_an_enrollment_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    place.enrolled(place.batch(), Enrollment.State.PROPOSED)

    assert refused_by(lambda: Enrollment.objects.update(**change)) == name


def test_a_lifted_block_has_a_reason_too(place: Place) -> None:
    place.enrolled(place.batch(), Enrollment.State.PROPOSED)

    def lift() -> None:
        Enrollment.objects.update(blocks_lifted_by=place.head)

    assert refused_by(lift) == "lifted_block_has_name_and_reason"


def test_a_person_is_in_a_batch_once(place: Place) -> None:
    enrollment = place.enrolled(place.batch())
    twin = Enrollment(batch=enrollment.batch, inmate=enrollment.inmate)

    assert refused_by(lambda: Enrollment.objects.bulk_create([twin])) == "person_once_per_batch"


@pytest.mark.parametrize("state", ["ACCEPTED", "ACTIVE", "SUSPENDED"])
def test_a_person_has_one_seat_at_a_time_across_batches(place: Place, state: str) -> None:
    enrollment = place.enrolled(place.batch(), Enrollment.State.ACCEPTED)
    other = place.batch(starts_on=dt.date(2021, 6, 12), ends_on=dt.date(2021, 6, 14), tested_on=dt.date(2021, 6, 14))
    twin = Enrollment(batch=other, inmate=enrollment.inmate, state=state)

    assert refused_by(lambda: Enrollment.objects.bulk_create([twin])) == "one_seat_of_a_person_at_a_time"


def test_a_person_may_sit_from_the_day_after_the_test_on(place: Place) -> None:
    enrollment = place.enrolled(place.batch(), Enrollment.State.ACCEPTED)
    day = dt.date(2021, 6, 13)
    other = place.batch(starts_on=day, ends_on=day, tested_on=day)

    twin = Enrollment.objects.create(batch=other, inmate=enrollment.inmate, state="ACCEPTED")

    assert twin.pk is not None


def officer_in(place: Place, **kwargs: Any) -> Enrollment:
    batch = place.batch(trainee_kind="OFFICER", **kwargs)
    return Enrollment.objects.create(batch=batch, officer=place.officer(), state="ACCEPTED")


def test_an_officer_is_in_a_batch_once(place: Place) -> None:
    enrollment = officer_in(place)
    twin = Enrollment(batch=enrollment.batch, officer=enrollment.officer)

    assert refused_by(lambda: Enrollment.objects.bulk_create([twin])) == "officer_once_per_batch"


def test_an_officer_has_one_seat_at_a_time_across_batches(place: Place) -> None:
    enrollment = officer_in(place)
    twin = Enrollment(batch=place.batch(trainee_kind="OFFICER"), officer=enrollment.officer, state="ACTIVE")

    assert refused_by(lambda: Enrollment.objects.bulk_create([twin])) == "one_seat_of_an_officer_at_a_time"


def test_an_enrollment_is_an_inmates_or_an_officers(place: Place) -> None:
    officers = place.batch(trainee_kind="OFFICER")
    both = Enrollment(batch=officers, officer=place.officer(), inmate=place.inmate())
    nobody = Enrollment(batch=place.batch())

    for row in (both, nobody):
        assert refused_by(partial(Enrollment.objects.bulk_create, [row])) == "enrollment_of_an_inmate_or_an_officer"


def test_an_officer_scores_a_candidate_once_from_0_to_100(place: Place) -> None:
    enrollment = place.enrolled(place.batch())
    criterion = copy_sheet(enrollment.batch).criteria.first()
    facts = {"enrollment": enrollment, "scored_by": place.staff, "criterion": criterion}
    SelectionScore.objects.create(score=80, **facts)

    assert refused_by(lambda: SelectionScore.objects.create(score=80, **facts)) == "one_score_per_officer_and_criterion"
    assert refused_by(lambda: SelectionScore.objects.update(score=101)) == "score_in_range"


SESSION = [
    ("session_ends_after_it_starts", {"ends_at": dt.datetime(2021, 6, 10, 0, 30, tzinfo=dt.UTC)}),
    ("session_hours_plausible", {"lesson_hours": 0}),
    ("session_hours_plausible", {"lesson_hours": 17}),
    ("session_cancelled_with_reason", {"cancelled_at": dt.datetime(2021, 6, 9, tzinfo=dt.UTC)}),
    ("session_cancelled_with_reason", {"cancellation_reason": "Listrik padam"}),
    ("session_cancelled_with_reason", {"cancellation": "POWER_CUT"}),
    (
        "session_cancelled_with_reason",
        {"cancelled_at": dt.datetime(2021, 6, 9, tzinfo=dt.UTC), "cancellation": "OTHER"},
    ),
]


@pytest.mark.parametrize(("name", "change"), SESSION)
def test_a_session_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)

    assert refused_by(lambda: Session.objects.update(**change)) == name


def overlapping(session: Session, minutes: int, **facts: Any) -> Session:
    """A session of another batch that begins so many minutes after the given one."""
    start = session.starts_at + dt.timedelta(minutes=minutes)
    return make.SessionFactory.build(
        batch=facts.pop("batch"), day=session.day, starts_at=start, ends_at=start + dt.timedelta(hours=1), **facts
    )


def test_an_instructor_is_in_one_place_at_a_time(place: Place) -> None:
    session = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)
    elsewhere = make.WorkshopFactory.create(facility=place.facility)
    other = {"batch": place.batch(workshop=elsewhere), "workshop": elsewhere, "instructor": place.instructor}
    at_once, after = overlapping(session, 359, **other), overlapping(session, 360, **other)

    name = refused_by(lambda: Session.objects.bulk_create([at_once]))
    Session.objects.bulk_create([after])

    assert name == "instructor_in_one_place_at_a_time"


def test_a_workshop_holds_one_class_at_a_time(place: Place) -> None:
    session = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)
    colleague = make.InstructorFactory.create(centre=place.centre)
    other = {"batch": place.batch(), "workshop": place.workshop, "instructor": colleague}
    at_once, after = overlapping(session, 359, **other), overlapping(session, 360, **other)

    name = refused_by(lambda: Session.objects.bulk_create([at_once]))
    Session.objects.bulk_create([after])

    assert name == "workshop_holds_one_class_at_a_time"


def test_a_cancelled_session_frees_instructor_and_workshop(place: Place) -> None:
    session = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)
    Session.objects.update(cancelled_at=session.starts_at, cancellation="POWER_CUT")

    again = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)

    assert again.pk is not None


def test_a_class_is_in_one_lesson_at_a_time(place: Place) -> None:
    session = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)
    elsewhere = make.WorkshopFactory.create(facility=place.facility)
    colleague = make.InstructorFactory.create(centre=place.centre)
    other = {"batch": session.batch, "workshop": elsewhere, "instructor": colleague}
    at_once, after = overlapping(session, 359, **other), overlapping(session, 360, **other)

    name = refused_by(lambda: Session.objects.bulk_create([at_once]))
    Session.objects.bulk_create([after])

    assert name == "class_in_one_lesson_at_a_time"


def test_a_cancelled_session_is_made_up_once(place: Place) -> None:
    cancelled = make.SessionFactory.create(batch=place.batch(), instructor=place.instructor)
    Session.objects.update(cancelled_at=cancelled.starts_at, cancellation="POWER_CUT")
    facts = {"batch": cancelled.batch, "instructor": place.instructor, "workshop": place.workshop}
    first, second = (overlapping(cancelled, minutes, **facts) for minutes in (0, 60))
    first.makes_up = second.makes_up = cancelled
    first.save()

    assert refused_by(lambda: Session.objects.bulk_create([second])) == "session_made_up_once"


def test_attendance_is_one_row_and_only_presence_earns_hours(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    facts = {"session": place.sessions(batch)[0], "enrollment": place.enrolled(batch), "recorded_by": place.staff}
    make.AttendanceFactory.create(status="H", lesson_hours=8, **facts)
    facts |= {"entered_on": facts["session"].day, "recorded_on": facts["session"].day}

    def again() -> None:
        Attendance.objects.bulk_create([Attendance(status="A", lesson_hours=0, **facts)])

    assert refused_by(again) == "attendance_once"
    assert refused_by(lambda: Attendance.objects.update(status="S")) == "only_presence_earns_hours"

    def away_and_late() -> None:
        Attendance.objects.update(status="S", lesson_hours=0, minutes_late=5)

    assert refused_by(away_and_late) == "only_who_is_present_comes_late"


RESULT = [
    ("attempts_count_from_one", {"attempt": 0}),
]


@pytest.mark.parametrize(("name", "change"), RESULT)
def test_a_result_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    result(place)

    assert refused_by(lambda: UnitResult.objects.update(**change)) == name


def test_an_attempt_has_one_verdict(place: Place) -> None:
    first = result(place)
    first.pk = None

    assert refused_by(lambda: UnitResult.objects.bulk_create([first])) == "one_verdict_per_attempt"


def result(place: Place) -> UnitResult:
    enrollment = place.enrolled(place.batch(state=Batch.State.TESTING))
    return UnitResult.objects.create(
        enrollment=enrollment,
        unit=place.package.package_units.all()[0].unit,
        verdict="BK",
        assessor=place.assessor,
        assessed_on=FIRST,
        recorded_by=place.centre_staff,
    )


def test_an_instructor_is_of_a_centre_or_an_officer_and_a_certificate_stands_once(place: Place) -> None:
    officer = Instructor.objects.create(kind="OFFICER", officer=place.officer(), name="Petugas")
    facts = {"instructor": officer, "kind": "TECHNICAL", "field": place.field, "valid_until": FIRST}
    InstructorCertificate.objects.create(**facts)

    for change in ({"centre": place.centre}, {"nip": "1"}, {"kind": "CENTRE"}):
        refused = refused_by(partial(Instructor.objects.filter(pk=officer.pk).update, **change))
        assert refused == "instructor_of_a_centre_or_an_officer"
    twin = InstructorCertificate(**facts)
    assert refused_by(lambda: twin.save()) == "instructor_certificate_once"


def test_only_a_third_party_has_an_employer_and_months_of_teaching_are_plausible(place: Place) -> None:
    instructor = Instructor.objects.filter(pk=place.instructor.pk)
    package = Package.objects.filter(pk=place.package.pk)

    assert refused_by(lambda: instructor.update(employer="LKP")) == "instructor_employer_of_a_third_party"
    assert refused_by(lambda: package.update(instructor_months=0)) == "package_instructor_months_plausible"


def test_every_constraint_of_the_room_has_its_test() -> None:
    """A new constraint fails here until a test of the folder names it."""
    models = apps.get_app_config("programs").get_models()
    declared = {constraint.name for model in models for constraint in model._meta.constraints}
    tested = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))

    assert [name for name in sorted(declared) if f'"{name}"' not in tested] == []

"""Officers who pass a training of instructors become instructors by that alone, and teach in their own prison."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programs.actions import batches, timetable
from programs.actions.instructors import make_instructors
from programs.models import Batch, Enrollment, Instructor, InstructorCertificate
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

TODAY = dt.date(2021, 6, 12)
PATTERN = timetable.Pattern(frozenset(range(7)), dt.time(7, 30), 8)


def training(place: Place, **package: object) -> Batch:
    """Of instructors, at its tests."""
    facts = {"centre": place.centre, "field": place.field, "trains_instructors": True}
    return place.batch(
        package=make.PackageFactory.create(**{**facts, **package}),
        trainee_kind="OFFICER",
        state="TESTING",
        decree_number="1",
        decreed_on=TODAY,
    )


def passes(place: Place, batch: Batch, **officer: object) -> Enrollment:
    """An officer with the hours and the units of the training."""
    enrollment = Enrollment.objects.create(batch=batch, officer=place.officer(**officer), state="ACTIVE")
    for session in batch.sessions.all() or place.sessions(batch):
        enrollment.attendances.create(
            session=session,
            status="H",
            lesson_hours=8,
            entered_on=session.day,
            recorded_on=session.day,
            recorded_by=place.staff,
        )
    assessor = make.InstructorFactory.create(centre=place.centre)
    for row in batch.package.package_units.all():
        enrollment.results.create(
            unit=row.unit, verdict="K", assessor=assessor, assessed_on=TODAY, recorded_by=place.centre_staff
        )
    return enrollment


def made(place: Place, **package: object) -> Instructor:
    """An instructor by passing and closing."""
    batch = training(place, **package)
    enrollment = passes(place, batch)
    batches.close(batch, on=TODAY, by=place.centre_staff)
    return Instructor.objects.get(officer=enrollment.officer)


def test_closing_makes_who_completed_an_instructor_for_the_months_of_the_package(place: Place) -> None:
    batch = training(place, instructor_months=24)
    passed = passes(place, batch, name="Andi")
    Enrollment.objects.create(batch=batch, officer=place.officer(name="Budi"), state="ACTIVE")

    batches.close(batch, on=TODAY, by=place.centre_staff)

    instructor = Instructor.objects.get(officer__isnull=False)
    assert (instructor.name, instructor.kind, instructor.place) == ("Andi", "OFFICER", place.facility)
    assert list(instructor.fields.all()) == [place.field]
    assert list(
        instructor.certificates.values_list("kind", "field", "number", "issued_by", "valid_until", "earned_in")
    ) == [("METHODOLOGY", place.field.pk, "", place.centre.name, dt.date(2023, 6, 12), passed.pk)]


def test_closing_again_is_refused_and_doubles_nothing(place: Place) -> None:
    instructor = made(place)
    batch = Batch.objects.get(trainee_kind="OFFICER")

    with pytest.raises(ValidationError):
        batches.close(batch, on=TODAY, by=place.centre_staff)

    assert Instructor.objects.filter(officer__isnull=False).count() == 1
    assert instructor.certificates.count() == 1


def test_a_training_for_another_field_makes_instructors_of_that_one(place: Place) -> None:
    welding = make.FieldFactory.create()

    instructor = made(place, instructor_field=welding)

    assert list(instructor.fields.all()) == [welding]
    assert list(instructor.certificates.values_list("field", flat=True)) == [welding.pk]


def test_an_ordinary_training_of_officers_makes_no_instructors(place: Place) -> None:
    batch = training(place, trains_instructors=False)
    passes(place, batch)

    batches.close(batch, on=TODAY, by=place.centre_staff)

    assert not Instructor.objects.filter(officer__isnull=False).exists()


def test_who_is_an_instructor_already_gets_a_second_certificate(place: Place) -> None:
    instructor = made(place)
    second = training(place)
    Batch.objects.filter(pk=second.pk).update(tested_on=dt.date(2022, 6, 12))
    second.refresh_from_db()
    enrollment = Enrollment.objects.create(batch=second, officer=instructor.officer, state="COMPLETED")

    make_instructors(second, [enrollment], by=place.centre_staff)

    assert Instructor.objects.filter(officer__isnull=False).count() == 1
    assert sorted(instructor.certificates.values_list("valid_until__year", flat=True)) == [2024, 2025]


def test_an_officer_teaches_in_the_own_prison_alone(place: Place, stranger: Place, sign_in: SignIn) -> None:
    instructor, elsewhere = made(place), made(stranger)
    later = {name: dt.date(2021, 7, day) for name, day in (("starts_on", 10), ("ends_on", 11), ("tested_on", 12))}
    batch = place.batch(state="DECREED", decree_number="1", decreed_on=TODAY, **later)
    page = reverse("programs:batch-timetable", args=[batch.pk])

    offered = sign_in(place.centre_staff).get(page).context["form"].fields["instructor"].queryset
    sessions = timetable.lay_out_timetable(batch, PATTERN, instructor, by=place.centre_staff)

    assert place.instructor in offered
    assert [person for person in offered if person.officer] == [instructor]
    assert {session.instructor for session in sessions} == {instructor}
    elsewhere.fields.add(place.field)
    with pytest.raises(ValidationError, match="another training centre"):
        timetable.lay_out_timetable(batch, PATTERN, elsewhere, by=place.centre_staff)


@pytest.mark.parametrize("change", ["moves", "leaves"])
def test_an_officer_who_moves_or_leaves_teaches_there_no_more(place: Place, stranger: Place, change: str) -> None:
    instructor = made(place)
    officer = instructor.officer
    if change == "moves":
        officer.facility = stranger.facility
    else:
        officer.left_on = TODAY
    officer.save()

    assert list(Instructor.objects.of_batch(place.batch()).filter(officer__isnull=False)) == []


def test_the_centre_fills_in_the_number_and_nothing_else_changes(place: Place, sign_in: SignIn) -> None:
    (paper,) = made(place).certificates.all()
    page = reverse("programs:instructor-certificate-edit", args=[paper.pk])
    posted = {"number": "MTD-7", "issued_by": "BLK", "valid_until": "2099-01-01", "kind": "TECHNICAL"}

    sign_in(place.centre_staff).post(page, posted)

    kept = InstructorCertificate.objects.get()
    assert (kept.number, kept.issued_by, kept.kind) == ("MTD-7", "BLK", "METHODOLOGY")
    assert kept.valid_until == paper.valid_until
    assert sign_in(place.staff).get(page).status_code == 403


def test_a_centre_reads_no_nip_of_an_officer_who_teaches(place: Place, sign_in: SignIn) -> None:
    instructor = made(place)

    text = sign_in(place.centre_staff).get(instructor.get_absolute_url()).content.decode()

    assert "Officer of the prison" in text
    assert instructor.officer.nip not in text

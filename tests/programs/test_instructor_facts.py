"""What the database itself refuses of instructors, their certificates and days away, and of helpers: past the forms."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from programs.models import Enrollment, Helper, Instructor, InstructorAbsence, InstructorCertificate, Session
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

FIRST = dt.date(2021, 6, 10)
DAY = dt.timedelta(days=1)


def refused_by(change) -> str:
    """The constraint that refuses the change; empty when nothing does. The change is undone either way."""
    try:
        with transaction.atomic():
            change()
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)
    return ""


def certified(place: Place, until: dt.date | None, kind: str = "TECHNICAL") -> None:
    make.InstructorCertificateFactory.create(
        instructor=place.instructor, field=place.field, kind=kind, valid_until=until
    )


def lesson(place: Place) -> Session:
    session: Session = make.SessionFactory.build(
        batch=place.batch(), instructor=place.instructor, workshop=place.workshop, day=FIRST
    )
    return session


def bulk(row) -> str:
    return refused_by(lambda: type(row).objects.bulk_create([row]))


@pytest.mark.parametrize(
    ("until", "refused"),
    [(FIRST - DAY, "lesson_by_a_certified_instructor"), (FIRST, ""), (None, "")],
    ids=["the day before", "the day itself", "never"],
)
def test_a_lesson_wants_a_certificate_that_is_valid_on_its_day(
    place: Place, until: dt.date | None, refused: str
) -> None:
    certified(place, until)

    assert bulk(lesson(place)) == refused


def test_a_renewed_certificate_takes_the_place_of_an_expired_one_of_its_kind_alone(place: Place) -> None:
    certified(place, FIRST - DAY, "TECHNICAL")
    certified(place, FIRST + DAY, "TECHNICAL")
    assert bulk(lesson(place)) == ""

    certified(place, FIRST - DAY, "METHODOLOGY")
    assert bulk(lesson(place)) == "lesson_by_a_certified_instructor"


def test_a_certificate_of_another_field_says_nothing(place: Place) -> None:
    make.InstructorCertificateFactory.create(instructor=place.instructor, valid_until=FIRST - DAY)

    assert bulk(lesson(place)) == ""


def test_who_has_no_certificate_teaches_unless_the_centre_demands_them(place: Place) -> None:
    assert bulk(lesson(place)) == ""

    place.centre.demands_certificates = True
    place.centre.save()
    certified(place, None, "TECHNICAL")
    assert bulk(lesson(place)) == "lesson_by_a_certified_instructor"

    certified(place, None, "METHODOLOGY")
    assert bulk(lesson(place)) == ""


def test_an_officer_without_methodology_teaches_nothing(place: Place) -> None:
    officer = Instructor.objects.create(kind="OFFICER", officer=place.officer(), name="Petugas")
    row = lesson(place)
    row.instructor = officer

    assert bulk(row) == "lesson_by_a_certified_instructor"
    assert list(Instructor.objects.filter(pk=officer.pk).teaching(place.field.pk, until=FIRST)) == []


def test_a_lesson_is_neither_given_nor_moved_to_who_is_away(place: Place) -> None:
    other = make.InstructorFactory.create(centre=place.centre)
    for instructor in (place.instructor, other):
        make.InstructorAbsenceFactory.create(instructor=instructor, starts_on=FIRST, ends_on=FIRST)
    free = make.SessionFactory.create(batch=place.batch(), day=FIRST)
    row = Session.objects.filter(pk=free.pk)

    assert bulk(lesson(place)) == "lesson_on_a_day_of_its_instructor"
    assert refused_by(lambda: row.update(instructor=other)) == "lesson_on_a_day_of_its_instructor"


def test_a_cancelled_lesson_comes_back_to_nobody_who_is_away(place: Place) -> None:
    row = lesson(place)
    row.cancelled_at, row.cancellation = row.starts_at, "HOLIDAY"
    row.save()
    make.InstructorAbsenceFactory.create(instructor=place.instructor, starts_on=FIRST, ends_on=FIRST)
    again = Session.objects.filter(pk=row.pk)

    refused = refused_by(lambda: again.update(cancelled_at=None, cancellation=""))

    assert refused == "lesson_on_a_day_of_its_instructor"


def test_nobody_is_away_over_a_lesson(place: Place) -> None:
    lesson(place).save()
    absence = make.InstructorAbsenceFactory.build(
        instructor=place.instructor, starts_on=FIRST - DAY, ends_on=FIRST + DAY
    )

    assert bulk(absence) == "absence_without_lessons"


def test_an_absence_ends_after_it_starts_and_no_two_share_a_day(place: Place) -> None:
    made = make.InstructorAbsenceFactory.create(instructor=place.instructor)
    twin = make.InstructorAbsenceFactory.build(
        instructor=place.instructor, starts_on=made.ends_on, ends_on=made.ends_on + DAY
    )
    row = InstructorAbsence.objects.filter(pk=made.pk)

    assert bulk(twin) == "one_absence_a_day"
    assert refused_by(lambda: row.update(ends_on=made.starts_on - DAY)) == "absence_ends_after_it_starts"


def test_an_officers_methodology_is_earned_by_that_officer_in_that_field(place: Place) -> None:
    training = make.PackageFactory.create(centre=place.centre, field=place.field, trains_instructors=True)
    batch = place.batch(package=training, trainee_kind="OFFICER")
    passed = Enrollment.objects.create(batch=batch, officer=place.officer(), state="COMPLETED")
    failed = Enrollment.objects.create(batch=batch, officer=place.officer(), state="ACTIVE")
    officers = [
        Instructor.objects.create(kind="OFFICER", officer=row.officer, name="Petugas") for row in (passed, failed)
    ]
    other = make.FieldFactory.create()

    wrong = [
        InstructorCertificate(instructor=officers[0], field=place.field),
        InstructorCertificate(instructor=officers[1], field=place.field, earned_in=failed),
        InstructorCertificate(instructor=officers[1], field=place.field, earned_in=passed),
        InstructorCertificate(instructor=officers[0], field=other, earned_in=passed),
        InstructorCertificate(instructor=place.instructor, field=place.field, earned_in=passed),
    ]

    assert [bulk(row) for row in wrong] == ["officers_methodology_is_earned"] * 5
    assert bulk(InstructorCertificate(instructor=officers[0], field=place.field, earned_in=passed)) == ""


def test_a_helper_is_held_here_has_completed_the_field_and_takes_no_part(place: Place, stranger: Place) -> None:
    batch = place.batch()
    elsewhere, novice, partaking = make.learnt(batch), place.inmate(), make.learnt(batch)
    elsewhere.facility = stranger.facility
    elsewhere.save()
    make.EnrollmentFactory.create(batch=batch, inmate=partaking, state="ACTIVE")

    refused = [bulk(Helper(batch=batch, inmate=person)) for person in (elsewhere, novice, partaking)]

    assert refused == ["helper_held_in_the_prison", "helper_completed_the_field", "helper_is_no_participant"]


def test_who_helps_takes_no_part_and_helps_once(place: Place) -> None:
    helper = make.HelperFactory.create(batch=place.batch())
    seat = make.EnrollmentFactory.build(batch=helper.batch, inmate=helper.inmate)

    assert bulk(seat) == "helper_is_no_participant"
    assert bulk(Helper(batch=helper.batch, inmate=helper.inmate)) == "helper_once_per_batch"


def test_a_closed_batch_keeps_its_helpers(place: Place) -> None:
    helper = make.HelperFactory.create(batch=place.batch(state="TESTING", decree_number="1", decreed_on=FIRST))
    helper.batch.state, helper.batch.closed_on = "CLOSED", FIRST
    helper.batch.save()
    row = Helper.objects.filter(pk=helper.pk)

    assert refused_by(lambda: row.update(left_on=FIRST)) == "closed_batch_keeps_its_evidence"
    assert refused_by(row.delete) == "closed_batch_keeps_its_evidence"


def test_each_refusal_has_its_sentence() -> None:
    from audit.refusals import sentences

    names = {
        "lesson_on_a_day_of_its_instructor",
        "lesson_by_a_certified_instructor",
        "absence_without_lessons",
        "officers_methodology_is_earned",
        "helper_held_in_the_prison",
        "helper_completed_the_field",
        "helper_is_no_participant",
        "one_absence_a_day",
        "absence_ends_after_it_starts",
        "helper_once_per_batch",
    }

    assert names - set(sentences()) == set()

"""Officers who passed become instructors with field and expiry, teach in their own prison, and close gaps."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from programs.actions import timetable
from programs.actions.instructors import make_instructor
from programs.gaps import field_cover
from programs.models import Enrollment, Instructor, InstructorCertificate
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

TODAY = dt.date(2021, 6, 1)
PATTERN = timetable.Pattern(frozenset(range(7)), dt.time(7, 30), 8)


def passed(place: Place, state: str = "COMPLETED", **officer: object) -> Enrollment:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, trains_instructors=True)
    batch = place.batch(package=package, trainee_kind="OFFICER", state="TESTING")
    return Enrollment.objects.create(batch=batch, officer=place.officer(**officer), state=state)


def made(place: Place, until: dt.date = dt.date(2030, 1, 1), **officer: object) -> Instructor:
    facts = {"field": place.field, "number": "MTD-1", "valid_until": until}
    return make_instructor(passed(place, **officer), today=TODAY, by=place.staff, **facts)


def test_one_page_makes_an_officer_who_passed_an_instructor(place: Place, sign_in: SignIn) -> None:
    enrollment = passed(place, name="Andi")
    client = sign_in(place.staff)
    page = reverse("programs:enrollment-make-instructor", args=[enrollment.pk])
    until = timezone.localdate() + dt.timedelta(days=365)

    offered = client.get(enrollment.batch.get_absolute_url()).content.decode()
    initial = client.get(page).context["form"]
    client.post(page, {"field": place.field.pk, "number": "MTD-1", "valid_until": until})

    instructor = Instructor.objects.get(officer=enrollment.officer)
    assert page in offered
    assert initial["field"].initial == place.field.pk
    assert (instructor.kind, instructor.name, instructor.nip, instructor.place) == (
        "OFFICER",
        "Andi",
        "",
        place.facility,
    )
    assert list(instructor.methodology.values_list("field", "number", "valid_until")) == [
        (place.field.pk, "MTD-1", until)
    ]
    assert page not in client.get(enrollment.batch.get_absolute_url()).content.decode()


def test_a_second_field_is_added_and_a_certificate_renewed(place: Place) -> None:
    enrollment, other = passed(place), make.FieldFactory.create()

    for field, year in ((place.field, 2025), (other, 2026), (place.field, 2030)):
        facts = {"field": field, "number": "", "valid_until": dt.date(year, 1, 1)}
        make_instructor(enrollment, today=TODAY, by=place.staff, **facts)

    assert Instructor.objects.filter(officer__isnull=False).count() == 1
    assert sorted(InstructorCertificate.objects.values_list("valid_until__year", flat=True)) == [2026, 2030]


def test_who_did_not_pass_or_took_another_package_becomes_no_instructor(place: Place) -> None:
    ordinary = Enrollment.objects.create(
        batch=place.batch(trainee_kind="OFFICER"), officer=place.officer(), state="COMPLETED"
    )
    facts = {"field": place.field, "number": "", "today": TODAY, "by": place.staff}

    for enrollment, until in ((passed(place, "ACTIVE"), 2030), (ordinary, 2030), (passed(place), 2020)):
        with pytest.raises(ValidationError):
            make_instructor(enrollment, valid_until=dt.date(until, 1, 1), **facts)

    assert not Instructor.objects.filter(officer__isnull=False).exists()


def test_an_officer_teaches_in_the_own_prison_alone(place: Place, stranger: Place, sign_in: SignIn) -> None:
    instructor, elsewhere = made(place), made(stranger)
    batch = place.batch(state="DECREED", decree_number="1", decreed_on=TODAY)
    page = reverse("programs:batch-timetable", args=[batch.pk])

    offered = sign_in(place.centre_staff).get(page).context["form"].fields["instructor"].queryset
    sessions = timetable.lay_out_timetable(batch, PATTERN, instructor, by=place.centre_staff)

    assert set(offered) == {place.instructor, instructor}
    assert {session.instructor for session in sessions} == {instructor}
    elsewhere.fields.add(place.field)
    with pytest.raises(ValidationError, match="another training centre"):
        timetable.lay_out_timetable(batch, PATTERN, elsewhere, by=place.centre_staff)


def test_a_certificate_that_runs_out_before_the_last_lesson_is_no_leave_to_teach(place: Place) -> None:
    batch = place.batch(state="DECREED", decree_number="1", decreed_on=TODAY)

    with pytest.raises(ValidationError, match="runs out before"):
        timetable.lay_out_timetable(
            batch, PATTERN, made(place, until=batch.ends_on - dt.timedelta(days=1)), by=place.centre_staff
        )


def test_the_table_of_gaps_counts_who_can_teach_today(place: Place, django_assert_num_queries) -> None:
    other = make.FieldFactory.create(name="A bidang tanpa pengajar")
    place.agreement.fields.add(other)
    made(place)
    expired = made(place, until=dt.date(2021, 6, 9))

    with django_assert_num_queries(6):
        (prison,) = field_cover(place.staff, on=dt.date(2021, 6, 10))

    rows = [(row.field, row.officers, row.of_centres, row.is_lacking) for row in prison.fields]
    assert expired.fields.count() == 1
    assert rows == [(other, 0, 0, True), (place.field, 1, 1, False)]


def test_the_table_shows_only_prisons_of_the_readers_agreements(place: Place, stranger: Place, sign_in: SignIn) -> None:
    today = timezone.localdate()
    for one in (place, stranger):
        one.agreement.ends_on = today + dt.timedelta(days=100)
        one.agreement.save()

    response = sign_in(place.centre_staff).get(reverse("programs:instructor-gaps"))

    assert [prison.facility for prison in response.context["prisons"]] == [place.facility]


def test_a_centre_reads_no_nip_of_an_officer_who_teaches(place: Place, sign_in: SignIn) -> None:
    instructor = made(place)

    text = sign_in(place.centre_staff).get(instructor.get_absolute_url()).content.decode()

    assert "Officer of the prison" in text
    assert instructor.officer.nip not in text

"""Packages and instructors: what their forms offer, refuse and leave behind."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from facilities.models import Posting
from programs.models import Batch, Instructor
from reports.tasks import sessions as of_sessions
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2021, 6, 10, 12, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def offered(place: Place, sign_in: SignIn, address: str) -> set[User]:
    return set(sign_in(place.centre_staff).get(address).context["form"].fields["user"].queryset)


def test_an_instructor_given_an_account_finds_their_sessions_waiting(place: Place, sign_in: SignIn) -> None:
    teacher = place.person(Role.INSTRUCTOR)
    batch = place.batch(state=Batch.State.RUNNING)
    place.enrolled(batch)
    place.sessions(batch)
    address = reverse("programs:instructor-edit", args=[place.instructor.pk])
    facts = {"name": place.instructor.name, "fields": [place.field.pk], "user": teacher.pk}
    before = of_sessions.sessions_today(teacher, NOON).count

    sign_in(place.centre_staff).post(address, facts)

    assert (before, of_sessions.sessions_today(teacher, NOON).count) == (0, 1)


def test_only_instructors_posted_here_now_whom_nobody_else_is_are_offered(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    free = place.person(Role.INSTRUCTOR)
    taken, gone, switched_off = (place.person(Role.INSTRUCTOR) for _person in range(3))
    make.InstructorFactory.create(centre=place.centre, user=taken)
    Posting.objects.filter(user=gone).update(ends_on=dt.date(2021, 1, 1))
    User.objects.filter(pk=switched_off.pk).update(is_active=False)
    stranger.person(Role.INSTRUCTOR)
    place.person(Role.CENTRE_HEAD)

    assert offered(place, sign_in, reverse("programs:instructor-add")) == {free}


def test_the_account_chosen_before_stays_a_choice(place: Place, sign_in: SignIn) -> None:
    Instructor.objects.filter(pk=place.instructor.pk).update(user=place.person(Role.INSTRUCTOR))
    place.instructor.refresh_from_db()

    address = reverse("programs:instructor-edit", args=[place.instructor.pk])

    assert offered(place, sign_in, address) == {place.instructor.user}


def test_the_account_of_another_centre_is_refused_at_its_field(place: Place, stranger: Place, sign_in: SignIn) -> None:
    other = stranger.person(Role.INSTRUCTOR)
    facts = {"name": "Rini", "fields": [place.field.pk], "user": other.pk}

    response = sign_in(place.centre_staff).post(reverse("programs:instructor-add"), facts)

    assert list(response.context["form"].errors) == ["user"]
    assert not Instructor.objects.filter(name="Rini").exists()


def test_the_trail_of_a_package_names_the_hours_of_each_unit(place: Place, sign_in: SignIn) -> None:
    first, second = place.package.package_units.select_related("unit")
    hours = {f"hours_{first.unit_id}": 12, f"hours_{second.unit_id}": 4, f"optional_{second.unit_id}": "on"}

    sign_in(place.centre_staff).post(reverse("programs:package-units", args=[place.package.pk]), hours)

    event = AuditEvent.objects.get(object_type="programs.package")
    assert event.detail == {"units": [f"{first.unit.title}: 12 JP", f"{second.unit.title}: 4 JP"]}
    taught = place.package.package_units.values_list("lesson_hours", "is_compulsory")
    assert list(taught) == [(12, True), (4, False)]


def test_units_that_do_not_fill_the_package_are_refused_and_change_nothing(place: Place, sign_in: SignIn) -> None:
    first = place.package.package_units.all()[0]
    address = reverse("programs:package-units", args=[place.package.pk])

    response = sign_in(place.centre_staff).post(address, {f"hours_{first.unit_id}": 12})

    assert response.context["form"].non_field_errors() == ["The units add up to 12 JP; the package has 16 JP."]
    assert place.package.package_units.count() == 2

"""What the database refuses about postings and workshops, whoever asks."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from facilities.models import Posting, Workshop
from tests.factories import (
    FacilityFactory,
    PostingFactory,
    TrainingCentreFactory,
    UserFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def test_a_user_holds_no_two_postings_on_one_day():
    user = UserFactory.create()
    PostingFactory.create(user=user, starts_on=dt.date(2021, 1, 1), ends_on=dt.date(2021, 6, 30))

    with pytest.raises(IntegrityError, match="one_posting_of_a_user_at_a_time"), transaction.atomic():
        PostingFactory.create(user=user, starts_on=dt.date(2021, 6, 30))


def test_a_user_may_start_a_posting_on_the_day_after_the_last():
    user = UserFactory.create()
    PostingFactory.create(user=user, starts_on=dt.date(2021, 1, 1), ends_on=dt.date(2021, 6, 30))

    PostingFactory.create(user=user, starts_on=dt.date(2021, 7, 1))

    assert Posting.objects.filter(user=user).count() == 2


def test_a_posting_does_not_end_before_it_starts():
    with pytest.raises(IntegrityError, match="posting_ends_after_it_starts"):
        PostingFactory.create(starts_on=dt.date(2021, 2, 1), ends_on=dt.date(2021, 1, 1))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.NATIONAL_ADMIN, Role.AUDITOR)])
def test_a_posting_below_the_national_level_has_a_place(role):
    with pytest.raises(IntegrityError, match="posting_place_fits_role"):
        PostingFactory.create(role=role)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.GIATJA_STAFF, Role.FACILITY_HEAD)])
def test_only_prison_roles_are_posted_at_a_prison(role):
    with pytest.raises(IntegrityError, match="posting_place_fits_role"):
        PostingFactory.create(role=role, facility=FacilityFactory.create())


def test_a_workshop_stands_at_exactly_one_place():
    both = {"facility": FacilityFactory.create(), "centre": TrainingCentreFactory.create()}

    for places in ({"facility": None}, both):
        with pytest.raises(IntegrityError, match="workshop_at_one_place"), transaction.atomic():
            WorkshopFactory.create(**places)


def test_a_workshop_has_at_least_one_work_place():
    with pytest.raises(IntegrityError, match="workshop_has_seats"):
        WorkshopFactory.create(seats=0)


def test_a_place_lists_a_workshop_once():
    workshop = WorkshopFactory.create()

    with pytest.raises(IntegrityError, match="workshop_name_once_per_place"):
        Workshop.objects.create(facility=workshop.facility, name=workshop.name, seats=5)

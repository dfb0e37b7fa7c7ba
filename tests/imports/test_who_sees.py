"""What somebody brought at a former place stays behind when they move."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, Posting
from imports.models import Import
from tests import factories as make

pytestmark = pytest.mark.django_db


def moved(user: User, role: Role, **place: object) -> User:
    """The same person, from today at another place."""
    today = timezone.localdate()
    Posting.objects.filter(user=user).update(
        starts_on=today - dt.timedelta(days=9), ends_on=today - dt.timedelta(days=1)
    )
    make.PostingFactory.create(user=user, role=role, starts_on=today, **place)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("to", ["another prison", "a training centre"])
def test_who_has_moved_no_longer_opens_the_former_prisons_lists(client, to: str) -> None:
    source: Import = make.ImportFactory.create()
    if to == "another prison":
        user = moved(source.uploaded_by, Role.GIATJA_STAFF, facility=make.FacilityFactory.create())
    else:
        user = moved(source.uploaded_by, Role.INSTRUCTOR, centre=make.TrainingCentreFactory.create())
    client.force_login(user)

    answers = [client.get(source.get_absolute_url())]
    answers += [client.post(reverse(f"imports:import-{step}", args=[source.pk])) for step in ("confirm", "cancel")]
    answers += [client.get(reverse("imports:import-corrections", args=[source.pk]))]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_who_stays_does(client) -> None:
    source: Import = make.ImportFactory.create()
    client.force_login(source.uploaded_by)

    assert client.get(source.get_absolute_url()).status_code == 200
    assert Facility.objects.visible_to(source.uploaded_by).get() == source.facility

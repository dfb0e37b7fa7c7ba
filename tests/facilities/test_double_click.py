"""Two requests that arrive together leave one row: the second waits, then says why."""

import threading

import pytest
from django.db import connections
from django.test import Client

from accounts.permissions import Role
from facilities.models import Agreement, AgreementParty
from tests.factories import (
    FacilityFactory,
    FieldFactory,
    RegionFactory,
    TrainingCentreFactory,
    convict,
    posted,
)
from trainees.models import DisciplinarySanction

pytestmark = pytest.mark.django_db(transaction=True)


def post_twice_at_once(user, url, data) -> list[int]:
    """The statuses of both answers, smallest first: 200 is the form with its errors, 302 is saved."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    statuses: list[int] = []
    starting_line = threading.Barrier(2)

    def click(client: Client) -> None:
        try:
            starting_line.wait()
            statuses.append(client.post(url, data).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def test_two_clicks_at_once_leave_one_agreement():
    region = RegionFactory.create()
    prison, centre = FacilityFactory.create(region=region), TrainingCentreFactory.create(region=region)
    data = {
        "kind": "PKS",
        "title": "Pelatihan menjahit",
        "starts_on": "2021-01-01",
        "ends_on": "2021-12-31",
        "facilities": [prison.pk],
        "centres": [centre.pk],
    }

    statuses = post_twice_at_once(posted(Role.GIATJA_STAFF, prison), "/perjanjian/tambah/", data)

    assert statuses == [200, 302]
    assert (Agreement.objects.count(), AgreementParty.objects.count()) == (1, 2)


def test_two_clicks_at_once_leave_one_sanction():
    inmate = convict(FacilityFactory.create())
    user = posted(Role.GIATJA_STAFF, inmate.facility)
    data = {"level": "LIGHT", "starts_on": "2021-03-01", "ends_on": "2021-03-06"}

    statuses = post_twice_at_once(user, f"/warga-binaan/{inmate.pk}/sanksi/tambah/", data)

    assert statuses == [200, 302]
    assert DisciplinarySanction.objects.count() == 1


def test_two_clicks_at_once_leave_one_workshop():
    prison, field = FacilityFactory.create(), FieldFactory.create()
    data = {"name": "Bengkel jahit", "seats": "20", "fields": [field.pk]}

    statuses = post_twice_at_once(posted(Role.GIATJA_STAFF, prison), "/bengkel/tambah/", data)

    assert statuses == [200, 302]
    assert prison.workshops.count() == 1

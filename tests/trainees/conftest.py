"""A prison with its staff, its centre's staff, and a stranger's prison in another region."""

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, TrainingCentre
from tests.factories import FacilityFactory, RegionFactory, TrainingCentreFactory, posted


@dataclass
class Cast:
    prison: Facility
    centre: TrainingCentre
    giatja: User
    head: User
    centre_staff: User
    regional_head: User
    other_prison: Facility
    stranger: User

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def cast(db: None) -> Cast:
    region = RegionFactory.create()
    prison = FacilityFactory.create(region=region, name="Pekalongan")
    centre = TrainingCentreFactory.create(region=region)
    other_prison = FacilityFactory.create()
    return Cast(
        prison=prison,
        centre=centre,
        giatja=posted(Role.GIATJA_STAFF, prison),
        head=posted(Role.FACILITY_HEAD, prison),
        centre_staff=posted(Role.CENTRE_STAFF, centre),
        regional_head=posted(Role.REGIONAL_HEAD, region),
        other_prison=other_prison,
        stranger=posted(Role.GIATJA_STAFF, other_prison),
    )

"""Lapas Pekalongan and its centre agree with each other; a stranger's prison and centre are in another region."""

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, Field, Region, TrainingCentre
from tests.factories import FacilityFactory, FieldFactory, RegionFactory, TrainingCentreFactory, posted


@dataclass
class Cast:
    region: Region
    prison: Facility
    centre: TrainingCentre
    field: Field
    giatja: User
    head: User
    centre_staff: User
    instructor: User
    regional_head: User
    other_prison: Facility
    other_centre: TrainingCentre
    stranger: User
    strange_head: User

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def cast(db: None) -> Cast:
    region, other_region = RegionFactory.create(), RegionFactory.create()
    prison = FacilityFactory.create(region=region, name="Pekalongan", city="Pekalongan")
    centre = TrainingCentreFactory.create(region=region, name="BLK Pekalongan", city="Pekalongan")
    other_prison = FacilityFactory.create(region=other_region)
    other_centre = TrainingCentreFactory.create(region=other_region)
    return Cast(
        region=region,
        prison=prison,
        centre=centre,
        field=FieldFactory.create(),
        giatja=posted(Role.GIATJA_STAFF, prison),
        head=posted(Role.FACILITY_HEAD, prison),
        centre_staff=posted(Role.CENTRE_STAFF, centre),
        instructor=posted(Role.INSTRUCTOR, centre),
        regional_head=posted(Role.REGIONAL_HEAD, region),
        other_prison=other_prison,
        other_centre=other_centre,
        stranger=posted(Role.GIATJA_STAFF, other_prison),
        strange_head=posted(Role.FACILITY_HEAD, other_prison),
    )

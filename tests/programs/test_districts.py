"""One city has one name in the notes on the labour market, however it is typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.districts import district_named, districts_of
from programs.models import DemandNote
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(place: Place):
    make.FacilityFactory.create(region=place.facility.region, city="Kabupaten Pekalongan")
    return place.facility.region


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kab. Pekalongan", "Kabupaten Pekalongan"),
        ("kab  pekalongan", "Kabupaten Pekalongan"),
        ("KABUPATEN PEKALONGAN", "Kabupaten Pekalongan"),
        ("Kota Pekalongan", "Kota Pekalongan"),
        ("kab. Batang", "Kabupaten Batang"),
        ("Kota", "Kota"),
        ("  ", ""),
    ],
)
def test_a_district_is_written_as_it_is_known_already(region, typed, kept):
    assert district_named(typed, region) == kept


@pytest.mark.parametrize("typed", ["Kab. Kendal", "kabupaten kendal"])
def test_a_name_that_an_office_shortens_is_no_second_one(region, typed):
    make.FacilityFactory.create(region=region, city="Kab. Kendal")

    assert district_named(typed, region) == "Kab. Kendal"


def test_places_and_notes_of_the_region_are_known_and_others_not(place, region, stranger):
    make.DemandNoteFactory.create(facility=place.facility, district="Kabupaten Batang")
    make.DemandNoteFactory.create(facility=stranger.facility, district="Kota Metro")

    assert districts_of(region) == {"Pekalongan", "Kabupaten Pekalongan", "Kabupaten Batang"}


def test_known_districts_are_offered_while_typing_and_kept_as_known(place, region, sign_in: SignIn):
    client, url = sign_in(place.staff), reverse("programs:demand-note-add")
    page = client.get(url).content.decode()
    note = {"field": place.field.pk, "text": "Pabrik", "source": "Dinas", "noted_on": "2021-06-01"}

    client.post(url, {**note, "valid_until": "2022-05-31", "district": "Kab. Pekalongan"})

    assert 'list="id_district_offered"' in page
    assert '<datalist id="id_district_offered"><option value="Kabupaten Pekalongan"></option>' in page
    assert DemandNote.objects.get().district == "Kabupaten Pekalongan"


def test_who_plans_a_rotation_sees_what_awaits_people_in_its_fields(place, sign_in: SignIn):
    days = {"noted_on": timezone.localdate(), "valid_until": timezone.localdate()}
    make.DemandNoteFactory.create(facility=place.facility, field=place.field, text="Garmen besar", **days)
    make.DemandNoteFactory.create(facility=place.facility, text="Bengkel", **days)

    page = sign_in(place.staff).get(reverse("programs:rotation-add"))

    assert [row.field for row in page.context["prospects"]] == [place.field]
    assert "Garmen besar" in page.content.decode()

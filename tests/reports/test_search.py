"""One box finds what the reader's own lists hold, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from tests.factories import (
    AgreementFactory,
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InstructorFactory,
    OfficerFactory,
    TrainingCentreFactory,
    convict,
    posted,
)

pytestmark = pytest.mark.django_db
SEARCH = reverse("reports:search")


@pytest.fixture
def facility():
    return FacilityFactory.create()


@pytest.fixture
def centre(facility):
    return TrainingCentreFactory.create(region=facility.region)


@pytest.fixture
def batch(facility, centre):
    batch = BatchFactory.create(package__centre=centre, facility=facility, selecting=True, name="Kenari Las 2021")
    EnrollmentFactory.create(batch=batch, inmate=convict(facility, name="Kenari Wibisono"))
    return batch


def found(user, words: str) -> dict[str, list[str]]:
    client = Client()
    client.force_login(user)
    groups = client.post(SEARCH, {"words": words}).context["found"]
    return {str(group.kind.label): [name for name, _more, _url in group.rows] for group in groups}


def test_prison_staff_find_their_people_officers_batches_and_agreements(facility, centre, batch):
    OfficerFactory.create(facility=facility, name="Kenari Pratama")
    AgreementFactory.create(between=(facility, centre), title="Kerja sama Kenari")

    assert found(posted(Role.GIATJA_STAFF, facility), "kenari") == {
        "Warga Binaan": ["Kenari Wibisono"],
        "Petugas": ["Kenari Pratama"],
        "Angkatan": ["Kenari Las 2021"],
        "Perjanjian kerja sama": ["Kerja sama Kenari"],
    }


def test_a_centre_finds_participants_of_its_classes_by_name_and_its_instructors(facility, centre, batch):
    convict(facility, name="Kenari Lainnya")
    InstructorFactory.create(centre=centre, name="Kenari Utama")

    assert found(posted(Role.CENTRE_STAFF, centre), "kenari") == {
        "Peserta": ["Kenari Wibisono"],
        "Instruktur": ["Kenari Utama"],
        "Angkatan": ["Kenari Las 2021"],
    }


def test_nobody_finds_what_belongs_to_another_prison(batch):
    OfficerFactory.create(name="Kenari Seberang")

    assert found(posted(Role.GIATJA_STAFF, FacilityFactory.create()), "kenari") == {}


def test_of_many_the_first_are_shown_and_the_list_is_named(facility):
    for number in range(9):
        convict(facility, name=f"Melati {number}")
    client = Client()
    client.force_login(posted(Role.GIATJA_STAFF, facility))

    page = client.post(SEARCH, {"words": "melati"})

    (group,) = page.context["found"]
    assert (len(group.rows), group.has_more, group.list_url) == (8, True, reverse("trainees:inmate-list"))


@pytest.mark.parametrize("words", ["", "  ", "ab", "a\0bc", "x" * 101])
def test_too_few_letters_and_odd_ones_are_refused_beside_the_box(facility, words):
    client = Client()
    client.force_login(posted(Role.GIATJA_STAFF, facility))

    page = client.post(SEARCH, {"words": words})

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["words"])


def test_what_was_typed_is_in_no_address(facility):
    client = Client()
    client.force_login(posted(Role.GIATJA_STAFF, facility))

    assert client.get(SEARCH, {"words": "kenari"}).context.get("found") is None

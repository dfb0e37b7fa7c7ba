"""The identity number: sealed in the database and its history, found again by its digest, masked in pages."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import translation

from tests.factories import InmateFactory
from tests.trainees.test_inmate_pages import INMATE
from trainees.models import Inmate
from trainees.nik import cleaned, digest, masked, nik_warnings

NIK = "3375011705900001"
BORN = dt.date(1990, 5, 17)

needs_db = pytest.mark.django_db


def column(table: str = "trainees_inmate") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nik FROM {table}")
        return str(cursor.fetchone()[0])


@needs_db
def test_the_model_takes_and_gives_digits_and_the_database_holds_none():
    inmate = InmateFactory.create(nik=NIK)

    stored, kept = column(), column("trainees_inmateevent")

    assert Inmate.objects.get().nik == NIK
    assert stored == kept
    assert (NIK in stored, NIK[6:12] in stored) == (False, False)
    assert inmate.nik_digest == digest(NIK)


@needs_db
def test_a_number_that_did_not_change_is_stored_byte_for_byte():
    InmateFactory.create(nik=NIK)
    before = column()

    Inmate.objects.get().save()

    assert column() == before


@needs_db
def test_many_at_once_get_their_digests_too():
    facility = InmateFactory.create(nik="").facility
    people = InmateFactory.build_batch(2, facility=facility, nik="")
    people[0].nik = NIK

    Inmate.objects.bulk_create(people)

    assert set(Inmate.objects.values_list("nik_digest", flat=True)) == {digest(NIK), None}


@needs_db
def test_a_number_removed_takes_its_digest_along():
    inmate = InmateFactory.create(nik=NIK)
    inmate.nik = ""
    inmate.save()

    again = Inmate.objects.get()

    assert (again.nik, again.nik_digest, again.has_nik) == ("", None, False)


@needs_db
def test_a_number_shown_by_mistake_is_masked():
    InmateFactory.create(nik=NIK)

    (sealed,) = Inmate.objects.values_list("nik", flat=True)

    assert (str(sealed), repr(sealed)) == ("3375********0001", "<Sealed>")


@needs_db
def test_a_deferred_number_is_fetched_when_asked_for():
    InmateFactory.create(nik=NIK)

    assert Inmate.objects.defer("nik").get().nik == NIK


@needs_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"nik": NIK}, "nik_once"),
        ({"sdp_number": "SDP-1"}, "sdp_number_once"),
    ],
)
def test_the_database_keeps_a_number_to_one_person(values, name):
    InmateFactory.create(**{"nik": "", **values})

    with pytest.raises(IntegrityError, match=name):
        InmateFactory.create(**{"nik": "", **values})


@needs_db
def test_the_database_refuses_a_number_without_its_digest():
    InmateFactory.create(nik=NIK)

    with pytest.raises(IntegrityError, match="nik_with_its_digest"):
        Inmate.objects.update(nik_digest=None)


@needs_db
def test_people_without_numbers_do_not_clash():
    InmateFactory.create_batch(2, nik="")

    assert Inmate.objects.filter(nik_digest=None, sdp_number="").count() == 2


@needs_db
def test_after_a_change_of_keys_old_numbers_are_read_found_and_sealed_anew(settings):
    old, new = settings.NIK_KEYS[0], Fernet.generate_key().decode()
    InmateFactory.create(nik=NIK)

    settings.NIK_KEYS = [new, old]
    readable = Inmate.objects.get().nik
    call_command("nik_keys", rotate=True)
    settings.NIK_KEYS = [new]

    assert (readable, Inmate.objects.get().nik) == (NIK, NIK)
    assert Inmate.objects.get().nik_digest == digest(NIK)


@needs_db
def test_without_the_key_a_number_is_not_read(settings):
    InmateFactory.create(nik=NIK)

    settings.NIK_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(ImproperlyConfigured, match="NIK_KEYS"):
        _ = Inmate.objects.get().nik


def test_a_new_key_is_printed(capsys):
    call_command("nik_keys")

    Fernet(capsys.readouterr().out.strip())


@pytest.mark.parametrize(
    ("nik", "shown"),
    [(NIK, "3375********0001"), ("", ""), ("1234", "****"), ("123456789", "*****6789"), ("1" * 17, "*" * 13 + "1111")],
)
def test_rule_6_6_the_middle_eight_digits_are_hidden(nik, shown):
    assert masked(nik) == shown


def test_a_number_is_taken_as_people_copy_it():
    assert cleaned(" '3375.0117 0590-0001 ") == NIK


@pytest.mark.parametrize(
    ("nik", "sex", "warned"),
    [
        ("", "M", False),
        (NIK, "M", False),
        (NIK, "F", True),
        ("3375015705900001", "F", False),
        ("3375011805900001", "M", True),
        ("337501170590000", "M", True),
    ],
)
def test_rule_6_6_a_doubtful_number_is_remarked_upon(nik, sex, warned):
    with translation.override("en"):
        found = nik_warnings(nik, birth_date=BORN, sex=sex)

    assert bool(found) == warned


# -- In the browser


@needs_db
def test_a_doubtful_number_is_saved_with_a_remark_and_shown_masked(cast):
    data = {**INMATE, "nik": "3375 0118 0590 0001", "sdp_number": "SDP-9"}

    page = cast.client(cast.giatja).post("/warga-binaan/tambah/", data, follow=True)

    inmate = Inmate.objects.get()
    text = page.content.decode()
    assert (inmate.nik, inmate.sdp_number) == ("3375011805900001", "SDP-9")
    assert [message.level_tag for message in page.context["messages"]] == ["success", "warning"]
    assert ("3375********0001" in text, inmate.nik in text) == (True, False)


@needs_db
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"nik": "33750117059000O1"}, "nik"),
        ({"nik": "9" * 30}, "nik"),
        ({"nik": NIK}, "nik"),
        ({"sdp_number": "SDP-1"}, "sdp_number"),
    ],
)
def test_a_wrong_or_taken_number_is_refused_at_its_field(cast, values, field):
    InmateFactory.create(nik=NIK, sdp_number="SDP-1")

    answer = cast.client(cast.giatja).post("/warga-binaan/tambah/", {**INMATE, **values})

    assert list(answer.context["form"].errors) == [field]
    assert Inmate.objects.count() == 1


@needs_db
def test_only_the_form_of_those_who_edit_shows_the_whole_number(cast):
    inmate = InmateFactory.create(facility=cast.prison, nik=NIK)
    client = cast.client(cast.giatja)

    pages = (f"/warga-binaan/{inmate.pk}/ubah/", inmate.get_absolute_url(), "/warga-binaan/")
    shown = [NIK in client.get(page).content.decode() for page in pages]

    assert shown == [True, False, False]

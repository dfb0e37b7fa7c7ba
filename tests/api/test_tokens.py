"""Tokens of offices: made by the national administrator who proves it again, shown once, kept as a digest."""

import datetime as dt
import hashlib
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token, revoke_token
from api.models import ApiToken
from audit.models import AuditEvent
from tests.cast import Place
from tests.programs.test_constraints import refused_by

pytestmark = pytest.mark.django_db
ADD, LIST = reverse("api:token-add"), reverse("api:token-list")
TODAY = dt.date(2021, 6, 10)


@pytest.fixture
def client(administrator, signed_in) -> Client:
    return signed_in(administrator, confirmed=True)


def typed(**fields: object) -> dict[str, object]:
    return {"name": "Gudang data", "expires_on": f"{timezone.localdate() + dt.timedelta(days=30):%Y-%m-%d}", **fields}


def made(administrator, **fields):
    return make_token(**{"name": "Gudang data", "expires_on": TODAY, "today": TODAY, "by": administrator, **fields})


def test_the_key_is_shown_once_and_only_its_digest_kept(client, place, administrator):
    page = client.post(ADD, typed(facility=place.facility.pk))

    key = re.search(r">(lp_[^<]+)</textarea>", page.content.decode())[1]
    token = ApiToken.objects.get()
    assert token.digest == hashlib.sha256(key.encode()).hexdigest()
    assert (token.ending, token.made_by, token.place) == (key[-4:], administrator, place.facility)
    assert page["Cache-Control"] == "no-store, private"
    assert key not in client.get(LIST).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM api_apitoken WHERE api_apitoken::text LIKE %s", [f"%{key}%"])
        assert cursor.fetchone() == (0,)


def test_the_second_factor_is_asked_again_before_a_token_is_made(administrator, signed_in):
    answer = signed_in(administrator).post(ADD, typed())

    assert (answer.status_code, ApiToken.objects.count()) == (302, 0)


def test_making_and_revoking_are_written_down_without_the_key(client, place, administrator):
    page = client.post(ADD, typed(facility=place.facility.pk))
    key = re.search(r">(lp_[^<]+)</textarea>", page.content.decode())[1]

    client.post(reverse("api:token-revoke", args=[ApiToken.objects.get().pk]))

    events = AuditEvent.objects.filter(object_type="api.apitoken").order_by("pk")
    assert [(event.verb, event.by, event.scope) for event in events] == [
        ("add", administrator, place.facility.scope_keys),
        ("revoke", administrator, place.facility.scope_keys),
    ]
    assert key not in str(list(events.values()))


def test_a_revoked_token_is_shown_as_such_and_cannot_be_revoked_again(client, administrator):
    token, _key = made(administrator)
    url = reverse("api:token-revoke", args=[token.pk])

    client.post(url)
    client.post(url)

    page = client.get(LIST).content.decode()
    assert "dicabut" in page
    assert "Token ini sudah dicabut." in page
    assert url not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"expires_on": "2020-01-01"}, "Pilih hari terakhir dari hari ini sampai setahun lagi."),
        ({"expires_on": "2199-01-01"}, "Pilih hari terakhir dari hari ini sampai setahun lagi."),
        ({"name": ""}, "wajib"),
        ({"region": "0"}, "Pilihan"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_made(client, fields, sentence):
    page = client.post(ADD, typed(**fields))

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert ApiToken.objects.count() == 0


def test_a_token_is_of_one_office(client, place):
    page = client.post(ADD, typed(facility=place.facility.pk, centre=place.centre.pk))

    assert "Pilih satu kantor" in page.content.decode()
    assert ApiToken.objects.count() == 0


def test_an_office_has_one_standing_token_of_a_name(administrator, place):
    token, _key = made(administrator, facility=place.facility)
    made(administrator, facility=Place("Lampung").facility)

    with pytest.raises(ValidationError, match="memiliki token dengan nama itu"):
        made(administrator, facility=place.facility)
    revoke_token(token, by=administrator)

    assert made(administrator, facility=place.facility)[0].pk != token.pk


@pytest.mark.parametrize("change", ["digest = 'x'", "facility_id = NULL", "expires_on = expires_on + 1"])
def test_a_token_keeps_its_office_its_key_and_its_days(administrator, place, change):
    made(administrator, facility=place.facility)

    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE api_apitoken SET {change}")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE api_apitoken SET revoked_at = NULL, revoked_by_id = NULL", "DELETE FROM api_apitoken"],
)
def test_a_revoked_token_stays_revoked_and_on_record(administrator, statement):
    token, _key = made(administrator)
    revoke_token(token, by=administrator)

    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def kept_past_the_action(administrator, **fields) -> ApiToken:
    row = {"name": "x", "digest": "d", "ending": "d", "made_on": TODAY, "made_by": administrator, "expires_on": TODAY}
    return ApiToken.objects.create(**row | fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"expires_on": TODAY - dt.timedelta(days=1)}, "api_token_lasts_a_year"),
        ({"expires_on": TODAY + dt.timedelta(days=367)}, "api_token_lasts_a_year"),
        ({"revoked_at": timezone.now()}, "api_token_revoked_by_and_at"),
    ],
)
def test_the_database_knows_the_rules_too(administrator, fields, name):
    assert refused_by(lambda: kept_past_the_action(administrator, **fields)) == name


@pytest.mark.parametrize("offices", [("facility", "centre"), ("region", "facility"), ("region", "centre")])
def test_the_database_lets_no_token_be_of_two_offices(administrator, place, offices):
    places = {"facility": place.facility, "centre": place.centre, "region": place.facility.region}
    two = {name: places[name] for name in offices}

    assert refused_by(lambda: kept_past_the_action(administrator, **two)) == "api_token_of_one_office"


def test_the_database_keeps_one_standing_token_of_a_name_for_the_nation_too(administrator):
    kept_past_the_action(administrator)

    twice = refused_by(lambda: kept_past_the_action(administrator, digest="e"))

    assert twice == "api_token_named_once"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(client, administrator, django_assert_num_queries, rows):
    for number in range(rows):
        made(administrator, name=f"Sistem {number}")
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)

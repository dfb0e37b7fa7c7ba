"""Signing in: limits that slow a guesser down and never lock a person out for good."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "kunci-rahasia-12"


@pytest.fixture(autouse=True)
def person(no_rate_limits):
    return get_user_model().objects.create_user(
        "alia", name="Alia Rahmadani", email="alia@example.org", password=PASSWORD
    )


def sign_in(client: Client, password: str = PASSWORD, username: str = "alia"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_the_right_password_signs_in(client: Client, person):
    response = sign_in(client)

    assert (response.status_code, client.session["_auth_user_id"]) == (302, str(person.pk))


def test_a_wrong_password_does_not(client: Client):
    response = sign_in(client, "salah-sekali-12")

    assert (response.status_code, "_auth_user_id" in client.session) == (200, False)


def test_who_may_no_longer_sign_in_does_not(client: Client, person):
    person.is_active = False
    person.save()

    sign_in(client)

    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client):
    for _ in range(5):
        sign_in(client, "salah-sekali-12")

    sign_in(client)

    assert "_auth_user_id" not in client.session


def test_the_wait_ends(client: Client):
    for _ in range(6):
        sign_in(client, "salah-sekali-12")
    cache.clear()  # what five minutes do

    sign_in(client)

    assert "_auth_user_id" in client.session


def test_a_forged_forwarding_address_does_not_help_the_guesser(client: Client):
    for number in range(6):
        client.post(
            reverse("account_login"),
            {"login": "alia", "password": "salah-sekali-12"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )

    sign_in(client)

    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_mail(client: Client):
    client.post(reverse("account_reset_password"), {"email": "alia@example.org"})

    assert [message.to for message in mail.outbox] == [["alia@example.org"]]
    assert "/akun/password/reset/key/" in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_answer(client: Client):
    known = client.post(reverse("account_reset_password"), {"email": "alia@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "siapa@example.org"})

    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


@pytest.mark.parametrize("password", ["pendek-11ch", "123456789012", "password1234"])
def test_weak_passwords_are_refused(client: Client, person, password: str):
    sign_in(client)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    person.refresh_from_db()
    assert person.check_password(PASSWORD)

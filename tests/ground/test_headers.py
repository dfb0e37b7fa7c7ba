"""What each answer carries: a strict CSP, privacy, a request id, the language."""

import re
import time

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb

pytestmark = pytest.mark.django_db
SIGN_IN = "/akun/login/"


@pytest.fixture
def person():
    return get_user_model().objects.create_user("alia", name="Alia Rahmadani", password="kunci-rahasia-12")


@pytest.fixture
def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.second_factor.Backend")
    return client


def test_pages_run_nothing_but_our_own_scripts_and_styles(client: Client):
    policy = client.get(SIGN_IN)["Content-Security-Policy"]

    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_pages_tell_browsers_to_be_careful(client: Client):
    response = client.get(SIGN_IN)

    assert {name: response[name] for name in ("X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")} == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_each_answer_has_a_request_id_of_its_own(client: Client):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))

    assert re.fullmatch(r"[0-9a-f-]{36}", first)
    assert first != second


def test_a_request_id_from_outside_is_not_believed(client: Client):
    response = client.get("/healthz", headers={"X-Request-ID": "forged"})

    assert response["X-Request-ID"] != "forged"


def test_errors_have_a_request_id_too(client: Client):
    assert client.get("/tidak-ada/")["X-Request-ID"]


def test_personal_pages_are_kept_by_no_cache(signed_in: Client):
    response = signed_in.get(reverse("usersessions_list"))

    assert "no-store" in response["Cache-Control"]


def test_health_pages_set_no_cookie(client: Client):
    assert dict(client.get("/healthz").cookies) == {}


def test_sign_out_wipes_the_browser(signed_in: Client):
    response = signed_in.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_looking_at_the_sign_out_page_wipes_nothing(signed_in: Client):
    response = signed_in.get(reverse("account_logout"))

    assert not response.has_header("Clear-Site-Data")


def test_anonymous_visitors_are_sent_to_sign_in(client: Client):
    response = client.get(reverse("usersessions_list"))

    assert (response.status_code, response["Location"]) == (302, f"{SIGN_IN}?next=/akun/sesi/")


def test_nobody_signs_up(client: Client):
    client.post(
        reverse("account_signup"),
        {
            "username": "tamu",
            "email": "tamu@example.org",
            "password1": "kunci-rahasia-12",
            "password2": "kunci-rahasia-12",
        },
    )

    assert not get_user_model().objects.filter(username="tamu").exists()


def test_pages_are_indonesian_whatever_the_browser_wishes(client: Client):
    response = client.get(SIGN_IN, headers={"Accept-Language": "en-US,en"})

    assert response["Content-Language"] == "id"


def test_the_switcher_chooses_english_for_anonymous_visitors_too(client: Client):
    client.post(reverse("set_language"), {"language": "en", "next": SIGN_IN})

    assert client.get(SIGN_IN)["Content-Language"] == "en"


def test_an_unknown_language_in_the_cookie_is_ignored(client: Client):
    client.cookies["django_language"] = "xx"

    assert client.get(SIGN_IN)["Content-Language"] == "id"


def test_who_does_nothing_for_too_long_is_signed_out(signed_in: Client, settings):
    session = signed_in.session
    session["seen_at"] = int(time.time()) - settings.IDLE_TIMEOUT_MINUTES * 60 - 1
    session.save()

    response = signed_in.get(reverse("usersessions_list"))

    assert (response.status_code, signed_in.session.get("_auth_user_id")) == (302, None)
    assert AuditEvent.objects.filter(verb=Verb.SIGN_OUT).count() == 1


def test_who_does_something_stays_signed_in(signed_in: Client, settings):
    session = signed_in.session
    session["seen_at"] = int(time.time()) - settings.IDLE_TIMEOUT_MINUTES * 60 + 30
    session.save()

    response = signed_in.get(reverse("usersessions_list"))

    assert response.status_code == 200
    assert signed_in.session["seen_at"] >= int(time.time()) - 2


def test_a_second_page_within_a_minute_writes_no_session(signed_in: Client, django_assert_num_queries):
    signed_in.get(reverse("usersessions_list"))
    seen_at = signed_in.session["seen_at"]

    response = signed_in.get(reverse("usersessions_list"))

    assert (signed_in.session["seen_at"], "sessionid" in response.cookies) == (seen_at, False)


def test_a_body_that_cannot_be_read_is_said_so_and_no_error_of_ours():
    answer = Client(enforce_csrf_checks=True, raise_request_exception=False).post(
        SIGN_IN,
        "login=a",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
        headers={"Cookie": f"csrftoken={'a' * 32}"},
    )

    assert (answer.status_code, "Tidak ada yang disimpan." in answer.content.decode()) == (400, True)

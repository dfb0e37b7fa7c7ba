"""A passkey in a real browser, whose virtual authenticator stands for finger and PIN: set up, signed in, confirmed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.second_factor import Backend
from certificates.models import Certificate
from tests.certificates.classes import Class
from tests.certificates.pages import issue_url
from tests.factories import PASSWORD
from tests.journeys.people import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(browser: Any, live_server: Any, no_rate_limits: None) -> Iterator[Person]:
    """Somebody whose computer has a sensor for fingers."""
    with Person(browser, live_server.url) as somebody:
        session = somebody.context.new_cdp_session(somebody.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        somebody.authenticator = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        somebody.cdp = session
        yield somebody
        assert somebody.problems == []


def test_a_head_sets_up_a_passkey_signs_in_with_it_alone_and_issues_after_giving_it_again(person):
    school = Class()
    school.proposals()
    school.head.authenticator_set.all().delete()
    page = person.page

    person.sign_in(school.head.username, PASSWORD)
    assert page.url.endswith(reverse("mfa_index"))
    page.goto(reverse("mfa_add_webauthn"))
    page.fill("#id_name", "Komputer kantor")
    person.press("#mfa_webauthn_add")
    assert page.url.endswith(reverse("mfa_view_recovery_codes"))
    [key] = school.head.authenticator_set.filter(type="webauthn")
    assert (key.wrap().name, key.wrap().is_passwordless) == ("Komputer kantor", True)

    person.context.clear_cookies()
    page.goto(reverse("account_login"))
    person.press("#passkey_login")
    assert page.url.endswith("/")

    page.goto(issue_url(school))
    page.locator("input[name=proposals]").first.check()
    person.press("main form[method=post] .form-actions button[type=submit]")
    assert reverse("mfa_reauthenticate_webauthn") in page.url
    assert not Certificate.objects.exists()
    person.press("#mfa_webauthn_reauthenticate")
    assert Certificate.objects.get().issued_by == school.head


def test_a_passkey_comes_after_the_password_too(person):
    school = Class()
    page = person.page
    school.head.authenticator_set.all().delete()
    person.sign_in(school.head.username, PASSWORD)
    page.goto(reverse("mfa_add_webauthn"))
    person.press("#mfa_webauthn_add")
    person.context.clear_cookies()

    page.goto(reverse("account_login"))
    page.fill("#id_login", school.head.username)
    page.fill("#id_password", PASSWORD)
    person.press("main button[type=submit]")
    assert page.url.endswith(reverse("mfa_authenticate"))
    person.press("#mfa_webauthn_authenticate")

    assert page.url.endswith("/")
    assert Backend().get_user(school.head.pk).role == Role.CENTRE_HEAD


def test_a_device_that_does_not_answer_is_said_in_words(person):
    school = Class()
    page = person.page
    person.cdp.send("WebAuthn.setUserVerified", {**person.authenticator, "isUserVerified": False})
    school.head.authenticator_set.all().delete()
    person.sign_in(school.head.username, PASSWORD)
    page.goto(reverse("mfa_add_webauthn"))

    page.click("#mfa_webauthn_add")
    page.wait_for_selector("[data-passkey-failed]:not([hidden])")

    assert not school.head.authenticator_set.exists()

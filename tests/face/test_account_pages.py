"""Every page that allauth can show wears our face."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from tests.factories import posted
from tests.second_factor import confirm

pytestmark = pytest.mark.django_db

OPEN_PAGES = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "account_email",
    "usersessions_list",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
]
FACTOR_PAGES = [
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


@pytest.fixture
def signed_in(client: Client, django_user_model) -> Client:
    django_user_model.objects.create_user("ratna", name="Ratna Ambarwati", password="kebun-teh-pagi-81")
    client.post(reverse("account_login"), {"login": "ratna", "password": "kebun-teh-pagi-81"})
    return client


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_an_open_page_has_our_frame_and_one_heading(client, name):
    page = client.get(reverse(name)).content.decode()

    assert (page.count("<h1"), page.count('class="site-header"')) == (1, 1)


@pytest.mark.parametrize("name", FACTOR_PAGES)
def test_a_page_about_ones_second_factor_has_our_frame_and_one_heading(client, name):
    head = posted(Role.NATIONAL_ADMIN)
    RecoveryCodes.activate(head)
    client.force_login(head)
    confirm(client, head)

    page = client.get(reverse(name)).content.decode()

    assert (page.count("<h1"), page.count('class="site-header"')) == (1, 1)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_an_own_page_has_our_frame_and_one_heading(signed_in, name):
    page = signed_in.get(reverse(name)).content.decode()

    assert (page.count("<h1"), page.count('class="site-header"')) == (1, 1)


def test_a_used_reset_link_says_what_to_do(client):
    page = client.get(reverse("account_reset_password_from_key", args=["1", "none-such"])).content.decode()

    assert f'href="{reverse("account_reset_password")}"' in page


def test_a_wrong_password_is_said_on_top(client):
    page = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"}).content.decode()

    assert 'class="error-summary"' in page

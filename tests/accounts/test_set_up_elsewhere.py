"""Second factors set up or changed: other sessions end, a code is used up, an unlocked screen is not enough."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.one_time_codes import code_at
from accounts.permissions import Role
from tests.factories import PASSWORD, PostingFactory, posted
from tests.second_factor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]


@pytest.fixture
def bare() -> User:
    """An administrator who has no second factor yet."""
    user: User = PostingFactory.create(second_factor=False).user
    return user


def with_the_password(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def set_up(client: Client) -> str:
    """Set up an app; the code that it showed first."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = code_at(secret, int(time.time()) // 30)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    return code


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_is_signed_in_elsewhere_by_the_password_alone_is_signed_out(bare: User) -> None:
    own, other = with_the_password(bare), with_the_password(bare)

    set_up(own)

    assert own.get("/").status_code == 200
    assert other.get("/").url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_add_webauthn"])
def test_who_was_signed_in_elsewhere_changes_nothing_about_it(bare: User, name: str) -> None:
    own, other = with_the_password(bare), with_the_password(bare)
    set_up(own)

    answers = [other.get(reverse(name)), other.post(reverse(name))]

    assert {answer.status_code for answer in answers} <= {302, 405}
    assert Authenticator.objects.filter(user=bare, type="totp").exists()


def test_other_people_stay_signed_in(bare: User) -> None:
    somebody = with_the_password(PostingFactory.create(second_factor=False).user)

    set_up(with_the_password(bare))

    assert is_in(somebody)


def test_the_code_that_set_the_app_up_signs_nobody_in(bare: User) -> None:
    code = set_up(with_the_password(bare))
    other = with_the_password(bare)

    answer = other.post(reverse("mfa_authenticate"), {"code": code})

    assert answer.status_code == 200
    assert not is_in(other)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        *(("mfa_deactivate_totp", method) for method in ("get", "post")),
        *(("mfa_add_webauthn", method) for method in ("get", "post")),
        *(("mfa_generate_recovery_codes", method) for method in ("get", "post")),
        *((name, "get") for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes")),
    ],
)
def test_at_a_screen_left_unlocked_after_the_sign_in_nobody_brings_a_factor_or_reads_the_codes(
    name: str, method: str
) -> None:
    head, client = posted(Role.NATIONAL_ADMIN), Client()
    RecoveryCodes.activate(head)
    sign_in(client, head, PASSWORD)

    answer = getattr(client, method)(reverse(name))

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert head.authenticator_set.count() == 2

"""Setting up and giving a second factor: who must, what is taken, what never twice, what is kept and how."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.one_time_codes import app_with, code_at, open_steps, secret_of
from accounts.permissions import NEED_SECOND_FACTOR, Role
from audit.models import AuditEvent
from tests.factories import PASSWORD, PostingFactory, UserFactory, posted
from tests.second_factor import code_of, confirm, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]
INDEX, LOGIN = reverse("mfa_index"), reverse("account_login")


@pytest.fixture
def admin():
    return posted(Role.NATIONAL_ADMIN, email="admin@example.org")


@pytest.fixture
def bare():
    """An administrator who has no second factor yet, signed in with the password."""
    user = PostingFactory.create(second_factor=False).user
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})
    return client, user


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_heads_and_administrators_need_one():
    assert {Role.FACILITY_HEAD, Role.CENTRE_HEAD, Role.REGIONAL_HEAD, Role.NATIONAL_ADMIN} == NEED_SECOND_FACTOR


def test_the_codes_are_those_of_the_standard():
    # RFC 6238, appendix B, the last six of its eight digits
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [code_at(secret, at // 30) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


@pytest.mark.parametrize("name", ["reports:home", "admin:index", "account_change_password", "usersessions_list"])
def test_who_must_have_one_and_has_none_is_sent_to_its_set_up(bare, name):
    client, _user = bare

    answers = [client.get(reverse(name)), client.post(reverse(name))]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, INDEX)}


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout", "healthz"])
def test_the_set_up_and_the_way_out_stay_open(bare, name):
    client, _user = bare

    assert client.get(reverse(name)).status_code == 200


def test_others_need_none(client):
    client.force_login(posted(Role.AUDITOR))

    assert client.get("/").status_code == 200


def test_setting_up_an_app_right_after_the_sign_in_asks_no_password_again_and_opens_the_house(bare):
    client, user = bare
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_at(secret, int(time.time()) // 30)}, follow=True)

    assert answer.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    assert len(answer.context["unused_codes"]) == 10
    assert client.get("/").status_code == 200
    assert verbs() == ["sign_in", "factor_add"]
    assert secret_of(user.authenticator_set.get(type="totp")) == secret


def test_the_picture_for_the_phone_is_one_that_browsers_draw(bare):
    client, _user = bare

    picture = client.get(reverse("mfa_activate_totp")).context["totp_svg"]

    assert re.findall(r'<svg[^>]* xmlns="([^"]+)"', picture) == ["http://www.w3.org/2000/svg"]


def test_the_menu_is_empty_until_the_set_up_is_done(bare):
    client, _user = bare

    assert client.get(INDEX).context["navigation"] == []


def test_a_wrong_first_code_sets_up_nothing(bare):
    client, user = bare
    client.get(reverse("mfa_activate_totp"))

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"code"})
    assert not user.authenticator_set.exists()


def test_a_later_set_up_asks_to_confirm_first(client):
    user = posted(Role.AUDITOR)
    client.force_login(user)

    answer = client.get(reverse("mfa_activate_totp"))

    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_the_password_alone_signs_nobody_in_who_has_one(client, admin):
    answer = client.post(LOGIN, {"login": admin.username, "password": PASSWORD})

    assert (answer.url, is_in(client), verbs()) == (reverse("mfa_authenticate"), False, [])


def test_password_and_code_sign_in(client, admin):
    sign_in(client, admin, PASSWORD)

    assert (is_in(client), verbs()) == (True, ["sign_in"])


def test_a_code_typed_with_a_blank_is_taken(client, admin):
    client.post(LOGIN, {"login": admin.username, "password": PASSWORD})
    code = code_of(admin)

    client.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})

    assert is_in(client)


def test_a_wrong_code_is_said_and_written_down(client, admin):
    client.post(LOGIN, {"login": admin.username, "password": PASSWORD})

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.context["form"].errors.keys() == {"code"}
    assert (is_in(client), verbs()) == (False, ["factor_failed"])


def test_a_code_opens_once_even_when_allauth_has_forgotten_it(admin):
    code = code_of(admin)
    clients = [Client(), Client()]
    for client in clients:
        client.post(LOGIN, {"login": admin.username, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        cache.clear()

    assert [is_in(client) for client in clients] == [True, False]


def test_a_code_older_than_one_that_was_used_is_refused(admin):
    app = admin.authenticator_set.get()
    older, newer = [code_at(secret_of(app), step) for step in list(open_steps(app))[:2]]
    clients = [Client(), Client()]
    for client, code in zip(clients, (newer, older), strict=True):
        client.post(LOGIN, {"login": admin.username, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert [is_in(client) for client in clients] == [True, False]


@pytest.mark.parametrize(("late", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(client, admin, settings, late, taken):
    settings.MFA_TOTP_TOLERANCE = 1
    secret = secret_of(admin.authenticator_set.get())
    client.post(LOGIN, {"login": admin.username, "password": PASSWORD})

    client.post(reverse("mfa_authenticate"), {"code": code_at(secret, int(time.time()) // 30 + late)})

    assert is_in(client) is taken


def test_a_recovery_code_opens_once(admin):
    setter = Client()
    setter.force_login(admin)
    confirm(setter, admin)
    setter.post(reverse("mfa_generate_recovery_codes"))
    code = setter.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    clients = [Client(), Client()]
    for client in clients:
        client.post(LOGIN, {"login": admin.username, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})

    assert [is_in(client) for client in clients] == [True, False]


def test_after_five_wrong_codes_the_right_one_has_to_wait(client, admin):
    client.post(LOGIN, {"login": admin.username, "password": PASSWORD})
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    client.post(reverse("mfa_authenticate"), {"code": code_of(admin)})

    assert not is_in(client)


def test_removing_the_app_asks_for_its_code_tells_by_mail_and_sends_to_a_new_set_up(
    client, admin, django_capture_on_commit_callbacks
):
    client.force_login(admin)
    asked = client.post(reverse("mfa_deactivate_totp"))
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, admin, asked.url)

    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert verbs() == ["factor_remove"]
    assert client.get("/").url == INDEX
    [message] = mail.outbox
    assert (message.to, admin.name in message.body) == (["admin@example.org"], False)


def test_another_persons_passkey_is_not_found(client, admin):
    other = Authenticator.objects.create(user=UserFactory.create(), type="webauthn", data={"name": "x"})
    client.force_login(admin)
    confirm(client, admin)

    assert client.post(reverse("mfa_remove_webauthn", args=[other.pk])).status_code == 404


def test_secrets_are_sealed_at_rest_and_sealed_again_under_a_new_key(admin, settings):
    client = Client()
    client.force_login(admin)
    confirm(client, admin)
    client.post(reverse("mfa_generate_recovery_codes"))
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    app, list_ = (admin.authenticator_set.get(type=kind) for kind in ("totp", "recovery_codes"))
    secret = secret_of(app)
    assert secret not in str(app.data)

    settings.NIK_KEYS = [Fernet.generate_key().decode(), *settings.NIK_KEYS]
    call_command("nik_keys", rotate=True)
    settings.NIK_KEYS = settings.NIK_KEYS[:1]

    app.refresh_from_db()
    list_.refresh_from_db()
    assert (secret_of(app), list_.wrap().get_unused_codes()) == (secret, codes)


def test_a_person_has_one_app(admin):
    with pytest.raises(IntegrityError):
        app_with("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", user=admin).save()

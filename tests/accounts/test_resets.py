"""An administrator starts a reset for whoever cannot sign in; never for themselves, never by choosing a password."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from tests.factories import PASSWORD, FacilityFactory, posted
from tests.second_factor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]
LINK, REMOVE = "people:password-link", "people:second-factor-remove"
REASON = {"reason": "Ditelepon kembali ke kantornya"}


@pytest.fixture
def admin():
    return posted(Role.NATIONAL_ADMIN)


@pytest.fixture
def head():
    return posted(Role.FACILITY_HEAD, FacilityFactory.create(), email="kepala@example.org")


@pytest.fixture
def press(admin, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(admin)

    def send(name, user, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse(name, args=[user.pk]), data)

    return send


def trail() -> list[tuple]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", "object_id", "by", "reason"))


@pytest.mark.parametrize("name", [LINK, REMOVE])
def test_a_reason_is_needed(press, head, name):
    answer = press(name, head)

    assert answer.context["form"].errors.keys() == {"reason"}
    assert (mail.outbox, trail(), head.authenticator_set.count()) == ([], [], 1)


def test_a_password_link_goes_to_the_mailbox_and_the_old_password_holds(press, admin, head):
    press(LINK, head, **REASON)

    [message] = mail.outbox
    head.refresh_from_db()
    assert (message.to, head.name in message.body, head.check_password(PASSWORD)) == ([head.email], False, True)
    assert trail() == [("password_link", head.pk, admin.pk, REASON["reason"])]


def test_a_lost_second_factor_goes_with_the_password_and_the_sessions_and_the_mail_leads_back(press, admin, head):
    theirs = Client()
    theirs.force_login(head)
    press(REMOVE, head, **REASON)

    assert theirs.get("/").status_code == 302
    assert sign_in(Client(), head, PASSWORD).status_code == 200
    [message] = mail.outbox
    assert (message.to, head.name in message.body) == ([head.email], False)
    assert trail()[0] == ("factor_remove", head.pk, admin.pk, REASON["reason"])
    form = theirs.get(re.findall(r"https?://\S+", message.body)[0], follow=True)
    theirs.post(form.request["PATH_INFO"], {"password1": "kebun-teh-pagi-81", "password2": "kebun-teh-pagi-81"})
    again = Client()
    sign_in(again, head, "kebun-teh-pagi-81")
    assert again.get("/").url == reverse("mfa_index")


def test_ones_own_is_removed_by_another_administrator(press, admin):
    admin.email = "admin@example.org"
    admin.save()

    answer = press(REMOVE, admin, **REASON)

    assert answer.context["form"].non_field_errors() == ["Faktor kedua Anda sendiri dihapus oleh administrator lain."]
    assert (trail(), admin.authenticator_set.count()) == ([], 1)


def test_another_administrator_may_remove_it(press):
    other = posted(Role.NATIONAL_ADMIN, email="lain@example.org")

    press(REMOVE, other, **REASON)

    assert other.authenticator_set.count() == 0


def test_who_has_none_has_none_to_lose(press, head):
    head.authenticator_set.all().delete()

    answer = press(REMOVE, head, **REASON)

    assert answer.context["form"].non_field_errors() == ["Pengguna ini tidak mempunyai faktor kedua."]
    assert (mail.outbox, trail()) == ([], [])


@pytest.mark.parametrize("name", [LINK, REMOVE])
@pytest.mark.parametrize("lacks", [{"email": ""}, {"is_active": False}])
def test_without_a_mailbox_or_the_right_to_sign_in_nothing_is_sent(press, head, name, lacks):
    type(head).objects.filter(pk=head.pk).update(**lacks)

    answer = press(name, head, **REASON)

    assert len(answer.context["form"].non_field_errors()) == 1
    assert (mail.outbox, trail(), head.authenticator_set.count()) == ([], [], 1)


def test_no_page_lets_an_administrator_choose_a_password(admin, head, client):
    client.force_login(admin)
    page = client.get(reverse("admin:accounts_user_change", args=[head.pk])).content.decode()

    assert 'type="password"' not in page
    assert client.post(f"/admin/accounts/user/{head.pk}/password/", {"password1": "x"}).status_code in (302, 404)
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[head.pk])
    head.refresh_from_db()
    assert head.check_password(PASSWORD)


@pytest.mark.parametrize("name", [LINK, REMOVE])
def test_the_page_still_says_who_is_signed_in(admin, head, client, name):
    client.force_login(admin)

    page = client.get(reverse(name, args=[head.pk]))

    assert (page.context["user"], page.context["object"]) == (admin, head)


def test_the_page_of_a_person_leads_to_both_steps(admin, head, client):
    client.force_login(admin)

    page = client.get(reverse("admin:accounts_user_change", args=[head.pk])).content.decode()

    assert [f'href="{reverse(name, args=[head.pk])}"' in page for name in (LINK, REMOVE)] == [True, True]

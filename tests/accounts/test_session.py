"""Whose session it is, how long it lasts, and what the trail says about it."""

import datetime as dt
import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, Role
from audit.models import AuditEvent
from lapastraining.middleware import SEEN_AT
from tests.factories import PASSWORD, FacilityFactory, PostingFactory, UserFactory, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_rate_limits")]
LOGIN = reverse("account_login")
NEW_PASSWORD = "kebun-teh-pagi-81"


@pytest.fixture
def user() -> User:
    return posted(Role.GIATJA_STAFF, FacilityFactory.create(), username="ratna", email="ratna@example.org")


def sign_in(client: Client, username: str = "ratna", password: str = PASSWORD, **query: str):
    return client.post(LOGIN, {"login": username, "password": password, **query})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def trail() -> list[tuple[str, User | None]]:
    return [(event.verb, event.by) for event in AuditEvent.objects.order_by("pk").select_related("by")]


# What the trail says


def test_signing_in_and_out_is_written_down(client, user):
    sign_in(client)
    client.post(reverse("account_logout"))

    assert trail() == [("sign_in", user), ("sign_out", user)]
    assert not is_signed_in(client)


@pytest.mark.parametrize("username", ["ratna", "tidak-ada"])
def test_a_failed_sign_in_is_written_down_without_the_name(client, user, username):
    sign_in(client, username, "salah-sekali-12")

    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.object_id, event.scope) == ("sign_in_failed", None, None, [])
    assert username not in f"{event.object_label} {event.reason} {event.detail}"


def test_a_changed_password_is_written_down_and_the_session_goes_on(client, user):
    client.force_login(user)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert trail() == [("password", user)]
    assert client.get("/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(client, user):
    other = Client()
    other.force_login(user)
    client.force_login(user)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert other.get("/").status_code == 302


def test_a_wrong_old_password_changes_nothing(client, user):
    client.force_login(user)

    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": "salah-sekali-12", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    user.refresh_from_db()
    assert (response.status_code, user.check_password(PASSWORD), trail()) == (200, True, [])


def test_a_password_set_by_mail_is_written_down(client, user):
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http://[^\s]+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)

    client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    user.refresh_from_db()
    assert (user.check_password(NEW_PASSWORD), trail()) == (True, [("password", user)])


# Limits hold, and lift


def test_wrong_passwords_for_one_do_not_lock_out_another(client, user):
    UserFactory.create(username="sekar")
    for _ in range(6):
        sign_in(client, "ratna", "salah-sekali-12")

    sign_in(client, "sekar")

    assert is_signed_in(client)


def test_the_limit_lifts_when_its_window_is_over(client, user, monkeypatch):
    for _ in range(6):
        sign_in(client, "ratna", "salah-sekali-12")
    sign_in(client)
    held = not is_signed_in(client)
    later = dt.timedelta(minutes=6).total_seconds()
    now = __import__("time").time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + later)

    sign_in(client)

    assert (held, is_signed_in(client)) == (True, True)


def test_four_wrong_passwords_leave_the_right_one_working(client, user):
    for _ in range(4):
        sign_in(client, "ratna", "salah-sekali-12")

    sign_in(client)

    assert is_signed_in(client)


def test_right_passwords_use_nothing_up(user):
    for _ in range(7):
        sign_in(client := Client())

    assert is_signed_in(client)


# How long access lasts


def idle_for(client: Client, minutes: float) -> None:
    session = client.session
    session[SEEN_AT] = int(timezone.now().timestamp() - minutes * 60)
    session.save()


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_an_idle_session_ends_after_the_timeout(client, user, minutes, status):
    client.force_login(user)
    idle_for(client, minutes)

    assert client.get("/").status_code == status


def test_who_was_idle_has_to_sign_in_again_and_comes_back(client, user):
    client.force_login(user)
    idle_for(client, 31)

    response = client.get("/", follow=True)

    assert response.redirect_chain == [(f"{LOGIN}?next=/", 302)]
    sign_in(client)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("days_left", "may"), [(1, True), (0, True), (-1, False)])
def test_access_ends_when_the_last_day_of_the_posting_is_over(client, days_left, may):
    posting = PostingFactory.create(role=Role.AUDITOR, ends_on=timezone.localdate() + dt.timedelta(days=days_left))
    client.force_login(posting.user)

    assert posting.user.has(Permission.SEE_AUDIT) == may
    assert client.get(reverse("audit:event-list")).status_code == (200 if may else 403)


@pytest.mark.parametrize(("days_to_go", "status"), [(0, 200), (1, 403)])
def test_access_begins_on_the_first_day_of_the_posting(client, days_to_go, status):
    posting = PostingFactory.create(role=Role.AUDITOR, starts_on=timezone.localdate() + dt.timedelta(days=days_to_go))
    client.force_login(posting.user)

    assert client.get(reverse("audit:event-list")).status_code == status


def test_who_has_no_posting_signs_in_to_one_page_without_data(client):
    FacilityFactory.create(name="Rahasia")
    user = UserFactory.create(username="ratna")

    response = client.post(LOGIN, {"login": "ratna", "password": PASSWORD}, follow=True)

    assert response.templates[0].name == "reports/no_posting.html"
    assert "Rahasia" not in response.content.decode()
    assert {permission for permission in Permission if user.has(permission)} == set()
    assert response.context["navigation"] == []


def test_who_is_switched_off_loses_the_running_session(client, user):
    client.force_login(user)
    user.is_active = False
    user.save()

    assert client.get("/").status_code == 302


# Own sessions


def test_own_sessions_are_listed_and_another_one_can_be_ended(user):
    office, phone = Client(), Client()
    sign_in(office)
    sign_in(phone)
    office.get("/")
    phone.get("/")

    page = office.get(reverse("usersessions_list"))
    office.post(reverse("usersessions_list"))

    assert page.context["session_count"] == 2
    assert (office.get("/").status_code, phone.get("/").status_code) == (200, 302)


def test_nobody_sees_or_ends_another_persons_session(user):
    stranger = Client()
    stranger.force_login(UserFactory.create())
    mine = Client()
    sign_in(mine)
    mine.get("/")

    page = stranger.get(reverse("usersessions_list"))
    stranger.post(reverse("usersessions_list"))

    assert [session.user for session in page.context["sessions"] if session.user == user] == []
    assert UserSession.objects.filter(user=user).exists()
    assert mine.get("/").status_code == 200


# What stays closed


def test_nobody_can_sign_up(client):
    url = reverse("account_signup")
    data = {"username": "penyusup", "email": "a@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    page = client.get(url)
    client.post(url, data)

    assert not User.objects.exists()
    assert 'name="password1"' not in page.content.decode()


def test_nobody_changes_the_address_that_password_links_go_to(client, user):
    client.force_login(user)

    response = client.post(reverse("account_email"), {"email": "lain@example.org", "action_add": ""})

    user.refresh_from_db()
    assert (response.status_code, user.email) == (405, "ratna@example.org")


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "http:example.com",
        "javascript:alert(1)",
        "https://testserver@example.com/",
    ],
)
def test_sign_in_leads_to_no_other_site(client, user, target):
    response = sign_in(client, next=target)

    assert (response.status_code, response["Location"]) == (302, "/")


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, user):
    assert sign_in(client, next="/lapas/?q=a")["Location"] == "/lapas/?q=a"


@pytest.mark.parametrize("name", ["reports:home", "account_change_password", "usersessions_list"])
def test_pages_of_a_session_are_kept_out_of_caches(client, user, name):
    client.force_login(user)

    assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_the_session_cookie_is_for_this_browser_session_and_closed_to_scripts(client, user):
    cookie = sign_in(client).cookies["sessionid"]

    assert (bool(cookie["httponly"]), cookie["samesite"], cookie["expires"]) == (True, "Lax", "")


def test_signing_in_changes_the_session_id(client, user):
    client.get(LOGIN)
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key

    sign_in(client)

    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"login": "", "password": ""},
        {"login": "x" * 5000, "password": "y" * 5000},
        {"login": "a\0b", "password": "c\0d"},
        {"login": "' OR 1=1 --", "password": "<script>"},
        {"login": ["ratna", "sekar"], "password": ["a", "b"]},
    ],
)
def test_bad_input_to_the_sign_in_is_a_message(client, user, data):
    response = client.post(LOGIN, data)

    assert (response.status_code, is_signed_in(client)) == (200, False)
    assert response.context["form"].errors
    cache.clear()

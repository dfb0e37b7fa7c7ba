"""Many people, one computer: who signed out leaves nothing for the next (A13)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from tests.factories import FacilityFactory, InmateFactory, posted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Wiryawan Kenarikuning"


def test_after_signing_out_the_back_button_shows_nobody(page, live_server):
    facility = FacilityFactory.create()
    InmateFactory.create(facility=facility, name=NAME)
    client = Client()
    client.force_login(posted(Role.GIATJA_STAFF, facility), backend="accounts.second_factor.Backend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    page.goto(reverse("trainees:inmate-list"))
    seen = page.content()
    page.goto(reverse("account_logout"))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    signed_out_at = page.url
    left = []
    for _step in range(2):
        page.go_back()
        left.append(NAME in page.content())

    assert NAME in seen
    assert left == [False, False]
    assert signed_out_at != f"{live_server.url}{reverse('account_logout')}"

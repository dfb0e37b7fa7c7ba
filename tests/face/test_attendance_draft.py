"""A list of attendance whose sending fails is kept by the browser: for this user, without a name, until it is saved."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone

from programs.models import Attendance, Batch
from tests import factories as make
from tests.cast import Place
from tests.journeys.people import Person


def kept(person: Person) -> dict[str, Any]:
    stored = person.page.evaluate("() => ({...window.localStorage})")
    return {key: json.loads(value) for key, value in stored.items() if key.startswith("attendance:")}


@pytest.mark.browser
def test_a_list_survives_a_lost_line_and_leaves_nothing_once_saved(
    transactional_db: None, browser: Any, live_server: Any
) -> None:
    place, first = Place("Pekalongan"), timezone.localdate() - dt.timedelta(days=1)
    batch = place.batch(state=Batch.State.RUNNING, starts_on=first, ends_on=first, tested_on=first)
    ani = place.enrolled(batch)
    session = make.SessionFactory.create(batch=batch, instructor=place.instructor)
    staff = Person(browser, live_server.url, place.staff.username, make.PASSWORD)
    page = staff.page

    staff.open("programs:session-attendance", session.pk)
    page.locator("input[type=radio]:checked").first.focus()
    page.keyboard.press("i")
    page.locator(".roll-more summary").first.click()
    page.fill(f"[name=note_{ani.pk}]", "Rahasia")
    page.context.set_offline(True)
    page.click("form[data-roll] button[type=submit]")
    offline = page.locator("[data-offline]").is_visible()
    page.context.set_offline(False)
    draft = kept(staff)
    staff.open("programs:session-attendance", session.pk)
    page.click("[data-draft-use]")
    staff.save()

    assert offline
    assert {key: row["values"] for key, row in draft.items()} == {
        f"attendance:{place.staff.pk}:{session.pk}": {f"status_{ani.pk}": "I"}
    }
    assert "Rahasia" not in json.dumps(draft)
    assert list(Attendance.objects.values_list("status", flat=True)) == ["I"]
    assert kept(staff) == {}

"""One page of everything that both sides have promised."""

import datetime as dt

import pytest
from django.utils import timezone

from facilities.models import ActionItem
from tests.days import as_of_now, yesterday
from tests.factories import ActionItemFactory, MeetingFactory, ReadinessReviewFactory

pytestmark = pytest.mark.django_db
LIST = "/tindak-lanjut/"


@pytest.fixture
def items(cast) -> dict[str, ActionItem]:
    meeting, today = MeetingFactory.create(between=(cast.prison, cast.centre)), timezone.localdate()
    make = {
        "overdue": {"facility": cast.prison, "due_on": today - dt.timedelta(days=1), "what": "Cat ulang bengkel"},
        "open": {"facility": None, "centre": cast.centre, "due_on": today, "what": "Kirim jadwal", "owner": "Kasi"},
        "done": {
            "facility": cast.prison,
            "due_on": today,
            "done_on": today,
            "done_by": cast.giatja,
            "done_note": "Selesai",
        },
    }
    return {name: ActionItemFactory.create(meeting=meeting, **facts) for name, facts in make.items()}


def shown(cast, who: str, **query: str) -> list[ActionItem]:
    return list(cast.client(getattr(cast, who)).get(LIST, query).context["object_list"])


def test_both_sides_and_the_region_see_all_and_what_is_open_comes_first(cast, items):
    expected = [items["overdue"], items["open"], items["done"]]

    seen = {who: shown(cast, who) for who in ("giatja", "centre_staff", "regional_head", "stranger")}

    assert seen == {"giatja": expected, "centre_staff": expected, "regional_head": expected, "stranger": []}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"standing": "OPEN"}, ["overdue", "open"]),
        ({"standing": "OVERDUE"}, ["overdue"]),
        ({"standing": "DONE"}, ["done"]),
        ({"side": "centre"}, ["open"]),
        ({"side": "facility", "standing": "OPEN"}, ["overdue"]),
        ({"q": "jadwal"}, ["open"]),
        ({"q": "kasi"}, ["open"]),
        ({"due_until": yesterday}, ["overdue"]),
        ({"standing": "x", "due_until": "kemarin"}, ["overdue", "open", "done"]),
        ({"sort": "-due_on", "standing": "OPEN"}, ["open", "overdue"]),
    ],
)
def test_the_address_says_which_are_shown(cast, items, query, found):
    assert shown(cast, "giatja", **as_of_now(query)) == [items[name] for name in found]


def test_tabs_count_what_stands_how(cast, items):
    tabs = cast.client(cast.giatja).get(LIST).context["tabs"]

    assert [(tab["count"], tab["is_current"]) for tab in tabs] == [(3, True), (2, False), (1, False), (1, False)]


def test_only_one_s_own_open_item_can_be_ticked_here(cast, items):
    pages = {who: cast.client(getattr(cast, who)).get(LIST).content.decode() for who in ("giatja", "centre_staff")}

    links = {
        who: [name for name, item in items.items() if f"/{item.pk}/selesai/" in page] for who, page in pages.items()
    }
    assert links == {"giatja": ["overdue"], "centre_staff": ["open"]}


def test_what_a_review_found_is_listed_with_its_review(cast):
    review = ReadinessReviewFactory.create(workshop__facility=cast.prison, centre=cast.centre)
    item = ActionItemFactory.create(meeting=None, review=review, facility=cast.prison)

    page = cast.client(cast.giatja).get(LIST).content.decode()

    assert f'href="{review.get_absolute_url()}#tindak-lanjut-{item.pk}"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_three_rows_as_for_one(cast, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    for _row in range(rows):
        ActionItemFactory.create(meeting=MeetingFactory.create(between=(cast.prison, cast.centre)))

    with django_assert_num_queries(15):
        client.get(LIST)

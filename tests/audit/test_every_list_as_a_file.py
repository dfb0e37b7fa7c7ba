"""What a list shows on its pages is what its file holds, for every list and everybody who sees it."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from audit.pages import ListPage
from tests.accounts.test_access import WHO_GETS_IN, places, users, view_of  # noqa: F401
from tests.audit.test_downloads import NO_FILE, table

LISTS = sorted(name for name in WHO_GETS_IN if name not in NO_FILE and issubclass(view_of(name), ListPage))


@pytest.mark.parametrize(
    ("name", "role"), [(name, role) for name in LISTS for role in sorted(WHO_GETS_IN[name])], ids=str
)
def test_the_file_holds_the_rows_of_the_page(name, role, users):  # noqa: F811
    client = Client()
    client.force_login(users[role])

    page = client.get(reverse(name))
    header, *rows = table(client.post(reverse(name), {"file": "csv"}))

    own = name == "audit:event-list"  # which shows from then on that the file was taken away
    assert len(rows) == page.context["page_obj"].paginator.count + own
    assert len(header) == len(set(header)) == len(page.context["view"].columns)
    shown = unescape(page.content.decode())
    first = {str(row[0]) for row in rows[:25]} if not own else set()
    assert {text for text in first if text not in shown and not text[:4].isdigit()} == set()

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.actions import record
from audit.exports import safe_cell
from audit.models import AuditEvent, Verb
from tests.factories import FacilityFactory, TrainingCentreFactory, posted

pytestmark = pytest.mark.django_db
LIST = reverse("audit:event-list")


@pytest.fixture
def facility():
    return FacilityFactory.create(name="Pekalongan")


@pytest.fixture
def head(facility):
    return posted(Role.FACILITY_HEAD, facility, name="Budi Hartawan")


@pytest.fixture
def client(head) -> Client:
    client = Client()
    client.force_login(head)
    return client


def listed(client: Client, **query) -> list[AuditEvent]:
    return list(client.get(LIST, query).context["page_obj"])


def exported(client: Client, **query) -> list[list[str]]:
    """The rows of the file but the one that says that the file was taken away."""
    address = reverse("audit:event-list", query=query)
    content = b"".join(client.post(address, {"file": "csv"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    return [row for row in rows if row[2] != Verb.DOWNLOAD.label]


def test_a_head_sees_the_events_of_the_own_prison_and_no_others(client, facility, head):
    own = record(Verb.EDIT, facility, by=head)
    record(Verb.EDIT, FacilityFactory.create(region=facility.region), by=head)
    record(Verb.EDIT, TrainingCentreFactory.create(region=facility.region), by=head)
    record(Verb.EDIT, head, by=head)

    assert listed(client) == [own]


def test_a_regional_head_sees_the_events_of_the_region(facility):
    user = posted(Role.REGIONAL_HEAD, facility.region)
    own = record(Verb.EDIT, facility, by=user)
    record(Verb.EDIT, FacilityFactory.create(), by=user)
    client = Client()
    client.force_login(user)

    assert listed(client) == [own]


def test_the_national_administrator_sees_all_events(facility):
    user = posted(Role.NATIONAL_ADMIN)
    events = [record(Verb.EDIT, facility, by=user), record(Verb.EDIT, user, by=user)]
    client = Client()
    client.force_login(user)

    assert listed(client) == events[::-1]


def test_the_export_keeps_to_the_scope_too(client, facility, head):
    record(Verb.EDIT, facility, by=head, reason="milik sendiri")
    record(Verb.EDIT, FacilityFactory.create(), by=head, reason="milik orang lain")

    assert [row[6] for row in exported(client)] == ["milik sendiri"]


def test_events_are_found_by_who_what_which_and_words(client, facility, head):
    other = posted(Role.GIATJA_STAFF, facility, name="Citra Larasati")
    first = record(Verb.EDIT, facility, by=head, reason="alamat baru")
    second = record(Verb.SIGN, facility, by=other)

    assert listed(client, who="citra") == [second]
    assert listed(client, verb="edit") == [first]
    assert listed(client, q="ALAMAT") == [first]
    assert listed(client, q="pekalongan") == [second, first]
    assert listed(client, thing="facilities.facility", number=facility.pk) == [second, first]
    assert listed(client, thing="facilities.facility", number=facility.pk + 1) == []
    assert listed(client, thing="facilities.workshop") == []


def test_events_are_found_by_days(client, facility, head):
    event = record(Verb.EDIT, facility, by=head)
    today = timezone.localdate()
    day = dt.timedelta(days=1)

    assert listed(client, first=today, last=today) == [event]
    assert listed(client, first=today + day) == []
    assert listed(client, last=today - day) == []


@pytest.mark.parametrize(
    "query",
    [
        {"first": "31-31-2021"},
        {"verb": "sulap"},
        {"thing": "nothing.here"},
        {"number": "satu"},
        {"number": 10**30},
        {"number": -1},
        {"page": "x"},
        {"page": 10**9},
    ],
)
def test_a_wrong_filter_is_no_crash(client, facility, head, query):
    record(Verb.EDIT, facility, by=head)

    assert client.get(LIST, query).status_code == 200
    assert client.post(reverse("audit:event-list", query=query), {"file": "csv"}).status_code == 200


def test_a_nul_byte_in_the_search_is_no_crash(client):
    assert client.get(LIST, {"q": "a\0b"}).status_code == 200


def test_a_label_with_html_is_shown_as_text(client, facility, head):
    facility.name = "<script>alert(1)</script>"
    record(Verb.EDIT, facility, by=head)

    page = client.get(LIST).content.decode()

    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_reason_and_request_are_shown(client, facility, head):
    AuditEvent.objects.create(
        verb="edit",
        by=head,
        object_type="facilities.facility",
        object_id=facility.pk,
        object_label="x",
        reason="sesuai surat W13-99",
        scope=facility.scope_keys,
        request_id="req-4711",
        detail={"fields": ["city", "capacity"]},
    )

    page = client.get(LIST).content.decode()

    assert "sesuai surat W13-99" in page
    assert "req-4711" in page
    assert "kota atau kabupaten, kapasitas" in page


def test_the_export_holds_exactly_the_filtered_rows_of_all_pages(client, facility, head):
    for number in range(60):
        record(Verb.EDIT, facility, by=head, reason=f"surat {number}")
    record(Verb.SIGN, facility, by=head)

    rows = exported(client, verb="edit", page=2)

    assert [row[6] for row in rows] == [f"surat {number}" for number in reversed(range(60))]


def test_the_export_begins_with_a_byte_order_mark_and_is_a_download(client):
    response = client.post(LIST, {"file": "csv"})

    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="jejak-audit-')
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_the_export_disarms_formulas(client, facility, head, start):
    record(Verb.EDIT, facility, by=head, reason=f"{start}HYPERLINK(1)")

    assert exported(client)[0][6] == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("harmless", ["", "a=1", "'=1", " 5", "7", None, 12])
def test_other_cells_stay_as_they_are(harmless):
    assert safe_cell(harmless) == ("" if harmless is None else str(harmless))


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(client, facility, head, django_assert_num_queries):
    client.get(LIST)  # a session's first request writes down that it was seen
    record(Verb.EDIT, facility, by=head)
    with django_assert_num_queries(7):
        client.get(LIST)

    record(Verb.EDIT, facility, by=posted(Role.GIATJA_STAFF, facility))
    record(Verb.EDIT, facility, by=posted(Role.GIATJA_STAFF, facility))
    with django_assert_num_queries(7):
        client.get(LIST)

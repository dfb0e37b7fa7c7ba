"""Lists leave as files: what the page shows, to who sees the page, written down, and harmless in a spreadsheet."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from python_calamine import CalamineWorkbook

from accounts.permissions import Role
from audit import downloads
from audit.columns import Column, cell
from audit.exports import FORMULA_STARTS
from audit.models import AuditEvent, Download
from audit.pages import ListPage
from tests.accounts.test_access import WHO_GETS_IN, view_of
from tests.factories import FacilityFactory, OfficerFactory, PostingFactory, posted

pytestmark = pytest.mark.django_db
OFFICERS = reverse("trainees:officer-list")
KINDS = ["csv", "xlsx"]
NO_FILE = {"certificates:ledger", "programs:instructor-days"}


@pytest.fixture
def facility():
    return FacilityFactory.create()


@pytest.fixture
def staff(facility):
    return posted(Role.GIATJA_STAFF, facility)


@pytest.fixture
def client(staff) -> Client:
    client = Client()
    client.force_login(staff)
    return client


def table(response: Any) -> list[list[Any]]:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return read(content, is_workbook="spreadsheetml" in response["Content-Type"])


def read(content: bytes, *, is_workbook: bool) -> list[list[Any]]:
    if is_workbook:
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def named(rows: list[list[Any]]) -> list[str]:
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_holds_all_pages_of_what_the_address_asks_for_and_no_other_prison(client, facility, kind):
    for number in range(30):
        OfficerFactory.create(facility=facility, name=f"Petugas {number:02}")
    OfficerFactory.create(facility=facility, name="Lain nama")
    OfficerFactory.create(name="Petugas tempat lain")

    found = table(client.post(reverse("trainees:officer-list", query={"q": "petugas", "page": 2}), {"file": kind}))

    assert named(found) == [f"Petugas {number:02}" for number in range(30)]


def test_the_file_keeps_the_order_of_the_page(client, facility):
    for name in ("Beni", "Ani", "Cici"):
        OfficerFactory.create(facility=facility, name=name)

    found = table(client.post(reverse("trainees:officer-list", query={"sort": "-name"}), {"file": "csv"}))

    assert named(found) == ["Cici", "Beni", "Ani"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_a_formula(client, facility, kind, start):
    OfficerFactory.create(facility=facility, name=f"{start}HYPERLINK(1)")

    response = client.post(OFFICERS, {"file": kind})

    content = b"".join(response.streaming_content)
    name = read(content, is_workbook=kind == "xlsx")[1][0]
    assert name == {"csv": f"'{start}HYPERLINK(1)", "xlsx": f"{start}HYPERLINK(1)"}[kind]


def test_that_it_was_taken_away_is_written_down(client, staff, facility):
    OfficerFactory.create(facility=facility)

    client.post(reverse("trainees:officer-list", query={"q": ""}), {"file": "csv"})

    event = AuditEvent.objects.get(verb="download")
    assert (event.by, event.detail, event.scope) == (staff, {"rows": 1}, [f"user:{staff.pk}", *facility.scope_keys[:1]])


@pytest.mark.parametrize("kind", ["", "pdf", "../x"])
def test_an_unknown_kind_of_file_leads_back_to_the_list(client, kind):
    response = client.post(OFFICERS, {"file": kind})

    assert (response.status_code, response["Location"]) == (302, OFFICERS)


def test_a_get_takes_nothing_away(client):
    client.get(OFFICERS, {"file": "csv"})

    assert Download.objects.count() == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, "ya"),
        (3, 3),
        (Decimal("2.5"), Decimal("2.5")),
        (dt.date(2021, 6, 10), dt.date(2021, 6, 10)),
        (dt.datetime(2021, 6, 10, 3, tzinfo=dt.UTC), dt.datetime(2021, 6, 10, 10)),
        (["a", "b"], "a, b"),
        ("008", "008"),
    ],
)
def test_numbers_and_days_stay_what_they_are(value, shown):
    assert cell(value) == shown


def test_a_path_ends_quietly_where_something_is_missing():
    class Row:
        batch = None

    assert Column("Angkatan", "batch.name").of(Row()) is None


class TestLongLists:
    """More rows than one answer bears: a job writes them, and the page shows how far it is."""

    @pytest.fixture(autouse=True)
    def short_patience(self, monkeypatch):
        monkeypatch.setattr(downloads, "ROWS_AT_ONCE", 1)
        monkeypatch.setattr("django_q.conf.Conf.SYNC", False)

    @pytest.fixture
    def download(self, client, facility) -> Download:
        for name in ("Ani", "Beni"):
            OfficerFactory.create(facility=facility, name=name)
        response = client.post(reverse("trainees:officer-list", query={"sort": "-name"}), {"file": "xlsx"})
        download = Download.objects.get()
        assert response["Location"] == download.get_absolute_url()
        return download

    def fetched(self, client: Client, download: Download) -> Any:
        return client.get(reverse("audit:download-file", args=[download.pk]))

    def test_it_is_queued_and_booked_to_be_forgotten_after_a_day(self, download):
        assert OrmQ.objects.count() == 1
        assert Schedule.objects.get().next_run - timezone.now() > dt.timedelta(hours=23)

    def test_its_page_says_how_far_it_is(self, client, download):
        page = client.get(download.get_absolute_url()).content.decode()

        assert "0 dari 2 baris" in page

    def test_the_job_writes_the_list_as_the_page_would_show_it(self, client, download):
        downloads.write_download(download.pk)

        assert named(table(self.fetched(client, download))) == ["Beni", "Ani"]
        assert Download.objects.get().rows_done == 2

    def test_done_twice_it_is_one_file(self, client, download):
        downloads.write_download(download.pk)
        file = Download.objects.get().file.name

        downloads.write_download(download.pk)

        assert Download.objects.get().file.name == file

    def test_of_two_workers_at_once_the_later_leaves_no_second_file(self, client, download, monkeypatch):
        written, folder = downloads.written, download.file.storage

        def overtaken(row: Download) -> bytes:
            content = written(row)
            monkeypatch.setattr(downloads, "written", written)
            downloads.write_download(row.pk)
            return content

        monkeypatch.setattr(downloads, "written", overtaken)
        downloads.write_download(download.pk)

        assert [f"downloads/{name}" for name in folder.listdir("downloads")[1]] == [Download.objects.get().file.name]

    def test_what_no_worker_wrote_in_a_day_has_failed(self, download):
        downloads.forget_download(download.pk)

        assert Download.objects.get().state == "FAILED"

    def test_the_file_lies_sealed_on_the_disk(self, download):
        downloads.write_download(download.pk)

        with Download.objects.get().file.open() as file:
            assert not file.read().startswith(b"PK")

    @pytest.mark.parametrize("content", [None, b"", b"gAAAAABnot-ours\n", b"\xff\x00"])
    def test_a_file_that_cannot_be_opened_is_said_so_before_anything_is_sent(self, client, download, content):
        downloads.write_download(download.pk)
        file = Download.objects.get().file
        file.storage.delete(file.name)
        if content is not None:
            file.storage.save(file.name, ContentFile(content))

        answer = self.fetched(client, download)

        assert (answer.status_code, answer["Location"]) == (302, download.get_absolute_url())
        assert [one.level_tag for one in client.get(answer["Location"]).context["messages"]] == ["error"]

    def test_a_key_that_opens_nothing_is_said_too(self, client, download, settings):
        downloads.write_download(download.pk)
        settings.NIK_KEYS = [Fernet.generate_key().decode()]

        assert self.fetched(client, download).status_code == 302

    def test_impatient_clicks_make_one_file_and_another_question_another(self, client, download):
        url = reverse("trainees:officer-list", query={"sort": "-name"})

        again = client.post(url, {"file": "xlsx"})
        as_csv = client.post(url, {"file": "csv"})
        Download.objects.filter(pk=download.pk).update(asked_at=timezone.now() - downloads.PATIENCE)
        anew = client.post(url, {"file": "xlsx"})

        assert again["Location"] == download.get_absolute_url()
        assert len({again["Location"], as_csv["Location"], anew["Location"]}) == 3
        assert (Download.objects.count(), OrmQ.objects.count()) == (3, 3)

    def test_nobody_else_fetches_it_not_even_a_colleague(self, facility, download):
        downloads.write_download(download.pk)
        colleague = Client()
        colleague.force_login(posted(Role.GIATJA_STAFF, facility))

        assert self.fetched(colleague, download).status_code == 404
        assert colleague.get(download.get_absolute_url()).status_code == 404

    def test_whose_posting_has_ended_meanwhile_gets_no_file(self, staff, download):
        staff.postings.update(ends_on="2020-12-31")

        downloads.write_download(download.pk)

        assert (Download.objects.get().state, Download.objects.get().file.name) == ("FAILED", "")

    def test_who_has_moved_to_another_prison_since_does_not_take_the_list_along(self, client, staff, download):
        today = timezone.localdate()
        downloads.write_download(download.pk)
        Download.objects.update(asked_at=timezone.now() - dt.timedelta(days=1))
        before = self.fetched(client, download).status_code

        staff.postings.update(ends_on=today - dt.timedelta(days=1))
        PostingFactory.create(user=staff, role=Role.GIATJA_STAFF, facility=FacilityFactory.create(), starts_on=today)

        assert (before, self.fetched(client, download).status_code) == (200, 404)

    def test_after_a_day_the_file_is_gone_and_its_line_stays(self, client, download):
        downloads.write_download(download.pk)
        storage, name = download.file.storage, Download.objects.get().file.name

        downloads.forget_download(download.pk)

        assert not storage.exists(name)
        assert (Download.objects.get().query, self.fetched(client, download).status_code) == ("", 404)
        assert "tidak lagi disimpan" in client.get(download.get_absolute_url()).content.decode()


def test_every_list_has_a_file():
    lists = {name: view for name in WHO_GETS_IN if issubclass(view := view_of(name), ListPage)}
    without = {name for name, view in lists.items() if not view.columns}

    assert without == NO_FILE

"""Open data of one's own scope: what the page names is in the zip, nobody can be made out, and it adds up."""

import csv
import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.downloads import Progress, write_download
from audit.models import AuditEvent, Download
from certificates.actions.issuing import issue
from programs.models import Enrollment, Package
from reports.open_data.package import write_package
from reports.open_data.subjects import few_hidden, open_to, subjects
from tests.cast import Place
from tests.certificates.classes import Class
from tests.factories import AttendanceFactory, BudgetLineFactory, InstructorFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("reports:open-data")
State = Enrollment.State


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fetched(user: Any) -> zipfile.ZipFile:
    """As the user gets it: the button, the job, the file."""
    client = signed_in(user)
    client.post(PAGE)
    download = Download.objects.get(by=user)
    answer = client.get(reverse("audit:download-file", args=[download.pk]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def table(package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode("utf-8-sig"), newline="")))


def taught(place: Place, people: int, state: State = State.COMPLETED) -> list[Enrollment]:
    workshop = WorkshopFactory.create(facility=place.facility, fields=[place.field])
    batch = place.batch(state="RUNNING", workshop=workshop, starts_on=dt.date(2021, 6, 10), seats=20)
    instructor = InstructorFactory.create(centre=place.centre, fields=[place.field])
    enrolled = [place.enrolled(batch, State.ACTIVE) for _ in range(people)]
    for lesson in place.sessions(batch, instructor=instructor):
        for one in enrolled:
            AttendanceFactory.create(session=lesson, enrollment=one)
    Enrollment.objects.filter(batch=batch).update(state=state)
    return enrolled


def test_the_zip_holds_the_files_that_the_page_names(place):
    page = signed_in(place.staff).get(PAGE)

    package = fetched(place.staff)

    named = [f"{subject.name}.csv" for subject in page.context["subjects"]]
    assert package.namelist() == [*named, "README.txt", "datapackage.json"]
    assert all(f"<code>{name}</code>" in page.content.decode() for name in package.namelist())
    assert len(named) == 11


@pytest.mark.parametrize("role", [Role.GIATJA_STAFF, Role.CENTRE_STAFF, Role.REGIONAL_HEAD, Role.NATIONAL_ADMIN])
def test_every_subject_opens_for_whoever_has_one_of_its_permissions(place, role):
    user = place.person(role)
    names = {subject.name for subject in open_to(user)}

    expected = {
        subject.name
        for subject in subjects()
        if any(user.has(permission) for permission in subject.permissions)
        and (subject.is_for_centres or role != Role.CENTRE_STAFF)
    }
    assert names == expected
    assert ("penghuni" in names) == (role != Role.CENTRE_STAFF)


def test_the_administrator_gets_counts_but_no_batches(place):
    names = {subject.name for subject in open_to(place.person(Role.NATIONAL_ADMIN))}

    assert "angka-bulanan" in names
    assert not names & {"angkatan", "perjanjian", "anggaran"}


def test_another_places_rows_stay_out(place):
    other = Place("Lampung")
    taught(other, 6)
    taught(place, 6)
    BudgetLineFactory.create(facility=other.facility)

    package = fetched(place.staff)

    said = "".join(package.read(name).decode("utf-8-sig") for name in package.namelist())
    assert "Lampung" not in said
    assert [row["Angkatan"] for row in table(package, "angka-bulanan")] == ["1"]


def test_nothing_of_a_person_is_in_it(place):
    people = taught(place, 6)

    package = fetched(place.staff)

    said = "".join(package.read(name).decode("utf-8-sig") for name in package.namelist())
    for one in people:
        inmate = one.inmate
        for secret in (inmate.name, inmate.register_number, f"{inmate.birth_date:%Y-%m-%d}"):
            assert secret not in said
    assert place.instructor.name not in said
    assert place.staff.name not in said


@pytest.mark.parametrize(("people", "shown"), [(4, ""), (5, "5")])
def test_counts_of_fewer_than_five_people_stay_empty(place, people, shown):
    taught(place, people)

    package = fetched(place.staff)

    [row] = table(package, "angka-bulanan")
    [batch] = table(package, "angkatan")
    [held] = table(package, "penghuni")
    assert (row["Diterima"], row["Tuntas"], batch["Tuntas"], held["Warga Binaan"]) == (shown,) * 4
    assert row["JP hadir"] == ("" if shown == "" else str(people * 16))


def test_a_replacement_is_a_certificate_more_and_nobody_more():
    [issued] = [subject.columns[4] for subject in subjects() if subject.name == "sertifikat"]

    rows = [{"issued": 6, "holders": holders, "few": few} for holders, few in ((4, 0), (5, 0), (5, 1))]
    assert [issued.of(row) for row in rows] == [None, 6, None]


def test_what_a_small_batch_leaves_empty_is_not_told_by_its_month(place):
    taught(place, 4)
    taught(place, 6)

    package = fetched(place.staff)

    [row] = table(package, "angka-bulanan")
    assert sorted(batch["Tuntas"] for batch in table(package, "angkatan")) == ["", "6"]
    assert [row[name] for name in ("Angkatan", "Diusulkan", "Diterima", "Tuntas", "JP hadir")] == ["2", "", "", "", ""]


def test_certificates_of_a_month_are_empty_where_one_of_its_batches_certified_a_few():
    large = Class(tuple(f"Bagas {number}" for number in range(5)))
    issue(large.proposals(), on=dt.date(2021, 7, 19), by=large.head)
    alone = table(fetched(large.staff), "sertifikat")
    small = Class(beside=large)
    with connection.cursor() as cursor:  # no trigger shall mind that the class has begun
        cursor.execute("SET LOCAL session_replication_role = replica")
        Package.objects.filter(pk=small.batch.package_id).update(field=large.batch.package.field)
        cursor.execute("SET LOCAL session_replication_role = origin")
    issue(small.proposals(), on=dt.date(2021, 7, 19), by=large.head)

    together = table(fetched(large.head), "sertifikat")

    assert ([row["Terbit"] for row in alone], [row["Terbit"] for row in together]) == (["5"], [""])


@pytest.mark.parametrize(("count", "shown"), [(None, None), (0, None), (4, None), (5, 5), (20, 20)])
def test_a_small_count_is_hidden(count, shown):
    assert few_hidden(lambda row: count)(object()) == shown


def test_the_data_package_says_what_stands_in_each_column(place):
    taught(place, 6)

    package = fetched(place.staff)

    said = json.loads(package.read("datapackage.json"))
    fields = {part["name"]: {field["name"]: field for field in part["schema"]["fields"]} for part in said["resources"]}
    for part in said["resources"]:
        header = package.read(part["path"]).decode("utf-8-sig").splitlines()[0]
        assert [field["name"] for field in part["schema"]["fields"]] == next(csv.reader([header]))
    assert fields["angkatan"]["Hari pertama"]["type"] == "date"
    assert fields["angka-bulanan"]["Diterima"]["type"] == "integer"
    assert fields["angka-bulanan"]["Diterima"]["description"].startswith("Dari yang diusulkan")


def test_the_explanation_is_indonesian_for_a_reader_of_english_too(place):
    client = signed_in(place.staff)
    client.cookies["django_language"] = "en"
    client.post(PAGE)
    download = Download.objects.get()

    answer = client.get(reverse("audit:download-file", args=[download.pk]))

    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    said = package.read("README.txt").decode()
    assert said.startswith("DATA TERBUKA PELATIHAN")
    assert "Jumlah orang di bawah 5 dikosongkan" in said
    assert str(place.facility) in said


def test_that_it_was_taken_is_written_down_with_its_rows(place):
    package = fetched(place.staff)

    rows = sum(len(table(package, subject.name)) for subject in open_to(place.staff))
    download, event = Download.objects.get(), AuditEvent.objects.get(verb="download")
    assert (event.by, event.detail, download.rows, download.rows_done) == (place.staff, {"rows": rows}, rows, rows)
    assert (download.kind, download.state) == ("zip", "DONE")


def test_a_get_makes_no_file(place):
    signed_in(place.staff).get(PAGE)

    assert Download.objects.count() == 0


def test_rows_are_asked_for_in_a_fixed_number_of_queries(place, django_assert_max_num_queries):
    taught(place, 6)
    taught(place, 6)
    download = Download.objects.create(by=place.staff, list_name="x", kind="zip", rows=0)

    with django_assert_max_num_queries(45):
        write_package(io.BytesIO(), place.staff, now=timezone.localtime(), progress=Progress(download))


def test_whose_posting_no_longer_allows_it_gets_no_file(place, monkeypatch):
    monkeypatch.setattr("django_q.conf.Conf.SYNC", False)
    client = signed_in(place.staff)
    client.post(PAGE)
    place.staff.postings.update(ends_on="2020-12-31")

    write_download(Download.objects.get().pk)

    assert Download.objects.get().state == "FAILED"

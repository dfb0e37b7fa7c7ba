"""Papers that draw on several rooms: what each says, what stays a dotted line, how each is shown before printing."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from papers.rendering import Paper
from programs.models import Attendance, Batch, Enrollment
from reports.papers.attendance import month_recap
from reports.papers.catalogue import papers_of
from reports.papers.certificates import register
from reports.papers.quarter import Counts, Quarter, quarterly_recap, recap_of
from reports.papers.request import request_letter
from reports.papers.timetable import timetable
from tests.cast import Place
from tests.factories import BudgetLineFactory, ExpenseFactory, PackageFactory, SessionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 6, 9)
DOTS = "…………"


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


def text_of(paper: Paper | bytes) -> str:
    """Everything on the sheets, with single spaces."""
    pdf = paper.pdf() if isinstance(paper, Paper) else paper
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_request_letter_asks_for_the_batches_and_is_signed_by_the_head_of_the_day(place: Place) -> None:
    batches = [place.batch(name="Kelompok 1", seats=10), place.batch(name="Kelompok 2", seats=12)]
    head = place.head

    letter = request_letter(
        place.agreement, place.facility, place.centre, batches, on=DAY, number="W13-7", contact="Kantor 0285-1"
    )

    text = text_of(letter)
    for said in ("W13-7", f"Pekalongan, {DAY.day} Juni 2021", "Yth. Kepala UPTD BLK Pekalongan", "Jumlah peserta 22"):
        assert said in text
    assert (head.name in text, "Kantor 0285-1" in text, "2 paket pelatihan" in text) == (True, True, True)
    assert ("Kementerian Hukum dan HAM".upper() in text, DOTS in text) == (True, False)


@pytest.mark.parametrize(("classes", "pages"), [(6, 1), (12, 2)])
def test_six_classes_and_the_signature_stand_on_one_sheet_and_more_never_leave_it_alone(
    place: Place, classes: int, pages: int
) -> None:
    package = PackageFactory.create(centre=place.centre, name="Pengelasan Pelat Posisi 3F SMAW")
    workshop = WorkshopFactory.create(facility=place.facility, name="Bengkel Kerja Garmen Lapas Kelas IIA Pekalongan")
    batches = [place.batch(package=package, workshop=workshop) for _ in range(classes)]

    letter = request_letter(place.agreement, place.facility, place.centre, batches, on=DAY, number="W13-7")

    sheets = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(letter.pdf())).pages]
    assert len(sheets) == pages
    assert ("Demikian disampaikan" in sheets[-1], "Kepala," in sheets[-1]) == (True, True)


def test_a_request_letter_without_batches_lists_the_fields_and_leaves_lines_to_fill_in(place: Place) -> None:
    letter = request_letter(place.agreement, place.facility, place.centre, [], on=DAY)

    text = text_of(letter)
    assert ("Menjahit Pekalongan" in text, DOTS in text, "None" in text) == (True, True, False)


def test_the_letterhead_is_that_of_the_papers_day(place: Place) -> None:
    letters = [
        request_letter(place.agreement, place.facility, place.centre, [], on=day)
        for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1))
    ]

    over = [letter.context["letterhead"].over[0] for letter in letters]

    assert over == [
        "Kementerian Hukum dan Hak Asasi Manusia Republik Indonesia",
        "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia",
    ]


def test_the_timetable_has_each_lesson_that_is_held_once(place: Place) -> None:
    batch = place.batch()
    first, second = place.sessions(batch)
    second.cancelled_at, second.cancellation = timezone.now(), "POWER_CUT"
    second.save()

    paper = timetable(batch, on=DAY)

    assert [[line["session"] for line in lines] for _week, lines in paper.context["weeks"]] == [[first]]
    assert paper.context["hours"] == first.lesson_hours
    assert "None" not in text_of(paper)


def test_the_months_recap_counts_letters_of_that_month_alone(place: Place) -> None:
    batch = place.batch(starts_on=dt.date(2021, 6, 30), ends_on=dt.date(2021, 7, 1), tested_on=dt.date(2021, 7, 2))
    june, july = place.sessions(batch)
    person = place.enrolled(batch)
    for session, status in ((june, "S"), (july, "H")):
        Attendance.objects.create(
            session=session,
            enrollment=person,
            status=status,
            lesson_hours=8 if status == "H" else 0,
            entered_on=session.day,
            recorded_on=session.day,
            recorded_by=place.staff,
        )

    sheets = {
        month: month_recap(batch, month, on=DAY).context["sheets"]
        for month in (dt.date(2021, 6, 1), dt.date(2021, 7, 1), None)
    }

    sums = {
        month: [(sums, hours) for _who, _marks, sums, hours, _rate in rows["rows"]] for month, [rows] in sheets.items()
    }
    assert sums == {
        dt.date(2021, 6, 1): [([0, 1, 0, 0, 0], 0)],
        dt.date(2021, 7, 1): [([1, 0, 0, 0, 0], 8)],
        None: [([1, 1, 0, 0, 0], 8)],
    }


def test_a_batch_without_certificates_has_an_empty_register(place: Place) -> None:
    text = text_of(register(place.centre, [], on=DAY, about="Tahun 2021"))

    assert ("None" in text, "Belum ada sertifikat" in text) == (False, True)


COUNTED_APART = """
SELECT count(DISTINCT b.id), count(DISTINCT b.id) FILTER (WHERE b.closed_on BETWEEN %(first)s AND %(last)s),
       count(e.id) FILTER (WHERE e.state IN ('ACTIVE', 'SUSPENDED', 'COMPLETED')),
       count(e.id) FILTER (WHERE e.state = 'COMPLETED')
FROM programs_batch b LEFT JOIN programs_enrollment e ON e.batch_id = b.id
WHERE b.facility_id = %(facility)s AND b.state IN ('DECREED', 'RUNNING', 'TESTING', 'CLOSED')
  AND b.starts_on <= %(last)s AND greatest(b.ends_on, b.tested_on) >= %(first)s
"""


def test_the_quarters_figures_are_those_of_a_count_made_apart(place: Place) -> None:
    quarter = Quarter(2021, 2)
    decree = {"decree_number": "SK-1", "decreed_on": "2021-06-01"}
    running = place.batch(state=Batch.State.RUNNING, **decree)
    place.batch(state=Batch.State.PLANNED)
    later = {name: dt.date(2021, 8, 2) for name in ("starts_on", "ends_on", "tested_on")}
    place.batch(state=Batch.State.RUNNING, **decree, **later)
    for state in (Enrollment.State.ACTIVE, Enrollment.State.SUSPENDED, Enrollment.State.PROPOSED):
        place.enrolled(running, state)
    line = BudgetLineFactory.create(facility=place.facility, year=2021, ceiling=50_000_000)
    ExpenseFactory.create(line=line, amount=7_500_000, spent_on="2021-06-30")
    ExpenseFactory.create(line=line, amount=1_000_000, spent_on="2021-07-01")

    recap = recap_of(place.facility.region, quarter, place.regional_head)

    days = {"first": quarter.first, "last": quarter.last, "facility": place.facility.pk}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED_APART, days)
        apart = cursor.fetchone()
    [(facility, counts)] = recap.rows
    assert facility == place.facility
    batches, closed, seated, completed = apart
    assert counts == Counts(batches, closed, seated, completed, certified=0, ceiling=50_000_000, spent=7_500_000)
    assert (counts.batches, counts.seated, counts.spent_rate) == (1, 2, 15)
    text = text_of(quarterly_recap(recap, number="", on=quarter.last))
    assert ("TRIWULAN II TAHUN 2021" in text, "Rp7.500.000,00" in text, "None" in text) == (True, True, False)


def test_a_region_is_not_shown_to_another_one(place: Place) -> None:
    stranger = Place("Padang").regional_head

    recap = recap_of(place.facility.region, Quarter(2021, 2), stranger)
    asked = signed_in(stranger).get(reverse("reports:quarter"), {"region": place.facility.region_id})

    assert recap.rows == []
    assert asked.context["recap"].region == stranger.posting.region


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [(1, dt.date(2024, 1, 1), dt.date(2024, 3, 31)), (4, dt.date(2024, 10, 1), dt.date(2024, 12, 31))],
)
def test_a_quarter_has_its_first_and_last_day(number: int, first: dt.date, last: dt.date) -> None:
    assert (Quarter(2024, number).first, Quarter(2024, number).last) == (first, last)


def test_nonsense_in_the_address_shows_the_quarter_that_ended_last(place: Place) -> None:
    client = signed_in(place.regional_head)

    recaps = [
        client.get(reverse("reports:quarter"), asked).context["recap"].quarter
        for asked in ({}, {"year": "x", "quarter": "9"}, {"year": "99999999999"})
    ]

    assert recaps == [recaps[0]] * 3


def test_a_preview_is_a_page_with_what_the_office_types_and_the_same_words(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on="2021-06-01")
    address = reverse("reports:batch-report", args=[batch.pk])

    page = signed_in(place.staff).get(address, {"lihat": "1", "nomor": "W13-99 <b>", "tanggal": "2021-07-05"})

    body = page.content.decode()
    assert page["Content-Type"].startswith("text/html")
    assert (body.count("W13-99 &lt;b&gt;"), 'value="2021-07-05"' in body, "5 Juli 2021" in body) == (2, True, True)
    assert page["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("typed", ["kemarin", "2021-02-31", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_leaves_the_paper_its_usual_day(place: Place, typed: str) -> None:
    batch = place.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on="2021-06-01")
    address = reverse("reports:batch-timetable", args=[batch.pk])

    page = signed_in(place.staff).get(address, {"lihat": "1", "tanggal": typed})

    assert 'value="2021-06-01"' in page.content.decode()


def test_the_letter_is_shown_and_printed_and_kept_nowhere(place: Place) -> None:
    batch = place.batch()
    client, address = signed_in(place.staff), reverse("reports:agreement-request", args=[place.agreement.pk])
    typed = {"number": "W13-1", "on": "2021-04-12", "character": "Biasa", "batches": [batch.pk]}

    page, pdf = client.post(address, {**typed, "lihat": "1"}), client.post(address, typed)

    assert "W13-1" in page.content.decode()
    assert "12 April 2021" in text_of(b"".join(pdf.streaming_content))


def test_a_letter_is_not_written_for_another_places_batch_or_without_a_day(place: Place) -> None:
    foreign = Place("Padang").batch()
    address = reverse("reports:agreement-request", args=[place.agreement.pk])

    answer = signed_in(place.staff).post(address, {"on": "", "character": "Biasa", "batches": [foreign.pk]})

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (200, ["batches", "on"])


def test_the_list_of_papers_says_what_is_missing(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING)

    papers = papers_of(batch, place.staff)

    assert [bool(entry.sheets) for entry in papers] == [True, False, True, *[False] * 12]
    assert all(entry.sheets or entry.missing for entry in papers)


def test_people_of_the_centre_are_offered_no_paper_with_inmates_data(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING)

    hidden = {str(entry.name) for entry in papers_of(batch, place.staff)} - {
        str(entry.name) for entry in papers_of(batch, place.centre_staff)
    }

    assert len(hidden) == 4  # request letter, selection, TPP, decree with register numbers


@pytest.mark.parametrize("rows", [1, 2])
def test_the_page_of_papers_asks_as_often_for_many_lessons_as_for_few(
    place: Place, rows: int, django_assert_num_queries: Any
) -> None:
    batch = place.batch()
    for number in range(rows):
        day = batch.starts_on + dt.timedelta(days=number)
        SessionFactory.create(batch=batch, instructor=place.instructor, day=day)
    client, address = signed_in(place.staff), reverse("reports:batch-papers", args=[batch.pk])
    client.get(address)

    with django_assert_num_queries(14):
        client.get(address)

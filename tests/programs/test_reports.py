"""Words and photos of a batch's report: who writes them, when, and that nobody is shown against their will."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from programs.actions.reports import add_photo, remove_photo, write_report
from programs.models import Batch, BatchReport, ReportPhoto
from reports.papers.implementation import implementation_report
from tests.cast import Place
from tests.facilities.test_photos import photo, picture
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
SAID = {"caption": "Praktik menjahit", "taken_on": dt.date(2021, 6, 15), "has_consent": True}


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on="2021-06-01")


def added(place: Place, batch: Batch) -> ReportPhoto:
    return add_photo(batch, ContentFile(picture(), name="a.jpg"), **SAID, by=place.staff)


def printed(place: Place, batch: Batch) -> pypdf.PdfReader:
    paper = implementation_report(batch, place.staff, number="", on=dt.date(2021, 7, 5))
    return pypdf.PdfReader(io.BytesIO(paper.pdf()))


def test_the_report_says_what_was_written_and_leaves_lines_for_the_rest(place: Place, batch: Batch) -> None:
    write_report(batch, obstacles="Listrik padam dua kali.", suggestions="", by=place.staff)

    text = " ".join(page.extract_text() for page in printed(place, batch).pages)

    assert ("Listrik padam dua kali." in text, "None" in text) == (True, False)


def test_photos_are_printed_as_an_annex(place: Place, batch: Batch) -> None:
    without = len(printed(place, batch).pages)
    added(place, batch)

    pages = printed(place, batch).pages

    assert len(pages) == without + 1
    assert (len(pages[-1].images), "Praktik menjahit, 15 Juni 2021" in pages[-1].extract_text()) == (1, True)


def test_a_photo_that_the_storage_lost_does_not_stop_the_report(place: Place, batch: Batch) -> None:
    default_storage.delete(added(place, batch).file.name)

    assert "(berkas foto tidak ditemukan)" in printed(place, batch).pages[-1].extract_text()


def test_a_removed_photo_is_gone_with_its_file(
    place: Place, batch: Batch, django_capture_on_commit_callbacks: Any
) -> None:
    row = added(place, batch)
    name = row.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(row, by=place.staff)

    assert (ReportPhoto.objects.count(), default_storage.exists(name)) == (0, False)


def test_the_ninth_photo_is_refused(place: Place, batch: Batch) -> None:
    for _number in range(8):
        added(place, batch)

    with pytest.raises(ValidationError, match="at most 8 photos"):
        added(place, batch)


@pytest.mark.parametrize("fact", [{"has_consent": False}, {"caption": ""}, {"position": 9}])
def test_the_database_keeps_no_photo_without_consent_caption_or_place(place: Place, batch: Batch, fact: Any) -> None:
    row = {"batch": batch, "position": 1, "file": "reports/a.jpg", "added_by": place.staff, **SAID, **fact}

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPhoto.objects.create(**row)


def test_a_place_is_taken_once(place: Place, batch: Batch) -> None:
    row = {"batch": batch, "position": 1, "file": "reports/a.jpg", "added_by": place.staff, **SAID}
    ReportPhoto.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPhoto.objects.create(**row)


def test_before_the_batch_runs_there_is_nothing_to_report(place: Place) -> None:
    planned = place.batch()

    with pytest.raises(ValidationError):
        write_report(planned, obstacles="Belum ada.", by=place.staff)
    with pytest.raises(ValidationError):
        added(place, planned)
    assert BatchReport.objects.count() == 0


def test_the_page_keeps_words_and_shows_photos(place: Place, batch: Batch, sign_in: SignIn) -> None:
    client, address = sign_in(place.staff), reverse("programs:batch-report-edit", args=[batch.pk])
    added(place, batch)

    answer = client.post(address, {"purpose": "Membekali peserta.", "obstacles": "", "suggestions": ""})

    shown = client.get(answer["Location"]).content.decode()
    assert (BatchReport.objects.get().purpose, "Praktik menjahit" in shown) == ("Membekali peserta.", True)


def test_a_photo_is_asked_for_with_its_consent_caption_and_a_day_that_has_come(
    place: Place, batch: Batch, sign_in: SignIn
) -> None:
    address = reverse("programs:batch-photo-add", args=[batch.pk])

    answer = sign_in(place.staff).post(address, {"photo": photo(b"%PDF-1.4", "surat.pdf"), "taken_on": "2099-01-01"})

    assert answer.status_code == 200
    assert sorted(answer.context["form"].errors) == ["caption", "has_consent", "photo", "taken_on"]


def test_a_photo_is_added_and_handed_out_to_who_sees_the_batch(
    place: Place, stranger: Place, batch: Batch, sign_in: SignIn
) -> None:
    typed = {"photo": photo(picture()), "caption": "Praktik", "taken_on": "2021-06-15", "has_consent": "on"}

    sign_in(place.staff).post(reverse("programs:batch-photo-add", args=[batch.pk]), typed)

    url = ReportPhoto.objects.get().url
    statuses = [sign_in(user).get(url).status_code for user in (place.centre_head, stranger.head)]
    assert statuses == [200, 404]

"""The minutes of a handover: a form to sign first, the record of a day, and never more than the reader may know."""

import datetime as dt
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from certificates.actions.handing_over import Receipt, hand_over
from certificates.actions.issuing import issue
from tests.certificates.classes import TODAY, Class
from tests.factories import posted

BAPAS = Receipt(
    dt.date(2021, 8, 2), "BAPAS", "Rukmana Adi", "Bapas Kelas I Kota Damai", identity_shown=True, witness="Hendra Jaya"
)


@pytest.fixture
def trained(db: None) -> Class:
    return Class(("Bagas Wirayudha", "Citra Melati"))


@pytest.fixture
def giatja(trained):
    return posted(Role.GIATJA_STAFF, trained.facility, name="Wahyu Giatja", nip="198802142012031001")


def text_of(answer) -> str:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_before_the_handover_it_is_a_form_of_all_sheets_that_wait(trained, giatja, signed_in):
    rows = issue(trained.proposals(), on=TODAY, by=trained.head)

    text = text_of(signed_in(giatja).get(reverse("certificates:batch-handover-minutes", args=[trained.batch.pk])))

    assert "BERITA ACARA SERAH TERIMA SERTIFIKAT" in text
    assert [row.holder_name for row in rows if row.holder_name not in text] == []
    # A long number goes on in the next line of its cell.
    assert [row.number for row in rows if row.number not in text.replace(" ", "")] == []
    assert "2 (dua) lembar" in text
    assert "Wahyu Giatja NIP 19880214 201203 1 001" in text
    assert trained.facility.official_name.upper() in text


def test_after_it_the_day_s_minutes_name_receiver_and_witness(trained, giatja, signed_in):
    [first, _second] = issue(trained.proposals(), on=TODAY, by=trained.head)
    hand_over([first], receipt=BAPAS, today=timezone.localdate(), by=giatja)
    url = reverse("certificates:batch-handover-minutes", args=[trained.batch.pk])

    text = text_of(signed_in(giatja).get(f"{url}?day=2021-08-02"))

    assert "Senin tanggal dua bulan Agustus tahun dua ribu dua puluh satu" in text
    assert "Rukmana Adi (Bapas Kelas I Kota Damai)" in text
    assert "identitas diperlihatkan" in text
    assert "Hendra Jaya" in text
    assert "Citra Melati" not in text


def test_the_training_centre_s_minutes_say_only_that_somebody_came(trained, giatja, signed_in):
    [first, _second] = issue(trained.proposals(), on=TODAY, by=trained.head)
    hand_over([first], receipt=BAPAS, today=timezone.localdate(), by=giatja)

    text = text_of(signed_in(trained.staff).get(reverse("certificates:certificate-handover-minutes", args=[first.pk])))

    assert trained.centre.name.upper() in text
    assert "kuasa pemegang" in text
    assert [word for word in ("Rukmana", "Bapas", "Hendra", trained.facility.official_name) if word in text] == []


def test_a_day_that_is_none_is_not_found(trained, giatja, signed_in):
    url = reverse("certificates:batch-handover-minutes", args=[trained.batch.pk])

    assert signed_in(giatja).get(f"{url}?day=kemarin").status_code == 404

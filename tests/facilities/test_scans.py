"""The scanned agreement: a PDF of a fair size, kept as it came, downloaded only by those who may read it."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from facilities.models import AgreementScan
from tests.factories import AgreementFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n% sebuah pindaian"


@pytest.fixture
def signed(cast):
    return AgreementFactory.create(signed=True, between=(cast.prison, cast.centre), fields=[cast.field])


def upload(cast, agreement, content: bytes = PDF, name: str = "Perjanjian Budi.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return cast.client(cast.giatja).post(f"/perjanjian/{agreement.pk}/pindaian/", {"scan": file})


def test_a_scan_is_kept_with_its_digest_under_a_name_that_says_nothing(cast, signed):
    upload(cast, signed)

    scan = AgreementScan.objects.get()
    assert (scan.sha256, scan.size, scan.uploaded_by) == (hashlib.sha256(PDF).hexdigest(), len(PDF), cast.giatja)
    assert "Budi" not in scan.file_name
    with default_storage.open(scan.file_name) as file:
        assert file.read() == PDF


@pytest.mark.parametrize("who", ["giatja", "centre_staff", "regional_head"])
def test_who_may_read_the_agreement_downloads_the_scan(cast, signed, who):
    upload(cast, signed)

    answer = cast.client(getattr(cast, who)).get(f"/perjanjian/{signed.pk}/pindaian/unduh/")

    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="perjanjian-{signed.pk}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"


def test_strangers_do_not_find_the_scan(cast, signed):
    upload(cast, signed)

    assert cast.client(cast.stranger).get(f"/perjanjian/{signed.pk}/pindaian/unduh/").status_code == 404
    assert cast.client(cast.instructor).get(f"/perjanjian/{signed.pk}/pindaian/unduh/").status_code == 403


@pytest.mark.parametrize("content", [b"MZ\x90\x00 tidak", b"<html>%PDF-1.4", b" %PDF-1.4", b"%PD"])
def test_what_is_no_pdf_is_refused_whatever_its_name(cast, signed, content):
    answer = upload(cast, signed, content)

    assert list(answer.context["form"].errors) == ["scan"]
    assert not AgreementScan.objects.exists()


def test_a_file_that_is_too_large_is_refused(cast, signed, settings):
    settings.SCAN_MAX_BYTES = 20

    answer = upload(cast, signed)

    assert list(answer.context["form"].errors) == ["scan"]
    assert not AgreementScan.objects.exists()


def test_a_draft_has_no_scan(cast):
    draft = AgreementFactory.create(between=(cast.prison, cast.centre))

    answer = upload(cast, draft)

    assert len(answer.context["form"].non_field_errors()) == 1
    assert not AgreementScan.objects.exists()


def test_the_newest_scan_is_handed_out_and_the_older_stays_on_record(cast, signed):
    upload(cast, signed)
    upload(cast, signed, PDF + b" kedua")

    answer = cast.client(cast.giatja).get(f"/perjanjian/{signed.pk}/pindaian/unduh/")

    assert (answer.getvalue(), AgreementScan.objects.count()) == (PDF + b" kedua", 2)


@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_a_scan_that_is_not_what_was_uploaded_is_not_handed_out(cast, signed, fault):
    upload(cast, signed)
    name = AgreementScan.objects.get().file_name
    default_storage.delete(name)
    if fault == "changed":
        default_storage.save(name, SimpleUploadedFile("x", b"%PDF-1.4 lain"))

    answer = cast.client(cast.giatja).get(f"/perjanjian/{signed.pk}/pindaian/unduh/", follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]

"""The certificates of a batch on one page, and printed again: the stored bytes and no others."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions.handing_over import Receipt, hand_over
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from certificates.models import Certificate
from certificates.reprint import named
from tests.certificates.classes import TODAY, Class
from tests.factories import posted

THREE = ("Bagas Wirayudha", "Citra Melati", "Dimas Prakoso")


@pytest.fixture
def trained(db: None) -> Class:
    return Class(THREE)


def printed(school: Class, client) -> tuple[list[Certificate], object]:
    rows = issue(school.proposals(), on=TODAY, by=school.head)
    return rows, client(school.staff).post(reverse("certificates:batch-reprint", args=[school.batch.pk]))


def files_of(answer) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_the_bytes_that_were_issued_under_their_numbers(trained, signed_in):
    rows, answer = printed(trained, signed_in)

    files = files_of(answer)

    assert [hashlib.sha256(pdf).hexdigest() for pdf in files.values()] == [row.file_sha256 for row in rows]
    assert list(files) == [f"{row.number.replace('/', '-')}.pdf" for row in rows]
    assert [name for name in THREE if any(part in "".join(files) for part in name.split())] == []
    assert answer["Content-Disposition"] == f'attachment; filename="sertifikat-{trained.batch.pk}.zip"'
    assert answer["Cache-Control"] == "no-store, private"


def test_who_prints_again_is_written_down(trained, signed_in):
    printed(trained, signed_in)

    event = AuditEvent.objects.get(verb="reprint")
    assert (event.by, event.object_label, event.detail) == (trained.staff, trained.batch.name, {"sheets": 3})


def test_what_no_longer_counts_is_left_out_and_the_page_says_so(trained, signed_in):
    rows = issue(trained.proposals(), on=TODAY, by=trained.head)
    revoke(rows[1], reason="Salah", by=trained.head)
    client = signed_in(trained.staff)

    answer = client.post(reverse("certificates:batch-reprint", args=[trained.batch.pk]))
    page = client.get(reverse("certificates:batch-certificates", args=[trained.batch.pk]))

    assert len(files_of(answer)) == 2
    assert (page.context["standing"], page.context["ended"]) == (2, 1)


@pytest.mark.parametrize("fault", ["lost", "changed"])
def test_one_wrong_file_and_nothing_is_handed_out(trained, signed_in, fault):
    rows = issue(trained.proposals(), on=TODAY, by=trained.head)
    default_storage.delete(rows[1].file.name)
    if fault == "changed":
        default_storage.save(rows[1].file.name, ContentFile(b"%PDF-1.7 other"))

    answer = signed_in(trained.staff).post(reverse("certificates:batch-reprint", args=[trained.batch.pk]), follow=True)

    [message] = map(str, answer.context["messages"])
    assert (answer.status_code, rows[1].number in message, rows[0].number in message) == (200, True, False)
    assert not AuditEvent.objects.filter(verb="reprint").exists()


def test_a_batch_without_certificates_prints_nothing(trained, signed_in):
    answer = signed_in(trained.staff).post(reverse("certificates:batch-reprint", args=[trained.batch.pk]))

    assert (answer.status_code, answer.url) == (
        302,
        reverse("certificates:batch-certificates", args=[trained.batch.pk]),
    )


def test_numbers_that_look_alike_as_file_names_do_not_overwrite_each_other():
    rows = [Certificate(number=number, typed_code=f"CODE{place}") for place, number in enumerate(("1/A", "1-a", "///"))]

    assert [name for name, _row in named(rows)] == ["1-A.pdf", "1-a-CODE1.pdf", "CODE2.pdf"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_often_for_three_as_for_one(db, signed_in, django_assert_num_queries, people):
    school = Class(THREE[:people])
    rows = issue(school.proposals(), on=TODAY, by=school.head)
    giatja = posted(Role.GIATJA_STAFF, school.facility)
    hand_over(rows, receipt=Receipt(TODAY), today=timezone.localdate(), by=giatja)
    client = signed_in(giatja)
    url = reverse("certificates:batch-certificates", args=[school.batch.pk])
    client.get(url)

    with django_assert_num_queries(9):
        client.get(url)

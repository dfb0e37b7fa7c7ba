"""The LSP's letter: a PDF of a fair size, kept as it came, shown to who proposes and who issues on it."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions.letters import keep_letter
from certificates.models import CompetenceDecision, DecisionScan
from tests.certificates.classes import settle
from tests.certificates.competence import DecidedClass
from tests.certificates.pages import issue_url
from tests.factories import posted

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n% sebuah pindaian"
NOT_KEPT = "surat belum disimpan"


@pytest.fixture
def school() -> DecidedClass:
    return DecidedClass(("Ayu", "Budi"))


def decision_of(school: DecidedClass) -> CompetenceDecision:
    return CompetenceDecision.objects.get(batch=school.batch)


def file(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("Surat Ayu.pdf", content, content_type="application/pdf")


def upload(client, school: DecidedClass, content: bytes = PDF):
    url = reverse("certificates:decision-scan-add", args=[decision_of(school).pk])
    return client.post(url, {"scan": file(content)})


def letter_url(school: DecidedClass) -> str:
    return reverse("certificates:decision-scan", args=[decision_of(school).pk])


def test_a_letter_is_kept_with_its_digest_under_a_name_that_says_nothing(school, signed_in):
    answer = upload(signed_in(school.recorder), school)

    scan, digest = DecisionScan.objects.get(), hashlib.sha256(PDF).hexdigest()
    assert answer.url == decision_of(school).get_absolute_url()
    assert (scan.decision, scan.sha256, scan.size, scan.uploaded_by) == (
        decision_of(school),
        digest,
        len(PDF),
        school.recorder,
    )
    assert "Ayu" not in scan.file_name
    with default_storage.open(scan.file_name) as kept:
        assert kept.read() == PDF
    assert AuditEvent.objects.filter(object_id=scan.decision_id, by=school.recorder, verb="edit").exists()


def test_the_newest_is_handed_out_as_it_came(school, signed_in):
    keep_letter(decision_of(school), file(b"%PDF-1.4 miring"), by=school.recorder)
    keep_letter(decision_of(school), file(), by=school.staff)

    answer = signed_in(school.head).get(letter_url(school))

    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="keputusan-lsp-{decision_of(school).pk}.pdf"'
    assert answer["Cache-Control"] == "no-store, private"
    assert DecisionScan.objects.count() == 2


@pytest.mark.parametrize("content", [b"MZ\x90\x00 tidak", b"<html>%PDF-1.4", b" %PDF-1.4", b"%PD"])
def test_what_is_no_pdf_is_refused_whatever_its_name(school, signed_in, content):
    answer = upload(signed_in(school.recorder), school, content)

    assert list(answer.context["form"].errors) == ["scan"]
    assert not DecisionScan.objects.exists()


def test_a_file_that_is_too_large_is_refused(school, signed_in, settings):
    settings.SCAN_MAX_BYTES = 20

    answer = upload(signed_in(school.recorder), school)

    assert list(answer.context["form"].errors) == ["scan"]
    assert not DecisionScan.objects.exists()


def test_people_of_another_centre_neither_read_nor_add(school, signed_in):
    keep_letter(decision_of(school), file(), by=school.recorder)
    stranger = signed_in(posted(Role.CENTRE_STAFF, DecidedClass().centre, name="Orang Lain"))

    assert upload(stranger, school).status_code == 404
    assert stranger.get(letter_url(school)).status_code == 404
    assert DecisionScan.objects.count() == 1


def test_the_head_reads_and_does_not_add(school, signed_in):
    assert upload(signed_in(school.head), school).status_code == 403


def test_who_proposes_and_who_issues_is_told_whether_the_letter_is_there(school, signed_in):
    pages = {
        school.staff: reverse("certificates:competence-propose", args=[school.batch.pk]),
        school.head: issue_url(school),
    }
    signed = {user: signed_in(user) for user in pages}
    before, after = [], []
    for user, url in pages.items():
        if user == school.head:
            school.competence_proposals()
        before.append(signed[user].get(url).content.decode())
    keep_letter(decision_of(school), file(), by=school.recorder)
    after = [signed[school.head].get(pages[school.head]).content.decode()]

    assert [(NOT_KEPT in page, letter_url(school) in page) for page in before] == [(True, False), (True, False)]
    assert [(NOT_KEPT in page, letter_url(school) in page) for page in after] == [(False, True)]


def test_a_better_scan_comes_also_after_certificates_were_proposed(school, signed_in):
    school.competence_proposals()

    upload(signed_in(school.staff), school)

    assert decision_of(school).scans.get().uploaded_by == school.staff


def test_a_lost_file_is_said_and_not_shown(school, signed_in):
    scan = keep_letter(decision_of(school), file(), by=school.recorder)
    default_storage.delete(scan.file_name)

    answer = signed_in(school.head).get(letter_url(school), follow=True)

    assert answer.redirect_chain[0][0] == decision_of(school).get_absolute_url()
    assert "message-error" in answer.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_decisionscan SET sha256 = 'x'",
        "DELETE FROM certificates_decisionscan",
        "TRUNCATE certificates_decisionscan",
    ],
)
def test_what_was_kept_stays(school, statement):
    keep_letter(decision_of(school), file(), by=school.recorder)
    settle()

    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert refused.value.__cause__.diag.constraint_name == "certificates_decisionscan_is_append_only"

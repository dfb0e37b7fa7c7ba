"""A file is checked by its bytes alone: streamed, never kept, never opened; and never mistaken for another."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.actions.revoking import revoke
from certificates.files import issued_bytes
from certificates.models import Certificate
from tests.certificates.classes import Class, past_the_triggers

ADDRESS = "/v/berkas/"
LIMIT = 2 * 1024 * 1024


def sent(client: Client, content: bytes, *, name: str = "kiriman.pdf", field: str = "berkas"):
    return client.post(ADDRESS, {field: SimpleUploadedFile(name, content, "application/pdf")})


def told(answer) -> tuple[int, str]:
    page = answer.content.decode()
    return answer.status_code, page.partition("verdict verdict-")[2].partition('"')[0]


def test_the_issued_file_is_known_byte_for_byte(school):
    certificate = school.issued()
    client = Client(enforce_csrf_checks=True)

    answer = sent(client, issued_bytes(certificate))

    assert told(answer) == (200, "valid")
    assert "Bagas Wirayudha" in answer.content.decode()
    assert not answer.cookies


def test_the_digest_alone_is_answered_as_the_file_is(school, client):
    certificate = school.issued()

    answer = client.get(ADDRESS, {"sidik": certificate.file_sha256})

    assert told(answer) == (200, "valid")
    assert certificate.number in answer.content.decode()


@pytest.mark.parametrize("sidik", ["x", "0" * 63, "A" * 64, "0" * 64, "0" * 64 + "\n", "\u0660" * 64, "' OR 1=1 --"])
def test_any_other_digest_is_no_file_of_ours(school, client, sidik):
    school.issued()

    assert told(client.get(ADDRESS, {"sidik": sidik})) == (404, "foreign")


def test_one_bit_more_or_less_is_another_file(school, client):
    original = issued_bytes(school.issued())
    flipped = bytes([original[0] ^ 1]) + original[1:]

    answers = [told(sent(client, content)) for content in (flipped, original[:-1], original + b"\n")]

    assert answers == [(404, "foreign")] * 3


def test_the_genuine_file_of_a_revoked_certificate_says_revoked(school, client):
    certificate = school.issued()
    file = issued_bytes(certificate)

    revoke(certificate, reason="Salah tulis", by=school.head)

    assert told(sent(client, file)) == (200, "revoked")


def test_without_a_file_it_asks_for_one(db, client):
    answers = [
        client.post(ADDRESS),
        client.post(ADDRESS, {"berkas": "teks"}),
        client.post(ADDRESS, b"%PDF", content_type="application/pdf"),
        client.post(ADDRESS, b"--x\r\n", content_type="multipart/form-data; boundary=x"),
        client.post(ADDRESS, b"x", content_type="multipart/form-data"),
        client.post(ADDRESS, b"x", content_type="multipart/form-data; boundary=\u0000"),
        sent(client, b""),
        sent(client, b"%PDF", field="lain"),
    ]

    assert {told(answer) for answer in answers} == {(400, "nothing")}


def test_a_file_above_the_limit_is_refused_in_words(db, client):
    answer = sent(client, b"x" * (LIMIT + 5000))

    assert told(answer) == (413, "large")


def test_a_file_at_the_limit_is_looked_at(db, client):
    assert told(sent(client, b"x" * LIMIT)) == (404, "foreign")


def bombs() -> dict[str, bytes]:
    """Files that cost a parser minutes and gigabytes; all below the limit."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    packed = zlib.compress(b"0" * 20_000_000)
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(packed), packed)
    lols = b"".join(b'<!ENTITY l%d "%s">' % (at + 1, b"&l%d;" % at * 10) for at in range(9))
    return {
        "inflating.pdf": b"%PDF-1.7\n" + stream * 20 + b"%%EOF",
        "nested.pdf": b"%PDF-1.7\n1 0 obj" + b"[" * 300_000 + b"]" * 300_000 + b" endobj\n%%EOF",
        "zip.xlsx": zipped.getvalue(),
        "laughs.xml": b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY l0 'lol'>" + lols + b"]><l>&l9;</l>",
        "image.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0" + packed,
        "../../etc/passwd": b"root:x:0:0",
        "nul\0.pdf": b"\0" * 1_000_000,
        "=cmd|' /C calc'!A0.pdf": b"%PDF-1.7 /JS (app.alert(1)) /Launch /EmbeddedFile",
    }


def test_bombs_are_hashed_and_nothing_of_them_is_kept(db, client, settings, tmp_path: Path):
    settings.MEDIA_ROOT = settings.FILE_UPLOAD_TEMP_DIR = tmp_path

    answers = {name: told(sent(client, content, name=name)) for name, content in bombs().items()}

    assert set(answers.values()) == {(404, "foreign")}
    assert list(tmp_path.iterdir()) == []


def test_a_thousand_fields_and_files_are_no_file_of_ours(db, client):
    many = {f"berkas{at}": SimpleUploadedFile("a.pdf", b"x") for at in range(150)}

    assert told(client.post(ADDRESS, many)) == (400, "nothing")


def test_files_count_towards_the_same_limits(db, settings):
    settings.VERIFY_RATE_PER_MINUTE = 3
    client = Client(REMOTE_ADDR="203.0.113.77")

    answers = [
        told(client.get("/v/", {"kode": "x"}))[0],
        told(client.get(ADDRESS, {"sidik": "x"}))[0],
        told(sent(client, b"x"))[0],
        told(sent(client, b"x"))[0],
        told(client.get(ADDRESS, {"sidik": "x"}))[0],
    ]

    assert answers == [404, 404, 404, 429, 429]


def test_the_digest_that_stands_in_a_changed_row_is_not_vouched_for(school, client):
    certificate = school.issued()
    forged = hashlib.sha256(b"palsu").hexdigest()
    with past_the_triggers():
        Certificate.objects.filter(pk=certificate.pk).update(file_sha256=forged)

    answer = sent(client, b"palsu")

    assert told(answer) == (503, "unavailable")
    assert "Bagas" not in answer.content.decode()


def test_a_row_that_is_not_in_the_ledger_is_not_vouched_for(school, client):
    certificate = school.issued()
    with past_the_triggers():
        certificate.ledger_entries.all()._raw_delete("default")

    assert told(client.get(f"/v/{certificate.token}/")) == (503, "unavailable")


@pytest.mark.browser
def test_with_a_script_the_file_stays_with_its_reader(transactional_db, browser, live_server, tmp_path: Path):
    certificate = Class().issued()
    file, large = tmp_path / "sertifikat.pdf", tmp_path / "besar.pdf"
    file.write_bytes(issued_bytes(certificate))
    large.write_bytes(b"x" * (LIMIT + 1))
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url.removeprefix(live_server.url)}"))
    page.goto(f"{live_server.url}/v/")
    asked.clear()

    page.set_input_files("#berkas", large)
    page.locator("form[method=post] button").click()
    page.locator("#berkas-besar").wait_for(state="visible")
    page.set_input_files("#berkas", file)
    page.locator("form[method=post] button").click()
    page.locator(".verdict-valid").wait_for()

    assert [line for line in asked if "/static/" not in line] == [f"GET /v/berkas/?sidik={certificate.file_sha256}"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()

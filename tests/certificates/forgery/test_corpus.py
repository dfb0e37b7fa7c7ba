"""Forged files against the register's check: what is not byte for byte a file that we issued is not ours.

The weaker checks stand beside it as a control: what they accept shows why the register decides.
"""

import hashlib
import io
import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.actions.issuing import issue
from certificates.actions.ledger import checkpoint, enter
from certificates.codes import new_typed_code
from certificates.files import issued_bytes
from certificates.models import Certificate, LedgerEntry
from certificates.record import digest
from certificates.rendering import render_many
from certificates.signing import signer
from certificates.signing.acceptance import strict_fault
from certificates.signing.message import _parsed
from tests.certificates.classes import TODAY, Class, past_the_triggers
from tests.certificates.sheets import sheet

from . import with_bytes, with_keys, with_pikepdf  # noqa: F401 -- each puts its forgeries on the list
from .kinds import FORGERIES

ORIGINALS = 25
FLIPS = 10_000
# Each is rendered and sealed as it would be at issue, which takes a minute: all of them where CI is set.
GENUINE = 1_000 if os.environ.get("CI") else 50
STOLEN = 100


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    settings.VERIFY_RATE_PER_MINUTE = settings.VERIFY_RATE_PER_MINUTE_OVERALL = 10**6


@pytest.fixture(scope="module")
def issued(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[bytes]]:
    """The files of a class, issued as every class is, once for all tests here."""
    folders = {"MEDIA_ROOT": tmp_path_factory.mktemp("files"), "LEDGER_WITNESS_DIR": tmp_path_factory.mktemp("ledger")}
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**folders):
        school = Class(tuple(f"Peserta {number:02}" for number in range(ORIGINALS)), seats=ORIGINALS)
        yield [issued_bytes(one) for one in issue(school.proposals(), on=TODAY, by=school.head)]
        transaction.set_rollback(True)


@pytest.fixture
def originals(issued: list[bytes], db: None) -> list[bytes]:
    return issued


def answers(files: Iterator[bytes] | list[bytes]) -> dict[tuple[int, str], int]:
    """How often the page gave which status and state."""
    client, counted = Client(), dict[tuple[int, str], int]()
    for file in files:
        answer = client.post("/v/berkas/", {"berkas": io.BytesIO(file)})
        state = answer.content.decode().partition("verdict verdict-")[2].partition('"')[0]
        counted[answer.status_code, state] = counted.get((answer.status_code, state), 0) + 1
    return counted


def test_no_forged_file_is_ours_and_every_genuine_one_is(originals):
    forged = [
        make(original, originals[number - 1])
        for make in FORGERIES.values()
        for number, original in enumerate(originals)
    ]
    digests = [hashlib.sha256(file).hexdigest() for file in forged]

    assert len(FORGERIES) >= 40
    assert answers(originals) == {(200, "valid"): ORIGINALS}
    assert Certificate.objects.filter(file_sha256__in=digests).count() == 0
    assert answers(forged) == {(404, "foreign"): len(forged)}


def test_no_file_with_one_bit_flipped_is_ours(originals):
    chance = random.Random(5)
    hashes = set()
    for number in range(FLIPS):
        file = bytearray(originals[number % ORIGINALS])
        file[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
        hashes.add(hashlib.sha256(file).hexdigest())

    found = Certificate.objects.filter(file_sha256__in=hashes).count()

    assert len(hashes) > FLIPS * 0.99
    assert found == 0


def test_genuine_files_are_ours(school):
    template = school.issued()
    records = [
        sheet(number=f"{number}/UJI/2021", token=f"{number:026}", typed_code=new_typed_code())
        for number in range(GENUINE)
    ]
    files = signer().seal_many(render_many(records))
    with past_the_triggers():
        rows = Certificate.objects.bulk_create(copies(template, records, files))
    enter(rows, LedgerEntry.Event.ISSUED)
    checkpoint()

    assert answers(files) == {(200, "valid"): GENUINE}


def copies(template: Certificate, records: list[Any], files: list[bytes]) -> Iterator[Certificate]:
    for number, (record, file) in enumerate(zip(records, files, strict=True)):
        yield Certificate(
            proposal_id=10**6 + number,
            enrollment_id=10**6 + number,
            kind=template.kind,
            number=record.number,
            token=record.token,
            typed_code=record.typed_code,
            holder_name=record.holder_name,
            record=record.to_dict(),
            record_sha256=digest(record),
            file=f"certificates/{record.token}.pdf",
            file_sha256=hashlib.sha256(file).hexdigest(),
            seal_id=template.seal_id,
            issued_on=record.issued_on,
            issued_by=template.issued_by,
        )


def test_files_sealed_with_the_stolen_key_are_not_ours(originals):
    ours = signer()
    stolen = ours.seal_many(render_many(sheet(holder_name=f"Penipu {number}") for number in range(STOLEN)))

    strict = [strict_fault(file, signer_sha256=ours._fingerprint) for file in stolen]

    assert strict == [""] * STOLEN, "a seal alone cannot tell"
    assert answers(stolen) == {(404, "foreign"): STOLEN}


def bottom_line(file: bytes) -> bool:
    """What pyHanko says with our certificate as the one to trust; a fault is a no."""
    try:
        [signature] = PdfFileReader(io.BytesIO(file)).embedded_signatures
        trust = ValidationContext(trust_roots=[_parsed(signer().certificate)], allow_fetching=False)
        with ThreadPoolExecutor(
            1
        ) as apart:  # pyHanko runs an event loop, and the browser tests leave theirs running here
            return bool(apart.submit(validate_pdf_signature, signature, trust).result().bottom_line)
    except Exception:
        return False


ACCEPTED_BY_PYHANKO = {
    "archive_behind",
    "junk_appended",
    "message_behind_the_signature",
    "newline_appended",
    "nulls_behind",
    "repeated",
    "signature_in_other_letters",
    "update_of_the_title",
    "update_that_says_nothing",
}


def test_control_weaker_checks_accept_some_of_them(originals):
    original, other = originals[:2]
    forged = {name: make(original, other) for name, make in FORGERIES.items()}
    ours = signer()._fingerprint

    assert bottom_line(original)
    assert strict_fault(original, signer_sha256=ours) == ""
    assert {name for name, file in forged.items() if bottom_line(file)} == ACCEPTED_BY_PYHANKO
    assert {name for name, file in forged.items() if not strict_fault(file, signer_sha256=ours)} == set()

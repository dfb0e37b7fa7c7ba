"""What issuing stores is sealed, says by whom, and nothing is issued when the seal fails."""

import hashlib
import stat

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from certificates.checks import seal_is_usable
from certificates.models import Certificate, NumberSeries, SealCertificate
from certificates.record import CERTIFIED_SEAL_NOTE, DEVELOPMENT_SEAL_NOTE, UNCERTIFIED_SEAL_NOTE
from certificates.signing import SealFaultError, seal_note, signer
from certificates.signing.acceptance import strict_fault
from certificates.signing.development import make_if_missing, new_key
from certificates.signing.keys import fingerprint


@pytest.fixture
def operators_key(settings, tmp_path):
    """A key that an operator gave, without a certified provider behind it."""
    private, certificate = new_key("Balai Latihan Kerja Uji")
    path = tmp_path / "seal.p12"
    path.write_bytes(serialize_key_and_certificates(None, private, certificate, None, NoEncryption()))
    settings.SIGNER_FILE = path
    return certificate


def test_the_stored_file_is_sealed_and_its_hash_is_the_sealed_files(school):
    certificate = school.issued()
    stored = certificate.pdf_bytes()

    assert hashlib.sha256(stored).hexdigest() == certificate.file_sha256
    assert strict_fault(stored, signer_sha256=certificate.seal_id) == ""
    assert certificate.seal_id == fingerprint(signer().certificate)


def test_a_development_seal_is_called_one_on_the_sheet_and_in_the_list(school):
    certificate = school.issued()

    assert certificate.as_printed.seal_note == DEVELOPMENT_SEAL_NOTE
    assert SealCertificate.objects.get().standing == "DEVELOPMENT"
    assert "Kunci pengembangan – tidak sah" in SealCertificate.objects.get().subject


def test_another_key_is_remembered_beside_the_old_one(school, operators_key):
    certificate = school.issued()

    assert certificate.seal_id == fingerprint(operators_key)
    assert certificate.as_printed.seal_note == UNCERTIFIED_SEAL_NOTE
    assert SealCertificate.objects.get().standing == "UNCERTIFIED"


def test_only_the_operators_word_makes_a_seal_certified(operators_key, settings):
    settings.SIGNER_IS_CERTIFIED = True

    assert seal_note() == CERTIFIED_SEAL_NOTE


def test_the_operators_word_does_not_certify_a_development_key(settings):
    settings.SIGNER_IS_CERTIFIED = True

    assert seal_note() == DEVELOPMENT_SEAL_NOTE


def test_without_its_key_nothing_is_issued(school, settings, tmp_path):
    settings.SIGNER_FILE = tmp_path / "not there.p12"

    with pytest.raises(ValidationError) as refused, transaction.atomic():
        school.issued()

    assert refused.value.code == "no_seal"
    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.filter(last__gt=0).exists()


def test_a_development_key_does_not_seal_for_a_server_of_people(school, settings):
    settings.SIGNER_MAY_BE_DEVELOPMENT = False

    with pytest.raises(ValidationError) as refused, transaction.atomic():
        school.issued()

    assert refused.value.code == "no_seal"
    assert [error.id for error in seal_is_usable(None)] == ["certificates.E001"]


def test_the_check_finds_nothing_where_the_key_may_seal(operators_key, settings):
    settings.SIGNER_MAY_BE_DEVELOPMENT = False

    assert seal_is_usable(None) == []


def test_a_development_key_is_readable_by_its_owner_only_and_stays(tmp_path):
    path = tmp_path / "key.p12"

    make_if_missing(path)
    first = path.read_bytes()
    make_if_missing(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == first


def test_a_wrong_password_is_a_fault_that_does_not_tell_it(operators_key, settings, tmp_path):
    settings.SIGNER_SECRET_FILE = tmp_path / "secret"
    settings.SIGNER_SECRET_FILE.write_text("rahasia-sekali")

    with pytest.raises(SealFaultError) as fault:
        signer()

    assert "rahasia" not in str(fault.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_sealcertificate SET standing = 'CERTIFIED'",
        "DELETE FROM certificates_sealcertificate",
        "TRUNCATE certificates_sealcertificate CASCADE",
    ],
)
def test_the_list_of_seals_only_grows(school, statement):
    school.issued()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_whose_seal_a_certificate_bears_never_changes(school, operators_key):
    certificate = school.issued()

    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(seal=None)

"""Checkpoints as signed notes: what our key signed is read, nothing else is."""

import datetime as dt
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.ledger.keys import KeyFaultError, own_verifier, read_note, signed
from certificates.ledger.notes import NoteError, Statement, Verifier, fingerprint, opened, sign

STATEMENT = Statement("buku-besar", 54, bytes(range(32)), dt.datetime(2021, 7, 19, 3, 0, 5, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def key():
    return Ed25519PrivateKey.generate()


def test_the_note_has_the_lines_of_the_specification(key):
    note = sign(STATEMENT, key, "buku-besar")

    lines = note.split("\n")
    assert lines[:5] == ["buku-besar", "54", b64encode(bytes(range(32))).decode(), "2021-07-19T03:00:05Z", ""]
    assert lines[5].startswith("— buku-besar ")
    assert lines[6:] == [""]


def test_a_verifier_key_is_read_as_the_specification_writes_it():
    """The example of C2SP's signed-note."""
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    note = (
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )

    verifier = Verifier.parse(text)

    assert str(verifier) == text
    signature = note.splitlines()[3].split(" ")[2]
    verifier.key.verify(b64decode(signature)[4:], note.split("\n\n")[0].encode() + b"\n")


@pytest.mark.parametrize(
    "paste", [str, str.strip, lambda note: note.replace("\n", "\r\n"), lambda note: f"\n {note}\n\n"]
)
def test_a_note_survives_pasting(key, paste):
    note = sign(STATEMENT, key, "buku-besar")

    assert opened(paste(note), [Verifier("buku-besar", key.public_key())]) == STATEMENT


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n54\n", "\n55\n"),
        lambda note: note.replace("\n54\n", "\n054\n"),
        lambda note: note.replace("\n54\n", "\n٥٤\n"),
        lambda note: note.replace("AAEC", "AAED"),
        lambda note: note.replace("03:00:05", "03:00:06"),
        lambda note: note.replace("buku-besar\n", "buku-kecil\n", 1),
        lambda note: note.replace("— buku-besar", "— buku-kecil"),
        lambda note: note.split("\n\n")[0],
        lambda note: note[:-10],
        lambda note: note.replace("— ", "- "),
        lambda note: "",
        lambda note: "\n" * 3,
        lambda note: note + "x" * 5000,
        lambda note: "\x00",
    ],
)
def test_a_changed_note_is_none_of_ours(key, change):
    note = sign(STATEMENT, key, "buku-besar")

    with pytest.raises(NoteError):
        opened(change(note), [Verifier("buku-besar", key.public_key())])


def test_another_key_of_the_same_name_is_none_of_ours(key):
    note = sign(STATEMENT, Ed25519PrivateKey.generate(), "buku-besar")

    with pytest.raises(NoteError):
        opened(note, [Verifier("buku-besar", key.public_key())])


def test_a_retired_key_still_counts(settings, key):
    settings.LEDGER_RETIRED_KEYS = [str(Verifier("lama", key.public_key()))]

    assert read_note(sign(STATEMENT, key, "lama")) == STATEMENT
    assert read_note(signed(STATEMENT)) == STATEMENT


@pytest.mark.parametrize("text", ["", "a+b+c", "buku+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "x+y+!"])
def test_what_is_no_verifier_key_is_refused(text):
    with pytest.raises(NoteError):
        Verifier.parse(text)


def test_the_development_key_is_made_once_for_its_owner_only(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    first, second = str(own_verifier()), str(own_verifier())

    assert first == second
    assert (tmp_path / "var" / "ledger_key.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_an_operators_key_that_cannot_be_read_is_a_fault(settings, tmp_path, content):
    settings.LEDGER_KEY_FILE = tmp_path / "key.pem"
    if content is not None:
        settings.LEDGER_KEY_FILE.write_bytes(content)

    with pytest.raises(KeyFaultError):
        own_verifier()


def test_a_fingerprint_is_five_groups_of_four():
    assert fingerprint(bytes(range(32))) == "0001 0203 0405 0607 0809"

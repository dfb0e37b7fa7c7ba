"""The frozen record: one record, one row of bytes."""

import dataclasses
import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import new_token, new_typed_code
from certificates.record import (
    CertificateRecord,
    CertificateUnit,
    betraying_words,
    canonical_json,
    digest,
)
from tests.certificates.sheets import sheet, units

texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=60)
numbers = st.integers(0, 2000)
scores = st.none() | st.decimals(0, 100, places=2)
any_units = st.builds(
    CertificateUnit,
    order=numbers,
    code=texts,
    code_verified=st.booleans(),
    title=texts,
    title_en=texts,
    jp=numbers,
    result=texts,
    score=scores,
)
text_fields = [field.name for field in dataclasses.fields(CertificateRecord) if field.type is str]
free_texts = [name for name in text_fields if name not in ("token", "typed_code", "origin")]


@st.composite
def records(draw: st.DrawFn) -> CertificateRecord:
    starts, ends, issued = sorted(draw(st.lists(st.dates(), min_size=3, max_size=3)))
    return sheet(
        **{name: draw(texts) for name in free_texts},
        holder_birth_date=draw(st.dates()),
        starts_on=starts,
        ends_on=ends,
        issued_on=issued,
        lesson_hours=draw(numbers),
        minutes_per_jp=draw(numbers),
        units=tuple(draw(st.lists(any_units, max_size=4))),
        token=new_token(),
        typed_code=new_typed_code(),
    )


@given(records())
def test_a_record_comes_back_from_its_plain_form_and_from_json(record: CertificateRecord):
    assert CertificateRecord.from_dict(record.to_dict()) == record
    assert CertificateRecord.from_dict(json.loads(canonical_json(record))) == record


@given(records())
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(record: CertificateRecord):
    shuffled = dict(reversed(record.to_dict().items()))

    assert canonical_json(CertificateRecord.from_dict(shuffled)) == canonical_json(record)


def test_canonical_bytes_are_sorted_utf8_without_white_space():
    record = sheet(holder_name="Ménik", units=units(1))

    written = canonical_json(record)

    assert written.startswith(b'{"ends_on":"2021-07-15","field":"Teknik Otomotif, Sepeda Motor"')
    assert '"holder_name":"Ménik"'.encode() in written
    assert b'"units":[{"code":"G.45TSM01.018.2","code_verified":true,"jp":20,"order":1' in written


def test_the_digest_of_a_known_record_never_changes():
    assert digest(sheet()) == "ae4cfaa6a570cf11891b316cfa9ee57a11bef66c310aecda7c3dd32d4eaa4c6e"


def test_composed_and_decomposed_letters_give_the_same_record():
    composed = sheet(holder_name=unicodedata.normalize("NFC", "André Wiñata"))
    decomposed = sheet(holder_name=unicodedata.normalize("NFD", "André Wiñata"))

    assert decomposed == composed
    assert digest(decomposed) == digest(composed)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(CertificateRecord)])
def test_every_field_is_part_of_the_digest(name: str):
    record = sheet()
    value = getattr(record, name)
    other = {
        "token": "0" * 26,
        "typed_code": "0" * 17,
        "origin": "https://sertifikat.example",
        "units": units(11),
        "starts_on": date(2021, 6, 11),
        "ends_on": date(2021, 7, 16),
        "issued_on": date(2021, 7, 20),
        "holder_birth_date": date(1994, 2, 18),
    }.get(name, value + ("x" if isinstance(value, str) else 1) if isinstance(value, str | int) else None)

    assert digest(dataclasses.replace(record, **{name: other})) != digest(record)


@pytest.mark.parametrize(
    "changes",
    [
        {"holder_name": "Bagas\x00"},
        {"holder_name": "Bagas\u202etnasirudh"},
        {"holder_name": "Bagas\ud800"},
        {"holder_name": None},
        {"lesson_hours": -1},
        {"lesson_hours": True},
        {"lesson_hours": 1.5},
        {"issued_on": "2021-07-19"},
        {"starts_on": date(2021, 7, 16)},
        {"issued_on": date(2021, 7, 14)},
        {"token": "7K3M9QXW2VD5RT8HNB6CPZ4FJ"},
        {"token": "5KDM8CS3C3V1P1NRM"},
        {"typed_code": "5KDM8CS3C3V1P1NRN"},
        {"typed_code": "5KDM-8CS3-C3V1-P1NR-M"},
        {"origin": "http://localhost:8000/v"},
        {"origin": "javascript:alert(1)"},
        {"units": [*units(1)]},
        {"units": ("not a unit",)},
    ],
    ids=str,
)
def test_a_malformed_record_cannot_be_made(changes: dict[str, object]):
    with pytest.raises(ValueError):
        sheet(**changes)


@pytest.mark.parametrize("score", [87.5, "87.5", Decimal("NaN"), Decimal("Infinity")], ids=str)
def test_a_score_is_a_finite_decimal(score: object):
    with pytest.raises(ValueError, match="score"):
        units(1, score=score)


def test_a_plain_form_with_a_missing_or_unknown_key_is_refused():
    plain = sheet().to_dict()
    missing = {name: value for name, value in plain.items() if name != "number"}

    with pytest.raises(ValueError, match="number"):
        CertificateRecord.from_dict(missing)
    with pytest.raises(ValueError, match="prison"):
        CertificateRecord.from_dict(plain | {"prison": "x"})


def test_words_that_betray_the_place_of_training_are_found_with_their_field():
    record = sheet(place="Lapas Contoh", units=units(1, title="Pelatihan bagi Warga  Binaan"))

    assert betraying_words(record) == [("place", "Lapas"), ("units.1", "Warga  Binaan")]


def test_neither_an_honest_record_nor_the_holders_own_name_betrays():
    assert betraying_words(sheet(holder_name="Rutan Wiranata")) == []


@pytest.mark.parametrize(
    ("nip", "printed"),
    [("197005121995032001", "19700512 199503 2 001"), ("83051234", "83051234"), ("", "")],
)
def test_a_nip_of_18_digits_is_printed_in_its_groups(nip: str, printed: str):
    assert sheet(signatory_nip=nip).printed_nip == printed


def test_a_record_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet().number = "other"

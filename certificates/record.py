"""The frozen record: everything a certificate prints, copied once at issue (docs/trust.md 3)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from papers.wording import printed_nip
from programs.neutrality import betraying_word

from .codes import TOKEN_LENGTH, TYPED_LENGTH, grouped, read_code

UNCERTIFIED_SEAL_NOTE = (
    "Lembar ini tidak memuat tanda tangan elektronik tersertifikasi. "
    "Segel elektronik tidak tersertifikasi; kode QR hanya untuk pemeriksaan."
    " / "
    "This sheet bears no certified electronic signature. "
    "The electronic seal is not certified; the QR code only serves to check it."
)
"""Said until a national certificate signs the file (PP 71/2019 Art. 60): Indonesian / English."""

DEVELOPMENT_SEAL_NOTE = (
    "Lembar ini tidak memuat tanda tangan elektronik tersertifikasi. "
    "Segel elektronik dibuat dengan kunci pengembangan yang tidak sah; kode QR hanya untuk pemeriksaan."
    " / "
    "This sheet bears no certified electronic signature. "
    "The electronic seal was made with a development key, which proves nothing; the QR code only serves to check it."
)
"""Said of a seal by the key that setup makes for demonstrations."""

CERTIFIED_SEAL_NOTE = (
    "Berkas elektronik sertifikat ini disegel dengan segel elektronik tersertifikasi; "
    "cetakannya diperiksa melalui kode QR."
    " / "
    "The electronic file bears a certified electronic seal; a print of it is checked by its QR code."
)
"""Said when the operator states that the key's certificate comes from a certified provider (PSrE)."""

RECOGNISED = "K (RPL)"
"""The result of a unit that was tested in an earlier training (Rekognisi Pembelajaran Lampau)."""

_UNPRINTABLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class UnprintableTextError(ValueError):
    """A text holds control or direction characters; `field` says which."""

    def __init__(self, field: str, categories: str) -> None:
        super().__init__(f"{field} holds characters that cannot be printed ({categories})")
        self.field = field


def _text(name: str, value: object) -> str:
    """The value as NFC text; ValueError when it is no text or holds control or direction characters."""
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text")
    if bad := {unicodedata.category(character) for character in value} & _UNPRINTABLE_CATEGORIES:
        raise UnprintableTextError(name, ", ".join(sorted(bad)))
    return unicodedata.normalize("NFC", value)


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number of zero or more")
    return value


def _day(name: str, value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"{name} must be a date")
    return value


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false")
    return value


def _score(name: str, value: object) -> Decimal | None:
    if value is not None and not (isinstance(value, Decimal) and value.is_finite()):
        raise ValueError(f"{name} must be a finite decimal number or empty")
    return value


_CHECKS: dict[Any, Callable[[str, Any], object]] = {
    str: _text,
    int: _whole,
    date: _day,
    bool: _truth,
    Decimal | None: _score,
}


def _check_fields(thing: "CertificateUnit | CertificateRecord") -> None:
    """Types of every simple field; text is stored NFC normalised, so that equal records have equal bytes."""
    for field in fields(thing):
        if check := _CHECKS.get(field.type):
            object.__setattr__(thing, field.name, check(field.name, getattr(thing, field.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateUnit:
    """One line of page two. An empty or unverified ``code`` is said to be so."""

    order: int
    code: str
    code_verified: bool
    title: str
    title_en: str = ""
    jp: int
    result: str = "K"
    score: Decimal | None = None

    def __post_init__(self) -> None:
        _check_fields(self)

    @property
    def is_unverified(self) -> bool:
        """Whether paper and page must say that the code was not checked against the standard."""
        return not (self.code and self.code_verified)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRecord:
    """Everything printed on a training certificate (docs/rules.md 5.7), neutral to the holder.

    No prison, register number, crime, NIK or photo. ``kind`` is the printed kind of programme (for example
    "Klaster") or empty; ``place`` is the city; ``minutes_per_jp`` is the length of a lesson hour (JP) in
    minutes; ``origin`` is the public origin without a path; ``typed_code`` is stored without hyphens.
    Raises ValueError on wrong types, unprintable characters, dates before others, or malformed codes.
    """

    number: str
    holder_name: str
    holder_birth_place: str
    holder_birth_date: date
    programme: str
    field: str
    kind: str
    lesson_hours: int
    minutes_per_jp: int
    starts_on: date
    ends_on: date
    place: str
    issuer: str
    issuer_owner: str
    issuer_address: str = ""
    signatory_name: str = ""
    signatory_position: str = ""
    signatory_nip: str = ""
    issued_on: date
    results: str = "LULUS"
    units: tuple[CertificateUnit, ...]
    token: str
    typed_code: str
    origin: str
    template_version: str
    seal_note: str = UNCERTIFIED_SEAL_NOTE

    def __post_init__(self) -> None:
        _check_fields(self)
        if not isinstance(self.units, tuple) or not all(isinstance(unit, CertificateUnit) for unit in self.units):
            raise ValueError("units must be a tuple of CertificateUnit")
        if not self.starts_on <= self.ends_on <= self.issued_on:
            raise ValueError("starts_on, ends_on and issued_on must follow each other")
        if len(self.token) != TOKEN_LENGTH or read_code(self.token) != self.token:
            raise ValueError("token is malformed")
        if len(self.typed_code) != TYPED_LENGTH or read_code(self.typed_code) != self.typed_code:
            raise ValueError("typed_code is malformed")
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?", self.origin):
            raise ValueError("origin must be scheme and host, without a path")

    @property
    def subject(self) -> str:
        """What the sheet says in large letters that the holder has done."""
        return self.programme

    @property
    def printed_code(self) -> str:
        """The typed code in groups of four."""
        return grouped(self.typed_code)

    @property
    def printed_nip(self) -> str:
        """Printed 19661018 199203 1 001 (docs/rules.md 6.6); anything but 18 digits as it is."""
        return printed_nip(self.signatory_nip)

    @property
    def units_jp(self) -> int:
        """Lesson hours of all units together."""
        return sum(unit.jp for unit in self.units)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; dates and decimals as text. `from_dict` gives the equal record back."""
        return {**_plain_fields(self), "units": [_plain_fields(unit) for unit in self.units]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The record of `to_dict`; ValueError when a key is missing or unknown, or a value malformed."""
        _require_keys(cls, data)
        if not isinstance(data["units"], list):
            raise ValueError("units must be a list")
        values = dict(data)
        for name in (field.name for field in fields(cls) if field.type is date):
            values[name] = date.fromisoformat(_text(name, data[name]))
        values["units"] = tuple(_unit_from_dict(unit) for unit in data["units"])
        return cls(**values)


def canonical_json(record: CertificateRecord) -> bytes:
    """The one way to write a record as bytes: sorted keys, no white space, UTF-8, NFC (after RFC 8785)."""
    plain = record.to_dict()
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(record: CertificateRecord) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_json(record)).hexdigest()


def betraying_words(record: CertificateRecord) -> list[tuple[str, str]]:
    """Fields, with the word found, that would tell a reader where the holder was trained (docs/trust.md 3).

    The holder's own name is left out: it is printed as it is.
    """
    values = ((field.name, getattr(record, field.name)) for field in fields(record) if field.name != "holder_name")
    texts = [(name, value) for name, value in values if isinstance(value, str)]
    texts += [(f"units.{unit.order}", f"{unit.code} {unit.title} {unit.title_en}") for unit in record.units]
    return [(name, word) for name, text in texts if (word := betraying_word(text))]


def _plain_fields(thing: CertificateUnit | CertificateRecord) -> dict[str, Any]:
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _unit_from_dict(data: object) -> CertificateUnit:
    if not isinstance(data, Mapping):
        raise ValueError("a unit must be an object")
    _require_keys(CertificateUnit, data)
    values = dict(data)
    if values["score"] is not None:
        try:
            values["score"] = Decimal(_text("score", values["score"]))
        except InvalidOperation as error:
            raise ValueError("score must be a decimal number") from error
    return CertificateUnit(**values)


def _require_keys(cls: type[CertificateUnit] | type[CertificateRecord], data: Mapping[str, Any]) -> None:
    expected = {field.name for field in fields(cls)}
    if data.keys() != expected:
        raise ValueError(f"{cls.__name__} needs exactly its fields; wrong: {sorted(data.keys() ^ expected)}")

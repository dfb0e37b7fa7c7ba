"""What a new sheet would say otherwise than the old one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.record import CertificateRecord

COMPARED: dict[str, str | Promise] = {
    "holder_name": _("Holder"),
    "holder_birth_place": _("Place of birth"),
    "holder_birth_date": _("Date of birth"),
    "scheme": _("Certification scheme"),
    "registration_number": _("Registration number"),
    "valid_until": _("Valid until"),
    "programme": _("Training programme"),
    "field": _("Field"),
    "kind": _("Kind"),
    "lesson_hours": _("Lesson hours (JP)"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "place": _("Place"),
    "issuer": _("Training centre"),
    "issuer_owner": _("Owner"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    label: str | Promise
    before: str
    after: str


def differences(old: CertificateRecord, new: CertificateRecord) -> list[Difference]:
    """Of what is certified; number, day and signatory of a new sheet are always its own."""
    pairs = [(label, _said(old, name), _said(new, name)) for name, label in COMPARED.items() if hasattr(new, name)]
    pairs.append((_("Units of competency"), _units(old), _units(new)))
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _said(record: CertificateRecord, name: str) -> str:
    value = getattr(record, name)
    return date_format(value) if name in ("holder_birth_date", "starts_on", "ends_on", "valid_until") else str(value)


def _units(record: CertificateRecord) -> str:
    return "; ".join(f"{unit.code} {unit.title} ({unit.jp} JP, {unit.result})".strip() for unit in record.units)

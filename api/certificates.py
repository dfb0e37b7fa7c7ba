"""A certificate as another system is told of it: the entries of the page of the check, and nothing besides."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from certificates.models import Certificate, CertificateKind
from certificates.public import Answer


def status_of(answer: Answer, certificate: Certificate) -> dict[str, Any]:
    return {
        "state": answer.state,
        "checked_at": timezone.now(),
        "revoked_on": certificate.revoked_on if answer.state == "revoked" else None,
        "replaced_by": (certificate.replaced_by_number or None) if answer.state == "replaced" else None,
        "certificate": facts_of(certificate),
    }


def facts_of(certificate: Certificate) -> dict[str, Any]:
    record: Any = certificate.as_printed
    is_competence = certificate.kind == CertificateKind.COMPETENCE
    return {
        "kind": certificate.kind,
        "number": record.number,
        "replaces": certificate.replaces.number if certificate.replaces else None,
        "code": record.printed_code,
        "holder_name": record.holder_name,
        "holder_birth_place": record.holder_birth_place,
        "holder_birth_date": record.holder_birth_date,
        "subject": record.subject,
        "field": record.field,
        "programme_kind": record.kind,
        "outcome": record.results,
        "place": record.place,
        "issued_on": record.issued_on,
        "issuer": record.issuer,
        "issuer_owner": record.issuer_owner,
        "issuer_address": record.issuer_address,
        "signatory_name": record.signatory_name,
        "signatory_position": record.signatory_position,
        "seal_note": record.seal_note,
        "units": [unit_of(unit, is_competence=is_competence) for unit in record.units],
        **(of_competence(record) if is_competence else of_training(record)),
    }


def of_training(record: Any) -> dict[str, Any]:
    return {
        "lesson_hours": record.lesson_hours,
        "minutes_per_lesson_hour": record.minutes_per_jp,
        "starts_on": record.starts_on,
        "ends_on": record.ends_on,
    }


def of_competence(record: Any) -> dict[str, Any]:
    return {
        "subject_code": record.scheme_code,
        "registration_number": record.registration_number,
        "decided_on": record.decided_on,
        "valid_until": record.valid_until,
    }


def unit_of(unit: Any, *, is_competence: bool) -> dict[str, Any]:
    return {
        "order": unit.order,
        "code": unit.code,
        "code_verified": not unit.is_unverified,
        "title": unit.title,
        "title_en": unit.title_en,
        "lesson_hours": None if is_competence else unit.jp,
        "result": unit.result,
        "score": None if unit.score is None else str(unit.score),
    }

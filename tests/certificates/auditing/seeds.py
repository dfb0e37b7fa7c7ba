"""Certificates as the application would have written them, and hands that change things past every trigger."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection

from certificates.auditing.papers import digest_of
from certificates.files import keep_file
from certificates.models import Certificate, Proposal
from certificates.numbering import take_number
from certificates.printing import printed_record
from programs.models import Enrollment
from tests.certificates.classes import TODAY, Class, entered, past_the_triggers
from tests.certificates.competence import DecidedClass


def written(school: Class, proposal: Proposal, **changes: Any) -> Certificate:
    """A certificate with file and ledger entry but without the trouble of rendering, past its gates.

    What is changed is changed in row and record alike, and all digests fit: the work of who holds every key.
    """
    enrollment = Enrollment.objects.get(pk=proposal.enrollment_id)
    verdict = proposal.verdict
    given = verdict.blank_number if verdict else take_number(enrollment.batch, on=TODAY)
    number = changes.get("number") or given
    record = printed_record(enrollment, number=number, on=TODAY, by=school.head, verdict=verdict).to_dict() | changes
    token = record["token"]
    with past_the_triggers():
        certificate = Certificate.objects.create(
            proposal=proposal,
            enrollment=enrollment,
            kind=proposal.kind,
            number=number,
            token=token,
            typed_code=record["typed_code"],
            holder_name=record["holder_name"],
            record=record,
            record_sha256=digest_of(record),
            file=f"certificates/{token}.pdf",
            file_sha256=hashlib.sha256(token.encode()).hexdigest(),
            issued_on=record["issued_on"],
            valid_until=record.get("valid_until"),
            issued_by=school.head,
        )
    keep_file(certificate.file.name, token.encode())
    return entered(Certificate.objects.get(pk=certificate.pk))


def certified(school: Class, **changes: Any) -> list[Certificate]:
    """Everybody of the class; the changes are those of the first."""
    first, *others = school.competence_proposals() if isinstance(school, DecidedClass) else school.proposals()
    return [written(school, first, **changes), *(written(school, one) for one in others)]


def past(statement: str, *values: Any) -> None:
    """Run it as a database administrator with the triggers asleep could; it must hit a row."""
    with past_the_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0

"""What a certificate will say: the frozen record of a participant, and what stands against printing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from certificates.codes import new_token, new_typed_code
from certificates.competence_record import CompetenceRecord
from certificates.gates import GATE_SENTENCES
from certificates.identity import Identity, identities_before
from certificates.models import CompetenceVerdict, NumberSeries, Proposal, in_a_run
from certificates.numbering import certificate_number
from certificates.pdf import COMPETENCE_TEMPLATE_VERSION, TEMPLATE_VERSION, missing_letters
from certificates.record import RECOGNISED, CertificateRecord, CertificateUnit, UnprintableTextError, betraying_words
from certificates.signing import SealFaultError, seal_note
from programs.models import Batch, Enrollment, UnitResult

log = structlog.get_logger()

NO_SEAL = gettext_lazy("The certificates cannot be sealed now; none was issued. The administrator can mend the seal.")

FIELD_LABELS: dict[str, str | Promise] = {
    "number": gettext_lazy("certificate number"),
    "holder_name": gettext_lazy("name"),
    "holder_birth_place": gettext_lazy("place of birth"),
    "programme": gettext_lazy("name of the package"),
    "field": gettext_lazy("field"),
    "place": gettext_lazy("city of the issuer"),
    "issuer": gettext_lazy("name of the issuer"),
    "issuer_owner": gettext_lazy("owner of the training centre"),
    "signatory_name": gettext_lazy("name of the signatory"),
    "signatory_position": gettext_lazy("position of the signatory"),
    "signatory_nip": gettext_lazy("NIP of the signatory"),
    "code": gettext_lazy("code of a unit"),
    "title": gettext_lazy("title of a unit"),
    "issuer_address": gettext_lazy("address of the issuer"),
    "scheme": gettext_lazy("title of the scheme"),
    "scheme_en": gettext_lazy("title in English"),
    "scheme_code": gettext_lazy("code of the scheme"),
    "lsp_licence": gettext_lazy("number of the BNSP licence"),
    "registration_number": gettext_lazy("registration number"),
    "assessor_name": gettext_lazy("assessor of the LSP"),
    "assessor_registration": gettext_lazy("registration number of the assessor"),
}


def printed_record(
    enrollment: Enrollment, *, number: str, on: dt.date, by: User, verdict: CompetenceVerdict | None = None
) -> CertificateRecord:
    """Everything the sheet will say, copied; nothing of prison, register or crime is among it (docs/trust.md 3).

    With the `verdict` of an LSP it is a competence certificate's. Raises ValidationError, naming person and entry,
    when it cannot or must not be printed.
    """
    batch = enrollment.batch
    if on < batch.last_day:
        raise ValidationError(str(GATE_SENTENCES["certificate_date_is_true"]), code="certificate_date_is_true")
    if verdict and not verdict.decision.decided_on <= on <= verdict.decision.valid_until:
        raise ValidationError(str(GATE_SENTENCES["competence_date_is_true"]), code="competence_date_is_true")
    try:
        facts = {"number": number, "issued_on": on, **_copied(enrollment)}
        record = (
            CompetenceRecord(**facts, **_of_the_lsp(verdict), units=_units_of_the_scheme(enrollment, verdict))
            if verdict
            else CertificateRecord(**facts, **_of_the_centre(enrollment, by), units=tuple(_printed_units(enrollment)))
        )
    except SealFaultError as error:
        log.error("certificate_seal_fault", fault=str(error))
        raise ValidationError(NO_SEAL, code="no_seal") from error
    except UnprintableTextError as error:
        raise _refusal(enrollment, _("hidden characters that cannot be printed in: %s"), [error.field]) from error
    except ValueError as error:
        raise _refusal(enrollment, _("the certificate cannot be made (%s)"), [str(error)]) from error
    _refuse_what_betrays(enrollment, record)
    _refuse_missing_letters(enrollment, record)
    return record


def _refusal(enrollment: Enrollment, sentence: str, about: Iterable[str]) -> ValidationError:
    named = ", ".join(dict.fromkeys(str(FIELD_LABELS.get(name, name)) for name in about))
    return ValidationError(f"{enrollment.person.name}: {sentence % named}.", code="unprintable")


def _refuse_what_betrays(enrollment: Enrollment, record: CertificateRecord) -> None:
    found = [f"“{word}” ({_label(name)})" for name, word in betraying_words(record)]
    if found:
        raise _refusal(enrollment, _("the certificate would tell where it was earned: %s"), found)


def _refuse_missing_letters(enrollment: Enrollment, record: CertificateRecord) -> None:
    missing = set(missing_letters(record))
    if missing:
        holding = [
            f"{_label(name)} ({' '.join(sorted(set(text) & missing))})"
            for name, text in _texts(record)
            if set(text) & missing
        ]
        raise _refusal(enrollment, _("letters that cannot be printed in: %s"), holding)


def _label(name: str) -> str:
    return str(FIELD_LABELS["title"] if name.startswith("units.") else FIELD_LABELS.get(name, name))


def _texts(record: CertificateRecord) -> Iterator[tuple[str, str]]:
    plain = record.to_dict()
    yield from ((name, value) for name, value in plain.items() if isinstance(value, str))
    for unit in record.units:
        yield "code", unit.code
        yield "title", unit.title + unit.title_en


def _copied(enrollment: Enrollment) -> dict[str, Any]:
    """What both kinds of certificate keep of holder and training, with codes of their own."""
    batch, holder = enrollment.batch, enrollment.person
    return {
        "holder_name": holder.name,
        "holder_birth_place": holder.birth_place,
        "holder_birth_date": holder.birth_date,
        "programme": batch.package.name,
        "lesson_hours": batch.package.lesson_hours,
        "minutes_per_jp": batch.package.centre.minutes_per_jp,
        "starts_on": batch.starts_on,
        "ends_on": batch.last_day,
        "token": new_token(),
        "typed_code": new_typed_code(),
        "origin": settings.VERIFICATION_ORIGIN,
        "seal_note": seal_note(),
    }


def _of_the_centre(enrollment: Enrollment, by: User) -> dict[str, Any]:
    package, centre = enrollment.batch.package, enrollment.batch.package.centre
    return {
        "field": package.field.name,
        "kind": package.kind_printed,
        "place": centre.city,
        "issuer": centre.name,
        "issuer_owner": centre.owner,
        "signatory_name": by.name,
        "signatory_position": f"Kepala {centre.name}",
        "signatory_nip": by.nip,
        "template_version": TEMPLATE_VERSION,
    }


def _of_the_lsp(verdict: CompetenceVerdict) -> dict[str, Any]:
    decision, scheme, lsp = verdict.decision, verdict.decision.scheme, verdict.decision.scheme.lsp
    return {
        "scheme": scheme.title,
        "scheme_en": scheme.title_en,
        "scheme_code": scheme.code,
        "field": scheme.field.name,
        "kind": scheme.kind_printed,
        "registration_number": verdict.registration_number,
        "place": lsp.city,
        "issuer": lsp.name,
        "issuer_owner": "",
        "issuer_address": lsp.address,
        "lsp_licence": lsp.licence_number,
        "signatory_name": lsp.chair_name,
        "signatory_position": f"{lsp.chair_position} {lsp.name}",
        "assessor_name": decision.assessor_name,
        "assessor_registration": decision.assessor_registration,
        "decided_on": decision.decided_on,
        "valid_until": decision.valid_until,
        "time_zone": decision.batch.package.centre.region.time_zone,
        "template_version": COMPETENCE_TEMPLATE_VERSION,
    }


def _units_of_the_scheme(enrollment: Enrollment, verdict: CompetenceVerdict) -> tuple[CertificateUnit, ...]:
    """In the package's order, numbered anew."""
    decided = {unit.pk for unit in verdict.decision.scheme.units.all()}
    return tuple(_printed_units(enrollment, decided))


def _printed_units(enrollment: Enrollment, only: set[int] | None = None) -> Iterator[CertificateUnit]:
    """The units the participant is competent in, in the package's order; asks nothing of prefetched rows."""
    competent = {
        result.unit_id: result for result in enrollment.results.all() if result.verdict == UnitResult.Verdict.COMPETENT
    }
    taught = sorted(enrollment.batch.package.package_units.all(), key=lambda taught: taught.position)
    wanted = competent.keys() if only is None else competent.keys() & only
    passed = [package_unit for package_unit in taught if package_unit.unit_id in wanted]
    for order, package_unit in enumerate(passed, start=1):
        unit = package_unit.unit
        yield CertificateUnit(
            order=order,
            code=unit.code,
            code_verified=unit.code_verified,
            title=unit.title,
            jp=package_unit.lesson_hours,
            result=RECOGNISED if competent[package_unit.unit_id].recognised_from_id else "K",
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What one proposal will print if it is issued now, or the sentences that say why it cannot."""

    proposal: Proposal
    record: CertificateRecord | None
    problems: list[str]
    before: Identity | None = None
    """Name and day of birth when the class began, where the register says something else now."""


def preview(proposal: Proposal, *, on: dt.date, by: User) -> Preview:
    """One proposal as it would be issued on the day, with the next free number."""
    series = NumberSeries.objects.filter(centre=proposal.enrollment.batch.package.centre, year=on.year).first()
    return _preview(proposal, (series.last if series else 0) + 1, on, by)


def previews(batch: Batch, *, on: dt.date, by: User) -> list[Preview]:
    """The batch's waiting proposals as they would be issued on the day, with the next free numbers."""
    series = NumberSeries.objects.filter(centre=batch.package.centre, year=on.year).first()
    seq = series.last if series else 0
    rows: list[Preview] = []
    waiting = list(Proposal.objects.filter(enrollment__batch=batch).waiting().exclude(in_a_run()).with_evidence())
    before = identities_before(proposal.enrollment for proposal in waiting)
    for proposal in waiting:
        shown = _preview(proposal, seq + 1, on, by)
        rows.append(replace(shown, before=before.get(proposal.enrollment_id)))
        seq += rows[-1].record is not None and proposal.verdict is None
    return rows


def _preview(proposal: Proposal, seq: int, on: dt.date, by: User) -> Preview:
    try:
        verdict = proposal.verdict
        number = verdict.blank_number if verdict else certificate_number(proposal.enrollment.batch, seq, on=on)
        return Preview(proposal, printed_record(proposal.enrollment, number=number, on=on, by=by, verdict=verdict), [])
    except ValidationError as error:
        return Preview(proposal, None, error.messages)

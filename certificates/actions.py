"""Propose, issue, revoke: two people of the centre, and the database's gates behind them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Role
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.codes import new_token, new_typed_code
from certificates.models import Certificate, NumberSeries, Proposal
from certificates.pdf import TEMPLATE_VERSION, render
from certificates.record import CertificateRecord, CertificateUnit, betraying_words, digest
from programs.completion import progress_of
from programs.models import Batch, Enrollment

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@transaction.atomic
def propose(batch: Batch, *, by: User) -> list[Proposal]:
    """Propose a certificate for everybody who completed the batch and is not proposed yet."""
    batch = Batch.objects.select_for_update(of=("self",), no_key=True).with_places().get(pk=batch.pk)
    if batch.state != Batch.State.CLOSED:
        raise ValidationError(_("Certificates can be proposed once the batch is closed."))
    completed = batch.enrollments.filter(state=Enrollment.State.COMPLETED)
    waiting = [p.enrollment for p in progress_of(batch, completed.filter(proposals__isnull=True)) if p.is_complete]
    proposals = [Proposal.objects.create(enrollment=enrollment, proposed_by=by) for enrollment in waiting]
    for proposal in proposals:
        record(Verb.PROPOSE, proposal, by=by)
    return proposals


@transaction.atomic
def issue(proposals: Iterable[Proposal], *, on: dt.date, by: User) -> list[Certificate]:
    """Issue the proposed certificates: number, codes, frozen record, PDF, hashes; all of them or none.

    Raises ValidationError with the gate's sentence when the database refuses one (trust.md 3).
    """
    return [_issue_one(proposal, on, by) for proposal in proposals]


def _issue_one(proposal: Proposal, on: dt.date, by: User) -> Certificate:
    enrollment = Enrollment.objects.select_related(
        "inmate", "batch__package__centre", "batch__package__field", "batch__facility"
    ).get(pk=proposal.enrollment_id)
    if enrollment.certificates.standing().filter(kind=proposal.kind).exists():
        raise ValidationError(
            _("%(name)s already has this certificate.") % {"name": enrollment.inmate.name}, code="issued"
        )
    printed = printed_record(enrollment, number=_next_number(enrollment, on), on=on, by=by)
    betrayed = betraying_words(printed)
    if betrayed:
        raise ValidationError(
            _("The certificate would say “%(word)s”, which betrays where it was earned. Rename the package or centre.")
            % {"word": betrayed[0][1]}
        )
    pdf = render(printed)
    with refusals_explained():
        certificate = Certificate.objects.create(
            proposal=proposal,
            enrollment=enrollment,
            kind=proposal.kind,
            number=printed.number,
            token=printed.token,
            typed_code=printed.typed_code,
            holder_name=printed.holder_name,
            record=printed.to_dict(),
            record_sha256=digest(printed),
            file=f"certificates/{printed.token}.pdf",
            file_sha256=hashlib.sha256(pdf).hexdigest(),
            issued_on=on,
            issued_by=by,
        )
    _keep_file(certificate.file.name, pdf)
    record(Verb.ISSUE, certificate, by=by)
    return certificate


def _keep_file(name: str, pdf: bytes) -> None:
    """Bytes first, then the commit: a rolled-back issue leaves at most an orphan file, never a missing one."""
    if default_storage.save(name, ContentFile(pdf)) != name:
        raise ValidationError(_("The certificate's file could not be stored."))


def _next_number(enrollment: Enrollment, on: dt.date) -> str:
    """The next number of the centre's year, gapless: the series' row stays locked until the end of the transaction."""
    package = enrollment.batch.package
    NumberSeries.objects.get_or_create(centre=package.centre, year=on.year)
    series = NumberSeries.objects.select_for_update().get(centre=package.centre, year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return package.centre.certificate_number_pattern.format(
        seq=series.last, field=package.field.code, month=ROMAN_MONTHS[on.month - 1], year=on.year
    )


def printed_record(enrollment: Enrollment, *, number: str, on: dt.date, by: User) -> CertificateRecord:
    """Everything the sheet will say, copied; nothing of prison, register or crime is among it (trust.md 3)."""
    batch, inmate = enrollment.batch, enrollment.inmate
    package, centre = batch.package, batch.package.centre
    return CertificateRecord(
        number=number,
        holder_name=inmate.name,
        holder_birth_place=inmate.birth_place,
        holder_birth_date=inmate.birth_date,
        programme=package.name,
        field=package.field.name,
        kind=package.kind_printed,
        lesson_hours=package.lesson_hours,
        minutes_per_jp=centre.minutes_per_jp,
        starts_on=batch.starts_on,
        ends_on=batch.last_day,
        place=centre.city,
        issuer=centre.name,
        issuer_owner=centre.owner,
        signatory_name=by.name,
        signatory_position=f"Kepala {centre.name}",
        signatory_nip=by.nip,
        issued_on=on,
        units=tuple(_printed_units(enrollment)),
        token=new_token(),
        typed_code=new_typed_code(),
        origin=settings.PUBLIC_ORIGIN,
        template_version=TEMPLATE_VERSION,
    )


def _printed_units(enrollment: Enrollment) -> Iterable[CertificateUnit]:
    competent = set(enrollment.results.competent().values_list("unit", flat=True))
    taught = enrollment.batch.package.package_units.select_related("unit").order_by("position")
    passed = [package_unit for package_unit in taught if package_unit.unit_id in competent]
    for order, package_unit in enumerate(passed, start=1):
        unit = package_unit.unit
        yield CertificateUnit(
            order=order,
            code=unit.code,
            code_verified=unit.code_verified,
            title=unit.title,
            jp=package_unit.lesson_hours,
        )


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: User) -> None:
    """Take a certificate back for good; it stays on record and its page says so from this moment.

    Only the head of the issuing centre, and with a reason. Raises ValidationError when it is revoked already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Revoking needs a reason.")})
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.revoked_at:
        raise ValidationError(_("This certificate has already been revoked."))
    if by.role != Role.CENTRE_HEAD:
        raise ValidationError(_("Only the head of the training centre may revoke a certificate."))
    Certificate.objects.filter(pk=row.pk).update(
        revoked_at=dt.datetime.now(dt.UTC), revoked_by=by, revocation_reason=reason
    )
    record(Verb.REVOKE, row, by=by, reason=reason)

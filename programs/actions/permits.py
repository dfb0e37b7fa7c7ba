"""Permits to train outside the prison: filed for one or many people, taken back while nobody trains by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from facilities.stored_pdfs import StoredPdf, store_pdf
from programs.actions.batches import locked
from programs.actions.selection import first_of
from programs.models import Batch, Enrollment, OutsidePermit

State = Enrollment.State
FILING = (Batch.State.SELECTING, Batch.State.DECREED, Batch.State.RUNNING)
# Who has trained by no permit yet, so that one filed by mistake can go.
UNTRAINED = (State.PROPOSED, State.SHORTLISTED, State.ACCEPTED, State.RESERVE, State.REJECTED)
NO_SCAN = StoredPdf("", "", 0)


@dataclass(frozen=True, slots=True)
class Paper:
    """An assimilation decree or an escort letter: its kind, number, day, and the last day that it is valid on."""

    kind: str
    number: str
    dated_on: dt.date
    valid_until: dt.date


@transaction.atomic
def file_permits(
    batch: Batch,
    people: Iterable[Enrollment],
    paper: Paper,
    *,
    scan: UploadedFile | None = None,
    today: dt.date,
    by: User,
) -> list[OutsidePermit]:
    """File one paper for all the people it names.

    Raises ValidationError when the class is inside the prison, the paper is dated after `today` or does not reach
    to the last day of the batch, or the same paper is on file for one of them already.
    """
    batch = locked(batch)
    require(batch, *FILING)
    _refuse(batch, paper, today)
    rows = list(batch.enrollments.filter(pk__in=[row.pk for row in people]).with_people())
    if not rows:
        raise ValidationError({"people": _("Choose the people whom the paper names.")})
    same = OutsidePermit.objects.filter(enrollment__in=rows, kind=paper.kind, number=paper.number)
    filed = set(same.values_list("enrollment", flat=True))
    if filed:
        names = first_of([row.person.name for row in rows if row.pk in filed])
        raise ValidationError({"number": _("This paper is on file already for: %(names)s.") % {"names": names}})
    kept = store_pdf("permits", scan) if scan else NO_SCAN
    return [_file(row, paper, kept, by) for row in rows]


def _refuse(batch: Batch, paper: Paper, today: dt.date) -> None:
    if not batch.needs_permits:
        raise ValidationError(_("This class needs no permits."))
    if paper.dated_on > today:
        raise ValidationError({"dated_on": _("The day of the paper cannot lie in the future.")})
    if paper.valid_until < batch.last_day:
        raise ValidationError(
            {"valid_until": _("It must reach to the batch's last day, %(day)s.") % {"day": date_format(batch.last_day)}}
        )


def _file(row: Enrollment, paper: Paper, kept: StoredPdf, by: User) -> OutsidePermit:
    permit = OutsidePermit.objects.create(
        enrollment=row,
        kind=paper.kind,
        number=paper.number,
        dated_on=paper.dated_on,
        valid_until=paper.valid_until,
        file_name=kept.file_name,
        sha256=kept.sha256,
        filed_by=by,
    )
    record(Verb.ADD, permit, by=by)
    return permit


@transaction.atomic
def remove_permit(permit: OutsidePermit, *, by: User) -> None:
    """Take a paper that was filed by mistake off the file; a second click finds nothing to do.

    Raises ValidationError once the person has trained by it.
    """
    row = Enrollment.objects.select_for_update(of=("self",)).get(pk=permit.enrollment_id)
    filed = OutsidePermit.objects.select_for_update(of=("self",)).filter(pk=permit.pk).first()
    if filed is None:
        return
    if row.state not in UNTRAINED:
        raise ValidationError(_("Somebody has trained by this permit; it stays on file."))
    record(Verb.REMOVE, filed, by=by)
    filed.delete()

"""Notes on the labour market: written, mended and taken away by the office that heard of it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from programs.models import DemandNote


@transaction.atomic
def save_note(note: DemandNote, *, today: dt.date, changed: list[str], by: User) -> DemandNote:
    """Save what a source says, new or mended. Raises ValidationError for a day to come."""
    if note.noted_on > today:
        raise ValidationError({"noted_on": _("The day cannot lie in the future.")})
    verb = Verb.EDIT if note.pk else Verb.ADD
    if not note.pk:
        note.recorded_by = by
    note.save()
    record(verb, note, by=by, fields=changed)
    return note


@transaction.atomic
def remove_note(note: DemandNote, *, by: User) -> None:
    """Take away what was noted by mistake; a second click finds nothing to do."""
    row = DemandNote.objects.select_for_update(of=("self",)).filter(pk=note.pk).first()
    if row is not None:
        record(Verb.REMOVE, row, by=by)
        row.delete()

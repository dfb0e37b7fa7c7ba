"""Closed days are taken back; added and edited they are by plain forms."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import ClosedDay


@transaction.atomic
def remove_closed_day(day: ClosedDay, *, by: User) -> None:
    """Lessons may be held on it after all; a second click finds nothing to do."""
    row = ClosedDay.objects.select_for_update(of=("self",)).filter(pk=day.pk).first()
    if row is not None:
        record(Verb.REMOVE, row, by=by)
        row.delete()

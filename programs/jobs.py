"""What the queue calls when a day has come. Each may be called twice."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from audit.jobs import job
from programs.actions import circumstances
from trainees.models import DisciplinarySanction


@job
def sanction_begins(sanction: int, recorded_by: int) -> None:
    """The first day of a sanction that was recorded before: the training pauses, in the name of who recorded it.

    A sanction taken away meanwhile pauses nobody.
    """
    row = DisciplinarySanction.objects.select_related("inmate__facility").filter(pk=sanction).first()
    if row is None:
        return
    today = timezone.localdate(timezone=ZoneInfo(row.inmate.facility.time_zone))
    circumstances.after_sanction(row, today=today, by=User.objects.get(pk=recorded_by))

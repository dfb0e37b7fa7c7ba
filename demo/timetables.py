"""What upsets a timetable: closed days, a power cut, a lesson made up on a later last day; and days of two blocks."""

from __future__ import annotations

import datetime as dt

from demo.houses import House
from facilities.models import ClosedDay
from programs.actions import make_ups, sessions, timetable
from programs.actions.additional_lessons import add_lesson
from programs.actions.timetable import Block, Pattern
from programs.make_ups import draft_of_more, last_day_needed, proposals
from programs.models import Batch, Instructor, Session

DAY = dt.timedelta(days=1)
MORNING_AND_AFTERNOON = Pattern(frozenset(range(6)), dt.time(7, 30), 4, (Block(dt.time(12, 30), 4),))


def close_days(house: House, *, today: dt.date) -> None:
    """Of the country, the region and the prison; none on a day that the journeys teach on."""
    new_year = dt.date(today.year + 1, 1, 2)
    for name, place, first, last in (
        ("Cuti bersama tahun baru", {}, new_year, new_year),
        ("Hari jadi provinsi", {"region": house.facility.region}, new_year + 12 * DAY, new_year + 12 * DAY),
        ("Penggeledahan dan perawatan blok", {"facility": house.facility}, new_year + 24 * DAY, new_year + 25 * DAY),
    ):
        ClosedDay.objects.create(name=name, starts_on=first, ends_on=last, **place)


def power_cut(house: House, *, today: dt.date) -> None:
    """Of the class that runs two lessons to come are cancelled; one is made up on a new last day, one is owed."""
    close_days(house, today=today)
    batch = Batch.objects.with_places().get(facility=house.facility, package__field__code="TANI", state="RUNNING")
    to_come = list(batch.sessions.held().filter(day__gt=today).order_by("starts_at")[:2])
    why = {"cancellation": Session.Cancellation.POWER_CUT, "reason": "Perbaikan gardu listrik."}
    sessions.cancel_sessions(batch, to_come, **why, by=house.giatja)
    ends_on = last_day_needed(batch, to_come[:1], today=today) or batch.ends_on
    reason = "Satu pertemuan diganti setelah listrik padam."
    tested_on = max(batch.tested_on, ends_on + DAY)
    make_ups.extend(batch, ends_on=ends_on, tested_on=tested_on, reason=reason, by=house.giatja)
    make_ups.make_up_when_free(to_come[0], today=today, by=house.centre_staff)
    one_more(house, batch, today=today)


def one_more(house: House, batch: Batch, *, today: dt.date) -> None:
    """A short additional lesson on the next free day, for who would miss the threshold."""
    batch.refresh_from_db()
    draft = draft_of_more(batch, 4)
    slot = proposals(batch, [draft], today=today)[draft.pk] if draft else None
    if draft is not None and slot is not None:
        add_lesson(
            batch,
            day=slot.day,
            starts_at=slot.starts_at.time(),
            lesson_hours=draft.lesson_hours,
            unit=None,
            instructor=draft.instructor,
            workshop=draft.workshop,
            today=today,
            by=house.centre_staff,
        )


def two_blocks(house: House) -> None:
    """A class that has been decreed has lessons in the morning and in the afternoon."""
    batch = Batch.objects.with_places().get(facility=house.facility, package__field__code="BATIK", state="DECREED")
    field = batch.package.field_id
    teacher = Instructor.objects.of_batch(batch).teaching(field, until=batch.ends_on).order_by("pk").first()
    if teacher is not None:
        timetable.lay_out_timetable(batch, MORNING_AND_AFTERNOON, teacher, by=house.centre_staff)

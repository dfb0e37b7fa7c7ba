"""How attendance is kept in life: somebody comes late, a list is entered a day later, the head mends a letter."""

from __future__ import annotations

import datetime as dt
from random import Random

from demo.houses import House
from programs.actions.attendance import Mark, Status, last_day_to_change, record_attendance
from programs.models import Attendance, Batch, Session

LATE_BY = (10, 15, 30, 50)
NOTES = {Status.SICK: "Klinik Lapas", Status.EXCUSED: "Kunjungan keluarga", Status.DUTY: "Sidang"}
DAY = dt.timedelta(days=1)


def arrival(status: Status, rng: Random) -> Mark:
    """One of twenty who are present comes late; one of two who are away has the reason noted."""
    if status == Status.PRESENT and rng.random() < 0.05:
        return Mark(status, rng.choice(LATE_BY), "Apel pagi")
    return Mark(status, note=NOTES.get(status, "") if rng.random() < 0.5 else "")


def day_entered(session: Session, number: int) -> dt.date:
    """Every sixth list waits on paper for a day."""
    return session.day + DAY if number % 6 == 4 else session.day


def correct_one(house: House, batch: Batch, *, today: dt.date) -> None:
    """A letter that came after the days for changes makes an absence a court day: the head's correction."""
    first_day = today - 8 * DAY
    row = Attendance.objects.filter(session__batch=batch, session__day__lte=first_day, enrollment__state="ACTIVE")
    found = (
        row.exclude(status=Status.PRESENT).exclude(status=Status.DUTY).select_related("session", "enrollment").first()
    )
    if found is not None:
        on = last_day_to_change(found.session) + DAY
        mark = Mark(Status.DUTY, note="Surat panggilan sidang")
        reason = "Surat panggilan sidang baru diterima."
        record_attendance(found.session, {found.enrollment: mark}, on=on, by=house.kalapas, reason=reason)

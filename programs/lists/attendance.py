"""Attendance by list: the workbook of a batch's recap, filled in and brought back."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import Facility
from imports.cells import Cell, CellError, as_text, number, text
from imports.sheets import Column, Key, Known, Sheet, Text, Values
from programs.actions.attendance import Mark, Status, last_day_to_change, record_attendance
from programs.attendance_workbook import KEY, NAME
from programs.models import Attendance, Batch, Enrollment, Session

# The number in brackets at the end of a heading says which session the column is about.
SESSION = re.compile(r".*\[S(\d{1,18})\]", re.ASCII | re.DOTALL)
# ASCII: else “İ” would count as an I, which it does not become in capitals.
MARK = re.compile(r"([HSIAD])(?: ?(\d{1,3}))?", re.ASCII | re.IGNORECASE)
UNDER_WAY = (Batch.State.RUNNING, Batch.State.TESTING)

# A letter and minutes late, as one cell says it.
Said = tuple[str, int]


def said(cell: Cell) -> Said:
    """Raises CellError for anything but a letter, after H perhaps with minutes late."""
    found = MARK.fullmatch(as_text(cell))
    if found is None:
        raise CellError(
            gettext("“%(value)s” is no attendance: write H, S, I, A or D; H 15 for somebody 15 minutes late.")
            % {"value": as_text(cell)[:40]}
        )
    status, minutes = found[1].upper(), int(found[2] or 0)
    if minutes and status != Status.PRESENT:
        raise CellError(gettext("Only somebody present can have come late."))
    return status, minutes


def shown(value: Said | None) -> str:
    if value is None:
        return "–"
    status, minutes = value
    return f"{status} {minutes}" if minutes else status


PERSON = (
    Column("key", KEY, number(1, 999_999_999), is_required=True, help=_("Says who it is. Leave it as it is.")),
    Column("name", NAME, text(200), is_required=True, help=_("Checked against the number.")),
)


class AttendanceSheet(Sheet):
    """A row per participant, a column per session. An empty cell leaves what is recorded; what staff may no longer
    change, or is not held yet, is refused at its cell."""

    name = "attendance"
    label = _("Attendance")
    lead = _("Download the list from the attendance page of a batch, fill it in, and upload it here.")
    permission = Permission.RECORD_ATTENDANCE
    columns = PERSON
    shows = ("name",)
    list_page = "programs:batch-list"
    has_template = False

    def columns_for(self, headings: Sequence[Cell]) -> Sequence[Column]:
        """With a column for each session that the file's headings name; named again, it is passed over."""
        found: dict[str, Column] = {}
        for cell in headings:
            heading = as_text(cell)
            if match := SESSION.fullmatch(heading):
                name = column_of(int(match[1]))
                found.setdefault(name, Column(name, heading, said, show=shown))
        return (*PERSON, *found.values())

    def places(self, user: User) -> QuerySet[Facility]:
        """One's own; for a training centre's people those in which a class of theirs is under way."""
        if user.posting is not None and user.posting.facility_id:
            return super().places(user)
        under_way = Batch.objects.visible_to(user).filter(state__in=UNDER_WAY)
        return Facility.objects.filter(pk__in=under_way.values("facility"))

    def known_to(self, user: User, facility: Facility, *, lock: bool) -> Known:
        """Of the prison's classes under way those that the user sees: a training centre's people only their own."""
        batches = Batch.objects.visible_to(user).filter(facility=facility, state__in=UNDER_WAY).order_by("pk")
        if lock:
            batches = batches.select_for_update(of=("self",), no_key=True)
        sessions: dict[int, dict[str, Session]] = {batch.pk: {} for batch in batches}
        for session in Session.objects.filter(batch__in=sessions):
            sessions[session.batch_id][column_of(session.pk)] = session
        marks: dict[int, Values] = defaultdict(dict)
        for row in Attendance.objects.filter(session__batch__in=sessions):
            marks[row.enrollment_id][column_of(row.session_id)] = (row.status, row.minutes_late)
        known = Known()
        for person in Enrollment.objects.filter(batch__in=sessions).active().with_people():
            facts = {"key": person.pk, "name": person.person.name, "sessions": sessions[person.batch_id]}
            known.add(person.pk, facts | marks[person.pk], [("key", str(person.pk))])
        return known

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        return [("key", str(values["key"]))] if "key" in values else []

    def recorded(self, values: Values, current: Values) -> Values:
        return {**current, "name": values["name"]}

    def faults(self, values: Values, current: Values | None, *, by: frozenset[str], today: dt.date) -> dict[str, Text]:
        if current is None:
            return {"key": gettext("Nobody who takes part in a class of this prison now has this number.")}
        if values["name"].casefold() != " ".join(current["name"].split()).casefold():
            return {"name": gettext("The number in this row is another person's. Download the list anew.")}
        return dict(session_faults(values, current, today))

    def write(
        self, facility: Facility, new: list[Values], changed: list[tuple[int, Values]], *, by: User, today: dt.date
    ) -> None:
        people = Enrollment.objects.with_people().in_bulk([pk for pk, _values in changed])
        notes = {
            (row.session_id, row.enrollment_id): row.note
            for row in Attendance.objects.filter(enrollment__in=people).exclude(note="")
        }
        lists: dict[int, dict[Enrollment, Mark]] = defaultdict(dict)
        for pk, values in changed:
            for name, (status, minutes) in values.items():
                session = int(name.removeprefix(COLUMN))
                lists[session][people[pk]] = Mark(Status(status), minutes, notes.get((session, pk), ""))
        sessions = Session.objects.select_related("batch").in_bulk(list(lists))
        for session in sorted(lists):
            record_attendance(sessions[session], lists[session], on=today, by=by)


COLUMN = "session-"


def column_of(session: int) -> str:
    return f"{COLUMN}{session}"


def session_faults(values: Values, current: Values, today: dt.date) -> Iterator[tuple[str, Text]]:
    """What stands against a mark that would change something."""
    for name, value in values.items():
        if not name.startswith(COLUMN) or value == current.get(name):
            continue
        session: Session | None = current["sessions"].get(name)
        if session is None:
            yield name, gettext("This session is not one of the person's batch.")
        elif session.cancelled_at:
            yield name, gettext("This session was cancelled.")
        elif session.day > today:
            yield name, gettext("This session has not been held yet.")
        elif today > last_day_to_change(session):
            yield (
                name,
                gettext("Attendance could be changed until %(day)s. Now the prison's head corrects it, with a reason.")
                % {"day": date_format(last_day_to_change(session))},
            )
        elif value[1] * 60 >= (session.ends_at - session.starts_at).total_seconds():
            yield name, gettext("Longer than the session lasts: who missed all of it was not present.")

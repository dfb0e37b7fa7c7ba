"""A batch's sessions, laid out by a pattern. What becomes of single ones: sessions.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.batches import forget_timetable, locked
from programs.actions.instructors import refuse_who_is_of_elsewhere
from programs.clashes import Clash, clashes, in_words, taken_seats
from programs.models import Batch, Instructor, Session
from programs.timetables import Block, Pattern, drafted, lesson_days
from programs.weeks import Week, by_week

__all__ = ["Block", "Pattern", "lay_out_timetable", "lesson_days", "planned_timetable"]

State = Batch.State
BEFORE_CLASS = (State.PLANNED, State.SELECTING, State.DECREED)


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable as it would be: its sessions, unsaved, and what stands against saving it."""

    sessions: list[Session]
    clashes: list[Clash]
    taken_seats: list[str]

    @property
    def hours(self) -> int:
        return sum(session.lesson_hours for session in self.sessions)

    @property
    def against(self) -> list[str]:
        return in_words(self.clashes)

    @property
    def weeks(self) -> list[Week]:
        return by_week(self.sessions, today=self.sessions[0].day, clashes=self.clashes)


Teachers = Mapping[int, Instructor]


def planned_timetable(batch: Batch, pattern: Pattern, instructor: Instructor, teachers: Teachers | None = None) -> Plan:
    """The sessions that would arise and their clashes; nothing is saved.

    Raises ValidationError for who may not teach here, and for what is impossible: too few days, days past midnight.
    """
    people = {
        instructor,
        *(teachers or {}).values(),
        *(block.instructor for block in pattern.later if block.instructor),
    }
    for person in sorted(people, key=lambda person: person.pk):
        refuse_who_may_not_teach(person, batch, until=batch.ends_on)
    sessions = drafted(batch, pattern, instructor, teachers)
    besides = list(batch.sessions.values_list("pk", flat=True))
    seats = taken_seats(batch, batch.starts_on, batch.last_day)
    return Plan(sessions, clashes(batch, sessions, besides=besides), seats)


@transaction.atomic
def lay_out_timetable(
    batch: Batch, pattern: Pattern, instructor: Instructor, teachers: Teachers | None = None, *, by: User
) -> list[Session]:
    """Lay out all sessions anew, in the prison's own time zone. Refused once the class runs.

    `teachers` are the instructors of single units, by the unit's key. Raises ValidationError that says each clash.
    """
    batch = locked(batch)
    require(batch, *BEFORE_CLASS)
    hold(batch, [instructor, *(teachers or {}).values(), *(block.instructor for block in pattern.later)])
    plan = planned_timetable(batch, pattern, instructor, teachers)
    if plan.against:
        raise ValidationError(plan.against)
    forget_timetable(batch)
    Session.objects.bulk_create(plan.sessions)
    record(Verb.LAY_OUT, batch, by=by, sessions=len(plan.sessions))
    return plan.sessions


def refuse_who_may_not_teach(instructor: Instructor, batch: Batch, *, until: dt.date) -> None:
    """Raises ValidationError for who is of elsewhere, does not teach the field, or whose certificate runs out."""
    refuse_who_is_of_elsewhere(instructor, batch, _("The instructor belongs to another training centre."))
    if not instructor.fields.filter(pk=batch.package.field_id).exists():
        raise ValidationError(
            _("%(name)s does not teach %(field)s.") % {"name": instructor.name, "field": batch.package.field}
        )
    if not Instructor.objects.teaching(batch.package.field_id, until=until).filter(pk=instructor.pk).exists():
        raise ValidationError(
            _("%(name)s has no certificate for %(field)s that is valid until the last lesson.")
            % {"name": instructor.name, "field": batch.package.field}
        )


def hold(batch: Batch, people: Iterable[Instructor | None], workshops: Iterable[int] = ()) -> None:
    """Lock whom and what lessons book, so that two batches which want them ask one after the other."""
    instructors = sorted({person.pk for person in people if person is not None})
    list(Instructor.objects.select_for_update(no_key=True).filter(pk__in=instructors).order_by("pk"))
    places = {batch.workshop_id, *workshops}
    list(Workshop.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk"))

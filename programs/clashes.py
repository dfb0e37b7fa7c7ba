"""Who or what a lesson would need that is taken at the time, and what else speaks against it, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.calendar import closures
from programs.models import Batch, Enrollment, Instructor, InstructorAbsence, Session
from programs.models.enrollments import BUSY
from programs.models.instructors import MayTeach


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a lesson cannot be held as drafted."""

    session: Session
    text: str


def when(session: Session) -> str:
    return f"{date_format(session.day)}, {session.local_hours}"


def clashes(batch: Batch, drafts: Sequence[Session], *, besides: Collection[int] = ()) -> list[Clash]:
    """Against the sessions on record, but for those `besides`, which the drafts replace. Three queries.

    Instructor, workshop and the class itself are each in one place at a time; the instructor is not away, and has
    certificates that are valid on the day. A batch of another prison is not named.
    """
    if not drafts:
        return []
    taken = _taken(batch, drafts, besides)
    found = [
        Clash(draft, text)
        for draft in drafts
        for other in taken
        if other.starts_at < draft.ends_at and draft.starts_at < other.ends_at
        for text in _against(batch, draft, other)
    ]
    return [*found, *_away(drafts), *_uncertified(batch, drafts)]


def _taken(batch: Batch, drafts: Sequence[Session], besides: Collection[int]) -> list[Session]:
    first, last = min(row.starts_at for row in drafts), max(row.ends_at for row in drafts)
    rows = Session.objects.held().exclude(pk__in=besides).select_related("batch__facility", "instructor", "workshop")
    return list(
        rows.filter(
            Q(instructor__in={row.instructor_id for row in drafts})
            | Q(workshop__in={row.workshop_id for row in drafts})
            | Q(batch=batch),
            starts_at__lt=last,
            ends_at__gt=first,
        )
    )


def _against(batch: Batch, draft: Session, other: Session) -> list[str]:
    if other.batch_id == batch.pk:
        return [_("The participants already have a lesson at this time.")]
    is_here, names = other.batch.facility_id == batch.facility_id, {"batch": other.batch.name}
    found = []
    if other.instructor_id == draft.instructor_id:
        here, elsewhere = (
            _("%(name)s already teaches “%(batch)s” at this time."),
            _("%(name)s already teaches elsewhere at this time."),
        )
        found.append((here if is_here else elsewhere) % {**names, "name": draft.instructor.name})
    if other.workshop_id == draft.workshop_id:
        here, elsewhere = (
            _("The workshop %(name)s is already in use by “%(batch)s” at this time."),
            _("The workshop %(name)s is already in use at this time."),
        )
        found.append((here if is_here else elsewhere) % {**names, "name": draft.workshop.name})
    return found


def _away(drafts: Sequence[Session]) -> list[Clash]:
    """Lessons on days on which their instructor is away."""
    days = [row.day for row in drafts]
    absences = InstructorAbsence.objects.filter(instructor__in={row.instructor_id for row in drafts})
    away = list(absences.touching(min(days), max(days)))
    return [
        Clash(row, _("%(name)s is away on this day.") % {"name": row.instructor.name})
        for row in drafts
        if any(one.instructor_id == row.instructor_id and one.starts_on <= row.day <= one.ends_on for one in away)
    ]


def _uncertified(batch: Batch, drafts: Sequence[Session]) -> list[Clash]:
    """Lessons on days on which their instructor's certificates for the field are not valid."""
    days = sorted({row.day for row in drafts})
    asked = {f"day_{day:%Y%m%d}": MayTeach(F("pk"), Value(batch.package.field_id), Value(day)) for day in days}
    people = Instructor.objects.filter(pk__in={row.instructor_id for row in drafts}).annotate(**asked)
    able = {person.pk: person for person in people}
    return [
        Clash(row, _("%(name)s has no valid certificate for the field then.") % {"name": row.instructor.name})
        for row in drafts
        if not getattr(able[row.instructor_id], f"day_{row.day:%Y%m%d}")
    ]


def taken_seats(batch: Batch, first: dt.date, last: dt.date) -> list[str]:
    """Candidates and participants who have a seat in another batch on these days. A batch elsewhere is not named."""
    others = (
        Enrollment.objects.filter(state__in=BUSY, batch__starts_on__lte=last)
        .filter(Q(batch__ends_on__gte=first) | Q(batch__tested_on__gte=first))
        .exclude(batch=batch)
        .select_related("batch")
    )
    wanted = batch.enrollments.exclude(state__in=("REJECTED", "DROPPED", "COMPLETED")).with_people()
    if batch.is_for_officers:
        busy = {row.officer_id: row.batch for row in others.filter(officer__in=wanted.values("officer"))}
    else:
        busy = {row.inmate_id: row.batch for row in others.filter(inmate__in=wanted.values("inmate"))}
    found = []
    for row in wanted:
        other = busy.get(row.person_id)
        if other is not None and other.facility_id == batch.facility_id:
            text = _("%(name)s has a seat in “%(batch)s” on these days.")
            found.append(text % {"name": row.person.name, "batch": other.name})
        elif other is not None:
            found.append(_("%(name)s has a seat elsewhere on these days.") % {"name": row.person.name})
    return found


def closed_for(batch: Batch, drafts: Sequence[Session]) -> list[Clash]:
    """Lessons on days on which the prison is closed: a warning, for who moved them there may know better."""
    if not drafts:
        return []
    days = [row.day for row in drafts]
    closed = closures(batch.facility, min(days), max(days))
    return [
        Clash(row, _("The prison is closed: %(occasion)s.") % {"occasion": closed[row.day]})
        for row in drafts
        if row.day in closed
    ]


def in_words(found: Sequence[Clash]) -> list[str]:
    """One sentence for each thing that stands against lessons: on which day first, and on how many more."""
    by_text: dict[str, list[Session]] = {}
    for clash in found:
        by_text.setdefault(clash.text, []).append(clash.session)
    sentences = []
    for text, sessions in by_text.items():
        first = when(min(sessions, key=lambda row: row.starts_at))
        more = len(sessions) - 1
        days = (
            first
            if not more
            else ngettext("%(first)s and %(count)d more", "%(first)s and %(count)d more", more)
            % {
                "first": first,
                "count": more,
            }
        )
        sentences.append(f"{text} ({days})")
    return sentences


def refuse_clashes(batch: Batch, drafts: Sequence[Session], *, besides: Collection[int] = ()) -> None:
    """Raises ValidationError that says each clash in words."""
    found = clashes(batch, drafts, besides=besides)
    if found:
        raise ValidationError(in_words(found))

"""What may be done to meetings: their minutes are written, and what was promised is ticked done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from facilities.models import ActionItem, Facility, Meeting, MeetingAttendee, MeetingParty, TrainingCentre


@dataclass(frozen=True, slots=True)
class Place:
    facility: Facility | None
    centre: TrainingCentre | None


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    position: str
    place: Place
    office: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A promise; `kept` is the row that stands already."""

    what: str
    place: Place
    owner: str
    due_on: dt.date
    kept: int | None = None


def locked(meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, locked: it carries the minutes and who has confirmed them."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)


def open_again(meeting: Meeting, *, by: User) -> None:
    """Before the locked meeting's words change: confirmations of the old ones fall away, and the trail says so.

    Raises ValidationError once all sides have confirmed.
    """
    if meeting.is_confirmed:
        raise ValidationError(
            _("All sides have confirmed these minutes. One head takes that back first, and says why.")
        )
    if meeting.parties.exclude(confirmed_at=None).update(confirmed_by=None, confirmed_at=None):
        record(Verb.UNCONFIRM, meeting, by=by)


@transaction.atomic
def confirm_minutes(meeting: Meeting, *, wording: str, by: User) -> None:
    """The head of one side confirms the minutes as read, known by their `wording`.

    Raises ValidationError without minutes, when they have changed since, and for who has confirmed already.
    """
    meeting = locked(meeting)
    party = _own_party(meeting, by)
    if not meeting.has_minutes:
        raise ValidationError(_("There are no minutes yet."))
    if party.confirmed_at:
        raise ValidationError(_("Your side has confirmed these minutes already."))
    if wording != meeting.wording():
        raise ValidationError(_("The minutes have changed since you opened them. Read them again."))
    party.confirmed_by, party.confirmed_at = by, Now()
    party.save(update_fields=["confirmed_by", "confirmed_at"])
    record(Verb.CONFIRM, meeting, by=by)


@transaction.atomic
def withdraw_confirmation(meeting: Meeting, *, reason: str, by: User) -> None:
    """The head of one side no longer stands by the minutes, and says why: now they can be corrected."""
    meeting = locked(meeting)
    party = _own_party(meeting, by)
    if party.confirmed_at is None:
        raise ValidationError(_("Your side has not confirmed these minutes."))
    party.confirmed_by = party.confirmed_at = None
    party.save(update_fields=["confirmed_by", "confirmed_at"])
    record(Verb.UNCONFIRM, meeting, by=by, reason=reason)


def _own_party(meeting: Meeting, by: User) -> MeetingParty:
    party = meeting.party_of(by)
    if party is None:
        raise ValidationError(_("Only the heads of those at the table confirm the minutes."))
    return party


@transaction.atomic
def write_minutes(
    meeting: Meeting,
    *,
    minutes: str,
    decisions: str,
    minutes_number: str,
    attendees: Iterable[Attendee],
    items: Iterable[Item],
    by: User,
    today: dt.date,
) -> None:
    """Write down what was said and decided, who was there, and who does what by when.

    An open item that is not among `items` any more is taken out; what was ticked done stays as it is. Whoever had
    confirmed other words confirms anew. Raises ValidationError once all sides have confirmed, and when minutes
    that stand already would be emptied.
    """
    meeting = locked(meeting)
    attendees = list(attendees)
    if meeting.has_minutes and not (minutes.strip() or decisions.strip()):
        raise ValidationError({"minutes": _("These minutes are written already: change them, but do not empty them.")})
    if meeting.held_on > today and (minutes or decisions or attendees):
        raise ValidationError(_("The meeting has not been held yet."))
    open_again(meeting, by=by)
    meeting.minutes, meeting.decisions, meeting.minutes_number = minutes, decisions, minutes_number
    meeting.save(update_fields=["minutes", "decisions", "minutes_number"])
    meeting.attendees.all().delete()
    for person in attendees:
        MeetingAttendee.objects.create(
            meeting=meeting,
            name=person.name,
            position=person.position,
            facility=person.place.facility,
            centre=person.place.centre,
            office=person.office,
        )
    _write_items(meeting, list(items), by=by)
    record(Verb.EDIT, meeting, by=by, fields=["minutes", "decisions", "attendees", "action_items"])


def _write_items(meeting: Meeting, items: list[Item], *, by: User) -> None:
    still_open = {item.pk: item for item in meeting.action_items.select_for_update().open()}
    for gone in still_open.keys() - {item.kept for item in items}:
        record(Verb.REMOVE, still_open[gone], by=by)
        still_open[gone].delete()
    for item in items:
        row = ActionItem(meeting=meeting) if item.kept is None else still_open.get(item.kept)
        if row is None:
            raise ValidationError(_("“%(item)s” was ticked done meanwhile. Open the page anew.") % {"item": item.what})
        row.what, row.owner, row.due_on = item.what, item.owner, item.due_on
        row.facility, row.centre = item.place.facility, item.place.centre
        row.save()
        if item.kept is None:
            record(Verb.ADD, row, by=by)


@transaction.atomic
def tick(item: ActionItem, *, on: dt.date, note: str, today: dt.date, by: User) -> None:
    """The owner's own side says that it is done, when, and how."""
    found = ActionItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise ValidationError(CHANGED_MEANWHILE)
    item = found
    if not ActionItem.objects.owned_by(by).filter(pk=item.pk).exists():
        raise ValidationError(_("Only the side that has to do it ticks it done."))
    if item.done_on is not None:
        raise ValidationError(_("This was ticked done already."))
    if on > today:
        raise ValidationError({"done_on": _("This day lies in the future.")})
    if item.meeting is not None and on < item.meeting.held_on:
        raise ValidationError({"done_on": _("This day lies before the meeting.")})
    if item.review is not None and on < item.review.reviewed_on:
        raise ValidationError({"done_on": _("This day lies before the review.")})
    item.done_on, item.done_by, item.done_note = on, by, note
    item.save(update_fields=["done_on", "done_by", "done_note"])
    record(Verb.COMPLETE, item, by=by, reason=note)

"""A meeting is called on one page; when it has been held, its minutes are written on another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from accounts.models import User
from facilities.actions.meetings import Attendee, Item, Place
from facilities.forms import DAY, REASON
from facilities.forms.days import PlausibleDays
from facilities.forms.parties import KINDS, PartiesForm, parties_fieldset, sides_of
from facilities.models import ActionItem, Meeting, ReadinessReview

SPARE_ROWS = 3
OTHER_OFFICE = "other"
LONG = forms.Textarea(attrs={"rows": 5})


class MeetingForm(PlausibleDays, PartiesForm):
    """When, where and what about, and who sits at the table; whoever adds it has called it."""

    class Meta:
        model = Meeting
        fields = ("kind", "subject", "held_on", "place", "agreement", "review", "agenda")
        widgets = {"held_on": DAY, "agenda": LONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agreement", "review"):
            self.fields[name].empty_label = _("None")  # type: ignore[attr-defined]
        self.fields["review"].label_from_instance = review_label  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(_("The meeting"), *self.Meta.fields, css_class="field-group"),
            parties_fieldset(_("Who sits at the table")),
        )

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(name, rows)
        return rows.with_places() if name == "review" else rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"facilities", "centres"} <= cleaned.keys():
            self.clean_links(cleaned)
        if not self.errors and self.instance.pk is None:
            self.refuse_twin(cleaned)
        elif not self.errors:
            self.refuse_unseating(cleaned)
        return cleaned

    def clean_links(self, cleaned: dict[str, Any]) -> None:
        """What a meeting is linked to is between two of those at its table."""
        prisons, centres = ({place.pk for place in cleaned[name]} for name in ("facilities", "centres"))
        if agreement := cleaned.get("agreement"):
            sides = sides_of(agreement)
            if prisons.isdisjoint(sides["facilities"]) or centres.isdisjoint(sides["centres"]):
                self.add_error("agreement", _("The agreement is not between those who sit at the table."))
        review = cleaned.get("review")
        if review and (review.facility_id not in prisons or review.centre_id not in centres):
            self.add_error("review", _("Both sides of the review must sit at the table."))

    def refuse_unseating(self, cleaned: dict[str, Any]) -> None:
        """Who called the meeting, was there or has promised something does not lose sight of it.

        The meeting's row makes this wait for minutes that are being saved.
        """
        meeting = Meeting.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
        for name, kind in KINDS.items():
            bound = {
                *meeting.parties.filter(has_called=True).values_list(kind, flat=True),
                *meeting.attendees.values_list(kind, flat=True),
                *meeting.action_items.values_list(kind, flat=True),
            }
            if bound - {None} - {place.pk for place in cleaned[name]}:
                self.add_error(
                    name, _("Who called the meeting, attended it or has promised something stays at the table.")
                )

    def refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """A second click on “Save” is no second meeting. The user's row makes two requests wait for each other."""
        User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        twins = Meeting.objects.filter(subject=cleaned["subject"], held_on=cleaned["held_on"])
        if twins.filter(parties__facility__in=cleaned["facilities"]).exists():
            self.add_error("subject", _("This meeting is already listed."))

    def save(self, commit: bool = True) -> Meeting:
        is_new = self.instance.pk is None
        meeting: Meeting = super().save(commit)
        if is_new and (posting := self.user.posting):
            meeting.parties.filter(facility=posting.facility_id, centre=posting.centre_id).update(has_called=True)
        return meeting


def review_label(review: ReadinessReview) -> str:
    return f"{review}, {review.workshop.owner}, {date_format(review.reviewed_on, 'SHORT_DATE_FORMAT')}"


class MinutesForm(PlausibleDays, ScopedForm):
    """What was said and decided, who was there, and who does what by when; rows left empty say nothing."""

    minutes = forms.CharField(label=_("What was said"), required=False, widget=LONG)
    decisions = forms.CharField(
        label=_("Decisions"), required=False, widget=LONG, help_text=_("One decision per line.")
    )
    minutes_number = forms.CharField(
        label=_("Number of the minutes"),
        max_length=100,
        required=False,
        help_text=_("As it stands in the office's agenda book."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        initial = {name: getattr(meeting, name) for name in ("minutes", "decisions", "minutes_number")}
        super().__init__(*args, **{**kwargs, "initial": initial | (kwargs.get("initial") or {})})
        parties = list(meeting.parties.select_related("facility", "centre"))
        self.meeting = meeting
        self.places = {_key(party): (party.facility, party.centre) for party in parties}
        self.sides = [("", _("Choose …")), *((_key(party), str(party.place)) for party in parties)]
        there = list(meeting.attendees.all())
        items = list(meeting.action_items.select_related("facility", "centre"))
        self.done = [item for item in items if item.done_on]
        self.attendees = self.add_attendees(there)
        self.items = self.add_items([item for item in items if not item.done_on])

    def rows_sent(self, kind: str) -> int:
        """The highest row that came back; none of them may get lost."""
        numbers = [int(found[1]) for name in self.data if (found := re.fullmatch(rf"{kind}_(\d{{1,2}})_\w+", name))]
        return max(numbers, default=0)

    def add_attendees(self, there: list[Any]) -> list[str]:
        rows = max(len(there) + SPARE_ROWS, self.rows_sent("attendee"))
        keys = []
        for row in range(1, rows + 1):
            person = there[row - 1] if row <= len(there) else None
            key = f"attendee_{row}"
            side = (_key(person) or OTHER_OFFICE) if person else ""
            self.text(f"{key}_name", _("Name of attendee %(row)d") % {"row": row}, person and person.name)
            self.text(f"{key}_position", _("Position of attendee %(row)d") % {"row": row}, person and person.position)
            sides = [*self.sides, (OTHER_OFFICE, _("Another office"))]
            self.choice(f"{key}_side", _("Attendee %(row)d stands for") % {"row": row}, sides, side)
            self.text(f"{key}_office", _("Other office of attendee %(row)d") % {"row": row}, person and person.office)
            keys.append(key)
        return keys

    def add_items(self, items: list[ActionItem]) -> list[str]:
        """Open items under their own key, so that a row never takes the place of another."""
        keys = [f"kept_{item.pk}" for item in items]
        for key, item in zip(keys, items, strict=True):
            self.add_item(key, item.what[:40], item)
        for row in range(1, max(SPARE_ROWS, self.rows_sent("item")) + 1):
            keys.append(f"item_{row}")
            self.add_item(keys[-1], str(_("new action item %(row)d") % {"row": row}), None)
        return keys

    def add_item(self, key: str, called: str, item: ActionItem | None) -> None:
        which = {"item": called}
        self.text(f"{key}_what", _("What is to be done: %(item)s") % which, item.what if item else "", length=300)
        self.choice(f"{key}_side", _("Who has to do it: %(item)s") % which, self.sides, _key(item) if item else "")
        self.text(f"{key}_owner", _("Name or position: %(item)s") % which, item.owner if item else "")
        label = _("Due on: %(item)s") % which
        widget = forms.DateInput(attrs={"type": "date", "aria-label": label}, format="%Y-%m-%d")
        self.fields[f"{key}_due_on"] = forms.DateField(
            label=label, required=False, initial=item and item.due_on, widget=widget
        )

    def text(self, name: str, label: Any, value: str | None, *, length: int = 200) -> None:
        widget = forms.TextInput(attrs={"aria-label": label})
        self.fields[name] = forms.CharField(
            label=label, max_length=length, required=False, initial=value or "", widget=widget
        )

    def choice(self, name: str, label: Any, choices: list[Any], value: str) -> None:
        widget = forms.Select(attrs={"aria-label": label})
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, initial=value, widget=widget
        )

    def attendee_rows(self) -> Iterator[dict[str, forms.BoundField]]:
        for key in self.attendees:
            yield {part: self[f"{key}_{part}"] for part in ("name", "position", "side", "office")}

    def item_rows(self) -> Iterator[dict[str, forms.BoundField]]:
        for key in self.items:
            yield {part: self[f"{key}_{part}"] for part in ("what", "side", "owner", "due_on")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in self.attendees:
            self.clean_attendee(key, cleaned)
        for key in self.items:
            self.clean_item(key, cleaned)
        return cleaned

    def clean_attendee(self, key: str, cleaned: dict[str, Any]) -> None:
        name, position, side, office = (cleaned.get(f"{key}_{part}") for part in ("name", "position", "side", "office"))
        if not (name or position or office):
            return
        self.demand(f"{key}_name", name, _("Whoever attended has a name."))
        self.demand(f"{key}_position", position, _("Say in which position."))
        if not side and office:
            cleaned[f"{key}_side"] = side = OTHER_OFFICE
        self.demand(f"{key}_side", side, _("Choose for whom."))
        if side == OTHER_OFFICE:
            self.demand(f"{key}_office", office, _("Name the office."))

    def clean_item(self, key: str, cleaned: dict[str, Any]) -> None:
        what, side, owner, due_on = (cleaned.get(f"{key}_{part}") for part in ("what", "side", "owner", "due_on"))
        if not what and (owner or due_on) and not key.startswith("kept_"):
            self.demand(f"{key}_what", what, _("Say what is to be done."))
        if what:
            self.demand(f"{key}_side", side, _("Choose who has to do it."))
            self.demand(f"{key}_due_on", due_on, _("Say by when."))
        if what and due_on and due_on < self.meeting.held_on:
            self.add_error(f"{key}_due_on", _("It cannot be due before the meeting."))

    def demand(self, name: str, value: Any, sentence: Any) -> None:
        if not value and name not in self.errors:
            self.add_error(name, sentence)

    def were_there(self) -> Iterator[Attendee]:
        for key in self.attendees:
            if name := self.cleaned_data[f"{key}_name"]:
                side = self.cleaned_data[f"{key}_side"]
                place = Place(*self.places.get(side, (None, None)))
                office = self.cleaned_data[f"{key}_office"] if side == OTHER_OFFICE else ""
                yield Attendee(name, self.cleaned_data[f"{key}_position"], place, office)

    def promised(self) -> Iterator[Item]:
        for key in self.items:
            if what := self.cleaned_data[f"{key}_what"]:
                due_on: dt.date = self.cleaned_data[f"{key}_due_on"]
                place = Place(*self.places[self.cleaned_data[f"{key}_side"]])
                kept = int(key.removeprefix("kept_")) if key.startswith("kept_") else None
                yield Item(what, place, self.cleaned_data[f"{key}_owner"], due_on, kept)


def _key(row: Any) -> str:
    """The place of a row in an address of choices; empty for a guest of another office."""
    if row.facility_id:
        return f"facility-{row.facility_id}"
    return f"centre-{row.centre_id}" if row.centre_id else ""


class DoneForm(PlausibleDays, ScopedForm):
    done_on = forms.DateField(label=_("Done on"), widget=DAY)
    note = forms.CharField(label=_("How it was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class WithdrawForm(ScopedForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)

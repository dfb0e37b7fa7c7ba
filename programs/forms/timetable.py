from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Batch, Instructor
from programs.timetables import Block, Pattern

WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
LATER_BLOCKS = ((2, _("Second block of the day")), (3, _("Third block of the day")))


def clock(label: Any, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


def teachers_of(batch: Batch, user: Any, until: dt.date) -> QuerySet[Instructor]:
    return Instructor.objects.visible_to(user).of_batch(batch).teaching(batch.package.field_id, until=until)


class TimetableForm(ScopedForm):
    """When lessons are held and by whom: up to three blocks a day, and instructors of single units."""

    instructor = forms.ModelChoiceField(
        label=_("Instructor"), queryset=Instructor.objects.none(), empty_label=_("Choose …")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Lesson days"),
        coerce=int,
        choices=WEEKDAYS,
        initial=[0, 1, 2, 3, 4, 5],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("National holidays and closed days of the prison are skipped by themselves."),
    )
    starts_at = clock(_("Lessons start at"), initial=dt.time(7, 30), help_text=_("Local time of the prison."))
    hours_per_day = forms.IntegerField(label=_("Lesson hours (JP)"), min_value=1, max_value=10, initial=8)
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        who: Any = self.fields["instructor"]
        who.queryset = teachers_of(batch, self.user, batch.ends_on)
        self.people = {str(person.pk): person for person in who.queryset}
        self.units = list(batch.package.package_units.select_related("unit"))
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        first = ("instructor", "weekdays", "starts_at", "hours_per_day", "previewed")
        later = [self._add_block(number, str(title)) for number, title in LATER_BLOCKS]
        self.helper.layout = Layout(
            Fieldset(_("Every lesson day"), *first, css_class="field-group"), *later, *self._add_units()
        )

    def _add_block(self, number: int, title: str) -> Fieldset:
        self.fields[f"starts_at_{number}"] = clock(_("Lessons start at"), required=False)
        self.fields[f"hours_{number}"] = forms.IntegerField(
            label=_("Lesson hours (JP)"), min_value=1, max_value=10, required=False
        )
        self.fields[f"instructor_{number}"] = self._teacher(_("Instructor of this block"))
        names = (f"starts_at_{number}", f"hours_{number}", f"instructor_{number}")
        return Fieldset(title, *names, css_class="field-group")

    def _add_units(self) -> list[Fieldset]:
        if len(self.people) < 2:
            return []
        for row in self.units:
            self.fields[f"unit_{row.unit_id}"] = self._teacher(f"{row.unit.title} ({row.lesson_hours} JP)")
        names = [f"unit_{row.unit_id}" for row in self.units]
        return [Fieldset(_("Instructors of single units"), *names, css_class="field-group")]

    def _teacher(self, label: Any) -> forms.TypedChoiceField:
        """One of the people of the first list, which has been asked for once."""
        choices = [("", _("As above")), *((key, person.name) for key, person in self.people.items())]
        return forms.TypedChoiceField(
            label=label, choices=choices, coerce=self.people.__getitem__, empty_value=None, required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        before = True
        for number, _title in LATER_BLOCKS:
            start, hours = cleaned.get(f"starts_at_{number}"), cleaned.get(f"hours_{number}")
            if start and not hours and f"hours_{number}" not in self.errors:
                self.add_error(f"hours_{number}", _("How many JP does this block have?"))
            if hours and not start and f"starts_at_{number}" not in self.errors:
                self.add_error(f"starts_at_{number}", _("When does this block start?"))
            if start and hours and not before:
                self.add_error(f"starts_at_{number}", _("Fill in the second block first."))
            before = bool(start and hours)
        return cleaned

    def pattern(self) -> Pattern:
        given = self.cleaned_data
        later = tuple(
            Block(given[f"starts_at_{number}"], given[f"hours_{number}"], given[f"instructor_{number}"])
            for number, _title in LATER_BLOCKS
            if given.get(f"hours_{number}")
        )
        return Pattern(frozenset(given["weekdays"]), given["starts_at"], given["hours_per_day"], later)

    def teachers(self) -> dict[int, Instructor]:
        """Instructors of single units, by the unit's key."""
        chosen = {row.unit_id: self.cleaned_data.get(f"unit_{row.unit_id}") for row in self.units}
        return {unit: person for unit, person in chosen.items() if person}

    def fingerprint(self) -> str:
        """Of what was filled in, so that only what was looked at is saved."""
        given = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name != "previewed")
        return hashlib.sha256(repr(given).encode()).hexdigest()[:16]

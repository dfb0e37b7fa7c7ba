"""Forms with a line for each person or field: what many people want and can do, typed at one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.models import Field
from trainees.actions.interests import Wish
from trainees.models import Inmate, Interest, Officer

Trainee = Inmate | Officer
Key = tuple[int, int]
CHOICES = [("", "–"), *((choice.value, str(choice.value)) for choice in Interest.Choice)]
FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Line:
    """One person and one field with what is typed about them."""

    person: Trainee
    field: Field
    choice: forms.BoundField
    aptitude: forms.BoundField
    skill: forms.BoundField


class InterestSheet(ScopedForm):
    """Choice, aptitude and skill for pairs of a person and a field; all are inmates or all are officers.

    Each input carries what it showed at first, so that only lines that were typed in are saved: who saves an old
    page undoes nobody else's work. Test and day are asked once, for the aptitudes that were typed.
    """

    instrument = forms.CharField(
        label=_("Aptitude test"),
        max_length=100,
        required=False,
        help_text=_("For the aptitudes typed below, for example the name of the questionnaire."),
    )
    tested_on = forms.DateField(label=_("Day of the aptitude test"), widget=DAY, required=False)

    def __init__(self, *args: Any, pairs: Sequence[tuple[Trainee, Field]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = list(pairs)
        rows = Interest.objects.of(person for person, _field in pairs)
        self.known = {(row.inmate_id or row.officer_id, row.field_id): row for row in rows}
        for person, field in self.pairs:
            self.add_line(person, field)

    def add_line(self, person: Trainee, field: Field) -> None:
        key = (person.pk, field.pk)
        about = {"name": person.name, "field": field.name}
        row = self.known.get(key)
        line = {
            "choice": forms.TypedChoiceField(
                label=_("Interest of %(name)s in %(field)s") % about, choices=CHOICES, coerce=int, empty_value=None
            ),
            "aptitude": forms.IntegerField(
                label=_("Aptitude of %(name)s for %(field)s") % about, min_value=0, max_value=100
            ),
            "skill": forms.CharField(label=_("Earlier skill of %(name)s in %(field)s") % about, max_length=200),
        }
        for part, typed in line.items():
            typed.required = typed.widget.is_required = False
            typed.show_hidden_initial = True
            typed.initial = getattr(row, part, None)
            typed.widget.attrs["aria-label"] = typed.label
            self.fields[name_of(part, key)] = typed

    def lines(self) -> Iterator[Line]:
        for person, field in self.pairs:
            parts = (self[name_of(part, (person.pk, field.pk))] for part in ("choice", "aptitude", "skill"))
            yield Line(person, field, *parts)

    def clean_tested_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["tested_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("The day of the test cannot lie in the future."))
        if day is not None and day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(self.is_measured_anew((person.pk, field.pk)) for person, field in self.pairs):
            for name in ("instrument", "tested_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for the aptitudes that you typed."))
        return cleaned

    def is_measured_anew(self, key: Key) -> bool:
        name = name_of("aptitude", key)
        return name in self.changed_data and self.cleaned_data.get(name) is not None

    def wishes(self) -> Iterator[Wish]:
        """What the lines say that somebody typed in."""
        for person, field in self.pairs:
            key = (person.pk, field.pk)
            if not {name_of(part, key) for part in ("choice", "aptitude", "skill")} & set(self.changed_data):
                continue
            choice, aptitude, skill = (
                self.cleaned_data[name_of(part, key)] for part in ("choice", "aptitude", "skill")
            )
            yield Wish(person, field, choice, aptitude, **self.test_of(key, aptitude), skill=skill)

    def test_of(self, key: Key, aptitude: int | None) -> dict[str, Any]:
        """The test behind an aptitude: the sheet's for what was typed, its own for what stays."""
        if aptitude is None:
            return {}
        if self.is_measured_anew(key) or key not in self.known:
            return {name: self.cleaned_data[name] for name in ("instrument", "tested_on")}
        row = self.known[key]
        return {"instrument": row.instrument, "tested_on": row.tested_on}


def name_of(part: str, key: Key) -> str:
    return f"{part}_{key[0]}_{key[1]}"

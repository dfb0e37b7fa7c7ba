from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Batch, Instructor, Session

WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


class TimetableForm(ScopedForm):
    instructor = forms.ModelChoiceField(
        label=_("Instructor"), queryset=Instructor.objects.none(), empty_label=_("Choose …")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Lesson days"),
        coerce=int,
        choices=WEEKDAYS,
        initial=[0, 1, 2, 3, 4, 5],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("National holidays are skipped by themselves."),
    )
    starts_at = forms.TimeField(
        label=_("Lessons start at"),
        initial=dt.time(7, 30),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Local time of the prison."),
    )
    hours_per_day = forms.IntegerField(label=_("Lesson hours (JP) a day"), min_value=1, max_value=10, initial=8)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instructor"].queryset = (  # type: ignore[attr-defined]
            Instructor.objects.visible_to(self.user)
            .of_batch(batch)
            .teaching(batch.package.field_id, until=batch.ends_on)
        )


class CancelSessionForm(ScopedForm):
    cancellation = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("Choose …")), *Session.Cancellation.choices],
        help_text=_("The next review of the workshop asks about it."),
    )
    reason = forms.CharField(
        label=_("In your words"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

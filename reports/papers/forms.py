from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.models import Agreement, Region
from papers.pages import NUMBER_LENGTH
from programs.models import Batch
from reports.papers.quarter import Quarter, years

CHARACTERS = (("Biasa", _("Ordinary")), ("Segera", _("Urgent")), ("Penting", _("Important")))


class RequestForm(PlausibleDays, ScopedForm):
    """What the request letter says beyond the plan; nothing of it is kept."""

    number = forms.CharField(
        label=_("Number, as your office gives it"),
        max_length=NUMBER_LENGTH,
        required=False,
        help_text=_("Left empty, the paper has a dotted line to write it on."),
    )
    on = forms.DateField(label=_("Date of the letter"), widget=DAY, initial=timezone.localdate)
    character = forms.ChoiceField(label=_("Character"), choices=CHARACTERS)
    attachments = forms.CharField(
        label=_("Attachments"), max_length=60, required=False, help_text=_("For example “1 (satu) berkas”.")
    )
    contact = forms.CharField(
        label=_("Contact for questions"),
        max_length=120,
        required=False,
        help_text=_("Name and office telephone; it is printed and not kept."),
    )
    batches = forms.ModelMultipleChoiceField(
        label=_("Batches asked for"),
        queryset=Batch.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked, the letter lists the agreement's fields and leaves the rest to be filled in."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        own = Batch.objects.visible_to(self.user).filter(agreement=agreement).exclude(state=Batch.State.CANCELLED)
        rows = own.select_related("package__field", "workshop").order_by("starts_on", "name")
        self.fields["batches"].queryset = rows  # type: ignore[attr-defined]


class QuarterForm(forms.Form):
    """Which quarter of which region; the one that ended last, if nothing else is said."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    quarter = forms.TypedChoiceField(
        label=_("Quarter"), coerce=int, choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")]
    )
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), empty_label=None)

    def __init__(self, data: Any, *, user: Any, today: dt.date) -> None:
        regions = Region.objects.visible_to(user).order_by("name")
        self.own = regions.first()
        ended = last_ended(today)
        said = {
            "year": data.get("year") or ended.year,
            "quarter": data.get("quarter") or ended.number,
            "region": data.get("region") or (self.own.pk if self.own else ""),
        }
        super().__init__(said)
        self.fields["year"].choices = [(year, str(year)) for year in years(today)]  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        if len(regions) < 2:
            self.fields["region"].widget = forms.HiddenInput()

    def chosen(self, today: dt.date) -> tuple[Region | None, Quarter]:
        """What was asked for; where it makes no sense, one's own region and the quarter that ended last."""
        if self.is_valid():
            return self.cleaned_data["region"], Quarter(self.cleaned_data["year"], self.cleaned_data["quarter"])
        return self.own, last_ended(today)


def last_ended(today: dt.date) -> Quarter:
    number = (today.month - 1) // 3
    return Quarter(today.year, number) if number else Quarter(today.year - 1, 4)

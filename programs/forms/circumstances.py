from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.models import Facility
from trainees.forms.inmates import DaysForm
from trainees.models import Illness


class LeavingForm(PlausibleDays, ScopedForm):
    """The day somebody left custody here, and the letter that says so."""

    moved_on = forms.DateField(label=_("Day"), widget=DAY)
    reference = forms.CharField(label=_("Number of the letter"), max_length=100, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class TransferForm(LeavingForm):
    """The receiving prison may be any in the country."""

    to_facility = forms.ModelChoiceField(
        label=_("Receiving prison"), queryset=Facility.objects.none(), empty_label=_("Choose …")
    )
    field_order = ("to_facility", "moved_on", "reference", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [self.user.posting.facility_id] if self.user.posting else []
        self.fields["to_facility"].queryset = Facility.objects.exclude(pk__in=own)  # type: ignore[attr-defined]

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows


class IllnessForm(DaysForm):
    class Meta:
        model = Illness
        fields = ("starts_on", "expected_until", "note")
        widgets = {"starts_on": DAY, "expected_until": DAY}
        labels = {"starts_on": _("Ill since"), "expected_until": _("Expected until")}

    def clean_starts_on(self) -> dt.date:
        """Nobody knows of an illness to come, and it would pause the training today."""
        day: dt.date = self.cleaned_data["starts_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day cannot lie in the future."))
        return day

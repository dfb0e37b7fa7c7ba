from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings

from accounts.access import ScopedModelForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.forms.offered import OfferedText
from programs.districts import district_named, districts_of
from programs.models import DemandNote
from programs.models.outcomes import months_after


class DemandNoteForm(PlausibleDays, ScopedModelForm):
    """A note of the user's own office, about the region in which it lies."""

    class Meta:
        model = DemandNote
        fields = ("field", "district", "text", "wanted", "source", "noted_on", "valid_until")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "noted_on": DAY, "valid_until": DAY}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None:
            self.instance.region_id = posting.home_region_id
            self.instance.facility, self.instance.centre = posting.facility, posting.centre
            self.initial.setdefault("noted_on", today)
            self.initial.setdefault("valid_until", months_after(today, settings.DEMAND_NOTE_MONTHS))

        if self.instance.region_id:
            district = self.fields["district"]
            district.widget = OfferedText(districts_of(self.instance.region), district.widget.attrs)

    def clean_district(self) -> str:
        return district_named(self.cleaned_data["district"], self.instance.region)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"region"}

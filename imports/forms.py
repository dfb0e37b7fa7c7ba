from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.models import Facility
from imports.sheets import SHEETS, sheets_of


class UploadForm(ScopedForm):
    """Which list, and its file. Whether the file may be read, the action says."""

    sheet = forms.ChoiceField(label=_("Kind of list"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        max_length=200,
        help_text=_(
            ".xlsx or .csv, at most 10 MB and 20,000 rows. Nothing is saved before you have seen what would change."
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(sheet.name, sheet.label) for sheet in sheets_of(self.user)]
        if self.user.posting is not None and self.user.posting.facility_id is None:
            self._ask_for_the_prison()

    def _ask_for_the_prison(self) -> None:
        """Who works at none says of which prison the list is."""
        places = {place.pk for sheet in sheets_of(self.user) for place in sheet.places(self.user)}
        self.fields["facility"] = forms.ModelChoiceField(
            label=_("Prison"), queryset=Facility.objects.filter(pk__in=places), empty_label=_("Choose …")
        )
        self.order_fields(["sheet", "facility", "file"])
        if len(places) == 1:
            self.initial["facility"] = next(iter(places))

    def facility(self) -> Facility | None:
        """The prison of the list: the one chosen, else one's own; None where the user may not bring it."""
        chosen = self.cleaned_data.get("facility")
        places = SHEETS[self.cleaned_data["sheet"]].places(self.user)
        return places.filter(pk=chosen.pk).first() if chosen else places.first()

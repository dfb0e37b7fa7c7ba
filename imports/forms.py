from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from imports.sheets import sheets_of


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

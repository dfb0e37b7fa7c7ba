from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from accounts.access import ScopedForm
from facilities.models import ToolProposal, Workshop
from facilities.models.tools import MOST

BLANK_ROWS = 3


class WorkshopToolsForm(ScopedForm):
    """The tools listed, those that the workshop's fields usually have, and a few empty rows; without a count, none."""

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = dict(workshop.tools.values_list("name", "count"))
        proposed = ToolProposal.objects.filter(field__in=workshop.fields.all()).exclude(name__in=listed)
        names = [*listed, *dict.fromkeys(proposed.values_list("name", flat=True))]
        self.numbers = range(max(len(names) + BLANK_ROWS, self._rows_sent()))
        for number in self.numbers:
            name = names[number] if number < len(names) else ""
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Tool %(number)d") % {"number": number + 1}, max_length=100, required=False, initial=name
            )
            self.fields[f"count_{number}"] = forms.IntegerField(
                label=_("How many of tool %(number)d") % {"number": number + 1},
                min_value=0,
                max_value=MOST,
                required=False,
                initial=listed.get(name),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "points", "autocomplete": "off"}),
            )

    def _rows_sent(self) -> int:
        """As many rows as were shown, should somebody have listed or taken off a tool meanwhile."""
        return min(sum(name.startswith("name_") for name in self.data), 200)

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        for number in self.numbers:
            yield self[f"name_{number}"], self[f"count_{number}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for number in self.numbers:
            name, count = (cleaned.get(f"name_{number}") or "").strip(), cleaned.get(f"count_{number}")
            if count and not name:
                self.add_error(f"name_{number}", ValidationError(_("Which tool is it?")))
            elif name and count and name.casefold() in seen:
                self.add_error(f"name_{number}", ValidationError(_("This tool is already listed in this workshop.")))
            elif name and count:
                seen.add(name.casefold())
        return cleaned

    def counts(self) -> dict[str, int]:
        """By name how many; rows without a count are left out."""
        rows = ((self.cleaned_data[f"name_{row}"].strip(), self.cleaned_data[f"count_{row}"]) for row in self.numbers)
        return {name: count for name, count in rows if name and count}

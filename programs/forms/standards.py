from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import REASON
from programs.models import StandardException
from programs.standards import Shortfall


class ExceptionForm(ScopedForm):
    """Which shortfalls the head allows, each with the figure that was seen, and why."""

    allowed = forms.MultipleChoiceField(label=_("I allow"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)

    def __init__(self, *args: Any, standing: list[Shortfall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["allowed"]
        choice.choices = [(f"{row.code}:{row.figure}", row.text) for row in standing]

    def seen(self) -> dict[StandardException.Code, int]:
        """The figure that was seen of each shortfall allowed."""
        pairs = (value.split(":") for value in self.cleaned_data["allowed"])
        return {StandardException.Code(code): int(figure) for code, figure in pairs}

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.models import Facility


class PrisonForm(ScopedForm):
    """Which prison's demand is looked at; people of a centre choose among those they have an agreement with."""

    facility = forms.ModelChoiceField(
        label=_("Prison"), queryset=Facility.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, prisons: QuerySet[Facility] | None = None, **kwargs: Any) -> None:
        self.prisons = Facility.objects.none() if prisons is None else prisons
        super().__init__(*args, **kwargs)

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return self.prisons

    def chosen(self) -> Facility | None:
        """The prison asked for, else the first one there is."""
        asked = self.cleaned_data.get("facility") if self.is_bound and self.is_valid() else None
        if asked is None and not self.errors:
            asked = self.prisons.first()
        if asked is not None:
            self.initial["facility"] = asked.pk
        return asked

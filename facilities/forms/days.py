"""A year that is a slip of the finger is said at its field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    Base = forms.Form
else:
    Base = object


class PlausibleDays(Base):
    """Every day of the form lies within the years that its paper can speak of."""

    first_year: ClassVar[int] = 1990
    last_year: ClassVar[int] = 2100

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if isinstance(value, dt.date) and not self.first_year <= value.year <= self.last_year:
                years = {"first": self.first_year, "last": self.last_year}
                self.add_error(name, _("Check the year: it must lie between %(first)d and %(last)d.") % years)
        return cleaned

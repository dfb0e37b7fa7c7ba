from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from facilities.forms import DAY
from facilities.models import ClosedDay


class ClosedDayForm(ScopedModelForm):
    """A closed day of the user's own prison, which is not asked."""

    class Meta:
        model = ClosedDay
        fields = ("name", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY}
        help_texts = {"name": _("For example: city anniversary, search of the prison, joint leave.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.user.posting is not None:
            self.instance.facility = self.user.posting.facility

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility", "region"}


class YearForm(ScopedForm):
    """Which year is looked at."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, required=False)

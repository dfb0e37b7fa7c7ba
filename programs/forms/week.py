from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from accounts.permissions import Role
from facilities.forms import DAY
from facilities.models import Facility, TrainingCentre
from programs.models import Batch

FIRST, LAST = dt.date(1990, 1, 8), dt.date(2100, 12, 20)


class WeekForm(ScopedForm):
    """Whose week, and which: any of its days. Without a choice one's own place in this week."""

    facility = forms.ModelChoiceField(
        label=_("Prison"), queryset=Facility.objects.none(), required=False, empty_label=_("All")
    )
    all = forms.BooleanField(label=_("Lessons of colleagues too"), required=False)
    day = forms.DateField(label=_("Week of"), widget=DAY, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        self.centre = posting.centre if posting else None
        self.is_teacher = self.user.role == Role.INSTRUCTOR
        if not self.is_teacher:
            del self.fields["all"]
        if posting is not None and posting.facility_id:
            del self.fields["facility"]
        elif self.centre is None:
            self.fields["facility"].empty_label = _("Choose …")  # type: ignore[attr-defined]

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Prisons in which the user sees batches."""
        seen = Batch.objects.visible_to(self.user)
        return Facility.objects.filter(pk__in=seen.values("facility")).order_by("name", "pk")

    def _asked(self, name: str) -> Any:
        """What the address asks for and is right; the rest is shown as an error at its field."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)

    def chosen_day(self) -> dt.date:
        asked: dt.date | None = self._asked("day")
        return min(max(asked or self.today, FIRST), LAST)

    def chosen_place(self) -> tuple[Facility | None, TrainingCentre | None, bool]:
        """The prison, else the centre, and whether only one's own lessons are wanted."""
        posting = self.user.posting
        is_mine = self.is_teacher and not self._asked("all")
        facility = posting.facility if posting and posting.facility_id else self._asked("facility")
        return facility, None if facility else self.centre, is_mine

    def link(self, day: dt.date) -> str:
        """This page, of another week."""
        kept = {name: self.data[name] for name in ("facility", "all") if self.is_bound and self.data.get(name)}
        return "?" + urlencode({**kept, "day": day.isoformat()})

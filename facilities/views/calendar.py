from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import AddPage, EditPage, StepButton
from facilities.actions.calendar import remove_closed_day
from facilities.calendar import national_holidays
from facilities.forms.calendar import ClosedDayForm, YearForm
from facilities.models import ClosedDay, Facility

CLOSED_DAYS = (_("Closed days"), reverse_lazy("facilities:closed-day-list"))


class ClosedDayList(Access, TemplateView):
    """The days without lessons in a year: national holidays, and the closed days of the country, region and prison."""

    permission = Permission.SEE_PLACES
    template_name = "facilities/closed_day_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this_year = timezone.localdate().year
        form = YearForm(self.request.GET or None, user=self.user, initial={"year": this_year})
        year = (form.is_valid() and form.cleaned_data["year"]) or this_year
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        closed = ClosedDay.objects.visible_to(self.user).between(first, last).select_related("facility", "region")
        own = Facility.objects.visible_to(self.user) if self.user.has(Permission.EDIT_CLOSED_DAYS) else []
        return super().get_context_data(
            form=form,
            year=year,
            closed=list(closed),
            own={facility.pk for facility in own},
            national=sorted(national_holidays(first, last).items()),
            **kwargs,
        )


class OwnClosedDays:
    """Of the user's own prison; those of the region and the country are the administrator's."""

    def get_queryset(self) -> QuerySet[ClosedDay]:
        rows: Any = super().get_queryset()  # type: ignore[misc]
        return rows.filter(facility__isnull=False).select_related("facility", "region")

    def get_success_url(self) -> str:
        return reverse("facilities:closed-day-list")

    def get_cancel_url(self) -> str:
        return reverse("facilities:closed-day-list")


class ClosedDayAdd(OwnClosedDays, AddPage):
    model = ClosedDay
    form_class = ClosedDayForm
    permission = Permission.EDIT_CLOSED_DAYS
    heading = _("Add a closed day")
    lead = _("No lessons are laid out on it. Sessions that are planned already stay until they are moved or cancelled.")
    extra_context = {"breadcrumbs": [CLOSED_DAYS]}


class ClosedDayEdit(OwnClosedDays, EditPage):
    model = ClosedDay
    form_class = ClosedDayForm
    permission = Permission.EDIT_CLOSED_DAYS
    heading = _("Edit the closed day")
    extra_context = {"breadcrumbs": [CLOSED_DAYS]}


class ClosedDayRemove(OwnClosedDays, StepButton):
    model = ClosedDay
    permission = Permission.EDIT_CLOSED_DAYS
    success_message = _("The closed day is removed.")

    def step(self) -> None:
        remove_closed_day(self.object, by=self.user)

"""When instructors are free: the month of one, the days of many, and the days on which somebody is away."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage, StepButton, StepPage
from facilities.calendar import national_holidays
from programs import instructor_days as days
from programs.actions import absences as actions
from programs.filters import InstructorDaysFilter
from programs.forms.instructors import AbsenceForm
from programs.models import Instructor, InstructorAbsence


class InstructorCalendar(DetailPage):
    """A month of one instructor: lessons, days away and holidays."""

    queryset = Instructor.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/instructor_calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        month = days.month_named(self.request.GET.get("bulan", ""), today=today)
        weeks = days.month_of(self.object, month, self.user)
        shown = [day for week in weeks for day in week if not day.is_outside]
        kept = Instructor.objects.kept_by(self.user).filter(pk=self.object.pk)
        return super().get_context_data(
            weeks=weeks,
            month=month,
            before=days.month_after(month, -1),
            after=days.month_after(month, 1),
            today=today,
            hours=sum(day.hours for day in shown),
            free=sum(day.is_free and not day.is_sunday for day in shown),
            absences=self.object.absences.touching(shown[0].on, shown[-1].on),
            may_edit=self.user.has(Permission.EDIT_FREE_DAYS) and kept.exists(),
            **kwargs,
        )


class InstructorDays(ListPage):
    """Who is free on which day: instructors down, the days of a week or a month across."""

    queryset = Instructor.objects.with_places()
    permission = Permission.SEE_BATCHES
    filterset_class = InstructorDaysFilter
    template_name = "programs/instructor_days.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        asked = parsed_day(self.request.GET.get("hari", "")) or today
        is_month = self.request.GET.get("rentang") == "bulan"
        first, last = span_around(asked, is_month=is_month)
        dates = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
        page = list(context["page_obj"])
        found = days.days_of(page, dates, self.user)
        context.update(
            rows=[(instructor, found[instructor.pk]) for instructor in page],
            dates=dates,
            holidays=national_holidays(first, last),
            first=first,
            last=last,
            today=today,
            is_month=is_month,
            before=self.address(first - dt.timedelta(days=1)),
            after=self.address(last + dt.timedelta(days=1)),
        )
        return context

    def address(self, day: dt.date) -> str:
        query = self.request.GET.copy()
        query.pop("page", None)
        query["hari"] = day.isoformat()
        return f"?{query.urlencode()}"


def parsed_day(text: str) -> dt.date | None:
    """The day that an address names; None for words that are none, or lie too far away."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and days.FIRST_YEAR <= day.year <= days.LAST_YEAR else None


def span_around(day: dt.date, *, is_month: bool) -> tuple[dt.date, dt.date]:
    """First and last day of the month, or of the week from Monday, that the day lies in."""
    if is_month:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


class AbsenceAdd(StepPage):
    model = Instructor
    form_class = AbsenceForm
    permission = Permission.EDIT_FREE_DAYS
    heading = _("Days away")
    lead = _("On these days the instructor cannot be given lessons.")
    template_name = "programs/absence_form.html"
    success_message = _("Saved.")

    def get_queryset(self) -> QuerySet[Instructor]:
        return super().get_queryset().with_places().kept_by(self.user)  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": parsed_day(self.request.GET.get("hari", ""))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        given = form.cleaned_data if form.is_bound and form.is_valid() is not None else {}
        first, last = (given.get(name) for name in ("starts_on", "ends_on"))
        lessons = actions.lessons_in_the_way(self.object, first, last) if first and last else None
        crumbs = [(self.object.name, self.get_success_url())]
        return super().get_context_data(
            lessons=lessons.visible_to(self.user) if lessons else [], breadcrumbs=crumbs, **{**kwargs, "form": form}
        )

    def step(self, *, starts_on: dt.date, ends_on: dt.date, reason: str) -> None:
        actions.enter_absence(self.object, starts_on=starts_on, ends_on=ends_on, reason=reason, by=self.user)

    def get_success_url(self) -> str:
        return reverse("programs:instructor-calendar", args=[self.object.pk])

    get_cancel_url = get_success_url


class AbsenceRemove(StepButton):
    model = InstructorAbsence
    permission = Permission.EDIT_FREE_DAYS
    success_message = _("The days are free again.")

    def get_queryset(self) -> QuerySet[InstructorAbsence]:
        kept = Instructor.objects.kept_by(self.user)
        return super().get_queryset().filter(instructor__in=kept)

    def step(self) -> None:
        actions.withdraw_absence(self.object, by=self.user)

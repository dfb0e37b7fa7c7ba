from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from facilities.calendar import closures
from facilities.models import Facility, TrainingCentre
from programs.forms.week import WeekForm
from programs.models import Session
from programs.weeks import DAY, monday_of


@dataclass(slots=True)
class DayOfWeek:
    """A day with its lessons in order of time, and why the prison is closed where it is."""

    day: dt.date
    occasion: str
    is_today: bool
    sessions: list[Session]


class WeekPage(Access, TemplateView):
    """One week of a prison, of a training centre, or one's own as an instructor: Monday to Sunday."""

    permission = Permission.SEE_BATCHES
    template_name = "programs/week.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        form = WeekForm(self.request.GET or None, user=self.user, today=today)
        monday = monday_of(form.chosen_day())
        facility, centre, is_mine = form.chosen_place()
        rows = self.lessons(facility, centre, is_mine, monday)
        closed = closures(facility, monday, monday + 6 * DAY) if facility else {}
        by_day: dict[dt.date, list[Session]] = {}
        for row in rows:
            by_day.setdefault(row.day, []).append(row)
        days = [
            DayOfWeek(day, closed.get(day, ""), day == today, by_day.get(day, []))
            for day in (monday + number * DAY for number in range(7))
        ]
        return super().get_context_data(
            form=form,
            facility=facility,
            centre=centre,
            is_mine=is_mine,
            days=days,
            monday=monday,
            sunday=monday + 6 * DAY,
            count=len(rows),
            previous=form.link(monday - 7 * DAY),
            following=form.link(monday + 7 * DAY),
            this_week=form.link(today),
            has_place=bool(facility or centre or is_mine),
            **kwargs,
        )

    def lessons(
        self, facility: Facility | None, centre: TrainingCentre | None, is_mine: bool, monday: dt.date
    ) -> list[Session]:
        week = (monday, monday + 6 * DAY)
        rows: QuerySet[Session] = Session.objects.visible_to(self.user).filter(day__range=week)
        if facility is not None:
            rows = rows.filter(batch__facility=facility, batch__starts_on__lte=week[1], batch__ends_on__gte=week[0])
        elif centre is not None:
            rows = rows.filter(
                batch__package__centre=centre, batch__starts_on__lte=week[1], batch__ends_on__gte=week[0]
            )
        elif not is_mine:
            return []
        if is_mine:
            rows = rows.filter(instructor__user=self.user)
        rows = rows.with_attendance_counts().select_related(  # type: ignore[attr-defined]
            "batch__facility", "batch__package__field", "instructor", "workshop", "unit"
        )
        return list(rows.order_by("starts_at", "pk"))

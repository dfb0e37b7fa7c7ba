"""A batch's attendance as a whole: the recap, week sheets for the workshop, and the workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.pages import DetailPage
from imports.workbooks import MEDIA_TYPE
from papers.pages import PaperPage
from papers.rendering import Paper
from programs.attendance_papers import week_sheet
from programs.attendance_workbook import workbook_of
from programs.models import Batch, Session
from programs.recap import Recap, recap_of
from programs.views.absences import parsed_day


def month_of(text: str) -> dt.date | None:
    """The first day of a month written 2021-06; None for anything else."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()  # a month has no time zone
    except ValueError:
        return None


class BatchAttendance(DetailPage):
    """The recap: every participant against every session, of a month in `?month=2021-06`."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_attendance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recap = recap_of(self.object, month_of(self.request.GET.get("month", "")))
        today = timezone.localdate()
        return super().get_context_data(
            recap=recap,
            tabs=self.tabs(recap.months, recap.month),
            weeks=sorted({row.day - dt.timedelta(days=row.day.weekday()) for row in recap.sessions}),
            today=today,
            due=self.due(recap, today),
            may_record=self.user.has(Permission.RECORD_ATTENDANCE) and self.is_under_way,
            may_correct=self.user.has(Permission.CORRECT_ATTENDANCE) and self.is_under_way,
            **kwargs,
        )

    @property
    def is_under_way(self) -> bool:
        return self.object.state in (Batch.State.RUNNING, Batch.State.TESTING)

    @staticmethod
    def due(recap: Recap, today: dt.date) -> Session | None:
        """The first session of those shown that has been held and has nobody's attendance."""
        held = (place for place, session in enumerate(recap.sessions) if session.day <= today)
        return next((recap.sessions[place] for place in held if not any(row.marks[place] for row in recap.rows)), None)

    def tabs(self, months: list[dt.date], month: dt.date | None) -> list[dict[str, Any]]:
        """All sessions, or one month; a batch inside one month needs no choice."""
        if len(months) < 2:
            return []
        rows: list[tuple[str, str, dt.date | None]] = [(_("All sessions"), "?", None)]
        rows += [(date_format(first, "M Y"), f"?month={first:%Y-%m}", first) for first in months]
        return [{"label": label, "url": url, "is_current": first == month} for label, url, first in rows]


class BatchSheet(PaperPage):
    """The sheet of a week on paper; `?week=` is any of its days."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        day = parsed_day(self.request.GET.get("week", ""))
        if day is None:
            raise Http404
        monday = day - dt.timedelta(days=day.weekday())
        week = (monday, monday + dt.timedelta(days=6))
        sessions = list(self.object.sessions.held().filter(day__range=week).select_related("instructor"))
        if not sessions:
            raise Http404
        return week_sheet(self.object, sessions, monday=monday), f"daftar-hadir-{self.object.pk}-{monday:%Y%m%d}"


class BatchAttendanceExport(DetailPage):
    """The recap as a workbook that may be filled in and imported again."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        month = month_of(request.GET.get("month", ""))
        response = HttpResponse(workbook_of(recap_of(self.object, month)), content_type=MEDIA_TYPE)
        name = f"kehadiran-{self.object.pk}{month:-%Y-%m}" if month else f"kehadiran-{self.object.pk}"
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        response["Cache-Control"] = "no-store, private"
        return response

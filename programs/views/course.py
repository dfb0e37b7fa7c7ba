from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from audit.states import OnlyWhile
from programs.actions import course as actions
from programs.forms.course import AttendanceForm, CancelSessionForm, ResultsForm, TimetableForm
from programs.models import Attendance, Batch, Instructor, Session


class BatchTimetable(OnlyWhile, StepPage):
    model = Batch
    states = (Batch.State.PLANNED, Batch.State.SELECTING, Batch.State.DECREED)
    form_class = TimetableForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Lay out the timetable")
    lead = gettext_lazy("The days are filled until the package's lesson hours are full.")
    submit_label = gettext_lazy("Lay out")
    template_name = "programs/batch_timetable.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sessions=self.object.sessions.held()
            .with_attendance_counts()
            .select_related("instructor", "batch__facility"),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-timetable", args=[self.object.pk])

    def step(self, *, instructor: Instructor, weekdays: list[int], starts_at: dt.time, hours_per_day: int) -> None:
        pattern = actions.Pattern(frozenset(weekdays), starts_at, hours_per_day)
        sessions = actions.lay_out_timetable(self.object, pattern, instructor, by=self.user)
        messages.success(
            self.request,
            ngettext("%(count)d session laid out.", "%(count)d sessions laid out.", len(sessions))
            % {"count": len(sessions)},
        )


class BatchAttendance(DetailPage):
    """The recap: every participant against every session."""

    model = Batch
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_attendance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = list(self.object.sessions.held())
        recorded = Attendance.objects.filter(session__batch=self.object)
        marks = {(row.session_id, row.enrollment_id): row for row in recorded}
        people = self.object.enrollments.in_class().with_hours().with_people()
        rows = [(person, [marks.get((session.pk, person.pk)) for session in sessions]) for person in people]
        return super().get_context_data(sessions=sessions, rows=rows, today=timezone.localdate(), **kwargs)


class SessionAttendance(StepPage):
    model = Session
    form_class = AttendanceForm
    permission = Permission.RECORD_ATTENDANCE
    submit_label = gettext_lazy("Save attendance")
    success_message = gettext_lazy("Attendance saved.")
    template_name = "programs/session_attendance.html"

    def get_queryset(self) -> QuerySet[Session]:
        return (
            super().get_queryset().select_related("batch__package__centre", "batch__facility", "instructor", "workshop")
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        there = self.object.batch.enrollments.active().with_people()
        return {**super().get_form_kwargs(), "session": self.object, "enrollments": list(there)}

    def get_heading(self) -> str:
        return _("Attendance")

    def get_cancel_url(self) -> str:
        return reverse("programs:batch-attendance", args=[self.object.batch_id])

    def get_success_url(self) -> str:
        """On to the next session that still waits, so that a week of sheets is typed in one go."""
        waiting = self.object.batch.sessions.held().filter(attendances__isnull=True, day__lte=timezone.localdate())
        following = waiting.first()
        if following is not None:
            return following.get_absolute_url()
        return reverse("programs:batch-attendance", args=[self.object.batch_id])

    def step(self, **cleaned: Any) -> None:
        actions.record_attendance(self.object, self.form.statuses(), on=timezone.localdate(), by=self.user)


class SessionCancel(StepPage):
    model = Session
    form_class = CancelSessionForm
    permission = Permission.RECORD_ATTENDANCE
    heading = gettext_lazy("Cancel the session")
    lead = gettext_lazy("It is not held, and nobody counts as absent.")
    submit_label = gettext_lazy("Cancel the session")
    extra_context = {"tone": "danger"}
    success_message = gettext_lazy("The session is cancelled.")

    def get_queryset(self) -> QuerySet[Session]:
        return super().get_queryset().select_related("batch__package__centre", "batch__facility")

    def get_success_url(self) -> str:
        return reverse("programs:batch-attendance", args=[self.object.batch_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, session = self.object.batch, self.object
        crumbs = [(batch.name, batch.get_absolute_url()), (date_format(session.day), session.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def step(self, *, cancellation: str, reason: str) -> None:
        actions.cancel_session(self.object, cancellation=cancellation, reason=reason, by=self.user)


class BatchResults(OnlyWhile, StepPage):
    model = Batch
    states = (Batch.State.TESTING,)
    form_class = ResultsForm
    permission = Permission.RECORD_RESULTS
    heading = gettext_lazy("Record results")
    lead = gettext_lazy("K is competent, BK not yet. A unit that is K is not asked again.")
    submit_label = gettext_lazy("Save results")
    success_message = gettext_lazy("Results saved.")
    template_name = "programs/batch_results.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.object.enrollments.active().with_people().prefetch_related("results")
        return {
            **super().get_form_kwargs(),
            "batch": self.object,
            "enrollments": list(people),
            "today": timezone.localdate(),
            "fill": self.request.GET.get("isi", ""),
        }

    def step(self, *, assessor: Instructor, on: dt.date, **verdicts: Any) -> None:
        given = [actions.Assessment(person, unit, verdict) for person, unit, verdict in self.form.verdicts()]
        today = timezone.localdate()
        actions.record_results(self.object, given, assessor=assessor, on=on, today=today, by=self.user)

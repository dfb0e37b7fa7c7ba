from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from programs.actions import attendance as actions
from programs.forms.attendance import AttendanceForm
from programs.models import Attendance, Batch, Session


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

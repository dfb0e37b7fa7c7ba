"""The day's list: filled in, corrected, looked back on, and printed for the workshop."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from papers.pages import PaperPage
from papers.rendering import Paper
from programs.actions import attendance as actions
from programs.actions.closing import gaps_before_closing
from programs.attendance_history import history_of
from programs.attendance_papers import session_sheet
from programs.forms.attendance import AttendanceForm, CorrectionForm
from programs.models import Batch, Enrollment, Session
from programs.waiting import first_waiting, left_to_the_head

IN_CLASS = (Enrollment.State.ACTIVE, Enrollment.State.SUSPENDED)


def day_at(session: Session) -> dt.date:
    """The day it is at the session's prison."""
    return day_of(session.batch)


def day_of(batch: Batch) -> dt.date:
    """The day it is at the batch's prison."""
    return timezone.localdate(timezone=ZoneInfo(batch.facility.time_zone))


class OfSession:
    """A page about one session with its batch, place and instructor."""

    model = Session

    def get_queryset(self) -> QuerySet[Session]:
        rows: QuerySet[Session] = super().get_queryset()  # type: ignore[misc]
        return rows.select_related(
            "batch__package__centre", "batch__package__field", "batch__facility", "instructor", "workshop"
        )


class SessionAttendance(OfSession, StepPage):
    form_class: type[AttendanceForm] = AttendanceForm
    permission = Permission.RECORD_ATTENDANCE
    submit_label = gettext_lazy("Save attendance")
    template_name = "programs/session_attendance.html"
    is_correction = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.object, "enrollments": self.people()}

    def people(self) -> list[Enrollment]:
        return list(self.object.batch.enrollments.filter(state__in=IN_CLASS).with_people())

    def get_heading(self) -> str:
        return _("Attendance")

    def get_cancel_url(self) -> str:
        return reverse("programs:batch-attendance", args=[self.object.batch_id])

    def get_success_url(self) -> str:
        """On to the next session that still waits, so that a day of lists is typed in one go.

        The fragment lets the page forget the draft that the browser kept.
        """
        following = first_waiting(self.user, on=day_at(self.object), batch=self.object.batch)
        url = following.get_absolute_url() if following else self.get_cancel_url()
        return f"{url}#saved-{self.object.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = day_at(self.object)
        last_day = actions.last_day_to_change(self.object)
        context = super().get_context_data(
            is_correction=self.is_correction,
            is_to_come=self.object.day > on,
            is_past=on > last_day,
            last_day=last_day,
            is_late=on > self.object.day,
            needs_tools=self.object.batch.package.field.has_dangerous_tools,
            **kwargs,
        )
        is_recorded = context["form"].is_recorded
        can_cancel = self.object.may_be_cancelled(is_recorded=is_recorded)
        return context | {
            "may_cancel": can_cancel and self.user.has(Permission.RECORD_ATTENDANCE),
            "may_redate": self.is_correction and can_cancel,
        }

    def step(self, *, reason: str = "", **cleaned: Any) -> None:
        marks = self.form.marks()
        try:
            actions.record_attendance(
                self.object, marks, on=day_at(self.object), by=self.user, seen=self.form.seen_digests(), reason=reason
            )
        except actions.ChangedMeanwhileError as error:
            self.form.show_meanwhile(error.rows)
            raise ValidationError(error.messages) from error
        self.object.refresh_from_db(fields=["closed_at"])
        if not self.object.closed_at:
            self.warn_that_it_is_open()
        present = sum(mark.status == actions.Status.PRESENT for mark in marks.values())
        self.success_message = _("Attendance saved: %(present)d of %(all)d present.") % {
            "present": present,
            "all": len(marks),
        }

    def warn_that_it_is_open(self) -> None:
        words = [_("The session is not closed yet."), *gaps_before_closing(self.object)]
        if not self.user.has(Permission.LOG_TOOLS):
            words.append(_("Tools are counted by the staff and the instructor."))
        messages.warning(self.request, " ".join(words))


class SessionCorrect(SessionAttendance):
    """The prison's head mends a list that staff may no longer change, and says why."""

    form_class = CorrectionForm
    permission = Permission.CORRECT_ATTENDANCE
    submit_label = gettext_lazy("Save the correction")
    is_correction = True

    def people(self) -> list[Enrollment]:
        left = self.object.batch.enrollments.who_left_since(self.object.midnight).with_people()
        return [*super().people(), *left]

    def get_heading(self) -> str:
        return _("Correct the attendance")

    def get_success_url(self) -> str:
        """On to the next list of the batch that was never filled in, and that staff cannot fill in any more."""
        left = left_to_the_head(self.user, on=day_at(self.object))
        following = left.filter(batch=self.object.batch).first()
        url = reverse("programs:session-correct", args=[following.pk]) if following else self.get_cancel_url()
        return f"{url}#saved-{self.object.pk}"


class SessionHistory(OfSession, DetailPage):
    """Who changed what in a session's list, when, and why."""

    permission = Permission.SEE_BATCHES
    template_name = "programs/session_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=history_of(self.object), **kwargs)


class SessionSheet(OfSession, PaperPage):
    """The list on paper for the workshop (DAFTAR-HADIR): names and room to sign, nothing else of anybody."""

    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        return session_sheet(self.object), f"daftar-hadir-{self.object.pk}"

"""Pages of single sessions, and of many ticked at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from audit.states import OnlyWhile
from facilities.calendar import closures
from programs.actions import sessions as actions
from programs.clashes import closed_for
from programs.forms.sessions import CancelSessionForm, RedateForm, SessionForm, SessionsForm
from programs.models import Batch, Session
from programs.views.attendance import OfSession, day_at, day_of
from programs.weeks import by_week

State = Batch.State


class OnTimetable(OfSession):
    """A page that changes one session: it leads back to the timetable."""

    object: Session

    def get_queryset(self) -> QuerySet[Session]:
        return super().get_queryset().select_related("unit", "batch__workshop")

    def get_success_url(self) -> str:
        return self.object.batch.get_absolute_url() + "#timetable"

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object.batch
        crumbs = [(batch.name, batch.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, session=self.object, **kwargs)  # type: ignore[misc]


class SessionCancel(OnTimetable, StepPage):
    form_class = CancelSessionForm
    permission = Permission.RECORD_ATTENDANCE
    heading = gettext_lazy("Cancel the session")
    lead = gettext_lazy("It is not held, and nobody counts as absent.")
    submit_label = gettext_lazy("Cancel the session")
    extra_context = {"tone": "danger"}
    success_message = gettext_lazy("The session is cancelled.")

    def get_success_url(self) -> str:
        return reverse("programs:batch-attendance", args=[self.object.batch_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["breadcrumbs"].append((date_format(self.object.day), self.object.get_absolute_url()))
        return context

    def step(self, *, cancellation: str, reason: str) -> None:
        refuse_who_waits_for_the_start(self.object.batch, self.user)
        actions.cancel_sessions(
            self.object.batch, [self.object], cancellation=cancellation, reason=reason, by=self.user
        )


def refuse_who_waits_for_the_start(batch: Batch, user: User) -> None:
    if batch.state != State.RUNNING and not user.has(Permission.LAY_OUT_TIMETABLES):
        raise ValidationError(gettext("Before the class starts the training centre alone changes the timetable."))


class SessionRestore(OnTimetable, StepButton):
    permission = Permission.RECORD_ATTENDANCE
    success_message = gettext_lazy("The session is held after all.")

    def step(self) -> None:
        refuse_who_waits_for_the_start(self.object.batch, self.user)
        actions.restore_sessions(self.object.batch, [self.object], by=self.user)


class SessionEdit(OnTimetable, StepPage):
    form_class = SessionForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Change the session")
    success_message = gettext_lazy("Saved.")
    template_name = "programs/session_edit.html"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "day": row.day,
            "starts_at": row.local_start,
            "instructor": row.instructor_id,
            "workshop": row.workshop_id,
            "unit": row.unit_id,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object.batch}

    def step(self, **cleaned: Any) -> None:
        actions.edit_session(self.object, **cleaned, today=day_at(self.object), by=self.user)
        warn_of_closed_days(self.request, self.object.batch, cleaned["day"])


def warn_of_closed_days(request: Any, batch: Batch, day: dt.date) -> None:
    for occasion in closures(batch.facility, day, day).values():
        messages.warning(
            request,
            gettext("The prison is closed on %(day)s: %(occasion)s.") % {"day": date_format(day), "occasion": occasion},
        )


class SessionRedate(OnTimetable, StepPage):
    """The prison's head says on which day a lesson was held, also where staff may not move it any more."""

    form_class = RedateForm
    permission = Permission.CORRECT_ATTENDANCE
    heading = gettext_lazy("Change the day of the lesson")
    lead = gettext_lazy("Its attendance can be changed by staff for seven days from the new day.")
    success_message = gettext_lazy("Saved.")
    template_name = "programs/session_redate.html"

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.object.day, "starts_at": self.object.local_start}

    def get_success_url(self) -> str:
        return reverse("programs:session-correct", args=[self.object.pk])

    def step(self, *, day: dt.date, starts_at: dt.time, reason: str) -> None:
        actions.redate_session(self.object, day=day, starts_at=starts_at, reason=reason, by=self.user)


class BatchSessions(OnlyWhile, StepPage):
    """The timetable with a box before each session, and what is done to all that are ticked."""

    queryset = Batch.objects.with_places()
    states = actions.WHILE
    form_class = SessionsForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Change sessions")
    lead = gettext_lazy("Tick sessions, say what is to be done, and it is done to all of them or to none.")
    submit_label = gettext_lazy("Do this")
    template_name = "programs/batch_sessions.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.object.sessions.with_attendance_counts().with_places()
        lessons = list(rows)
        on_closed_days = closed_for(self.object, [row for row in lessons if row.cancelled_at is None])
        weeks = by_week(lessons, today=day_of(self.object), clashes=on_closed_days)
        context = super().get_context_data(weeks=weeks, **kwargs)
        form = context["form"]
        context["ticked"] = {str(key) for key in (form.data.getlist("sessions") if form.is_bound else ())}
        return context

    def get_success_url(self) -> str:
        return reverse("programs:batch-sessions", args=[self.object.pk])

    def step(self, *, sessions: QuerySet[Session], action: str, **facts: Any) -> None:
        rows, batch = list(sessions), self.object
        match action:
            case SessionsForm.MOVE:
                actions.move_sessions(batch, rows, days=facts["days"], today=day_of(batch), by=self.user)
            case SessionsForm.HAND_OVER:
                actions.hand_over_sessions(batch, rows, instructor=facts["instructor"], by=self.user)
            case SessionsForm.CANCEL:
                why = {"cancellation": facts["cancellation"], "reason": facts["reason"]}
                actions.cancel_sessions(batch, rows, **why, by=self.user)
            case _:
                actions.restore_sessions(batch, rows, by=self.user)
        done = ngettext("%(count)d session changed.", "%(count)d sessions changed.", len(rows))
        messages.success(self.request, done % {"count": len(rows)})

"""Pages of single sessions, and of many ticked at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage, StepButton, StepPage
from audit.states import OnlyWhile
from facilities.calendar import closures
from programs.actions import make_ups
from programs.actions import sessions as actions
from programs.clashes import closed_for
from programs.filters import MakeUpFilter
from programs.forms.sessions import (
    CancelSessionForm,
    ExtendForm,
    HeldMakeUpForm,
    LessonForm,
    RedateForm,
    SessionForm,
    SessionsForm,
)
from programs.make_ups import hours_of, last_day_needed, proposals
from programs.models import Batch, Session
from programs.views.attendance import day_at, day_of
from programs.weeks import by_week

State = Batch.State


class OfASession:
    """A page about one session: where it leads back to."""

    model = Session
    object: Session

    def get_queryset(self) -> QuerySet[Session]:
        rows: Any = super().get_queryset()  # type: ignore[misc]
        return rows.select_related(
            "batch__package__centre", "batch__facility", "batch__workshop", "instructor", "workshop", "unit"
        )

    def get_success_url(self) -> str:
        return self.object.batch.get_absolute_url() + "#timetable"

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object.batch
        crumbs = [(batch.name, batch.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, session=self.object, **kwargs)  # type: ignore[misc]


class SessionCancel(OfASession, StepPage):
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


class SessionRestore(OfASession, StepButton):
    permission = Permission.RECORD_ATTENDANCE
    success_message = gettext_lazy("The session is held after all.")

    def step(self) -> None:
        refuse_who_waits_for_the_start(self.object.batch, self.user)
        actions.restore_sessions(self.object.batch, [self.object], by=self.user)


class SessionEdit(OfASession, StepPage):
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


class SessionRedate(OfASession, StepPage):
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


class SessionMakeUp(OfASession, StepPage):
    """Plan the lesson that makes up for a cancelled one; the first free day is filled in."""

    form_class: type[LessonForm] = LessonForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Plan the make-up session")
    success_message = gettext_lazy("The make-up session is planned.")
    template_name = "programs/session_edit.html"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        slot = proposals(row.batch, [row], today=timezone.localdate())[row.pk]
        return {
            "day": slot.day if slot else None,
            "starts_at": slot.starts_at.time() if slot else row.local_start,
            "instructor": row.instructor_id,
            "workshop": row.workshop_id,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object.batch}

    def get_success_url(self) -> str:
        return reverse("programs:batch-make-ups", args=[self.object.batch_id])

    def step(self, *, day: dt.date, **cleaned: Any) -> None:
        make_ups.make_up(self.object, day=day, **cleaned, today=day_at(self.object), by=self.user)
        warn_of_closed_days(self.request, self.object.batch, day)


class SessionMadeUp(SessionMakeUp):
    """The prison's head says that a lesson was made up already, on a day before today."""

    form_class = HeldMakeUpForm
    permission = Permission.CORRECT_ATTENDANCE
    heading = gettext_lazy("Made up on a day before today")
    lead = gettext_lazy("Lessons to come are planned by the training centre.")
    success_message = gettext_lazy("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "day": None}


class SessionMakeUpTake(OfASession, StepButton):
    """The first free day, in one click."""

    permission = Permission.LAY_OUT_TIMETABLES
    success_message = gettext_lazy("The make-up session is planned.")

    def get_success_url(self) -> str:
        return reverse("programs:batch-make-ups", args=[self.object.batch_id])

    def step(self) -> None:
        make_ups.make_up_when_free(self.object, today=timezone.localdate(), by=self.user)


class BatchMakeUps(DetailPage):
    """What a batch still owes its people, with the first free day for each lesson."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_make_ups.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, today = self.object, timezone.localdate()
        owed = list(batch.sessions.to_make_up().with_places())
        slots = proposals(batch, owed, today=today)
        may_change = batch.state in actions.WHILE
        is_short = may_change and any(slot is None for slot in slots.values())
        return super().get_context_data(
            rows=[(session, slots[session.pk]) for session in owed],
            hours=hours_of(batch),
            may_change=may_change,
            is_short=is_short,
            needed=last_day_needed(batch, owed, today=today) if is_short else None,
            planned=batch.sessions.held().filter(makes_up__isnull=False).with_places(),
            additional=batch.sessions.filter(is_additional=True).with_places(),
            **kwargs,
        )


class MakeUpList(ListPage):
    """Everything still to be made up in the batches that the reader sees."""

    model = Session
    permission = Permission.SEE_BATCHES
    filterset_class = MakeUpFilter
    template_name = "programs/make_up_list.html"

    def get_queryset(self) -> QuerySet[Session]:
        rows: Any = super().get_queryset()
        return rows.to_make_up().filter(batch__state__in=actions.WHILE).with_places().order_by("day", "pk")


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
        weeks = by_week(lessons, today=timezone.localdate(), clashes=on_closed_days)
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


class BatchExtend(OnlyWhile, StepPage):
    queryset = Batch.objects.with_places()
    states = (State.RUNNING,)
    form_class = ExtendForm
    permission = Permission.PLAN_BATCHES
    heading = gettext_lazy("Let the batch go on longer")
    lead = gettext_lazy("So that cancelled lessons can be made up. The seats of its people are kept until the new day.")
    success_message = gettext_lazy("The batch goes on longer.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_initial(self) -> dict[str, Any]:
        batch = self.object
        owed = list(batch.sessions.to_make_up().with_places())
        ends_on = last_day_needed(batch, owed, today=timezone.localdate()) or batch.ends_on
        return {"ends_on": ends_on, "tested_on": max(batch.tested_on, ends_on)}

    def step(self, *, ends_on: dt.date, tested_on: dt.date, reason: str, knows: bool) -> None:
        make_ups.extend(self.object, ends_on=ends_on, tested_on=tested_on, reason=reason, by=self.user)

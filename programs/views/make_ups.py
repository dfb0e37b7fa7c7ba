"""Lessons that were cancelled: what is owed, the make-up in one click or by hand, and a batch that goes on longer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage, StepButton, StepPage
from audit.states import OnlyWhile
from programs import columns
from programs.actions import make_ups
from programs.actions.sessions import WHILE
from programs.filters import MakeUpFilter
from programs.forms.sessions import ExtendForm, HeldMakeUpForm, LessonForm
from programs.make_ups import hours_of, last_day_needed, proposals
from programs.models import Batch, Session
from programs.views.attendance import day_at, day_of
from programs.views.sessions import OnTimetable, warn_of_closed_days


class SessionMakeUp(OnTimetable, StepPage):
    """Plan the lesson that makes up for a cancelled one; the first free day is filled in."""

    form_class: type[LessonForm] = LessonForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Plan the make-up session")
    success_message = gettext_lazy("The make-up session is planned.")
    template_name = "programs/session_edit.html"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        slot = proposals(row.batch, [row], today=day_at(row))[row.pk]
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


class SessionMakeUpTake(OnTimetable, StepButton):
    """The first free day, in one click."""

    permission = Permission.LAY_OUT_TIMETABLES
    success_message = gettext_lazy("The make-up session is planned.")

    def get_success_url(self) -> str:
        return reverse("programs:batch-make-ups", args=[self.object.batch_id])

    def step(self) -> None:
        make_ups.make_up_when_free(self.object, today=day_at(self.object), by=self.user)


class BatchMakeUps(DetailPage):
    """What a batch still owes its people, with the first free day for each lesson."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_make_ups.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, today = self.object, day_of(self.object)
        owed = list(batch.sessions.to_make_up().with_places())
        slots = proposals(batch, owed, today=today)
        may_change = batch.state in WHILE
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
    columns = columns.MAKE_UPS

    def get_queryset(self) -> QuerySet[Session]:
        rows: Any = super().get_queryset()
        return rows.to_make_up().filter(batch__state__in=WHILE).with_places().order_by("day", "pk")


class BatchExtend(OnlyWhile, StepPage):
    queryset = Batch.objects.with_places()
    states = (Batch.State.RUNNING,)
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
        ends_on = last_day_needed(batch, owed, today=day_of(batch)) or batch.ends_on
        return {"ends_on": ends_on, "tested_on": max(batch.tested_on, ends_on)}

    def step(self, *, ends_on: dt.date, tested_on: dt.date, reason: str, knows: bool) -> None:
        make_ups.extend(self.object, ends_on=ends_on, tested_on=tested_on, reason=reason, by=self.user)

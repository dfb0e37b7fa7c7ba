from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import timetable as actions
from programs.forms.timetable import CancelSessionForm, TimetableForm
from programs.models import Batch, Instructor, Session


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

"""The page of a lesson beyond the package's hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions.additional_lessons import MOST_HOURS, add_lesson
from programs.forms.sessions import AdditionalLessonForm
from programs.make_ups import draft_of_more, proposals
from programs.models import Batch
from programs.views.attendance import day_of
from programs.views.sessions import warn_of_closed_days


class BatchAddLesson(OnlyWhile, StepPage):
    """Filled in with the hours that `?hours=` asks for, as the hours radar does, on the first free day."""

    queryset = Batch.objects.with_places()
    states = (Batch.State.RUNNING,)
    form_class = AdditionalLessonForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = _("Plan an additional lesson")
    lead = _("Beyond the package's hours: whoever comes earns its JP, nobody needs more, and nobody misses it.")
    submit_label = _("Plan the lesson")
    success_message = _("The additional lesson is planned.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_initial(self) -> dict[str, Any]:
        draft = draft_of_more(self.object, self._hours_asked())
        if draft is None:
            return {}
        slot = proposals(self.object, [draft], today=day_of(self.object))[draft.pk]
        return {
            "day": slot.day if slot else None,
            "starts_at": slot.starts_at.time() if slot else draft.local_start,
            "lesson_hours": draft.lesson_hours,
            "instructor": draft.instructor_id,
            "workshop": draft.workshop_id,
        }

    def _hours_asked(self) -> int:
        asked = self.request.GET.get("hours", "")
        return min(int(asked), MOST_HOURS) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0

    def get_success_url(self) -> str:
        return reverse("programs:batch-make-ups", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def step(self, *, day: dt.date, **cleaned: Any) -> None:
        add_lesson(self.object, day=day, **cleaned, today=day_of(self.object), by=self.user)
        warn_of_closed_days(self.request, self.object, day)

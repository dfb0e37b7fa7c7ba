from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import timetable as actions
from programs.forms.timetable import TimetableForm
from programs.models import Batch
from programs.weeks import by_week


class BatchTimetable(OnlyWhile, StepPage):
    queryset = Batch.objects.with_places()
    states = (Batch.State.PLANNED, Batch.State.SELECTING, Batch.State.DECREED)
    form_class = TimetableForm
    permission = Permission.LAY_OUT_TIMETABLES
    heading = gettext_lazy("Lay out the timetable")
    lead = gettext_lazy("The days are filled until the package's lesson hours are full.")
    submit_label = gettext_lazy("Preview")
    template_name = "programs/batch_timetable.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        laid_out = self.object.sessions.held().with_attendance_counts().with_places()
        return super().get_context_data(weeks=by_week(laid_out), **kwargs)

    def get_success_url(self) -> str:
        return reverse("programs:batch-timetable", args=[self.object.pk])

    def form_valid(self, form: Any) -> HttpResponse:
        """First the sessions that would arise are shown; saved is what was looked at, and only that."""
        seen, is_save = form.cleaned_data["previewed"], self.request.POST.get("step") != "preview"
        if is_save and seen in ("", form.fingerprint()):
            return super().form_valid(form)
        try:
            plan = actions.planned_timetable(
                self.object, form.pattern(), form.cleaned_data["instructor"], form.teachers()
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        form.data = form.data.copy()
        form.data["previewed"] = form.fingerprint()
        return self.render_to_response(self.get_context_data(form=form, plan=plan, has_changed=is_save))

    def step(self, **cleaned: Any) -> None:
        form = self.form
        sessions = actions.lay_out_timetable(
            self.object, form.pattern(), cleaned["instructor"], form.teachers(), by=self.user
        )
        messages.success(
            self.request,
            ngettext("%(count)d session laid out.", "%(count)d sessions laid out.", len(sessions))
            % {"count": len(sessions)},
        )

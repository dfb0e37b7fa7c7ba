from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from audit.states import OnlyWhile
from papers.pages import PaperPage
from papers.rendering import Paper
from programs.actions import recognition
from programs.completion import progress_of
from programs.figures import batch_figures
from programs.forms.recognition import RecogniseForm
from programs.models import Batch
from programs.recognition import offers_of
from programs.result_papers import minutes_of_the_tests, score_list


class BatchProgress(DetailPage):
    """Per person what is still missing for completion: hours, units, post-test; and the class by unit."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rows = sorted(progress_of(batch), key=lambda row: row.is_complete)
        ahead = batch.sessions.held().filter(day__gt=timezone.localdate()).values_list("lesson_hours", flat=True)
        return super().get_context_data(
            rows=rows,
            complete=sum(row.is_complete for row in rows),
            hours_ahead=sum(ahead),
            figures=batch_figures(batch),
            **kwargs,
        )


class BatchRecognition(OnlyWhile, StepPage):
    """Units that participants passed in an earlier training, to count here too."""

    queryset = Batch.objects.with_places()
    states = recognition.BEFORE_THE_CLOSE
    form_class = RecogniseForm
    permission = Permission.RECOGNISE_UNITS
    heading = _("Recognise units passed before")
    lead = _("They count as K with the assessor and the day they were passed. Lesson hours are not carried over.")
    submit_label = _("Recognise the ticked units")
    template_name = "programs/batch_recognition.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offers": offers_of(self.object)}

    def step(self, **cleaned: Any) -> None:
        count = recognition.recognise(self.object, self.form.chosen(), by=self.user)
        self.success_message = ngettext("%(count)d unit recognised.", "%(count)d units recognised.", count) % {
            "count": count
        }


class BatchTestMinutes(PaperPage):
    """Minutes of the tests; the number is what the office types."""

    asks = ("nomor",)
    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        paper = minutes_of_the_tests(self.object, number=self.number, on=timezone.localdate())
        return paper, f"berita-acara-uji-{self.object.pk}"


class BatchScoreList(PaperPage):
    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        return score_list(self.object, on=timezone.localdate()), f"daftar-nilai-{self.object.pk}"

"""What the work section writes and adds to the report of a batch; the paper itself is in the room reports."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from audit.states import OnlyWhile
from programs.actions import reports as actions
from programs.forms.reports import PhotoForm, ReportForm
from programs.models import Batch, BatchReport, ReportPhoto
from programs.models.reports import MOST_PHOTOS


class BatchReportEdit(OnlyWhile, StepPage):
    queryset = Batch.objects.with_places()
    states = actions.REPORTED
    form_class = ReportForm
    permission = Permission.WRITE_REPORTS
    heading = _("Write the report")
    lead = _("Participants, hours, results and money are counted when the report is printed.")
    success_message = _("Saved.")
    template_name = "programs/batch_report_edit.html"

    def get_initial(self) -> dict[str, Any]:
        report = BatchReport.objects.filter(batch=self.object).first()
        return {name: getattr(report, name, "") for name in ReportForm.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        photos = self.object.photos.all()
        return super().get_context_data(
            photos=photos, most_photos=MOST_PHOTOS, takes_more=len(photos) < MOST_PHOTOS, **kwargs
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-report-edit", args=[self.object.pk])

    def step(self, **words: str) -> None:
        actions.write_report(self.object, **words, by=self.user)


class BatchPhotoAdd(OnlyWhile, StepPage):
    model = Batch
    states = actions.REPORTED
    form_class = PhotoForm
    permission = Permission.WRITE_REPORTS
    heading = _("Add a photo")
    submit_label = _("Add")
    success_message = _("The photo was added.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_success_url(self) -> str:
        return reverse("programs:batch-report-edit", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def step(self, *, photo: Any, **words: Any) -> None:
        actions.add_photo(self.object, photo, **words, by=self.user)


class ReportPhotoRemove(StepButton):
    permission = Permission.WRITE_REPORTS
    success_message = _("The photo was removed.")

    def get_queryset(self) -> QuerySet[ReportPhoto]:
        return ReportPhoto.objects.visible_to(self.user).select_related("batch__facility", "batch__package")

    def get_success_url(self) -> str:
        return reverse("programs:batch-report-edit", args=[self.object.batch_id])

    def step(self) -> None:
        actions.remove_photo(self.object, by=self.user)


class ReportPhotoFile(Access, SingleObjectMixin, View):
    """A photo's bytes, for those who may see its batch. They were encoded here and never change."""

    permission = Permission.SEE_BATCHES
    queryset = ReportPhoto.objects.all()
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        photo = self.get_object()
        try:
            with photo.file.open("rb") as stored:
                response = HttpResponse(stored.read(), content_type="image/jpeg")
        except OSError as error:
            raise Http404 from error
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Disposition"] = "inline"
        response["Cache-Control"] = "no-store, private"
        return response

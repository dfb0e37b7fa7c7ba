"""A prison's staff as far as they may be trained."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, FormPage, ListPage, SavePage
from trainees import columns
from trainees.filters import OfficerFilter
from trainees.forms.officers import OfficerForm
from trainees.models import Officer

OFFICERS = (_("Officers"), reverse_lazy("trainees:officer-list"))


class OfficerList(ListPage):
    permission = Permission.SEE_OFFICERS
    model = Officer
    filterset_class = OfficerFilter
    template_name = "trainees/officer_list.html"
    columns = columns.OFFICERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        rows = [(officer, officer.age(on=today)) for officer in context["object_list"]]
        return {**context, "officers": rows, "today": today}


class OfficerDetail(DetailPage):
    permission = Permission.SEE_OFFICERS
    queryset = Officer.objects.select_related("facility")
    template_name = "trainees/officer_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        officer, today = self.object, timezone.localdate()
        return super().get_context_data(
            age=officer.age(on=today),
            interests=officer.interests.select_related("field"),
            enrollments=officer.enrollments.visible_to(self.user).select_related("batch__package"),
            **kwargs,
        )


class OfficerSave(SavePage):
    """A NIP that does not begin with the date of birth is kept as typed, and said: some are like that."""

    permission = Permission.EDIT_OFFICERS
    model = Officer

    def form_valid(self, form: BaseModelForm[Any]) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302 and not self.object.nip_fits:
            messages.warning(self.request, _("The NIP does not fit the date of birth or the sex: compare it again."))
        return response


class OfficerAdd(OfficerSave, AddPage):
    form_class = OfficerForm
    heading = _("Add an officer")
    lead = _("The officer is listed in your own prison.")
    extra_context = {"breadcrumbs": [OFFICERS]}

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("trainees:officer-list"))


class OfficerEdit(OfficerSave, EditPage):
    form_class = OfficerForm
    heading = _("Edit the officer")

    def get_queryset(self) -> QuerySet[Officer]:
        return super().get_queryset().select_related("facility")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [OFFICERS, (self.object.name, self.object.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class OfOfficer(FormPage):
    """A page for something that belongs to the officer in the URL, and leads back to the officer."""

    permission = Permission.EDIT_OFFICERS
    kwargs: dict[str, Any]

    @cached_property
    def officer(self) -> Officer:
        officers = Officer.objects.visible_to(self.user).select_related("facility")
        return get_object_or_404(officers, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [OFFICERS, (self.officer.name, self.officer.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)

    def get_success_url(self) -> str:
        return self.officer.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.get_success_url()

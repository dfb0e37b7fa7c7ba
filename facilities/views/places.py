from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage
from facilities import columns
from facilities.filters import FacilityFilter, TrainingCentreFilter, WorkshopFilter
from facilities.forms.places import WorkshopForm
from facilities.models import Agreement, Facility, TrainingCentre, Workshop
from facilities.models.readiness import readiness_of
from facilities.views.agreements import with_standings

WORKSHOPS = (_("Workshops"), reverse_lazy("facilities:workshop-list"))


class FacilityList(ListPage):
    permission = Permission.SEE_PLACES
    queryset = Facility.objects.select_related("region")
    filterset_class = FacilityFilter
    template_name = "facilities/facility_list.html"
    columns = columns.FACILITIES


class CentreList(ListPage):
    permission = Permission.SEE_PLACES
    queryset = TrainingCentre.objects.select_related("region")
    filterset_class = TrainingCentreFilter
    template_name = "facilities/centre_list.html"
    columns = columns.CENTRES


class PlaceDetail(DetailPage):
    """A prison or a centre with its workshops and its agreements."""

    permission = Permission.SEE_PLACES
    side: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreements = Agreement.objects.none()
        if self.user.has(Permission.SEE_AGREEMENTS):
            agreements = Agreement.objects.visible_to(self.user).filter(**{f"parties__{self.side}": self.object})
        return super().get_context_data(
            workshops=self.object.workshops.prefetch_related("fields"),
            agreements=with_standings(agreements.with_parties()),
            **kwargs,
        )


class FacilityDetail(PlaceDetail):
    side = "facility"
    queryset = Facility.objects.select_related("region")
    template_name = "facilities/facility_detail.html"


class CentreDetail(PlaceDetail):
    side = "centre"
    queryset = TrainingCentre.objects.select_related("region")
    template_name = "facilities/centre_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(example=self.object.example_number(on=timezone.localdate()), **kwargs)


class WorkshopList(ListPage):
    permission = Permission.SEE_PLACES
    queryset = Workshop.objects.select_related("facility", "centre").prefetch_related("fields")
    filterset_class = WorkshopFilter
    template_name = "facilities/workshop_list.html"
    columns = columns.WORKSHOPS


class WorkshopDetail(DetailPage):
    permission = Permission.SEE_PLACES
    queryset = Workshop.objects.select_related("facility", "centre").prefetch_related("fields")
    template_name = "facilities/workshop_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(readiness=readiness_of(self.object, on=timezone.localdate()), **kwargs)


class WorkshopAdd(AddPage):
    permission = Permission.EDIT_WORKSHOPS
    model = Workshop
    form_class = WorkshopForm
    heading = _("Add a workshop")
    lead = _("It is listed at the place where you work.")
    extra_context = {"breadcrumbs": [WORKSHOPS]}

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("facilities:workshop-list"))


class WorkshopEdit(EditPage):
    permission = Permission.EDIT_WORKSHOPS
    model = Workshop
    form_class = WorkshopForm
    heading = _("Edit the workshop")
    extra_context = {"breadcrumbs": [WORKSHOPS]}

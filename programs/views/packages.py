from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepPage
from programs.actions import packages as actions
from programs.filters import PackageFilter
from programs.forms.packages import PackageForm, PackageUnitsForm
from programs.models import Package, PackageUnit, ScoreSheet


class PackageList(ListPage):
    model = Package
    permission = Permission.SEE_PACKAGES
    filterset_class = PackageFilter
    template_name = "programs/package_list.html"

    def get_queryset(self) -> QuerySet[Package]:
        return super().get_queryset().select_related("centre", "field").with_hours()  # type: ignore[attr-defined]


class PackageDetail(DetailPage):
    model = Package
    permission = Permission.SEE_PACKAGES

    def get_queryset(self) -> QuerySet[Package]:
        taught = PackageUnit.objects.select_related("unit__standard")
        return (
            super()
            .get_queryset()
            .select_related("centre", "field")
            .with_hours()  # type: ignore[attr-defined]
            .prefetch_related(Prefetch("package_units", queryset=taught))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        owns = self.user.posting is not None and self.user.posting.centre_id == self.object.centre_id
        return super().get_context_data(
            may_edit=owns and self.user.has(Permission.EDIT_PACKAGES),
            in_use=self.object.is_in_use,
            sheet=ScoreSheet.objects.for_package(self.object),
            **kwargs,
        )


class PackageAdd(AddPage):
    model = Package
    form_class = PackageForm
    permission = Permission.EDIT_PACKAGES
    heading = _("New training package")
    lead = _("First the frame; then the units with their lesson hours.")
    submit_label = _("Save and choose units")

    def get_success_url(self) -> str:
        return reverse("programs:package-units", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("programs:package-list")


class UnusedPackages:
    """A package that a batch was planned with stays as it is: the batch keeps what it started with."""

    def get_queryset(self) -> QuerySet[Package]:
        return super().get_queryset().unused()  # type: ignore[misc]


class PackageEdit(UnusedPackages, EditPage):
    model = Package
    form_class = PackageForm
    permission = Permission.EDIT_PACKAGES
    heading = _("Edit training package")

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class PackageUnits(UnusedPackages, StepPage):
    model = Package
    form_class = PackageUnitsForm
    permission = Permission.EDIT_PACKAGES
    template_name = "programs/package_units.html"
    heading = _("Units and lesson hours")
    success_message = _("Units saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("user")
        return {**kwargs, "package": self.object}

    def step(self, **hours: Any) -> None:
        actions.choose_units(self.object, self.form.taught(), by=self.user)

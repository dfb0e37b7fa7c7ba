"""The catalogue: packages of all centres, from which a centre copies what it wants to teach too."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage, StepPage
from programs import columns
from programs.actions import packages as actions
from programs.filters import CatalogueFilter
from programs.forms.packages import CopyForm
from programs.models import Package, PackageUnit
from programs.prospects import prospects, region_of, with_prospects


class OthersPackages:
    """The newest version of each finished package of another centre, wherever that is: no personal data is in it."""

    user: Any

    def get_queryset(self) -> QuerySet[Package]:
        posting = self.user.posting
        others = Package.objects.newest().exclude(centre=posting and posting.centre_id)
        finished = others.with_hours().filter(unit_hours=F("lesson_hours"))  # type: ignore[misc]
        return finished.select_related("centre__region", "field")


class Catalogue(OthersPackages, ListPage):
    model = Package
    permission = Permission.EDIT_PACKAGES
    filterset_class = CatalogueFilter
    template_name = "programs/catalogue.html"
    columns = columns.CATALOGUE_SHOWN

    def url_of(self, row: Package) -> str:
        return reverse("programs:catalogue-package", args=[row.pk])

    def get_queryset(self) -> QuerySet[Package]:
        return with_prospects(super().get_queryset(), prospects(region_of(self.user), on=timezone.localdate()))


class CataloguePackage(OthersPackages, DetailPage):
    model = Package
    permission = Permission.EDIT_PACKAGES
    template_name = "programs/catalogue_package.html"

    def get_queryset(self) -> QuerySet[Package]:
        taught = PackageUnit.objects.select_related("unit__standard")
        return super().get_queryset().prefetch_related("tags", Prefetch("package_units", queryset=taught))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        field = self.object.field_id
        found = prospects(region_of(self.user), on=timezone.localdate(), fields=[field])
        return super().get_context_data(prospect=found[field], **kwargs)


class PackageCopy(OthersPackages, StepPage):
    model = Package
    permission = Permission.EDIT_PACKAGES
    form_class = CopyForm
    heading = _("Copy into your own centre")
    lead = _("Frame, units, score sheet and syllabus are copied; the copy is yours to change.")
    submit_label = _("Copy")
    success_message = _("The copy is there.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "package": self.object}

    def step(self, *, name: str) -> None:
        centre = self.user.posting.centre
        self.object = actions.copy_package(self.object, centre=centre, name=name, by=self.user)

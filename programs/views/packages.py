from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepButton, StepPage
from facilities.views.downloads import Download, PdfDownload
from programs import columns
from programs.actions import packages as actions
from programs.filters import PackageFilter
from programs.forms.packages import PackageForm, PackageUnitsForm, SyllabusForm
from programs.models import Batch, Package, PackageUnit, ScoreSheet, Syllabus
from programs.prospects import prospects, region_of, with_prospects


class PackageList(ListPage):
    model = Package
    permission = Permission.SEE_PACKAGES
    filterset_class = PackageFilter
    template_name = "programs/package_list.html"
    columns = columns.PACKAGES_SHOWN

    def get_queryset(self) -> QuerySet[Package]:
        rows = super().get_queryset().newest().select_related("centre", "field").with_hours()  # type: ignore[attr-defined]
        return with_prospects(rows, prospects(region_of(self.user), on=timezone.localdate()))


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
        package = self.object
        owns = self.user.posting is not None and self.user.posting.centre_id == package.centre_id
        batches = Batch.objects.visible_to(self.user).select_related("facility").order_by("starts_on", "pk")
        versions = Package.objects.versions_of(package).select_related("superseded_by")
        field, today = package.field_id, timezone.localdate()
        return super().get_context_data(
            may_edit=owns and self.user.has(Permission.EDIT_PACKAGES),
            in_use=package.is_in_use,
            sheet=ScoreSheet.objects.for_package(package),
            syllabuses=package.syllabuses.all(),
            tags=package.tags.all(),
            versions=versions.prefetch_related(Prefetch("batches", queryset=batches, to_attr="batches_seen")),
            newest=package.superseded_by if package.is_superseded else None,
            prospect=prospects(region_of(self.user), on=today, fields=[field])[field],
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


class PackagePublish(StepButton):
    """The next version, which the centre then edits."""

    model = Package
    permission = Permission.EDIT_PACKAGES
    success_message = _("The new version is there: change what is to change, until a batch uses it.")

    def step(self) -> None:
        self.object = actions.publish_version(self.object, by=self.user)


class PackageSyllabusAdd(StepPage):
    model = Package
    permission = Permission.EDIT_PACKAGES
    form_class = SyllabusForm
    heading = _("Add the syllabus")
    lead = _("As a PDF. Everybody who may see the package may download it.")
    submit_label = _("Upload")
    success_message = _("The syllabus is kept.")

    def step(self, syllabus: UploadedFile) -> None:
        actions.keep_syllabus(self.object, syllabus, by=self.user)


class PackageSyllabus(PdfDownload):
    model = Package
    permission = Permission.SEE_PACKAGES

    def download(self) -> Download | None:
        syllabus = self.object.syllabuses.first()
        return syllabus and Download(syllabus.file_name, syllabus.sha256, f"silabus-{self.object.pk}.pdf")


class SyllabusFile(PdfDownload):
    """One syllabus, also one that another has taken the place of."""

    model = Syllabus
    permission = Permission.SEE_PACKAGES

    def download(self) -> Download | None:
        return Download(self.object.file_name, self.object.sha256, f"silabus-{self.object.package_id}.pdf")

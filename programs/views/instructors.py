from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage
from facilities.models import Region
from programs import columns
from programs.filters import InstructorFilter
from programs.forms.instructors import InstructorCertificateForm, InstructorForm
from programs.gaps import cover_map
from programs.models import Instructor, InstructorCertificate


class InstructorList(ListPage):
    model = Instructor
    permission = Permission.SEE_INSTRUCTORS
    filterset_class = InstructorFilter
    template_name = "programs/instructor_list.html"
    columns = columns.INSTRUCTORS

    def get_queryset(self) -> QuerySet[Instructor]:
        rows: Any = super().get_queryset()
        listed: QuerySet[Instructor] = (
            rows.with_places().with_standing(on=timezone.localdate()).prefetch_related("fields")
        )
        return listed


class InstructorDetail(DetailPage):
    model = Instructor
    permission = Permission.SEE_INSTRUCTORS

    def get_queryset(self) -> QuerySet[Instructor]:
        return super().get_queryset().with_places().prefetch_related("certificates__field")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = self.object.sessions.visible_to(self.user).held().select_related("batch", "workshop")
        may_edit = self.user.has(Permission.EDIT_INSTRUCTORS)
        own = Instructor.objects.of_own_centre(self.user).filter(pk=self.object.pk)
        today = timezone.localdate()
        certificates = [(paper, paper.is_valid(on=today)) for paper in self.object.certificates.all()]
        mine = InstructorCertificate.objects.kept_by(self.user) if may_edit else InstructorCertificate.objects.none()
        return super().get_context_data(
            may_edit=may_edit and own.exists(),
            certificates=certificates,
            editable=set(mine.filter(instructor=self.object).values_list("pk", flat=True)),
            sessions=sessions.reverse()[:30],
            **kwargs,
        )


class InstructorAdd(AddPage):
    model = Instructor
    form_class = InstructorForm
    permission = Permission.EDIT_INSTRUCTORS
    heading = _("New instructor")

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return reverse("programs:instructor-list")


class InstructorEdit(EditPage):
    model = Instructor
    form_class = InstructorForm
    permission = Permission.EDIT_INSTRUCTORS
    heading = _("Edit instructor")

    def get_queryset(self) -> QuerySet[Instructor]:
        """Of the own centre: an officer's page follows from the training, not from typing."""
        return super().get_queryset().of_own_centre(self.user)  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class CertificatePage:
    """A form for one certificate of an instructor."""

    object: Any

    def get_success_url(self) -> str:
        return self.get_instructor().get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        instructor = self.get_instructor()
        crumbs = [
            (_("Instructors"), reverse("programs:instructor-list")),
            (instructor.name, instructor.get_absolute_url()),
        ]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instructor": self.get_instructor()}  # type: ignore[misc]

    def get_instructor(self) -> Instructor:
        instructor: Instructor = self.object.instructor
        return instructor


class InstructorCertificateAdd(CertificatePage, AddPage):
    model = InstructorCertificate
    form_class = InstructorCertificateForm
    permission = Permission.EDIT_INSTRUCTORS
    heading = _("New certificate of the instructor")
    lead = _("As it stands on paper. Once it has run out, the instructor cannot be given lessons of this field.")

    @cached_property
    def instructor(self) -> Instructor:
        own = Instructor.objects.visible_to(self.user).of_own_centre(self.user)
        return get_object_or_404(own.with_places(), pk=self.kwargs["pk"])

    def get_instructor(self) -> Instructor:
        return self.instructor

    def get_cancel_url(self) -> str:
        return self.instructor.get_absolute_url()


class InstructorCertificateEdit(CertificatePage, EditPage):
    model = InstructorCertificate
    form_class = InstructorCertificateForm
    permission = Permission.EDIT_INSTRUCTORS
    heading = _("Edit the certificate")

    def get_queryset(self) -> QuerySet[InstructorCertificate]:
        rows = super().get_queryset().kept_by(self.user)  # type: ignore[attr-defined]
        chosen: QuerySet[InstructorCertificate] = rows.select_related(
            "instructor__centre", "instructor__officer__facility", "field"
        )
        return chosen


class InstructorGaps(Access, TemplateView):
    """Prisons by fields: who can teach what the agreements want."""

    permission = Permission.SEE_INSTRUCTORS
    template_name = "programs/instructor_gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regions = Region.objects.visible_to(self.user)
        asked = self.request.GET.get("wilayah", "")
        region = (
            regions.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
        )
        cover = cover_map(self.user, on=timezone.localdate(), region=region.pk if region else None)
        return super().get_context_data(cover=cover, regions=regions, region=region, **kwargs)

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage
from programs.filters import InstructorFilter
from programs.forms.instructors import InstructorForm
from programs.models import Instructor


class InstructorList(ListPage):
    model = Instructor
    permission = Permission.SEE_INSTRUCTORS
    filterset_class = InstructorFilter
    template_name = "programs/instructor_list.html"

    def get_queryset(self) -> QuerySet[Instructor]:
        return super().get_queryset().with_places().prefetch_related("fields")  # type: ignore[attr-defined]


class InstructorDetail(DetailPage):
    model = Instructor
    permission = Permission.SEE_INSTRUCTORS

    def get_queryset(self) -> QuerySet[Instructor]:
        return super().get_queryset().with_places().prefetch_related("methodology__field")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = self.object.sessions.visible_to(self.user).held().select_related("batch", "workshop")
        centre = self.user.posting.centre_id if self.user.posting else None
        owns = centre is not None and centre == self.object.centre_id
        return super().get_context_data(
            may_edit=owns and self.user.has(Permission.EDIT_INSTRUCTORS),
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

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

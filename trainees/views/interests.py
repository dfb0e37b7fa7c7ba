"""Where interest and aptitude are typed: one field for many people, or all fields of one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from accounts.permissions import Permission
from audit.pages import FormPage, Text
from facilities.models import Field
from trainees.actions.interests import record_interests
from trainees.filters import InmateInterestFilter, InterestFilter, OfficerInterestFilter
from trainees.forms.interests import InterestSheet
from trainees.models import Inmate, InmateQuerySet, Officer, OfficerQuerySet
from trainees.views.inmates import INMATES, OfInmate
from trainees.views.officers import OFFICERS, OfOfficer

People = InmateQuerySet | OfficerQuerySet


class SheetPage(FormPage, FormView):
    """A page of lines; it comes back to itself, so that the next lines can be typed."""

    form_class = InterestSheet
    submit_label = _("Save")

    def pairs(self) -> Sequence[tuple[Inmate | Officer, Field]]:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pairs": self.pairs()}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            changed = record_interests(form.wishes(), by=self.user)  # type: ignore[attr-defined]
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        said = ngettext("%(count)d line saved.", "%(count)d lines saved.", changed) % {"count": changed}
        self.success_message = said if changed else str(_("Nothing was changed."))
        self.said()
        return super().form_valid(form)


class PeopleSheet(SheetPage):
    """One field, a page of people. The lines sent back are those that were shown, whoever came or left meanwhile."""

    filterset_class: type[InterestFilter]
    template_name = "trainees/interest_sheet.html"
    heading = _("Interest and aptitude")
    lead = _("Choose a field, then type what people want and can do. Only lines that you change are saved.")
    paginate_by = 50

    def people(self) -> People:
        """All whose lines may be sent back."""
        raise NotImplementedError

    def listed(self) -> People:
        """Those of them who are offered a line."""
        raise NotImplementedError

    @cached_property
    def filter(self) -> InterestFilter:
        return self.filterset_class(self.request.GET, queryset=self.listed(), request=self.request)

    @cached_property
    def field(self) -> Field | None:
        form = self.filter.form
        return form.cleaned_data.get("field") if form.is_valid() else None

    @cached_property
    def page(self) -> Page[Any]:
        people = self.filter.qs.order_by("name", "pk") if self.field else self.people().none()
        return Paginator(people, self.paginate_by).get_page(self.request.GET.get("page"))

    def pairs(self) -> list[tuple[Inmate | Officer, Field]]:
        if self.field is None:
            return []
        shown = [int(pk) for pk in self.request.POST.getlist("line") if pk.isdecimal() and len(pk) < 19]
        rows = self.people().filter(pk__in=shown) if self.request.method == "POST" else self.page
        return [(person, self.field) for person in rows]

    def get_success_url(self) -> str:
        return self.request.get_full_path()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(filter=self.filter, field=self.field, page_obj=self.page, **kwargs)


class InmateSheet(PeopleSheet):
    permission = Permission.EDIT_INMATES
    filterset_class = InmateInterestFilter
    extra_context = {
        "person_page": "trainees:interest-edit",
        "import_sheet": "interests",
        "breadcrumbs": [INMATES],
        "back_url": INMATES[1],
        "back_label": _("Back to the inmates"),
        "none_title": _("No inmate fits"),
    }

    def people(self) -> InmateQuerySet:
        return Inmate.objects.visible_to(self.user).select_related("facility")

    def listed(self) -> InmateQuerySet:
        return self.people().in_custody()


class OfficerSheet(PeopleSheet):
    permission = Permission.EDIT_OFFICERS
    filterset_class = OfficerInterestFilter
    extra_context = {
        "person_page": "trainees:officer-interests",
        "import_sheet": "officer-interests",
        "breadcrumbs": [OFFICERS],
        "back_url": OFFICERS[1],
        "back_label": _("Back to the officers"),
        "none_title": _("No officer fits"),
    }

    def people(self) -> OfficerQuerySet:
        return Officer.objects.visible_to(self.user).select_related("facility")

    def listed(self) -> OfficerQuerySet:
        return self.people().serving(on=timezone.localdate())


class PersonSheet(SheetPage):
    """All fields of one person: here first and second choice change places."""

    template_name = "trainees/person_interests.html"
    heading = _("Interest and aptitude")
    lead = _("The first choice is 1. Leave a line empty where nothing is known.")
    back_label: Text

    @property
    def person(self) -> Inmate | Officer:
        raise NotImplementedError

    def pairs(self) -> list[tuple[Inmate | Officer, Field]]:
        return [(self.person, field) for field in Field.objects.all()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, back_label=self.back_label, **kwargs)


class InmateInterests(OfInmate, PersonSheet):
    back_label = _("Back to the inmate")

    @property
    def person(self) -> Inmate:
        return self.inmate


class OfficerInterests(OfOfficer, PersonSheet):
    back_label = _("Back to the officer")

    @property
    def person(self) -> Officer:
        return self.officer

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from accounts.permissions import Permission
from audit.pages import FormPage
from audit.refusals import refusals_explained
from facilities.models import Facility, TrainingCentre
from programs.actions.plans import plan_year
from programs.forms.plans import YearPlanForm
from programs.models.budgets import FIRST_YEAR, LAST_YEAR


class YearPlanEdit(FormPage, FormView):
    """What the user's training centre, or the prisons of the user's place, are to reach in a year: all on one page."""

    permission = Permission.EDIT_PLANS
    template_name = "programs/year_plan.html"
    form_class = YearPlanForm
    lead = gettext_lazy("Seats and certificates to reach in the year. Dashboards show them beside the figures.")

    @property
    def year(self) -> int:
        """The one in the address, else this year."""
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year

    def get_heading(self) -> str:
        return _("Plan of %(year)s") % {"year": self.year}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), "year": self.year}
        del kwargs["user"]
        return {**kwargs, "places": self.places}

    @property
    def places(self) -> list[Facility] | list[TrainingCentre]:
        posting = self.user.posting
        if posting and posting.centre:
            return [posting.centre]
        return list(Facility.objects.visible_to(self.user).order_by("name", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(year=self.year, year_before=self.year - 1, year_after=self.year + 1, **kwargs)

    def get_cancel_url(self) -> str:
        return ""

    def form_valid(self, form: YearPlanForm) -> HttpResponse:
        try:
            with refusals_explained():
                changed = plan_year(self.year, form.targets, by=self.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        words = ngettext("%(count)d plan saved.", "%(count)d plans saved.", changed) % {"count": changed}
        messages.success(self.request, words if changed else _("Nothing has changed."))
        return HttpResponseRedirect(self.request.get_full_path())

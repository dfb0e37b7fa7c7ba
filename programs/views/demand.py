from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from programs.demand import FEWEST, demand_of, prisons_for_demand
from programs.forms.demand import PrisonForm
from programs.prospects import add_prospects, prospects


class DemandPage(Access, TemplateView):
    """What the people of a prison want to learn, beside the packages on offer: numbers only, never a person."""

    permission = Permission.SEE_DEMAND
    template_name = "programs/demand.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        prisons = prisons_for_demand(self.user, on=today).select_related("region").order_by("name", "pk")
        form = PrisonForm(self.request.GET or None, user=self.user, prisons=prisons)
        facility = form.chosen()
        hides = not self.user.has(Permission.SEE_INMATES)
        rows = demand_of(facility, on=today, hides_the_few=hides) if facility else []
        if facility:
            rows += add_prospects(rows, prospects(facility.region, on=today))
        return super().get_context_data(
            form=form, facility=facility, rows=rows, hides=hides, fewest=FEWEST, year=today.year, **kwargs
        )

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from facilities.models import Facility
from programs.models import YearPlan
from programs.models.plans import MOST


class YearPlanForm(forms.Form):
    """Two numbers for each prison of a year: participants and certified; both empty for no plan."""

    def __init__(self, *args: Any, year: int, facilities: Sequence[Facility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facilities = facilities
        plans = {plan.facility_id: plan for plan in YearPlan.objects.filter(year=year, facility__in=facilities)}
        for facility in facilities:
            plan = plans.get(facility.pk)
            for name, label in (("participants", _("Participants")), ("certified", _("Certified"))):
                self.fields[f"{name}_{facility.pk}"] = forms.IntegerField(
                    label=f"{label}, {facility}",
                    min_value=0,
                    max_value=MOST,
                    required=False,
                    initial=getattr(plan, name, None),
                )

    @property
    def rows(self) -> list[tuple[Facility, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"participants_{each.pk}"], self[f"certified_{each.pk}"]) for each in self.facilities]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for facility in self.facilities:
            names = (f"participants_{facility.pk}", f"certified_{facility.pk}")
            participants, certified = (said.get(name) for name in names)
            if self.errors.keys() & set(names):
                continue
            if (participants is None) != (certified is None):
                self.add_error(names[certified is None], _("Enter both numbers, or none."))
            elif participants is not None and certified > participants:
                self.add_error(names[1], _("No more people can be certified than take part."))
        return said

    @property
    def targets(self) -> dict[Facility, tuple[int, int] | None]:
        said = self.cleaned_data
        return {
            each: None
            if said[f"participants_{each.pk}"] is None
            else (said[f"participants_{each.pk}"], said[f"certified_{each.pk}"])
            for each in self.facilities
        }

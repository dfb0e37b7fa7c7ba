from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from facilities.models import Facility, TrainingCentre
from programs.models import YearPlan
from programs.models.plans import MOST

Place = Facility | TrainingCentre


class YearPlanForm(forms.Form):
    """Participants and certified for each place in a year, both empty for no plan. The places are of one kind."""

    def __init__(self, *args: Any, year: int, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        rows = YearPlan.objects.filter(year=year).of(places).select_related("facility", "centre")
        plans = {plan.place: plan for plan in rows}
        for place in places:
            plan = plans.get(place)
            for name, label in (("participants", _("Participants")), ("certified", _("Certified"))):
                self.fields[f"{name}_{place.pk}"] = forms.IntegerField(
                    label=f"{label}, {place}",
                    min_value=0,
                    max_value=MOST,
                    required=False,
                    initial=getattr(plan, name, None),
                )

    @property
    def rows(self) -> list[tuple[Place, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"participants_{each.pk}"], self[f"certified_{each.pk}"]) for each in self.places]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for place in self.places:
            names = (f"participants_{place.pk}", f"certified_{place.pk}")
            participants, certified = (said.get(name) for name in names)
            if self.errors.keys() & set(names):
                continue
            if (participants is None) != (certified is None):
                self.add_error(names[certified is None], _("Enter both numbers, or none."))
            elif participants is not None and certified > participants:
                self.add_error(names[1], _("No more people can be certified than take part."))
        return said

    @property
    def targets(self) -> dict[Place, tuple[int, int] | None]:
        said = self.cleaned_data
        return {
            each: None
            if said[f"participants_{each.pk}"] is None
            else (said[f"participants_{each.pk}"], said[f"certified_{each.pk}"])
            for each in self.places
        }

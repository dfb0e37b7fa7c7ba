"""Which prisons and centres a paper or a meeting is between."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from facilities.models import Agreement, Facility, Meeting, Region, TrainingCentre

KINDS = {"facilities": "facility", "centres": "centre"}
# The button that shows the places of another region; it saves nothing.
SHOW_PLACES = "tampilkan"


class PartiesForm(ScopedModelForm):
    """The user's own place is always among the parties. Partners are offered from its region, and from one other.

    A partner of any region may be chosen; hundreds are not offered at once. Who is a party already, or linked
    already, stays a choice for everybody: an edit by somebody who may not choose it takes nothing away unseen.
    """

    other_region = forms.ModelChoiceField(
        label=_("Partners in another region"),
        queryset=Region.objects.all(),
        required=False,
        help_text=_("Choose the region, then show its prisons and training centres below."),
    )
    facilities = forms.ModelMultipleChoiceField(
        label=_("Prisons"), queryset=Facility.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    centres = forms.ModelMultipleChoiceField(
        label=_("Training centres"), queryset=TrainingCentre.objects.all(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, places in (self.parties_now() if self.instance.pk else self.own_side()).items():
            self.initial.setdefault(name, places)
        self.fields["other_region"].empty_label = _("None")  # type: ignore[attr-defined]

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        if name == "other_region":
            return rows.elsewhere(self.user)  # type: ignore[attr-defined]
        if kind := KINDS.get(name):
            near = rows.partners_of(self.user)  # type: ignore[attr-defined]
            kept = self.instance.parties.values(kind) if self.instance.pk else []
            afar = Q(region__in=self.typed("other_region")) | Q(pk__in=self.typed(name))
            return rows.filter(Q(pk__in=near.values("pk")) | Q(pk__in=kept) | afar)
        chosen, kept = super().narrow(name, rows), [getattr(self.instance, f"{name}_id")]
        return rows.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=kept))

    def typed(self, name: str) -> list[int]:
        """The ids that came with the request, or are shown again after a look at another region."""
        given = self[name].data if self.is_bound else self.initial.get(name)
        values = given if isinstance(given, list) else [given]
        return [int(value) for value in values if re.fullmatch(r"\d{1,9}", str(value), re.ASCII)]

    @cached_property
    def changed_data(self) -> list[str]:
        """Where one looked for a partner is no fact of the paper."""
        return [name for name in super().changed_data if name != "other_region"]

    def own_side(self) -> dict[str, list[int]]:
        posting = self.user.posting
        return {name: [pk] if (pk := getattr(posting, f"{kind}_id", None)) else [] for name, kind in KINDS.items()}

    def parties_now(self) -> dict[str, list[int]]:
        return sides_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, places in self.own_side().items():
            if name in cleaned and not {*places} <= {place.pk for place in cleaned[name]}:
                self.add_error(name, _("Your own place must be among the parties."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """With its parties, in the caller's transaction; who stays keeps what is written of it."""
        saved = super().save(commit)
        for name, kind in KINDS.items():
            places = self.cleaned_data[name]
            saved.parties.filter(**{f"{kind}__isnull": False}).exclude(**{f"{kind}__in": places}).delete()
            for place in places:
                saved.parties.get_or_create(**{kind: place})
        return saved


def parties_fieldset(legend: Any) -> Fieldset:
    """Who is party to it, and the button that offers the places of another region."""
    return Fieldset(
        legend, "other_region", HTML('{% include "facilities/_show_places.html" %}'), *KINDS, css_class="field-group"
    )


def sides_of(thing: Agreement | Meeting) -> dict[str, list[int]]:
    """The ids of the places between which it is."""
    parties = list(thing.parties.all())
    found = {name: [getattr(party, f"{kind}_id") for party in parties] for name, kind in KINDS.items()}
    return {name: [pk for pk in places if pk] for name, places in found.items()}

"""Which prisons and centres a paper or a meeting is between."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from facilities.models import Agreement, Facility, Meeting, TrainingCentre

KINDS = {"facilities": "facility", "centres": "centre"}


class PartiesForm(ScopedModelForm):
    """The user's own place is always among the parties. Partners are chosen from its region.

    Who is a party already, or linked already, stays a choice for everybody: an edit by somebody who may not choose it
    takes nothing away unseen.
    """

    facilities = forms.ModelMultipleChoiceField(
        label=_("Prisons"), queryset=Facility.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    centres = forms.ModelMultipleChoiceField(
        label=_("Training centres"), queryset=TrainingCentre.objects.all(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(self.parties_now() if self.instance.pk else self.own_side())

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        if kind := KINDS.get(name):
            chosen = rows.partners_of(self.user)  # type: ignore[attr-defined]
            kept = self.instance.parties.values(kind) if self.instance.pk else []
        else:
            chosen, kept = super().narrow(name, rows), [getattr(self.instance, f"{name}_id")]
        return rows.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=kept))

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


def sides_of(thing: Agreement | Meeting) -> dict[str, list[int]]:
    """The ids of the places between which it is."""
    parties = list(thing.parties.all())
    found = {name: [getattr(party, f"{kind}_id") for party in parties] for name, kind in KINDS.items()}
    return {name: [pk for pk in places if pk] for name, places in found.items()}

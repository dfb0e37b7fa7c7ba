from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.recognition import Offer


class RecogniseForm(ScopedForm):
    """Which of the offered units count in this batch. All of them are ticked to begin with."""

    offers = forms.MultipleChoiceField(
        label=_("Units passed before"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one unit."),
            "invalid_choice": _("One of the units is no longer on offer. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {offer.key: offer for offer in offers}
        field: Any = self.fields["offers"]
        field.choices = [
            (key, f"{row.enrollment.person.name}: {row.unit.unit.title}") for key, row in self.offered.items()
        ]
        field.initial = list(self.offered)

    def rows(self) -> list[tuple[Offer, bool]]:
        """Each offer, and whether it is ticked."""
        ticked = set(self["offers"].value() or [])
        return [(offer, key in ticked) for key, offer in self.offered.items()]

    def chosen(self) -> list[Offer]:
        return [self.offered[key] for key in self.cleaned_data["offers"]]

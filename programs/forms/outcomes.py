from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.access import ScopedModelForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from programs.models import Outcome, OutcomeKind
from programs.models.outcomes import OCCUPIED, TOLD
from programs.released import Moment

CHOICES = [("", _("Choose …")), *((kind.value, kind.label) for kind in OutcomeKind if kind != OutcomeKind.WITHDRAWN)]


def in_months(months: int) -> str:
    return ngettext("%(count)d month after release", "%(count)d months after release", months) % {"count": months}


class OutcomeForm(PlausibleDays, ScopedModelForm):
    """What somebody tells. Consent and field are asked for where there is something to keep, else left out."""

    kind = forms.ChoiceField(label=_("What the person does now"), choices=CHOICES)
    is_in_field = forms.TypedChoiceField(
        label=_("In the field of the training"),
        choices=[("", _("Choose …")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        required=False,
        help_text=_("Only of work, business and further training."),
    )

    class Meta:
        model = Outcome
        fields = ("asked_on", "kind", "is_in_field", "consent_how", "consent_on")
        widgets = {"asked_on": DAY, "consent_on": DAY}
        help_texts = {
            "consent_how": _("That what was told may be kept. Without consent choose “Does not want to tell”."),
            "consent_on": _("Empty: on the day of asking."),
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.is_in_field is not None:
            self.initial["is_in_field"] = "yes" if self.instance.is_in_field else "no"
        if self.instance.pk is None:
            self.initial["asked_on"] = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind", "")
        if kind in OCCUPIED and cleaned.get("is_in_field") is None and "is_in_field" not in self.errors:
            self.add_error("is_in_field", _("Say whether it is in the field of the training."))
        if kind not in OCCUPIED:
            cleaned["is_in_field"] = None
        if kind not in TOLD:
            return {**cleaned, "consent_on": None, "consent_how": ""}
        self._ask_for_consent(cleaned)
        return cleaned

    def _ask_for_consent(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("consent_how") and "consent_how" not in self.errors:
            self.add_error(
                "consent_how", _("Say how the person agreed that this is kept, or choose an entry without it.")
            )
        asked, agreed = cleaned.get("asked_on"), cleaned.get("consent_on")
        if agreed is None:
            cleaned["consent_on"] = asked
        if asked and agreed and agreed > asked:
            self.add_error("consent_on", _("Consent is given before or on the day of asking."))

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"enrollment", "months"}


class NewOutcomeForm(OutcomeForm):
    """The same with the month, of those that have come and of which nothing is entered."""

    months = forms.TypedChoiceField(label=_("Which month"), coerce=int)

    class Meta(OutcomeForm.Meta):
        fields = ("months", *OutcomeForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, moments: Sequence[Moment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [(moment.months, in_months(moment.months)) for moment in moments]  # type: ignore[attr-defined]

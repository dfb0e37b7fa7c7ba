"""Forms of conduct, risk, dossier, days from SDP and decisions on assimilation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from audit.refusals import sentences
from facilities.forms import DAY
from trainees.forms.inmates import DaysForm
from trainees.models import AssimilationDecision, ConductScore, DateOverride, DossierDocument, RiskScreening


class PastDayForm(DaysForm):
    """A form about what has happened: its `past` day is not in the future and not before the person was born."""

    past = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get(self.past)
        if day and day > timezone.localdate():
            self.add_error(self.past, _("This day cannot lie in the future."))
        elif day and self.past not in self.errors and day <= self.instance.inmate.birth_date:
            self.add_error(self.past, _("This day cannot be before the date of birth."))
        return cleaned

    def refuse_twin(self, constraint: str, field: str, **same: Any) -> None:
        others = self._meta.model._default_manager.filter(inmate=self.instance.inmate, **same)
        if all(value not in (None, "") for value in same.values()) and others.exists():
            self.add_error(field, str(sentences()[constraint]))


class RiskForm(PastDayForm):
    past = "screened_on"

    class Meta:
        model = RiskScreening
        fields = ("screened_on", "level", "instrument")
        widgets = {"screened_on": DAY}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_twin("screening_once_a_day", "screened_on", screened_on=cleaned.get("screened_on"))
        return cleaned


class ConductForm(PastDayForm):
    """One month's score; any day of the month stands for it."""

    past = "month"
    month = forms.DateField(
        label=_("month"), widget=DAY, help_text=_("Any day of the month that the sheet (SPPN) is about.")
    )

    class Meta:
        model = ConductScore
        fields = ("month", "score", "follows_guidance")
        widgets = {
            "follows_guidance": forms.NullBooleanSelect,
            "score": forms.NumberInput(attrs={"min": 0, "max": 100}),
        }

    def clean_month(self) -> dt.date:
        day: dt.date = self.cleaned_data["month"]
        return day.replace(day=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_twin("conduct_once_a_month", "month", month=cleaned.get("month"))
        return cleaned


class DocumentForm(PastDayForm):
    past = "received_on"

    class Meta:
        model = DossierDocument
        fields = ("code", "received_on", "note")
        widgets = {"received_on": DAY}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.refuse_twin("document_once_per_dossier", "code", code=cleaned.get("code"))
        return cleaned


class OverrideForm(DaysForm):
    class Meta:
        model = DateOverride
        fields = ("which", "day", "reason", "sdp_reference")
        widgets = {"day": DAY, "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"sdp_reference": _("Where SDP shows this day: number, page or day of the print.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        inmate, day = self.instance.inmate, cleaned.get("day")
        sentence = getattr(inmate, "sentence", None)
        if day and "day" not in self.errors and sentence is not None and day < sentence.counted_from:
            self.add_error("day", _("This day cannot be before the first day of detention."))
        if cleaned.get("which") and inmate.overrides.filter(which=cleaned["which"], withdrawn_at=None).exists():
            self.add_error("which", str(sentences()["one_standing_override_per_day"]))
        return cleaned


class WithdrawForm(ScopedForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(ScopedForm):
    """What the TPP session came to; the facts of the day are kept with it."""

    on = forms.DateField(
        label=_("conditions judged for"), widget=DAY, help_text=_("Rules and facts of this day are kept.")
    )
    outcome = forms.ChoiceField(label=_("decision"), choices=AssimilationDecision.Outcome.choices)
    minutes_number = forms.CharField(label=_("number of the TPP minutes"), max_length=80)
    reason = forms.CharField(
        label=_("reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if not 1945 <= day.year <= 2100:
            raise ValidationError(
                _("Check the year: it must lie between %(first)d and %(last)d.") % {"first": 1945, "last": 2100}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") not in (None, AssimilationDecision.Outcome.APPROVED) and not cleaned.get("reason"):
            self.add_error("reason", str(sentences()["refusal_has_a_reason"]))
        return cleaned

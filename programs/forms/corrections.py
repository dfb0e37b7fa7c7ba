from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import UnitResult
from programs.models.results import MOST, SCORES


class CorrectResultForm(ScopedForm):
    """The result as it should read; `seen` is how many corrections it had when the page was opened."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=UnitResult.Verdict.choices, widget=forms.RadioSelect)
    knowledge = forms.IntegerField(label=_("Knowledge (0–100)"), min_value=0, max_value=MOST, required=False)
    skill = forms.IntegerField(label=_("Skill (0–100)"), min_value=0, max_value=MOST, required=False)
    attitude = forms.IntegerField(label=_("Attitude (0–100)"), min_value=0, max_value=MOST, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record and is read by whoever checks the results."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, result: UnitResult, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("verdict", *SCORES):
            self.fields[name].initial = getattr(result, name)
        self.fields["seen"].initial = result.corrections.count()

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.assessors import allowed_assessors, taught_alone
from programs.models import Batch, Instructor


class AllowAssessorForm(ScopedForm):
    """One of those who alone have taught a unit of the batch and are not allowed yet."""

    assessor = forms.ModelChoiceField(
        label=_("Assessor"), queryset=Instructor.objects.none(), empty_label=_("Choose …")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record and is read by whoever checks the results."),
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = set(taught_alone(batch).values()) - allowed_assessors(batch)
        rows = Instructor.objects.visible_to(self.user).filter(pk__in=alone)
        self.fields["assessor"].queryset = rows  # type: ignore[attr-defined]

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.forms.pdfs import PdfField
from programs.actions.permits import Paper
from programs.forms.batches import LAST_YEAR
from programs.models import Batch, Enrollment, OutsidePermit


class PermitForm(ScopedForm):
    """One paper and the people whom it names; without a choice beforehand, who lacks one is ticked."""

    people = forms.ModelMultipleChoiceField(
        label=_("People whom the paper names"),
        queryset=Enrollment.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the people whom the paper names.")},
    )
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=OutsidePermit.Kind.choices, widget=forms.RadioSelect)
    number = forms.CharField(label=_("Number"), max_length=100)
    dated_on = forms.DateField(label=_("Dated"), widget=DAY)
    valid_until = forms.DateField(label=_("Valid until"), widget=DAY)
    scan = PdfField(label=_("Scan (PDF)"), required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["people"]
        choice.queryset = choice.queryset.filter(batch=batch)

    def clean_valid_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["valid_until"]
        dated = self.cleaned_data.get("dated_on")
        if dated and day < dated:
            raise ValidationError(_("A permit cannot end before its own day."))
        if day.year > LAST_YEAR:
            raise ValidationError(_("Check the year."))
        return day

    def paper(self) -> Paper:
        cleaned = self.cleaned_data
        return Paper(cleaned["kind"], cleaned["number"], cleaned["dated_on"], cleaned["valid_until"])

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.models import Field
from programs.models import Batch, Enrollment
from trainees.dates import Term, add_term
from trainees.models import Officer

USUAL_YEARS = 3  # only what the form proposes


class ProposeOfficersForm(ScopedForm):
    officers = forms.ModelMultipleChoiceField(
        label=_("Officers"),
        queryset=Officer.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = Officer.objects.visible_to(self.user).filter(  # type: ignore[attr-defined]
            facility=batch.facility
        )


class MakeInstructorForm(ScopedForm):
    """Which field the officer may teach, and until when."""

    field = forms.ModelChoiceField(label=_("Field"), queryset=Field.objects.all(), empty_label=_("Choose …"))
    number = forms.CharField(label=_("Number of the methodology certificate"), max_length=100, required=False)
    valid_until = forms.DateField(label=_("Valid until"), widget=DAY)

    def __init__(self, *args: Any, enrollment: Enrollment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tested_on = enrollment.batch.tested_on
        self.fields["field"].initial = enrollment.batch.package.field_id
        self.fields["valid_until"].initial = add_term(tested_on, Term(years=USUAL_YEARS))

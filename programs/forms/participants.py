from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Enrollment
from programs.models.enrollments import SYSTEM_REASONS


class DropForm(ScopedForm):
    drop_reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("", _("Choose …")),
            *(choice for choice in Enrollment.DropReason.choices if choice[0] not in SYSTEM_REASONS),
        ],
        help_text=_(
            "Transfer, release and death are recorded on the person's own page; the seat falls free by itself."
        ),
    )
    reason = forms.CharField(
        label=_("In your words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.actions.batch_helpers import possible_helpers
from programs.models import Batch
from trainees.models import Inmate


class HelpersForm(ScopedForm):
    inmates = forms.ModelMultipleChoiceField(
        label=_("Who completed this field before"),
        queryset=Inmate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inmates: Any = self.fields["inmates"]
        inmates.queryset = possible_helpers(batch, self.user)
        inmates.label_from_instance = lambda inmate: inmate.name

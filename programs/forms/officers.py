from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Batch
from trainees.models import Officer


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

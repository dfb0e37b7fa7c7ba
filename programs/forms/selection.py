from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Batch
from trainees.models import Inmate


class ProposeForm(ScopedForm):
    """Those ticked, or with one tick everybody found whom nothing blocks."""

    inmates = forms.ModelMultipleChoiceField(label=_("Candidates"), queryset=Inmate.objects.none(), required=False)
    everybody = forms.BooleanField(label=_("Everybody who may join"), required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inmates"].queryset = Inmate.objects.visible_to(self.user).filter(  # type: ignore[attr-defined]
            facility=batch.facility
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("everybody") and not cleaned.get("inmates") and not self.has_error("inmates"):
            self.add_error("inmates", _("Tick at least one person."))
        return cleaned

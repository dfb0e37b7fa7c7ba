from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilities.forms import DAY
from trainees.forms.inmates import OLDEST, DaysForm
from trainees.models import Officer

YOUNGEST = 17  # years; younger is a slip of the finger


class OfficerForm(DaysForm):
    """An officer of the user's own prison, which is not asked. The NIP may be typed with its usual spaces."""

    class Meta:
        model = Officer
        fields = (
            "name",
            "nip",
            "sex",
            "birth_place",
            "birth_date",
            "education",
            "position",
            "health_limits",
            "health_note",
            "left_on",
        )
        widgets = {"birth_date": DAY, "left_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None and posting.facility is not None:
            self.instance.facility = posting.facility
        nip = self.fields["nip"]
        nip.max_length = None  # type: ignore[attr-defined]
        nip.validators = []
        nip.widget.attrs.update({"maxlength": "30", "inputmode": "numeric"})
        nip.help_text = _("18 digits, for example 19900517 201503 1 001.")

    def clean_nip(self) -> str:
        nip = "".join(self.cleaned_data["nip"].split())
        if not (len(nip) == 18 and nip.isascii() and nip.isdigit()):
            raise ValidationError(_("A NIP has 18 digits."))
        return nip

    def clean_birth_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if not today.year - OLDEST <= day.year <= today.year - YOUNGEST:
            raise ValidationError(_("Check the year: an officer is an adult."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        left_on, birth_date = cleaned.get("left_on"), cleaned.get("birth_date")
        if left_on and birth_date and left_on <= birth_date:
            self.add_error("left_on", _("This day cannot be before the date of birth."))
        return cleaned

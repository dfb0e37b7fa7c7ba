from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from certificates.ledger.notes import LONGEST

DIGITS = 20


class CompareForm(ScopedForm):
    """Either the whole note, or entries and fingerprint as they stand on paper."""

    note = forms.CharField(
        label=_("Checkpoint as text"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false", "class": "code"}),
        help_text=_("All lines of a file or mail that you kept."),
    )
    size = forms.IntegerField(
        label=_("Entries"), required=False, min_value=1, max_value=2**62, help_text=_("From the printed report.")
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        required=False,
        max_length=60,
        help_text=_("Five groups of four signs, such as 3f2a 91bc 0d4e 77aa 10f2."),
    )
    is_sure = forms.BooleanField(label=_("I have compared both figures with the paper twice"), required=False)

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        return note if note.strip() else ""

    def clean_fingerprint(self) -> str:
        """Case and spaces are forgiven, other signs are not."""
        digits = re.sub(r"[\s.:-]+", "", self.cleaned_data["fingerprint"]).lower()
        if digits and not re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", digits):
            raise forms.ValidationError(_("A fingerprint has 20 signs: digits, and letters from a to f."))
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given["note"]:
            if not given["size"] and not given["fingerprint"]:
                self.add_error("note", _("Paste the checkpoint, or fill in both figures of the printed report."))
            elif not given["size"]:
                self.add_error("size", _("Fill in both figures of the printed report."))
            elif not given["fingerprint"]:
                self.add_error("fingerprint", _("Fill in both figures of the printed report."))
        return given


class AcceptForm(ScopedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was lost, why, and who has confirmed it. Stays on record."),
    )

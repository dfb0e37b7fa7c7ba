from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from accounts.permissions import Permission
from certificates.actions.handing_over import Receipt
from certificates.models import Certificate, EndedSheet, ReceiverKind
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays

ASKED_OF_THE_PRISON = ("received_by_kind", "receiver_name", "receiver_role", "note")


class ReceiptForm(PlausibleDays, ScopedForm):
    """Who received the sheet. A training centre hands over to the holder only, and is not asked who else came."""

    received_on = forms.DateField(label=_("Received on"), widget=DAY)
    received_by_kind = forms.ChoiceField(
        label=_("Received by"),
        choices=ReceiverKind.choices,
        initial=ReceiverKind.HOLDER,
        widget=forms.RadioSelect,
    )
    receiver_name = forms.CharField(
        label=_("Name of the receiver"),
        max_length=150,
        required=False,
        help_text=_("Only if it is not the holder."),
    )
    receiver_role = forms.CharField(
        label=_("Relation or office"),
        max_length=150,
        required=False,
        help_text=_("For example mother, or the name of the Bapas. Only if it is not the holder."),
    )
    identity_shown = forms.BooleanField(label=_("The receiver showed an identity card"), required=False)
    witness = forms.CharField(label=_("Witness"), max_length=150, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = today
        if not self.user.has(Permission.SEE_INMATES):
            for name in ASKED_OF_THE_PRISON:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("received_by_kind", ReceiverKind.HOLDER)
        for name in ("receiver_name", "receiver_role"):
            if (
                name in self.fields
                and kind != ReceiverKind.HOLDER
                and not cleaned.get(name)
                and name not in self.errors
            ):
                self.add_error(name, _("Who receives a sheet for the holder is named, with relation or office."))
            if name in cleaned and kind == ReceiverKind.HOLDER and cleaned[name]:
                self.add_error(name, _("Leave this empty, or choose above who received the sheet for the holder."))
        return cleaned

    def receipt(self) -> Receipt:
        return Receipt(**{name: self.cleaned_data[name] for name in Receipt.__slots__ if name in self.cleaned_data})


class BatchHandoverForm(ReceiptForm):
    """One receipt for all who are ticked; those handed over meanwhile stay a choice, for the one who clicks twice."""

    certificates = forms.TypedMultipleChoiceField(
        label=_("Sheets"),
        coerce=int,
        error_messages={"required": _("Tick at least one person.")},
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("certificates",)

    def __init__(self, *args: Any, certificates: list[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certificates"].choices = [(row.pk, row.number) for row in certificates]  # type: ignore[attr-defined]


class CorrectHandoverForm(ReceiptForm):
    is_void = forms.BooleanField(
        label=_("The sheet was not handed over after all"),
        required=False,
        help_text=_("Then only the reason below counts; the sheet waits again."),
    )
    correction = forms.CharField(
        label=_("Why is it corrected?"), max_length=300, help_text=_("The earlier entry stays on record.")
    )


class EndedSheetForm(PlausibleDays, ScopedForm):
    outcome = forms.ChoiceField(
        label=_("What became of the sheet"), choices=EndedSheet.Outcome.choices, widget=forms.RadioSelect
    )
    ended_on = forms.DateField(label=_("Date"), widget=DAY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False, help_text=_("No names."))


class DeclineForm(ScopedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The centre's staff read it and can propose anew."),
    )

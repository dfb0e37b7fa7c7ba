from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from audit.refusals import sentences
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.money import RupiahField
from programs.models import Sale, SplitRule, WorkResult


class WorkResultForm(PlausibleDays, ScopedModelForm):
    """Something made at the user's own prison."""

    class Meta:
        model = WorkResult
        fields = ("what", "quantity", "unit", "made_on", "batch")
        widgets = {"made_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None and posting.facility is not None:
            self.instance.facility = posting.facility
        self.fields["batch"].empty_label = _("Outside a batch")  # type: ignore[attr-defined]

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        own = self.user.posting.facility_id if self.user.posting else None
        return super().narrow(name, rows).filter(facility=self.instance.facility_id or own)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility"}


class SaleForm(PlausibleDays, ScopedModelForm):
    amount = RupiahField(label=_("Amount received"), min_value=1)

    class Meta:
        model = Sale
        fields = ("sold_on", "quantity", "amount", "buyer")
        widgets = {"sold_on": DAY}
        help_texts = {"buyer": _("Only the kind of buyer; names are not kept.")}


class DepositForm(PlausibleDays, ScopedForm):
    on = forms.DateField(label=_("Day of the deposit"), widget=DAY)
    reference = forms.CharField(
        label=_("Deposit reference (SIMPONI)"),
        max_length=60,
        help_text=_("The billing code or NTPN as it stands on the receipt."),
    )


class SplitForm(PlausibleDays, ScopedModelForm):
    """The own prison's split; what holds already is not edited, a new one begins on its own day."""

    class Meta:
        model = SplitRule
        fields = ("valid_from", "premi_percent", "pnbp_percent", "capital_percent", "legal_basis")
        widgets = {"valid_from": DAY}
        help_texts = {"legal_basis": _("The decree or agreement that your prison follows, with its number.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None and posting.facility is not None:
            self.instance.facility = posting.facility

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = [cleaned.get(f"{part}_percent") for part in ("premi", "pnbp", "capital")]
        if None not in parts and sum(parts) != 100:  # type: ignore[arg-type]
            self.add_error("capital_percent", str(sentences()["split_adds_up_to_100"]))
        day = cleaned.get("valid_from")
        if day and Sale.objects.filter(result__facility=self.instance.facility_id, sold_on__gte=day).exists():
            self.add_error("valid_from", _("Sales from that day on are already split; choose a later day."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility"}

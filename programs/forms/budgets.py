from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet
from django.utils import dates
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from audit.refusals import sentences
from facilities.forms import DAY
from facilities.money import RupiahField, rupiah
from programs.models import BudgetLine, Expense
from programs.models.budgets import MONTHS

PLANS = tuple(f"plan_{month}" for month in range(1, MONTHS + 1))


class BudgetLineForm(ScopedModelForm):
    """A line of the user's own place, with its twelve monthly amounts; a month left empty is nothing."""

    ceiling = RupiahField(label=_("Ceiling (pagu)"), min_value=1)
    blocked = RupiahField(
        label=_("Blocked (efisiensi)"),
        required=False,
        help_text=_("Part of the ceiling that may not be spent this year."),
    )

    class Meta:
        model = BudgetLine
        fields = ("year", "source", "name", "account", "ceiling", "blocked", "is_for_batches")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None:
            self.instance.facility, self.instance.centre = posting.facility, posting.centre
        self.fields["account"].empty_label = _("None")  # type: ignore[attr-defined]
        for month, name in enumerate(PLANS, start=1):
            self.fields[name] = RupiahField(label=capfirst(dates.MONTHS[month]), required=False)
            self.initial.setdefault(name, self.instance.plan[month - 1] or None)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(_("Line"), *self.Meta.fields, css_class="field-group"),
            Fieldset(
                _("Plan per month (RPD)"),
                Row(*(Column(name, css_class="col-6 col-md-4") for name in PLANS)),
                css_class="field-group",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["blocked"] = cleaned.get("blocked") or 0
        ceiling, blocked = cleaned.get("ceiling"), cleaned["blocked"]
        if ceiling is not None and blocked > ceiling:
            self.add_error("blocked", str(sentences()["budget_blocked_within_ceiling"]))
        self.instance.plan = [cleaned.get(name) or 0 for name in PLANS]
        planned = sum(self.instance.plan)
        if ceiling is not None and "blocked" not in self.errors and planned > ceiling - blocked:
            self.add_error(
                "plan_1",
                _("The plan adds up to %(planned)s; only %(available)s is free (ceiling less what is blocked).")
                % {"planned": rupiah(planned), "available": rupiah(ceiling - blocked)},
            )
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility", "centre"}


class ExpenseForm(ScopedModelForm):
    """An expense of a line; only batches of the line's place and year are offered."""

    amount = RupiahField(label=_("Amount"), min_value=1)

    class Meta:
        model = Expense
        fields = ("batch", "spent_on", "what", "amount", "voucher")
        widgets = {"spent_on": DAY}

    def __init__(self, *args: Any, line: BudgetLine, **kwargs: Any) -> None:
        self.line = line
        super().__init__(*args, **kwargs)
        self.instance.line = line
        batch: forms.ModelChoiceField[Any] = self.fields["batch"]  # type: ignore[assignment]
        batch.required = batch.widget.is_required = line.is_for_batches
        batch.empty_label = _("Choose …") if line.is_for_batches else _("No single batch")

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().narrow(name, rows).filter(pk__in=self.line.batches().values("pk"))

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"line"}

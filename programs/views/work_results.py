from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepPage
from programs import columns
from programs.actions import work_results as actions
from programs.filters import WorkResultFilter
from programs.forms.batches import ReasonForm
from programs.forms.work_results import DepositForm, SaleForm, SplitForm, WorkResultForm
from programs.models import Sale, SplitRule, WorkResult

RESULTS = (_("Work results"), reverse_lazy("programs:work-list"))
SPLITS = (_("Split of proceeds"), reverse_lazy("programs:split-list"))


def split_templates() -> list[dict[str, Any]]:
    """Splits that sources tell of, to copy from; none of them is anybody's until its prison records it."""
    path = settings.BASE_DIR / "programs" / "data" / "split_templates.json"
    templates: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return templates


class WorkResultList(ListPage):
    """What was made, and what all sales of it brought, in the years that the filter leaves."""

    permission = Permission.SEE_WORK_RESULTS
    model = WorkResult
    filterset_class = WorkResultFilter
    template_name = "programs/work_list.html"
    columns = columns.WORK_RESULTS

    def get_queryset(self) -> QuerySet[WorkResult]:
        return super().get_queryset().with_sold().select_related("facility", "batch")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sales = Sale.objects.filter(result__in=context["filter"].qs.order_by().values("pk"))
        return {**context, "proceeds": sales.proceeds()}


class WorkResultDetail(DetailPage):
    permission = Permission.SEE_WORK_RESULTS
    queryset = WorkResult.objects.select_related("facility", "batch")
    template_name = "programs/work_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sales = self.object.sales.select_related("rule")
        return super().get_context_data(
            result=self.object, sales=sales, proceeds=self.object.sales.proceeds(), unsold=self.object.unsold, **kwargs
        )


class WorkResultAdd(AddPage):
    permission = Permission.RECORD_WORK_RESULTS
    model = WorkResult
    form_class = WorkResultForm
    heading = _("Record a work result")
    lead = _("What people in training made, whether it is sold or not.")
    extra_context = {"breadcrumbs": [RESULTS]}

    def save(self, form: BaseModelForm[Any]) -> WorkResult:
        changed = sorted(form.changed_data)
        return actions.save_result(form.instance, today=timezone.localdate(), changed=changed, by=self.user)

    def get_cancel_url(self) -> str:
        return reverse("programs:work-list")


class WorkResultEdit(EditPage):
    permission = Permission.RECORD_WORK_RESULTS
    queryset = WorkResult.objects.select_related("facility")
    form_class = WorkResultForm
    heading = _("Edit the work result")
    extra_context = {"breadcrumbs": [RESULTS]}

    def save(self, form: BaseModelForm[Any]) -> WorkResult:
        changed = sorted(form.changed_data)
        return actions.save_result(form.instance, today=timezone.localdate(), changed=changed, by=self.user)


class WorkResultSell(AddPage):
    permission = Permission.RECORD_WORK_RESULTS
    model = Sale
    form_class = SaleForm
    heading = _("Record a sale")
    lead = _("The amount is split as your prison's rule of that day says. Premi is kept as one sum, never per person.")
    success_message = _("The sale is recorded and split.")
    kwargs: dict[str, Any]

    @cached_property
    def result(self) -> WorkResult:
        return get_object_or_404(WorkResult.objects.visible_to(self.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Sale(result=self.result)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [RESULTS, (str(self.result), self.result.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)

    def save(self, form: BaseModelForm[Any]) -> Sale:
        return actions.sell(form.instance, today=timezone.localdate(), by=self.user)

    def get_cancel_url(self) -> str:
        return self.result.get_absolute_url()


class OfSale(StepPage):
    permission = Permission.RECORD_WORK_RESULTS
    queryset = Sale.objects.select_related("result__facility")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = self.object.result
        breadcrumbs = [RESULTS, (str(result), result.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class SaleDeposit(OfSale):
    form_class = DepositForm
    heading = _("Record the deposit of PNBP")
    lead = _("After the state's part was paid through SIMPONI.")
    submit_label = _("Record the deposit")
    success_message = _("The deposit is recorded.")

    def step(self, *, on: dt.date, reference: str) -> None:
        actions.deposit(self.object, on=on, reference=reference, today=timezone.localdate(), by=self.user)


class SaleRemove(OfSale):
    form_class = ReasonForm
    heading = _("Remove the sale")
    lead = _("Only what was recorded by mistake. The audit trail keeps what it was.")
    submit_label = _("Remove")
    extra_context = {"tone": "danger"}
    success_message = _("The sale is removed.")

    def step(self, *, reason: str) -> None:
        actions.remove_sale(self.object, reason=reason, by=self.user)


class SplitList(ListPage):
    """Each prison's own splits, with what sources tell of others as templates to copy."""

    permission = Permission.SEE_WORK_RESULTS
    model = SplitRule
    template_name = "programs/split_list.html"
    columns = columns.SPLITS
    filterset_fields: tuple[str, ...] = ()

    def get_queryset(self) -> QuerySet[SplitRule]:
        return super().get_queryset().select_related("facility")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(templates=split_templates(), breadcrumbs=[RESULTS], **kwargs)


class SplitAdd(AddPage):
    permission = Permission.RECORD_WORK_RESULTS
    model = SplitRule
    form_class = SplitForm
    heading = _("Record a split of proceeds")
    lead = _("How your prison splits what its work brings in, from a day on. Sales before that day keep their split.")
    extra_context = {"breadcrumbs": [RESULTS, SPLITS]}

    def get_initial(self) -> dict[str, Any]:
        """A template's numbers when one was picked, to be checked and completed."""
        picked = self.request.GET.get("template", "")
        templates = split_templates()
        if picked.isdecimal() and len(picked) < 3 and int(picked) < len(templates):
            return {name: value for name, value in templates[int(picked)].items() if name != "source"}
        return {}

    def get_success_url(self) -> str:
        return reverse("programs:split-list")

    def get_cancel_url(self) -> str:
        return reverse("programs:split-list")

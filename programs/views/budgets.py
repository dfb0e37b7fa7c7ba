from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import AddPage, DetailPage, EditPage, ListPage, SavePage, StepPage
from facilities.money import rupiah
from programs import columns
from programs.actions import budgets as actions
from programs.charts import monthly_chart
from programs.filters import BudgetFilter
from programs.forms.batches import ReasonForm
from programs.forms.budgets import BudgetLineForm, ExpenseForm
from programs.models import BudgetLine, Expense

BUDGETS = (_("Budget"), reverse_lazy("programs:budget-list"))


class BudgetList(ListPage):
    """Lines of one's own places: the newest year first, with what they add up to."""

    permission = Permission.SEE_BUDGETS
    model = BudgetLine
    filterset_class = BudgetFilter
    template_name = "programs/budget_list.html"
    columns = columns.BUDGETS

    def get_queryset(self) -> QuerySet[BudgetLine]:
        return super().get_queryset().with_places().with_realised()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        total = context["filter"].qs.absorption()
        return {**context, "total": total}


class BudgetDetail(DetailPage):
    permission = Permission.SEE_BUDGETS
    queryset = BudgetLine.objects.with_places()
    template_name = "programs/budget_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = self.object
        months = monthly_chart(line.plan, line.expenses.by_month())
        events = AuditEvent.objects.visible_to(self.user).filter(object_type="programs.budgetline", object_id=line.pk)
        return super().get_context_data(
            line=line,
            absorption=line.absorption,
            chart=months,
            expenses=line.expenses.select_related("batch"),
            events=events.select_related("by"),
            **kwargs,
        )


class BudgetAdd(AddPage):
    permission = Permission.EDIT_BUDGETS
    model = BudgetLine
    form_class = BudgetLineForm
    heading = _("Add a budget line")
    lead = _("It is listed at the place where you work. All amounts are whole rupiah.")
    extra_context = {"breadcrumbs": [BUDGETS]}

    def get_initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year}

    def save(self, form: BaseModelForm[Any]) -> BudgetLine:
        return actions.save_line(form.instance, changed=sorted(form.changed_data), by=self.user)

    def get_cancel_url(self) -> str:
        return reverse("programs:budget-list")


class BudgetEdit(EditPage):
    permission = Permission.EDIT_BUDGETS
    queryset = BudgetLine.objects.with_places()
    form_class = BudgetLineForm
    heading = _("Edit the budget line")
    extra_context = {"breadcrumbs": [BUDGETS]}

    def save(self, form: BaseModelForm[Any]) -> BudgetLine:
        return actions.save_line(form.instance, changed=sorted(form.changed_data), by=self.user)


class ExpensePage(SavePage):
    """Saves an expense through its action, and leads back to the line."""

    permission = Permission.EDIT_BUDGETS
    success_message = _("The expense is recorded.")

    def get_line(self) -> BudgetLine:
        raise NotImplementedError

    @cached_property
    def line(self) -> BudgetLine:
        return self.get_line()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.line}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [BUDGETS, (str(self.line), self.line.get_absolute_url())]
        left = gettext("%(left)s is left of this line.") % {"left": rupiah(self.line.absorption.left)}
        return {**super().get_context_data(breadcrumbs=breadcrumbs, **kwargs), "lead": left}

    def save(self, form: BaseModelForm[Any]) -> Expense:
        return actions.spend(form.instance, today=timezone.localdate(), by=self.user)

    def get_cancel_url(self) -> str:
        return self.line.get_absolute_url()


class BudgetSpend(ExpensePage, AddPage):
    model = Expense
    form_class = ExpenseForm
    heading = _("Add an expense")
    kwargs: dict[str, Any]

    def get_line(self) -> BudgetLine:
        return get_object_or_404(BudgetLine.objects.visible_to(self.user).with_places(), pk=self.kwargs["pk"])


class ExpenseEdit(ExpensePage, EditPage):
    queryset = Expense.objects.select_related("line__facility", "line__centre", "batch")
    form_class = ExpenseForm
    heading = _("Edit the expense")

    def get_line(self) -> BudgetLine:
        line: BudgetLine = self.object.line
        return line


class ExpenseRemove(StepPage):
    permission = Permission.EDIT_BUDGETS
    queryset = Expense.objects.select_related("line__facility", "line__centre")
    form_class = ReasonForm
    heading = _("Remove the expense")
    lead = _("Only what was recorded by mistake. The audit trail keeps what it was.")
    submit_label = _("Remove")
    success_message = _("The expense is removed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = self.object.line
        breadcrumbs = [BUDGETS, (str(line), line.get_absolute_url()), (str(self.object), line.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, tone="danger", **kwargs)

    def step(self, *, reason: str) -> None:
        actions.remove_expense(self.object, reason=reason, by=self.user)

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.money import rupiah
from programs.models import BudgetLine, Sale
from reports.tasks.task import DUE, NEXT, Example, Task, day_text, task_for


def _sale(sale: Sale) -> Example:
    return Example(f"{sale.result.what}, {rupiah(sale.pnbp)}", sale.get_absolute_url(), day_text(sale.sold_on))


@task_for(Permission.RECORD_WORK_RESULTS)
def pnbp_to_deposit(user: User, now: dt.datetime) -> Task:
    """The state's part of sales that has not been paid to the treasury."""
    rows = Sale.objects.visible_to(user).to_deposit().select_related("result").order_by("sold_on", "pk")
    return Task(_("PNBP still to deposit"), DUE, rows, _sale)


@task_for(Permission.EDIT_BUDGETS)
def budget_behind_plan(user: User, now: dt.datetime) -> Task:
    """Less spent than the plan had for the months that have ended (rule 6.9)."""
    rows = BudgetLine.objects.visible_to(user).behind_plan(on=timezone.localdate(now)).order_by("name", "pk")
    return Task(_("Budget lines behind their plan"), NEXT, rows, _line)


def _line(line: BudgetLine) -> Example:
    spent = _("%(spent)s of %(due)s planned until now") % {
        "spent": rupiah(line.realised),  # type: ignore[attr-defined]
        "due": rupiah(line.due),  # type: ignore[attr-defined]
    }
    return Example(line.name, line.get_absolute_url(), spent)

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.money import rupiah
from programs.models import Sale
from reports.tasks.task import DUE, Example, Task, day_text, task_for, task_of


def _sale(sale: Sale) -> Example:
    return Example(f"{sale.result.what}, {rupiah(sale.pnbp)}", sale.get_absolute_url(), day_text(sale.sold_on))


@task_for(Permission.RECORD_WORK_RESULTS)
def pnbp_to_deposit(user: User, now: dt.datetime) -> Task:
    """The state's part of sales that has not been paid to the treasury."""
    rows = Sale.objects.visible_to(user).to_deposit().select_related("result").order_by("sold_on", "pk")
    return task_of(_("PNBP still to deposit"), DUE, rows, _sale)

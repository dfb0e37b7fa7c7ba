from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from imports.models import Import
from reports.tasks.task import NEXT, Example, Task, day_text, task_for


@task_for(Permission.IMPORT_LISTS)
def imports_to_confirm(user: User, now: dt.datetime) -> Task:
    def show(source: Import) -> Example:
        return Example(
            str(source.sheet.label), source.get_absolute_url(), day_text(timezone.localdate(source.uploaded_at))
        )

    rows = Import.objects.visible_to(user).filter(state=Import.State.PREVIEWED)
    return Task(_("Lists from Excel wait for your confirmation"), NEXT, rows, show)

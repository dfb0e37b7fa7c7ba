from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management import BaseCommand

from audit.jobs import each_minute, each_night

FULL_COUNT_AT = dt.time(0, 30)


class Command(BaseCommand):
    help = "Tells the queue to fold in counts every minute and to check them each night. Safe to repeat."

    def handle(self, **options: Any) -> None:
        each_minute("reports.jobs.fold_in")
        each_night("reports.jobs.recount", at=FULL_COUNT_AT)

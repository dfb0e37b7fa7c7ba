from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management import BaseCommand

from audit.jobs import each_minute, each_night

HOURS = {"reports.jobs.forget_notices": dt.time(0, 15), "reports.jobs.send_digests": dt.time(6, 0)}


class Command(BaseCommand):
    help = "Tells the queue to make notices every minute and to send digests each morning. Safe to repeat."

    def handle(self, **options: Any) -> None:
        each_minute("reports.jobs.tell_news")
        for job, at in HOURS.items():
            each_night(job, at=at)

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management import BaseCommand

from audit.jobs import each_minute, each_night

EACH_MINUTE = ("reports.jobs.fold_in", "reports.jobs.tell_news")
EACH_NIGHT = {
    "reports.jobs.forget_notices": dt.time(0, 15),
    "reports.jobs.recount": dt.time(0, 30),
    "certificates.jobs.audit_all_certificates": dt.time(1, 30),
    "certificates.jobs.search_for_anomalies": dt.time(3, 30),
    "reports.jobs.send_digests": dt.time(6, 0),
}


class Command(BaseCommand):
    help = "Tells the queue what to do every minute and each night. Safe to repeat: what is planned already stays."

    def handle(self, **options: Any) -> None:
        for job in EACH_MINUTE:
            each_minute(job)
        for job, at in EACH_NIGHT.items():
            each_night(job, at=at)

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management import BaseCommand

from audit.jobs import each_night

HOURS = {
    "certificates.jobs.audit_all_certificates": dt.time(1, 30),
    "certificates.jobs.search_for_anomalies": dt.time(3, 30),
}


class Command(BaseCommand):
    help = "Tells the queue what to do each night. Safe to repeat: what is planned already stays as it is."

    def handle(self, **options: Any) -> None:
        for job, at in HOURS.items():
            each_night(job, at=at)

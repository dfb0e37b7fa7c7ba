from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.actions.auditing import report_anomalies
from certificates.anomalies.signs import SIGNS


class Command(BaseCommand):
    help = "Asks the classes of late for signs that a training was invented, and keeps what is found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=dt.date.fromisoformat, help="classes that ended since this day (default: 400 days)"
        )
        parser.add_argument(
            "--leave-out", action="append", default=[], choices=sorted(SIGNS), help="a sign not asked; the run says so"
        )

    def handle(self, *, since: dt.date | None, leave_out: list[str], **options: Any) -> None:
        run = report_anomalies(today=timezone.localdate(), since=since, left_out=frozenset(leave_out))
        for finding in run.findings.select_related("batch__facility"):
            place = finding.batch.facility if finding.batch else ""
            self.stdout.write(f"{place}, {finding.about}: {finding.sentence} [{finding.rule}]")
        for sign in run.left_out:
            self.stdout.write(self.style.WARNING(_("Not asked: %s") % SIGNS[sign].title))
        self.stdout.write(
            _("%(found)d signs in %(checked)d classes since %(since)s (%(seconds)d s).")
            % {"found": run.found, "checked": run.checked, "since": run.since, "seconds": run.seconds}
        )

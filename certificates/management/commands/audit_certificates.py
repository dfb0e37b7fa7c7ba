from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from certificates.actions.auditing import audit_certificates


class Command(BaseCommand):
    help = "Checks every certificate anew from its evidence, file and ledger entry; fails when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-files",
            action="store_true",
            help="do not read the stored files (only where they are not kept, as on the bench); the run says so",
        )

    def handle(self, *, without_files: bool, **options: Any) -> None:
        run = audit_certificates(with_files=not without_files)
        for finding in run.findings.all():
            self.stdout.write(f"{finding.about}: {finding.sentence} [{finding.rule}]")
        if without_files:
            self.stdout.write(self.style.WARNING(_("The stored files were not checked.")))
        if run.found:
            raise CommandError(
                _("%(found)d findings in %(checked)d certificates.") % {"found": run.found, "checked": run.checked}
            )
        self.stdout.write(
            self.style.SUCCESS(
                _("%(checked)d certificates are in order (%(seconds)d s).")
                % {"checked": run.checked, "seconds": run.seconds}
            )
        )

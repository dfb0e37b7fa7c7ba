from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from certificates.actions.witnessing import notice_file
from certificates.ledger.checking import faults
from certificates.ledger.keys import KeyFaultError
from certificates.models import Checkpoint


class Command(BaseCommand):
    help = "Recomputes the certificate ledger and holds it against register, checkpoints and witnesses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--witness",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a kept file of checkpoints to compare with, besides the one of LEDGER_WITNESS_DIR",
        )

        parser.add_argument(
            "--newest",
            action="store_true",
            help="only compare the newest lines of the file outside the database, as each start does",
        )

    def handle(self, *, witness: list[Path], newest: bool, **options: Any) -> None:
        if newest:
            if alarm := notice_file():
                self.stderr.write(_("Certificate ledger: %s. Nothing is issued or revoked.") % alarm)
            return
        try:
            found = faults(witness)
            notice_file()
        except (KeyFaultError, OSError) as error:
            raise CommandError(str(error)) from None
        for fault in found:
            self.stdout.write(f"{fault.code} {fault.at}: {fault.text}")
        if found:
            raise CommandError(_("The ledger is not in order: %d findings.") % len(found))
        point = Checkpoint.objects.newest()
        state = f"{point.size} ({point.fingerprint})" if point else "0"
        self.stdout.write(self.style.SUCCESS(_("The ledger is in order. Entries: %s") % state))

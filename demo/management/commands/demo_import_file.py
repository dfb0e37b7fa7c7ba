import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from demo.lists import COUNT, MISTAKES, people_list, workbook_of


class Command(BaseCommand):
    help = "Writes an .xlsx list of invented inmates, some typed wrongly, to try the import with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the file to write, such as daftar.xlsx")
        parser.add_argument("--count", type=int, default=COUNT, help=f"how many people ({COUNT})")
        parser.add_argument("--mistakes", type=int, default=len(MISTAKES), help=f"how many mistakes ({len(MISTAKES)})")
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day on which they are inside (today)")

    def handle(self, *, path: Path, count: int, mistakes: int, on: dt.date | None, **options: Any) -> None:
        try:
            path.write_bytes(workbook_of(people_list(on=on or timezone.localdate(), count=count, mistakes=mistakes)))
        except OSError as error:
            raise CommandError(f"Cannot write {path}: {error.strerror}.") from None
        self.stdout.write(f"{path}: {count} people, {mistakes} of them with a mistake.")

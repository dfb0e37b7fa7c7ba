from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.second_factor import seal_again as seal_second_factors
from trainees.models import Inmate

AT_ONCE = 500


class Command(BaseCommand):
    help = "Prints a new key for NIK_KEYS; with --rotate seals every NIK and second factor again under the first key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate", action="store_true", help="seal every NIK and second factor again under the first key"
        )

    def handle(self, *args: Any, rotate: bool, **options: Any) -> None:
        if not rotate:
            self.stdout.write(Fernet.generate_key().decode())
            return
        numbers = Inmate.objects.exclude(nik_digest=None).order_by("pk")
        done, last = 0, 0
        while rows := seal_again(numbers.filter(pk__gt=last)):
            done, last = done + len(rows), rows[-1]
        factors = seal_second_factors()
        self.stdout.write(
            f"{done} numbers and {factors} second factors sealed under the first of NIK_KEYS. "
            "Row history keeps what it was sealed with."
        )


@transaction.atomic
def seal_again(numbers: Any) -> list[int]:
    """A short transaction for some of them, so that nobody waits long for a row."""
    rows = list(numbers.select_for_update(no_key=True)[:AT_ONCE])
    for row in rows:
        row.nik = str(row.nik)
        row.save(update_fields=["nik", "nik_digest"])
    return [row.pk for row in rows]

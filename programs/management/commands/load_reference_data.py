from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from programs.reference import load_reference_data


class Command(BaseCommand):
    """Stands in this room: the first that knows regions, fields, rule sets, standards and units."""

    help = "Adds the reference data that is missing: regions, fields, rule sets, standards and their units."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="also undo edits: take every row back to the files")

    def handle(self, *, update: bool, verbosity: int, **options: Any) -> None:
        try:
            counts = load_reference_data(update=update)
        except ValidationError as error:
            raise CommandError(
                f"A row of the files clashes with one edited by hand: {' '.join(error.messages)}"
            ) from None
        if verbosity:
            self.stdout.write("Reference data: " + ", ".join(f"{n} {what}" for what, n in counts.items()) + ".")

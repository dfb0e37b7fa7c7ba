from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from demo.loading import NotHereError, load


class Command(BaseCommand):
    help = "Loads the demonstration: five cooperations with invented people. Only with DEMO=1."

    def handle(self, **options: Any) -> None:
        try:
            loaded = load(today=timezone.localdate())
        except NotHereError as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            "The demonstration data is loaded." if loaded else "The demonstration data is already loaded."
        )

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.management import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from demo.cases import CAST, PASSWORD, USERNAMES
from demo.loading import NotHereError, refuse_outside_the_demonstration
from facilities.models import Posting

WIDTH = 100
HEADINGS = ("Nama pengguna", "Kata sandi", "Peran", "Tempat")


class Command(BaseCommand):
    help = "Prints who can sign in to the demonstration, and how. Only with DEMO=1."

    def handle(self, **options: Any) -> None:
        try:
            refuse_outside_the_demonstration()
        except NotHereError as reason:
            raise CommandError(str(reason)) from None
        with translation.override("id"):
            rows = list(accounts())
        if not rows:
            raise CommandError("The demonstration data is not loaded yet: run manage.py load_demo first.")
        self.stdout.write("\n".join(table([HEADINGS, *rows])))


def accounts() -> Iterator[tuple[str, str, str, str]]:
    """Those of the cast who still have the printed password and a posting, in the order of the cases."""
    users = {user.username: user for user in User.objects.filter(username__in=USERNAMES)}
    # Nearly all share one hash, and checking one takes a quarter of a second.
    opens = cache(lambda hashed: check_password(PASSWORD, hashed))
    for part in CAST:
        user = users.get(part.username)
        if user and user.posting and opens(user.password):
            yield user.username, PASSWORD, user.posting.get_role_display(), place(user.posting)


def place(posting: Posting) -> str:
    """The place as people say it, without the prison's class."""
    if posting.facility:
        return str(posting.facility).replace(f"Kelas {posting.facility.klass} ", "")
    return f"Kanwil {posting.place_name}" if posting.region_id else posting.place_name


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Aligned columns; the last two are cut so that no line is longer than WIDTH characters."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths[2] = min(widths[2], WIDTH - 6 - widths[0] - widths[1] - widths[3])
    for row in rows:
        cells = [shortened(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"

"""How long a list of inmates takes to preview and to save, and how much memory: all of it is rolled back.

    .venv/bin/python bench/import_preview.py [ROWS] [KNOWN]

ROWS people are read (10,000) by a prison that has KNOWN people already (2,000). Goals: preview in 10 s, 300 MB.
"""

import io
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapastraining.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402

if settings.PRIVATE_CLUSTER is not None:
    settings.PRIVATE_CLUSTER.join()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from xlsxwriter import Workbook  # noqa: E402

from accounts.models import User  # noqa: E402
from facilities.models import Facility, Region  # noqa: E402
from imports import actions  # noqa: E402
from imports.models import Import  # noqa: E402
from imports.sheets import SHEETS  # noqa: E402


def row(number: int) -> list[str]:
    return [
        f"Orang Rekaan {number}",
        f"B.I {number}/2021",
        f"SDP-{number:07}",
        f"9937501705{number:06}",
        "Laki-laki",
        "Pekalongan",
        f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1960 + number % 40}",
        ("SD", "SMP", "SMA")[number % 3],
        "10/03/2020",
        str(number % 9 + 1),
        "6",
        "0",
        ("Umum", "Narkotika")[number % 2],
        "Tidak",
        "Tidak",
        "0",
        "Tidak",
        "",
    ]


def workbook(rows: int) -> bytes:
    output = io.BytesIO()
    with Workbook(output, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for place, column in enumerate(SHEETS["inmates"].columns):
            page.write_string(0, place, column.heading)
        for number in range(1, rows + 1):
            for place, cell in enumerate(row(number)):
                page.write_string(number, place, cell)
    return output.getvalue()


def bring(facility: Facility, by: User, content: bytes) -> tuple[Import, float]:
    """The import, and the seconds from the upload to the preview."""
    began = time.perf_counter()
    source = actions.upload(
        SHEETS["inmates"], facility=facility, name="x.xlsx", file=io.BytesIO(content), size=len(content), by=by
    )
    actions.read(source)
    return source, time.perf_counter() - began


def save(source: Import, by: User) -> float:
    began = time.perf_counter()
    actions.confirm(source, by=by)
    source.refresh_from_db()
    actions.save(source)
    return time.perf_counter() - began


def spent() -> float:
    """Seconds of processor time of this process and the readers that have ended; a busy machine adds nothing to it."""
    own, readers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + readers.ru_utime + readers.ru_stime


def memory() -> int:
    """Megabytes of this process at the peak. The reader beside it may have 200 and no more (imports/reading.py)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(rows: int = 10_000, known: int = 2_000) -> None:
    call_command("migrate", verbosity=0)
    many, few = workbook(rows), workbook(known)
    at_the_start = memory()
    with transaction.atomic():
        region = Region.objects.first() or Region.objects.create(
            code="X", name="X", province_codes=[], time_zone="Asia/Jakarta"
        )
        facility = Facility.objects.create(region=region, kind="LAPAS", klass="I", name=f"Bench {timezone.now()}")
        by = User.objects.create(username=f"bench-{time.time_ns()}", name="Bench")
        source, _seconds = bring(facility, by, few)
        save(source, by)
        before = spent()
        source, seconds = bring(facility, by, many)
        print(f"processor {spent() - before:6.1f} s")
        print(f"{rows} rows, {len(many) // 1024} kB, {known} people known: {source.counts}")
        print(f"preview   {seconds:6.1f} s   {memory()} MB (at the start {at_the_start} MB)")
        print(f"save      {save(source, by):6.1f} s   {memory()} MB")
        source, seconds = bring(facility, by, many)
        print(f"again     {seconds:6.1f} s   {source.counts}")
        for kept in Import.objects.filter(facility=facility).exclude(file=""):
            kept.file.delete(save=False)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

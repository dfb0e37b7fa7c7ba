"""The numbers of each centre and year: of its pattern, from 1 to the last that was given, each once.

Competence certificates bear the numbers of BNSP's blanks, which the gates compare with the decision.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import F
from django.db.models.functions import ExtractYear

from certificates.auditing.rules import Found
from certificates.models import Certificate, CertificateKind, NumberSeries
from facilities.models import TrainingCentre

CHUNK = 2000
PARTS = {"field": ".+?", "month": "[IVX]+", "month_roman": "[IVX]+", "month_number": "[0-9]{2}"}


def findings() -> Iterator[Found]:
    """Reads the numbers ordered by centre and year, so that only one year of one centre is in memory."""
    patterns, given = patterns_of_centres(), dict(_given())
    rows = (
        Certificate.objects.filter(kind=CertificateKind.TRAINING)
        .annotate(centre=F("enrollment__batch__package__centre"), year=ExtractYear("issued_on"))
        .order_by("centre", "year", "pk")
        .values_list("centre", "year", "pk", "number")
    )
    names = dict(TrainingCentre.objects.values_list("pk", "name"))
    for (centre, year), group in groupby(rows.iterator(chunk_size=CHUNK), key=lambda row: (row[0], row[1])):
        readers = [reader_of(pattern, year) for pattern in patterns[centre]]
        yield from _of_one(names[centre], year, readers, group, given.pop((centre, year), 0))
    for (centre, year), last in given.items():
        if last:
            yield _gap(names[centre], year, last, 0, 1)


def _of_one(name: str, year: int, readers: list[re.Pattern[str]], group: Iterator[Any], last: int) -> Iterator[Found]:
    seen: Counter[int] = Counter()
    strangers = 0
    for _centre, _year, pk, number in group:
        seq = sequence_of(number, readers)
        if seq is None:
            strangers += 1
            yield Found("number", number, pk)
        else:
            seen[seq] += 1
    wrong = [seq for seq in range(1, max([last, *seen]) + 1) if seen[seq] != 1 or seq > last]
    # A number of no pattern leaves its own place empty, and is told of already.
    if len(wrong) > strangers:
        yield _gap(name, year, last, sum(seen.values()) + strangers, wrong[0])


def _gap(name: str, year: int, last: int, certificates: int, first: int) -> Found:
    return Found("series", name, facts={"year": year, "count": last, "certificates": certificates, "first": first})


def _given() -> Iterator[tuple[tuple[int, int], int]]:
    for centre, year, last in NumberSeries.objects.values_list("centre", "year", "last"):
        yield (centre, year), last


def patterns_of_centres() -> dict[int, list[str]]:
    """Of each centre every pattern that it has or, as the row history says, had."""
    found: dict[int, list[str]] = {}
    now = TrainingCentre.objects.values_list("pk", "certificate_number_pattern")
    former = apps.get_model("facilities", "TrainingCentreEvent").objects.values_list(
        "pgh_obj_id", "certificate_number_pattern"
    )
    for centre, pattern in [*now, *former.distinct()]:
        if pattern not in found.setdefault(centre, []):
            found[centre].append(pattern)
    return found


def reader_of(pattern: str, year: int) -> re.Pattern[str]:
    """Finds the sequence (`seq`) in numbers of the pattern and year; matches nothing for a malformed pattern."""
    try:
        pieces = [(text, name) for text, name, _padding, _asked in string.Formatter().parse(pattern)]
    except ValueError:
        return re.compile(r"(?!)")
    parts = PARTS | {"year": str(year)}
    expression, seen = "", False
    for text, name in pieces:
        expression += re.escape(text)
        if name == "seq":
            expression += r"0*(?P=seq)" if seen else r"0*(?P<seq>[0-9]+)"
            seen = True
        elif name is not None:
            expression += parts.get(name, "(?!)")
    return re.compile(expression if seen else r"(?!)")


def sequence_of(number: str, readers: list[re.Pattern[str]]) -> int | None:
    matches = (reader.fullmatch(number) for reader in readers)
    return next((int(match["seq"]) for match in matches if match), None)

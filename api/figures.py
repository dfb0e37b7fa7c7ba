"""The dashboard's figures for another system: the same registry, counts and definitions as on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils import timezone

from accounts.models import User
from api.problems import in_both
from facilities.models import Facility, Region, TrainingCentre
from reports.dashboards.attention import Question
from reports.dashboards.board import Board, Line
from reports.dashboards.counting import newest_year
from reports.dashboards.figures import FIGURES
from reports.dashboards.lines import counted, waiting
from reports.dashboards.periods import Period, in_year
from reports.dashboards.scope import Level, Scope, own_scope, scope_of

PLACES_ON_A_PAGE = 100
LEVELS = {Level.NATION: "nation", Level.REGION: "region", Level.FACILITY: "facility", Level.CENTRE: "centre"}


def figures_for(
    reader: User, *, place: dict[str, int | None], year: int | None, part: str | None, today: dt.date
) -> dict[str, Any]:
    """Raises Http404 for a place out of the reader's reach."""
    scope = scope_of(reader, {level: str(key) for level, key in place.items() if key is not None})
    period = in_year(year or newest_year(scope.batches(), today=today), part or "")
    board = Board(Question(reader, scope, period, today, leaves_the_house=True))
    return {
        "scope": place_of(scope),
        "period": period_of(period),
        "as_of": today,
        "checked_on": timezone.localdate(board.last_check.checked_at) if board.last_check else None,
        "figures": [value(line) for line in chain(counted(board), waiting(board))],
    }


def value(line: Line) -> dict[str, Any]:
    figure = line.figure
    return {
        "key": figure.key,
        "label": both(figure.label),
        "definition": both(figure.definition),
        "counts": figure.counts.value,
        "numerator": line.count,
        "denominator": line.of,
        "denominator_key": figure.of if figure.of in FIGURES else None,
        "before": line.before,
    }


def both(text: Any) -> dict[str, str]:
    said = in_both("id", text)
    return {"id": said["id"], "en": said["id_en"]}


def place_of(scope: Scope) -> dict[str, Any]:
    return {"level": LEVELS[scope.level], "id": scope.key, "name": scope.name}


def period_of(period: Period) -> dict[str, Any]:
    return {
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "year": period.year,
        "part": period.part or None,
    }


def places_for(reader: User, *, page: int) -> dict[str, Any]:
    """The reader's own scope first, then regions, prisons and training centres within it, each by its number."""
    found = [place_of(own_scope(reader)), *places_below(reader)]
    pages = -(-len(found) // PLACES_ON_A_PAGE)
    first = (page - 1) * PLACES_ON_A_PAGE
    return {"count": len(found), "page": page, "pages": pages, "places": found[first : first + PLACES_ON_A_PAGE]}


def places_below(reader: User) -> Iterator[dict[str, Any]]:
    posting = reader.posting
    if posting is None or posting.facility or posting.centre:
        return
    if posting.is_national:
        for region in Region.objects.order_by("pk"):
            yield {"level": "region", "id": region.pk, "name": region.name}
    prisons = Facility.objects.visible_to(reader).select_related("region").order_by("pk")
    centres = TrainingCentre.objects.visible_to(reader).select_related("region").order_by("pk")
    for level, rows in (("facility", prisons), ("centre", centres)):
        for row in rows:
            yield {"level": level, "id": row.pk, "name": str(row), "region": row.region.name}

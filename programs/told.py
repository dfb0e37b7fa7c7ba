"""What people told after release, counted for whoever does not see the people (docs/decisions/after-release.md).

Every number is a sum of whole groups, and no training is in two of them. So whatever is taken from whatever, places,
fields and years, what is left is whole groups again: at least FEWEST people who did not all answer alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection
from django.db.models import Sum

from facilities.models.places import FacilityQuerySet
from programs.demand import FEWEST
from programs.models import ToldCount


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """Enrollments of which something was told, each by its latest answer."""

    told: int = 0
    working: int = 0
    in_field: int = 0
    training: int = 0

    def __add__(self, other: AfterRelease) -> AfterRelease:
        return AfterRelease(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


OF_PRISONS = """
of_prisons AS (
    SELECT *, people >= %(fewest)s AND working > 0 AND working < told AND in_field < told AS is_group FROM (
        SELECT facility_id AS prison, region_id AS region, field_id AS field, extract(year FROM month)::int AS year,
            sum(people) AS people, sum(told) AS told, sum(working) AS working, sum(in_field) AS in_field,
            sum(training) AS training
        FROM programs_toldcount JOIN facilities_facility place ON place.id = facility_id
        WHERE (%(region)s::bigint IS NULL OR region_id = %(region)s)
            AND (%(facility)s::bigint IS NULL OR facility_id = %(facility)s)
            AND (%(fields)s::bigint[] IS NULL OR field_id = ANY(%(fields)s))
            AND (%(from)s::date IS NULL OR month BETWEEN %(from)s AND %(until)s)
        GROUP BY facility_id, region_id, field_id, year) AS cells)
"""
# What is no group by itself joins the others of its kind one level up. Who knows one of the parts, as a prison its
# own people, shall find a group in the rest as well.
JOINED = """,
{name} AS (
    SELECT {keys}, sum(people) AS people, sum(told) AS told, sum(working) AS working, sum(in_field) AS in_field,
        sum(training) AS training,
        bool_and(all_people - people >= %(fewest)s AND all_working > working
            AND all_working - working < all_told - told AND all_in_field - in_field < all_told - told) AS is_group
    FROM (
        SELECT *, sum(people) OVER whole AS all_people, sum(told) OVER whole AS all_told,
            sum(working) OVER whole AS all_working, sum(in_field) OVER whole AS all_in_field
        FROM {parts} WHERE NOT is_group WINDOW whole AS (PARTITION BY {keys})) AS parts
    GROUP BY {keys})
"""
OF_REGIONS = JOINED.format(name="of_regions", keys="region, field, year", parts="of_prisons")
OF_NATION = JOINED.format(name="of_nation", keys="field, year", parts="of_regions")
LEVELS = {"of_prisons": OF_PRISONS, "of_regions": OF_REGIONS, "of_nation": OF_NATION}
NAMES = ("told", "working", "in_field", "training")
CELL = f"facility_id, field_id, month, people, {', '.join(NAMES)}"
WRONG = f"""
WITH kept AS (SELECT {CELL} FROM programs_toldcount), counted AS (SELECT {CELL} FROM told_counted(NULL))
SELECT DISTINCT facility_id FROM (
    (TABLE kept EXCEPT TABLE counted) UNION ALL (TABLE counted EXCEPT TABLE kept)) AS different ORDER BY facility_id
"""  # noqa: S608 (names of columns)
SUMS = "SELECT field, told, working, in_field, training FROM {level} WHERE is_group"


def told_in_groups(
    *,
    region: int | None = None,
    facility: int | None = None,
    fields: Collection[int] | None = None,
    years: range | None = None,
) -> dict[int, AfterRelease]:
    """By field, the sum of all groups that lie wholly in the place, the fields and the years; of all without them.

    A group is of one field and one year: people last held in a prison where they make one, otherwise with those of
    the region's other prisons that make none, otherwise with those of all regions that make none. Who is in no group
    is in no number.
    """
    if years is not None and not years:
        return {}
    levels = ["of_prisons"] if facility else ["of_prisons", "of_regions"] if region else [*LEVELS]
    groups = " UNION ALL ".join(SUMS.format(level=level) for level in levels)
    said: dict[str, Any] = {
        "fewest": FEWEST,
        "region": region,
        "facility": facility,
        "fields": None if fields is None else list(fields),
        "from": f"{years[0]}-01-01" if years else None,
        "until": f"{years[-1]}-12-31" if years else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {''.join(LEVELS[level] for level in levels)} SELECT field, sum(told), sum(working), "  # noqa: S608
            f"sum(in_field), sum(training) FROM ({groups}) AS groups GROUP BY field",
            said,
        )
        return {field: AfterRelease(*map(int, counts)) for field, *counts in cursor.fetchall()}


def told_in_months(prisons: FacilityQuerySet, first: dt.date, last: dt.date, *, field: int | None) -> AfterRelease:
    """Of all that was told first in these months, for whoever may read of each; the days are whole months' ends."""
    rows = ToldCount.objects.filter(facility__in=prisons.order_by(), month__range=(first, last))
    rows = rows.filter(field=field) if field else rows
    return AfterRelease(**rows.order_by().aggregate(**{name: Sum(name, default=0) for name in NAMES}))


def recount() -> int:
    """Hold the kept counts against all that was told and mend them; in how many prisons they were wrong."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        wrong = [prison for (prison,) in cursor.fetchall()]
        for prison in wrong:
            cursor.execute("SELECT keep_told(%s)", [prison])
    return len(wrong)

"""All signs asked of the classes of late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from certificates.anomalies.signs import SIGNS
from certificates.anomalies.statements import statement_of
from certificates.auditing.checking import one_moment
from facilities.calendar import national_holidays
from programs.models import Batch

LOOKS_BACK = dt.timedelta(days=400)
SEEN = (Batch.State.RUNNING, Batch.State.TESTING, Batch.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Anomaly:
    sign: str
    batch: int
    facts: dict[str, Any]


class Search:
    """`limits` are those of the administrator, by sign and name; what is missing takes the sign's own."""

    def __init__(
        self,
        limits: dict[tuple[str, str], int],
        *,
        since: dt.date,
        today: dt.date,
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        self.limits, self.since, self.today, self.left_out = limits, since, today, left_out

    @property
    def checked(self) -> int:
        return Batch.objects.filter(state__in=SEEN, ends_on__gte=self.since).count()

    def findings(self) -> Iterator[Anomaly]:
        with one_moment():
            for sign in SIGNS.keys() - self.left_out:
                yield from self.of(sign)

    def of(self, sign: str) -> Iterator[Anomaly]:
        """Each class with this sign."""
        with connection.cursor() as cursor:
            cursor.execute(statement_of(sign), self._asked(sign))
            for batch, count, other in cursor.fetchall():
                facts = {"count": int(count)} | ({"other": other} if other else {})
                yield Anomaly(sign, batch, facts)

    def _asked(self, sign: str) -> dict[str, Any]:
        own = {name: self.limits.get((sign, name), value) for name, value in SIGNS[sign].limits.items()}
        holidays = sorted(national_holidays(self.since - dt.timedelta(days=366), self.today))
        return own | {"since": self.since, "is_demonstration": settings.DEMO, "holidays": holidays}

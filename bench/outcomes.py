"""What became of people after their release, as they told it some months later."""

from __future__ import annotations

from typing import Any

from bench.nation import Nation
from bench.people import dice
from bench.rows import insert, table
from programs.models import Enrollment, Outcome
from programs.models.outcomes import OCCUPIED, TOLD, OutcomeKind, months_asked

ASKED_IN = 60  # per cent of the trainings, at each time of asking
ANSWERS = [
    *[OutcomeKind.WORK] * 4,
    *[OutcomeKind.BUSINESS] * 2,
    OutcomeKind.TRAINING,
    *[OutcomeKind.NONE] * 3,
    *[OutcomeKind.NOT_REACHED] * 4,
    OutcomeKind.DECLINED,
]


def outcomes(nation: Nation, cursor: Any) -> None:
    said = cursor.mogrify("%s", [[str(kind) for kind in ANSWERS]]).decode()
    insert(
        cursor,
        Outcome,
        {
            "enrollment_id": "enrollment",
            "months": "months",
            "kind": "kind",
            "is_in_field": f"CASE WHEN {among(OCCUPIED)} THEN enrollment % 2 = 0 END",
            "asked_on": "asked_on",
            "consent_on": f"CASE WHEN {among(TOLD)} THEN asked_on END",
            "consent_how": f"CASE WHEN {among(TOLD)} THEN 'PHONE' ELSE '' END",
            "recorded_by_id": "giatja",
            "recorded_at": "asked_on + time '05:00'",
        },
        f"""
        FROM (SELECT one.id AS enrollment, giatja, months,
                  (left_on + make_interval(months => months))::date + {dice("one.id", 20, 91, nation)} AS asked_on,
                  ({said}::text[])[1 + {dice("one.id * 100 + months", len(ANSWERS), 92, nation)}] AS kind
              FROM bench.gone JOIN bench.prison ON prison.id = gone.facility_id
              JOIN {table(Enrollment)} one ON one.inmate_id = gone.id AND one.state = 'COMPLETED'
              CROSS JOIN unnest(ARRAY{months_asked()}) AS months
              WHERE {dice("one.id * 100 + months", 100, 90, nation)} < {ASKED_IN}) AS row
        WHERE asked_on <= '{nation.today}'
        """,
    )


def among(kinds: tuple[OutcomeKind, ...]) -> str:
    return f"kind IN ({', '.join(repr(str(kind)) for kind in kinds)})"

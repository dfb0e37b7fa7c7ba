"""The people held, drawn by the shares of rule 9: 52 % narcotics, most of them for four to eight years."""

from __future__ import annotations

from random import Random
from typing import Any

from bench.nation import Nation, Prison
from bench.rows import insert, table, without_indexes
from demo.names import BIRTH_PLACES, HEALTH_LIMITS, LAST_NAMES, invent_name
from facilities.models import HealthLimit
from programs.models import Enrollment
from trainees.models import (
    ConductScore,
    DateOverride,
    DisciplinarySanction,
    Inmate,
    Movement,
    Remission,
    RiskScreening,
    Sentence,
)

CONDUCT_MONTHS = 6
NAMES = {"M": 2_000, "F": 220}
HOMES = ("JAVA", "SUNDA", "MALAY", "DAYAK", "MINANG")


def dice(of: str, sides: int | str, throw: int, nation: Nation) -> str:
    """SQL: a whole number from 0 to `sides` - 1, always the same for the same row, throw and seed."""
    return f"((hashint8extended(({of})::bigint, {nation.seed * 1000 + throw}) & 4611686018427387903) % ({sides}))::int"


def one_of(words: list[str] | tuple[str, ...], of: str, throw: int, nation: Nation, cursor: Any) -> str:
    """SQL: one of these words."""
    array = cursor.mogrify("%s", [list(words)]).decode()
    return f"({array}::text[])[1 + {dice(of, len(words), throw, nation)}]"


def number_prisons(cursor: Any, prisons: list[Prison]) -> None:
    """What the SQL needs to know of each prison, in a table of the bench: people and classes are numbered in it."""
    cursor.execute("CREATE SCHEMA bench")
    cursor.execute(
        """
        CREATE TABLE bench.prison (
            id bigint PRIMARY KEY, position int, kind text, zone text, held int, released int, first_person bigint,
            batches int, first_batch bigint, workshops bigint[], instructors bigint[], packages bigint[],
            renewed bigint[], assessor bigint, works_outside boolean[], agreements bigint[], first_year int,
            staff bigint, head bigint, giatja bigint
        )
        """
    )
    person, batch = 1, 1
    for at, prison in enumerate(prisons):
        row = [
            prison.facility.pk,
            at,
            prison.facility.kind,
            prison.facility.time_zone,
            prison.held,
            prison.released,
            person,
            prison.batches,
            batch,
            [room.pk for room in prison.workshops],
            [one.pk for one in prison.instructors],
            [package.pk for package in prison.packages],
            [package.pk for package in prison.renewed],
            prison.assessor.pk if prison.assessor else None,
            [room.is_outside for room in prison.workshops],
            [agreement.pk for agreement in prison.agreements.values()],
            min(prison.agreements),
        ]
        cursor.execute(
            """
            INSERT INTO bench.prison
            SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
                %s, %s::boolean[], %s::bigint[], %s,
                (SELECT user_id FROM facilities_posting WHERE role = 'CENTRE_STAFF' AND centre_id = %s),
                (SELECT user_id FROM facilities_posting WHERE role = 'CENTRE_HEAD' AND centre_id = %s),
                (SELECT user_id FROM facilities_posting WHERE role = 'GIATJA_STAFF' AND facility_id = %s)
            """,
            [*row, prison.centre.pk, prison.centre.pk, prison.facility.pk],
        )
        person += prison.held + prison.released
        batch += prison.batches
    cursor.execute("ANALYZE bench.prison")


def draw_people(cursor: Any, nation: Nation) -> None:
    """Everybody with a term and a day of detention that fit their being held, or released, today."""

    def throw(sides: int | str, number: int) -> str:
        return dice("n", sides, number, nation)

    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.person AS
        WITH drawn AS (
            SELECT prison.id AS facility_id, giatja, first_person, kind, n, n - first_person >= held AS is_released,
                {throw(1000, 1)} AS crime, {throw(1000, 2)} AS length, {throw(1000, 3)} AS status,
                {throw(100_000, 4)} AS elapsed, {throw(45, 5)} AS extra
            FROM bench.prison, generate_series(first_person, first_person + held + released - 1) AS n
        ), judged AS (
            SELECT *, CASE
                WHEN crime < 110 THEN 'NARC_LT5' WHEN crime < 520 THEN 'NARC_GE5' WHEN crime < 545 THEN 'CORR'
                WHEN crime < 547 THEN 'TERR' ELSE 'GEN' END AS crime_class,
                NOT is_released AND status >= 990 AS is_life,
                NOT is_released AND status < CASE WHEN kind = 'RUTAN' THEN 480 ELSE 60 END AS is_detainee
            FROM drawn
        ), sentenced AS (
            SELECT *, CASE
                WHEN is_life THEN 0
                WHEN crime_class = 'NARC_LT5' THEN 24 + length % 34
                WHEN crime_class = 'NARC_GE5' THEN 60 + (length * length / 1000000.0 * 90)::int
                WHEN crime_class = 'CORR' THEN 24 + length % 72
                WHEN crime_class = 'TERR' THEN 48 + length % 72
                ELSE 8 + (length * length / 1000000.0 * 110)::int END AS term_months
            FROM judged
        )
        SELECT *, CASE
            WHEN is_detainee THEN '{nation.today}'::date - 1 - elapsed % 150
            WHEN is_life THEN '{nation.today}'::date - 100 - elapsed % 4000
            WHEN is_released THEN
                ('{nation.today}'::date - 1 - elapsed % 2190 - make_interval(months => term_months))::date
            ELSE '{nation.today}'::date - 30 - (term_months * 29.4 * elapsed / 100000)::int END AS detained_on
        FROM sentenced
        """
    )
    # Numbered in the order of their coming, so that a class finds those who were there.
    cursor.execute(
        """
        CREATE UNLOGGED TABLE bench.inmate AS
        SELECT *, first_person + row_number() OVER (PARTITION BY facility_id ORDER BY detained_on, n) - 1 AS id,
            row_number() OVER (PARTITION BY facility_id, is_released ORDER BY detained_on, n) AS place
        FROM bench.person
        """
    )
    cursor.execute("DROP TABLE bench.person")
    cursor.execute("CREATE INDEX ON bench.inmate (facility_id, detained_on, id)")
    cursor.execute("ANALYZE bench.inmate")


def load_people(cursor: Any, nation: Nation) -> list[Any]:
    """Inmates with their sentences, remissions and sanctions; returns what brings the indexes back."""
    back = without_indexes(
        cursor, Inmate, Sentence, Remission, DisciplinarySanction, ConductScore, RiskScreening, DateOverride
    )
    insert(cursor, Inmate, inmate_columns(cursor, nation), "FROM bench.inmate one ORDER BY id")
    insert(
        cursor,
        Sentence,
        {
            "id": "id",
            "inmate_id": "id",
            "detained_on": "detained_on",
            "years": "term_months / 12",
            "months": "term_months % 12",
            "days": f"CASE WHEN term_months > 0 AND {dice('id', 4, 20, nation)} = 0 THEN 15 ELSE 0 END",
            "crime_class": "crime_class",
            "is_life": "is_life",
            "is_death": "false",
            "subsidiary_months": f"CASE WHEN crime_class LIKE 'NARC%' THEN 1 + {dice('id', 6, 21, nation)} ELSE 0 END",
            "fine_paid": f"{dice('id', 10, 22, nation)} = 0",
        },
        "FROM bench.inmate WHERE NOT is_detainee ORDER BY id",
    )
    # One on each 17 August since half a year after the first day, one month more each time up to six.
    insert(
        cursor,
        Remission,
        {
            "inmate_id": "id",
            "kind": "'RU'",
            "decided_on": "make_date(year, 8, 17)",
            "months": "least(6, 1 + year - extract(year FROM detained_on)::int)",
            "days": "0",
        },
        f"""
        FROM bench.inmate, generate_series(extract(year FROM detained_on)::int, {nation.today.year}) AS year
        WHERE NOT is_detainee AND NOT is_life AND make_date(year, 8, 17) BETWEEN detained_on + 180
            AND least('{nation.today}'::date, (detained_on + make_interval(months => term_months * 8 / 10))::date)
            AND year - extract(year FROM detained_on)::int <= term_months / 12
            AND year > {nation.today.year - 4}
        """,
    )
    starts_on = f"('{nation.today}'::date - {dice('id', 900, 31, nation)})"
    insert(
        cursor,
        DisciplinarySanction,
        {"inmate_id": "id", "level": "'MEDIUM'", "starts_on": starts_on, "ends_on": f"{starts_on} + 6"},
        f"FROM bench.inmate WHERE {dice('id', 100, 30, nation)} < 8",
    )
    load_conduct(cursor, nation)
    return back


def let_go(cursor: Any, nation: Nation) -> None:
    """Who has served the term is released, a week after the last class at the earliest; who sits in one is not."""
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.gone AS
        SELECT one.id, one.facility_id, least('{nation.today}'::date - 1, greatest(
            (detained_on + make_interval(months => term_months))::date, max(upper(seat.period)) + 7)) AS left_on
        FROM bench.inmate one LEFT JOIN {table(Enrollment)} seat ON seat.inmate_id = one.id
        WHERE one.is_released GROUP BY one.id, one.facility_id, detained_on, term_months
        HAVING bool_and(seat.id IS NULL OR seat.state IN ('REJECTED', 'RESERVE', 'DROPPED', 'COMPLETED'))
            AND coalesce(max(upper(seat.period)) + 7 < '{nation.today}'::date, true)
        """
    )
    cursor.execute(f"UPDATE {table(Inmate)} inmate SET status = 'RELEASED' FROM bench.gone WHERE gone.id = inmate.id")
    insert(
        cursor,
        Movement,
        {
            "inmate_id": "gone.id",
            "kind": "'RELEASE'",
            "facility_id": "gone.facility_id",
            "moved_on": "left_on",
            "reference": "'SK-BEBAS-' || gone.id",
            "register_number": "inmate.register_number",
        },
        f"FROM bench.gone JOIN {table(Inmate)} inmate ON inmate.id = gone.id ORDER BY gone.id",
    )


def load_conduct(cursor: Any, nation: Nation) -> None:
    """Half a year of monthly scores, one screening or two, and now and then a day taken from SDP."""
    month = nation.today.replace(day=1)
    insert(
        cursor,
        ConductScore,
        {
            "inmate_id": "id",
            "month": f"('{month}'::date - make_interval(months => ago))::date",
            "score": f"55 + {dice('id * 31 + ago', 45, 24, nation)}",
            "follows_guidance": f"{dice('id', 20, 25, nation)} > 0",
        },
        f"""
        FROM bench.inmate, generate_series(1, {CONDUCT_MONTHS}) AS ago
        WHERE NOT is_detainee AND NOT is_released AND '{month}'::date - ago * 31 > detained_on
        """,
    )
    insert(
        cursor,
        RiskScreening,
        {
            "inmate_id": "id",
            "screened_on": "detained_on + 60 + again * 400",
            "level": f"greatest(1, 1 + {dice('id', 4, 26, nation)} - again)",
        },
        f"""
        FROM bench.inmate, generate_series(0, 1) AS again
        WHERE NOT is_detainee AND detained_on + 60 + again * 400 < '{nation.today}'
        """,
    )
    insert(
        cursor,
        DateOverride,
        {
            "inmate_id": "id",
            "which": "'RELEASE'",
            "day": f"'{nation.today}'::date + 30 + {dice('id', 900, 27, nation)}",
            "reason": "'Perhitungan SDP'",
            "sdp_reference": "'SDP-' || id",
            "by_id": "giatja",
            "at": f"'{nation.today}'::date - 10 + time '03:00'",
        },
        f"FROM bench.inmate WHERE NOT is_detainee AND NOT is_released AND {dice('id', 100, 28, nation)} = 0",
    )


def inmate_columns(cursor: Any, nation: Nation) -> dict[str, str]:
    rng = Random(f"names-{nation.seed}")
    pools = {sex: [invent_name(rng, sex, rng.choice(HOMES), set()) for _one in range(NAMES[sex])] for sex in NAMES}
    last = sorted({name for (_home, sex), names in LAST_NAMES.items() if sex == "M" for name in names})
    places = sorted({place for found in BIRTH_PLACES.values() for place in found})
    third = (
        f"CASE WHEN {dice('id', 3, 12, nation)} > 0 THEN ' ' || {one_of(last, 'id', 13, nation, cursor)} ELSE '' END"
    )
    first = (
        f"CASE WHEN kind = 'LPP' THEN {one_of(pools['F'], 'id', 10, nation, cursor)} "
        f"ELSE {one_of(pools['M'], 'id', 11, nation, cursor)} END"
    )
    age = f"CASE WHEN kind = 'LPKA' THEN 15 ELSE 19 + {dice('id', 26, 14, nation)} + {dice('id', 20, 15, nation)} END"
    school = ["NONE"] * 8 + ["SD"] * 34 + ["SMP"] * 26 + ["SMA"] * 28 + ["D3"] + ["S1"] * 3
    detained = one_of(["A.I", "A.II", "A.III", "A.III", "A.IV", "A.V"], "id", 16, nation, cursor)
    months = "term_months > 12 OR is_life"
    return {
        "id": "id",
        "facility_id": "facility_id",
        "name": f"left({first} || {third}, 200)",
        "sex": "CASE WHEN kind = 'LPP' THEN 'F' ELSE 'M' END",
        "birth_place": one_of(places, "id", 17, nation, cursor),
        "birth_date": f"(detained_on - make_interval(years => {age}) - make_interval(days => extra * 8))::date",
        "education": one_of(school, "id", 18, nation, cursor),
        "health_note": f"CASE WHEN {dice('id', 100, 19, nation)} < 3 "
        f"THEN {one_of(list(HEALTH_LIMITS), 'id', 23, nation, cursor)} ELSE '' END",
        "health_limits": f"CASE WHEN {dice('id', 100, 19, nation)} < 2 "
        f"THEN ARRAY[{one_of(HealthLimit.values, 'id', 31, nation, cursor)}]::varchar[] ELSE '{{}}' END",
        "register_kind": f"CASE WHEN is_detainee THEN {detained} WHEN {months} THEN 'B.I' ELSE 'B.IIa' END",
        "register_serial": "(id - first_person + 1)::text",
        "is_child": "kind = 'LPKA'",
        "is_foreigner": f"{dice('id', 100, 29, nation)} = 0",
        "register_year": "extract(year FROM detained_on)::int",
    }

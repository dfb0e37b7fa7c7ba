"""Invented people for demonstration and tests: inmates of a prison on a given day, and staff.

Pure and deterministic: the same seed yields the same people. Nobody here exists; identity numbers carry codes
that no office gives out (NIK with region 99, NIP with a serial from 900). Shares follow rule 9
[PROP].
"""

# ruff: noqa: S311  (invented people need no secrets)
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.names import BIRTH_PLACES, HEALTH_LIMITS, invent_name

NARCOTICS_SHARE = 0.52
FEMALE_SHARE = 0.04
MONTH = 30.4375  # mean days of a calendar month, exact enough to keep well inside a margin of weeks

# Shares of convicts; what is left is eligible for training.
SHARE_RELEASED_SOON = 0.11
SHARE_DISCIPLINED = 0.08
SHARE_FOR_LIFE = 0.02
SHARE_SHORT_TERM = 0.03
SHARE_UNPAID_FINE = 0.03

# First day of Idul Fitri by year, month and day from memory [M-M].
EID = {
    2005: (11, 3), 2006: (10, 24), 2007: (10, 13), 2008: (10, 1), 2009: (9, 20),
    2010: (9, 10), 2011: (8, 31), 2012: (8, 19), 2013: (8, 8), 2014: (7, 28), 2015: (7, 17), 2016: (7, 6),
    2017: (6, 25), 2018: (6, 15), 2019: (6, 5), 2020: (5, 24), 2021: (5, 13), 2022: (5, 2), 2023: (4, 22),
    2024: (4, 10), 2025: (3, 31), 2026: (3, 21),
}  # fmt: skip
CHRISTMAS = (12, 25)
INDEPENDENCE_DAY = (8, 17)
# By the number of remissions of the kind had before: months, and (months, days).
GENERAL_MONTHS = (2, 3, 4, 5, 5, 6)
RELIGIOUS_TERMS = ((1, 0), (1, 0), (1, 0), (1, 15), (1, 15), (2, 0))


@dataclass(frozen=True, slots=True)
class InventedRemission:
    """A remission decision: kind RU (general) or RK (religious), its day, and the months and days it takes
    off.
    """

    kind: str
    decided_on: date
    months: int
    days: int


@dataclass(frozen=True, slots=True)
class InventedSanction:
    """A disciplinary punishment: level LIGHT, MEDIUM or HEAVY, first and last day, and why."""

    level: str
    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class InventedInmate:
    """An inmate as a registrar would enter them. A detainee and a lifer have a term of nothing.

    `sex` is M or F; `education` NONE, SD, SMP, SMA, D3 or S1; `register_kind` as in rule 4.1;
    `crime_class` as in 4.2. `subsidiary_months` is the confinement for an unpaid fine, 0 when paid or never
    ordered. `interest` is a code of facilities/data/fields.json.
    """

    name: str
    sex: str
    birth_place: str
    birth_date: date
    nik: str
    education: str
    register_kind: str
    register_serial: int
    register_year: int
    register_suffix: str
    detained_on: date
    years: int
    months: int
    days: int
    crime_class: str
    is_life: bool
    subsidiary_months: int
    remissions: tuple[InventedRemission, ...]
    sanctions: tuple[InventedSanction, ...]
    health_note: str
    interest: str
    has_prior_skill: bool
    conduct_score: int
    risk: str

    @property
    def register_number(self) -> str:
        """The number as it is usually printed, such as "B.I 123/2020" or "B.I.N 45/2021" (rule 4.1,
        [M-M]).
        """
        kind = f"{self.register_kind}.{self.register_suffix}" if self.register_suffix else self.register_kind
        return f"{kind} {self.register_serial}/{self.register_year}"


@dataclass(frozen=True, slots=True)
class InventedOfficer:
    """A member of staff. `nip` has the 18 digits of rule 6.6; `started_on` is the first day of a
    month.
    """

    name: str
    sex: str
    birth_date: date
    started_on: date
    nip: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    detained_on: date
    term_months: int
    term_days: int
    crime_class: str
    remissions: tuple[InventedRemission, ...] = ()
    subsidiary_months: int = 0


def invent_inmates(
    seed: int,
    count: int,
    on: date,
    convict_share: float = 0.9,
    home: str = "JAVA",
    narcotics_share: float = NARCOTICS_SHARE,
    not_called: Collection[str] = (),
) -> list[InventedInmate]:
    """People who are inside on the day `on`, in order of their names; register numbers are unique.

    `convict_share` (0 to 1) are convicts, the others detainees. Of the convicts about three in four can be
    trained (B.I or B.IIa, release more than three months away, no punishment within nine months); the others
    are released sooner, were punished lately, serve for life, a few months or for an unpaid fine.
    `narcotics_share` (0 to 1) are inside for narcotics, but nobody with a sentence of a few months. `home` is
    the culture of most names: JAVA, SUNDA, MALAY, DAYAK or MINANG; `not_called` are names that others bear.
    Raises ValueError for a share outside 0 to 1 or a negative count, KeyError for an unknown home.
    """
    if count < 0 or not (0 <= convict_share <= 1 and 0 <= narcotics_share <= 1):
        raise ValueError("The count must not be negative and each share lies between 0 and 1.")
    rng = Random(f"inmates-{seed}-{home}")
    situations = _situations(rng, count, round(count * convict_share))
    narcotics = _narcotics_flags(rng, situations, narcotics_share)
    taken_names = set(not_called)
    taken_serials: set[tuple[str, int, int]] = set()
    people = [
        _invent_inmate(rng, situation, is_narcotics, on, home, taken_names, taken_serials)
        for situation, is_narcotics in zip(situations, narcotics, strict=True)
    ]
    return sorted(people, key=lambda person: person.name)


def invent_staff(
    seed: int,
    count: int,
    on: date = date(2021, 1, 1),
    home: str = "JAVA",
    not_called: Collection[str] = (),
) -> list[InventedOfficer]:
    """Staff of working age on the day `on`, with unique names and NIP; `not_called` are names that others
    bear. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("The count must not be negative.")
    rng = Random(f"staff-{seed}-{home}")
    taken = set(not_called)
    return [_invent_officer(rng, serial, on, home, taken) for serial in range(count)]


def _situations(rng: Random, count: int, convicts: int) -> list[str]:
    counts = {
        "SOON": round(convicts * SHARE_RELEASED_SOON),
        "DISCIPLINED": round(convicts * SHARE_DISCIPLINED),
        "LIFE": round(convicts * SHARE_FOR_LIFE),
        "SHORT": round(convicts * SHARE_SHORT_TERM),
        "FINE": round(convicts * SHARE_UNPAID_FINE),
        "DETAINEE": count - convicts,
    }
    found = [situation for situation, number in counts.items() for _ in range(number)]
    found += ["ELIGIBLE"] * (count - len(found))
    rng.shuffle(found)
    return found


def _narcotics_flags(rng: Random, situations: Sequence[str], share: float) -> list[bool]:
    """Who is inside for narcotics: those with an unpaid fine first, none of the short terms."""
    places = [index for index, situation in enumerate(situations) if situation != "SHORT"]
    rng.shuffle(places)
    places.sort(key=lambda index: situations[index] != "FINE")
    chosen = set(places[: round(len(situations) * share)])
    return [index in chosen for index in range(len(situations))]


def _invent_inmate(
    rng: Random,
    situation: str,
    is_narcotics: bool,
    on: date,
    home: str,
    taken_names: set[str],
    taken_serials: set[tuple[str, int, int]],
) -> InventedInmate:
    sex = "F" if rng.random() < FEMALE_SHARE else "M"
    sentence = _sentence(rng, situation, is_narcotics, on)
    birth_date = _day_of_birth(rng, sentence.detained_on)
    register_kind = _register_kind(rng, situation, sentence)
    registered = min(on, sentence.detained_on + timedelta(days=rng.randint(0, 90)))
    suffix = "N" if is_narcotics and register_kind.startswith("B") else ""
    return InventedInmate(
        name=invent_name(rng, sex, home, taken_names),
        sex=sex,
        birth_place=rng.choice(BIRTH_PLACES[home]),
        birth_date=birth_date,
        nik=_nik(rng, birth_date, sex) if rng.random() < 0.7 else "",
        education=_pick(rng, {"NONE": 4, "SD": 30, "SMP": 28, "SMA": 33, "D3": 2, "S1": 3}),
        register_kind=register_kind,
        register_serial=_serial(rng, register_kind, registered.year, taken_serials),
        register_year=registered.year,
        register_suffix=suffix,
        detained_on=sentence.detained_on,
        years=sentence.term_months // 12,
        months=sentence.term_months % 12,
        days=sentence.term_days,
        crime_class=sentence.crime_class,
        is_life=situation == "LIFE",
        subsidiary_months=sentence.subsidiary_months,
        remissions=sentence.remissions,
        sanctions=_sanctions(rng, situation, sentence.detained_on, on),
        health_note=rng.choice(HEALTH_LIMITS) if rng.random() < 0.12 else "",
        interest=_pick(
            rng, {"LAS": 5, "MOTOR": 6, "AC": 4, "JAHIT": 4, "BATIK": 3, "BARBER": 5, "KOMP": 2, "BARISTA": 2}
        ),
        has_prior_skill=rng.random() < 0.4,
        conduct_score=rng.randint(42, 64) if situation == "DISCIPLINED" else min(96, max(50, round(rng.gauss(77, 8)))),
        risk=_pick(rng, {"LOW": 50, "MEDIUM": 38, "HIGH": 12} if situation != "LIFE" else {"MEDIUM": 1, "HIGH": 3}),
    )


def _sentence(rng: Random, situation: str, is_narcotics: bool, on: date) -> _Sentence:
    if situation == "DETAINEE":
        crime = "NARC_LT5" if is_narcotics else "GEN"
        return _Sentence(on - timedelta(days=rng.randint(5, 170)), 0, 0, crime)
    if situation == "LIFE":
        crime = "NARC_GE5" if is_narcotics else "GEN"
        return _Sentence(on - timedelta(days=rng.randint(700, 4500)), 0, 0, crime)
    if situation == "SHORT":
        term_days = rng.choice((45, 60, 75, 90))
        return _Sentence(on - timedelta(days=rng.randint(5, term_days - 10)), 0, term_days, "GEN")
    if situation == "FINE":
        return _after_the_principal_term(rng, is_narcotics, on)
    return _running_sentence(rng, is_narcotics, on, *((10, 78) if situation == "SOON" else (105, 4000)))


def _running_sentence(rng: Random, is_narcotics: bool, on: date, least_left: int, most_left: int) -> _Sentence:
    """A sentence with about `least_left` to `most_left` days to go after remission; days of a week's
    exactness.
    """
    while True:
        term_months, crime = _term(rng, is_narcotics)
        served = rng.randint(60, max(61, round(term_months * MONTH)))
        detained_on = on - timedelta(days=served)
        remissions = _remissions(rng, crime, detained_on, on)
        left = term_months * MONTH - served - sum(r.months * MONTH + r.days for r in remissions)
        if least_left <= left <= most_left:
            return _Sentence(detained_on, term_months, 0, crime, remissions)


def _after_the_principal_term(rng: Random, is_narcotics: bool, on: date) -> _Sentence:
    """The term itself is served; now the confinement for an unpaid fine runs."""
    term_months = rng.choice((48, 54)) if is_narcotics else rng.choice((24, 30))
    served = round(term_months * MONTH) + rng.randint(8, 40)
    crime = "NARC_LT5" if is_narcotics else "CORR"
    return _Sentence(on - timedelta(days=served), term_months, 0, crime, subsidiary_months=rng.choice((2, 3)))


def _term(rng: Random, is_narcotics: bool) -> tuple[int, str]:
    """Months and crime class; of narcotics sentences most are four to eight years (rule 9 [PROP])."""
    if is_narcotics:
        months = int(
            _pick(
                rng,
                {
                    "12": 3,
                    "18": 4,
                    "30": 4,
                    "48": 14,
                    "54": 8,
                    "60": 18,
                    "66": 8,
                    "72": 16,
                    "84": 10,
                    "96": 8,
                    "132": 4,
                },
            )
        )
        return months, "NARC_GE5" if months >= 60 else "NARC_LT5"
    kind = _pick(rng, {"GEN": 92, "CORR": 6, "TOC": 2})
    if kind != "GEN":
        return rng.choice((36, 48, 60)), kind
    return int(
        _pick(
            rng,
            {
                "8": 2,
                "10": 4,
                "12": 5,
                "15": 6,
                "18": 9,
                "24": 14,
                "30": 12,
                "36": 12,
                "48": 8,
                "60": 7,
                "84": 5,
                "120": 4,
                "156": 2,
            },
        )
    ), kind


def _remissions(rng: Random, crime: str, detained_on: date, on: date) -> tuple[InventedRemission, ...]:
    """General and religious remissions up to the day; amounts of Keppres 174/1999 as in rule 4.6."""
    if crime not in {"GEN", "NARC_LT5"} and rng.random() < 0.5:
        return ()  # until 2022 special crimes needed the letter of a justice collaborator
    christian = rng.random() < 0.07
    general: list[InventedRemission] = []
    religious: list[InventedRemission] = []
    for year in range(detained_on.year, on.year + 1):
        day = date(year, *INDEPENDENCE_DAY)
        if _has_served_half_a_year(detained_on, day) and day <= on:
            in_first_year = (day - detained_on).days < 366
            months = 1 if in_first_year else GENERAL_MONTHS[min(len(general), 5)]
            general.append(InventedRemission("RU", day, months, 0))
        feast = date(year, *(CHRISTMAS if christian else EID.get(year, CHRISTMAS)))
        if _has_served_half_a_year(detained_on, feast) and feast <= on:
            in_first_year = (feast - detained_on).days < 366
            months, days = (0, 15) if in_first_year else RELIGIOUS_TERMS[min(len(religious), 5)]
            religious.append(InventedRemission("RK", feast, months, days))
    return tuple(sorted(general + religious, key=lambda remission: remission.decided_on))


def _has_served_half_a_year(detained_on: date, day: date) -> bool:
    return (day - detained_on).days >= 185


def _sanctions(rng: Random, situation: str, detained_on: date, on: date) -> tuple[InventedSanction, ...]:
    """A punishment within the last half year for the disciplined; for a few others one over a year ago."""
    inside = (on - detained_on).days
    if situation == "DISCIPLINED":
        starts_on = on - timedelta(days=rng.randint(2, min(160, inside)))
    elif inside > 500 and rng.random() < 0.06:
        starts_on = on - timedelta(days=rng.randint(400, inside - 60))
    else:
        return ()
    level, days = rng.choice((("LIGHT", 6), ("MEDIUM", 6), ("HEAVY", 12)))
    reason = rng.choice(
        (
            "Berkelahi dengan sesama penghuni",
            "Menyimpan telepon genggam",
            "Menolak apel",
            "Merusak barang inventaris",
        )
    )
    return (InventedSanction(level, starts_on, starts_on + timedelta(days=days), reason),)


def _register_kind(rng: Random, situation: str, sentence: _Sentence) -> str:
    if situation == "DETAINEE":
        return _pick(rng, {"A.II": 2, "A.III": 7, "A.IV": 1})
    if situation == "FINE":
        return "B.III"
    if situation == "SHORT":
        return "B.IIb"
    return "B.I" if situation == "LIFE" or sentence.term_months > 12 else "B.IIa"


def _serial(rng: Random, kind: str, year: int, taken: set[tuple[str, int, int]]) -> int:
    while True:
        key = (kind, year, rng.randint(1, 480))
        if key not in taken:
            taken.add(key)
            return key[2]


def _day_of_birth(rng: Random, detained_on: date) -> date:
    """An adult on the first day of detention; mean about 33 years (productive age 98 %, rule 9)."""
    age = min(64.0, max(18.3, rng.gauss(33, 9)))
    return detained_on - timedelta(days=round(age * 365.25))


def _nik(rng: Random, birth_date: date, sex: str) -> str:
    day = birth_date.day + (40 if sex == "F" else 0)
    return f"99{rng.randint(1, 79):02}{rng.randint(1, 30):02}{day:02}{birth_date:%m%y}{rng.randint(1, 9999):04}"


def _invent_officer(rng: Random, serial: int, on: date, home: str, taken: set[str]) -> InventedOfficer:
    sex = "F" if rng.random() < 0.3 else "M"
    birth_date = on - timedelta(days=rng.randint(26 * 366, 55 * 365))
    started_on = date(min(on.year - 1, birth_date.year + rng.randint(20, 27)), rng.choice((1, 3, 4, 12)), 1)
    digit = 1 if sex == "M" else 2
    return InventedOfficer(
        name=invent_name(rng, sex, home, taken),
        sex=sex,
        birth_date=birth_date,
        started_on=started_on,
        nip=f"{birth_date:%Y%m%d}{started_on:%Y%m}{digit}{900 + serial % 100}",
    )


def _pick(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), weights=list(weights.values()))[0]

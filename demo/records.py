"""What the files of a prison say of its people: papers, conduct, risk, and days that SDP knows better."""

# ruff: noqa: S311  (invented people need no secrets)
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from demo.houses import House
from demo.people import InventedInmate
from trainees.dates import FractionPolicy
from trainees.dossier import needed
from trainees.models import (
    ConductScore,
    DateOverride,
    Document,
    DossierDocument,
    Inmate,
    RiskLevel,
    RiskScreening,
    Sentence,
)
from trainees.sentence_dates import computed_dates

Pair = tuple[Inmate, InventedInmate]
ALWAYS_THERE = (Document.VERDICT, Document.PHOTO)
SHARE_FOREIGN = 0.015
SHARE_OF_PAPERS = 0.75
MONTHS_OF_SCORES = 4
# SPPN scores: who is under the first does not follow the guidance, who has the second is of no high risk.
FOLLOWS_FROM, TRUSTED_FROM = 55, 65


def keep_records(house: House, both: Sequence[Pair], *, on: dt.date) -> None:
    """For every convict of the house, as of the day."""
    rng = Random(f"records-{house.seed}")
    convicts = [(row, person) for row, person in both if row.is_convict]
    ConductScore.objects.bulk_create(score for row, person in convicts for score in scores(rng, row, person, on))
    RiskScreening.objects.bulk_create(found for row, person in convicts for found in screenings(rng, row, person, on))
    people = Inmate.objects.with_sentence().in_bulk([row.pk for row, _person in convicts])
    DossierDocument.objects.bulk_create(
        paper for row, person in convicts for paper in papers(rng, people[row.pk], person, on)
    )
    fixed = [people[row.pk] for row, _person in convicts if people[row.pk].sentence.term]
    take_days_from_sdp(house, rng.sample(fixed, min(3, len(fixed))), on)
    plan_releases(rng.sample(fixed, min(3, len(fixed))), on)


def scores(rng: Random, row: Inmate, person: InventedInmate, on: dt.date) -> list[ConductScore]:
    """The last months' sheets, newest near the score that the person is known for."""
    month, found = on.replace(day=1), []
    follows = person.conduct_score >= FOLLOWS_FROM
    for _number in range(MONTHS_OF_SCORES):
        if month > person.detained_on:
            score = min(100, max(30, person.conduct_score + rng.randint(-2, 2)))
            found.append(ConductScore(inmate=row, month=month, score=score, follows_guidance=follows))
        month = (month - dt.timedelta(days=1)).replace(day=1)
    return found


def screenings(rng: Random, row: Inmate, person: InventedInmate, on: dt.date) -> list[RiskScreening]:
    """One in ten has none yet; most who were inside long enough have two, the first no lower than the last."""
    if rng.random() < 0.1:
        return []
    level = RiskLevel[person.risk]
    if level == RiskLevel.HIGH and person.conduct_score >= TRUSTED_FROM:
        level = RiskLevel.MEDIUM
    found = [RiskScreening(inmate=row, screened_on=on - dt.timedelta(days=rng.randint(20, 55)), level=level)]
    earlier = on - dt.timedelta(days=rng.randint(200, 380))
    if earlier > person.detained_on:
        higher = min(RiskLevel.VERY_HIGH, level + rng.choice((0, 1, 1)))
        found.append(RiskScreening(inmate=row, screened_on=earlier, level=higher))
    return [screening for screening in found if screening.screened_on > person.detained_on]


def papers(rng: Random, row: Inmate, person: InventedInmate, on: dt.date) -> list[DossierDocument]:
    found = []
    for code in (*needed(row, on=on), Document.PHOTO):
        if rng.random() < (0.96 if code in ALWAYS_THERE else SHARE_OF_PAPERS):
            inside = max(1, (on - person.detained_on).days)
            received_on = on - dt.timedelta(days=rng.randint(1, min(300, inside)))
            found.append(DossierDocument(inmate=row, code=code, received_on=received_on))
    return found


def take_days_from_sdp(house: House, people: Sequence[Inmate], on: dt.date) -> None:
    """SDP counts the first day; the computed ones are a day apart."""
    for number, inmate in enumerate(people, start=1):
        dates = computed_dates(inmate, FractionPolicy.NET)
        if dates is None:
            continue
        DateOverride.objects.create(
            inmate=inmate,
            which=DateOverride.Which.HALF,
            day=dates.half_on - dt.timedelta(days=1),
            reason="SDP menghitung hari pertama penahanan sebagai hari menjalani pidana.",
            sdp_reference=f"Cetak SDP {on:%d-%m-%Y} nomor {number}",
            by=house.giatja,
        )


def plan_releases(people: Sequence[Inmate], on: dt.date) -> None:
    for inmate in people:
        dates = computed_dates(inmate, FractionPolicy.NET)
        if dates is None or dates.release_on <= on + dt.timedelta(days=420):
            continue
        Sentence.objects.filter(inmate=inmate).update(
            planned_release_kind="PB",
            planned_release_on=max(dates.two_thirds_on, on + dt.timedelta(days=400)),
            planned_release_note="Usulan TPP",
        )


def is_foreigner(house: House, person: InventedInmate) -> bool:
    return Random(f"foreigner-{house.seed}-{person.name}").random() < SHARE_FOREIGN

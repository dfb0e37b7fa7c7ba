"""How the demonstration chooses people: two officers score by criteria, a TPP session decides, the head decrees."""

# ruff: noqa: S311  (invented scores need no secrets)
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from random import Random

from demo.cases import Facts
from demo.houses import House
from programs.actions import batches, selection, tpp
from programs.actions.decrees import decree as decree_batches
from programs.actions.tpp import Line, Member, Outcome
from programs.findings import Candidate, candidates
from programs.models import Batch, Enrollment, ScoreSheet, TppItem, TppSession
from programs.tpp import Suggestion, suggestions
from trainees.models import Inmate, RuleSet

OFFICES = (
    "Kepala Seksi Kegiatan Kerja",
    "Kepala Subseksi Bimbingan Kerja",
    "Kepala Kesatuan Pengamanan",
    "Pembimbing Kemasyarakatan Bapas",
)


def open_selection(
    house: House,
    batch: Batch,
    *,
    fit: int,
    blocked: int = 0,
    without: Iterable[int] = (),
    besides: Iterable[Inmate] = (),
) -> list[Enrollment]:
    """Propose some whom nothing blocks and some whom something does; two officers score each in every criterion."""
    rng = Random(f"selection-{batch.name}")
    batches.open_selection(batch, by=house.giatja)
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    everybody = candidates(batch, house.facility.inmates.exclude(pk__in=list(without)), rules)
    chosen = [
        *some(rng, (person for person in everybody if not person.is_blocked), fit),
        *some(rng, (person for person in everybody if person.is_blocked), blocked),
    ]
    rows = selection.propose(batch, [*besides, *(person.inmate for person in chosen)], by=house.giatja)
    sheet = ScoreSheet.objects.for_batch(batch)
    positions = [criterion.position for criterion in sheet.criteria.all()] if sheet else []
    talent = {row: {position: rng.gauss(72, 10) for position in positions} for row in rows}
    for officer in (house.giatja, house.colleague):
        marks = {
            row: {position: points(rng.gauss(mean, 3)) for position, mean in means.items()}
            for row, means in talent.items()
        }
        selection.score(batch, marks, by=officer)
    return rows


def points(mean: float) -> int:
    return round(min(97, max(41, mean)))


def some(rng: Random, people: Iterable[Candidate], count: int) -> list[Candidate]:
    people = list(people)
    return rng.sample(people, min(count, len(people)))


def make_equal(house: House, batch: Batch, first: Enrollment, second: Enrollment) -> None:
    """Both officers give both of them the same points."""
    for officer in (house.giatja, house.colleague):
        own = first.scores.filter(scored_by=officer).values_list("criterion__position", "score")
        selection.score(batch, {second: dict(own)}, by=officer)


def session(house: House, batches_of_it: Sequence[Batch], *, number: str, on: dt.date) -> TppSession:
    """The observation team sits: the head of guidance in the chair, with the offices that rule 4.8 names."""
    names = house.names[: len(OFFICES) + 1]
    held = TppSession(
        facility=house.facility,
        held_on=on,
        minutes_number=number,
        place=f"Ruang sidang TPP {house.facility.official_name}",
        chair_name=names[0].name,
        chair_position="Kepala Seksi Bimbingan Narapidana dan Anak Didik",
        chair_nip=names[0].nip,
        agenda="Pemilihan peserta pelatihan keterampilan",
    )
    members = [Member(officer.name, office, officer.nip) for officer, office in zip(names[1:], OFFICES, strict=True)]
    return tpp.hold_session(held, batches_of_it, members, today=on, by=house.giatja)


def decide(house: House, item: TppItem, *, postpone: int = 0, not_wanted: int = 0) -> None:
    """As rank and rules suggest; the last of the reserve are postponed or rejected, and ties are settled by need."""
    rows = suggestions(item.batch)
    waiting = [row for row in rows if row.outcome == Outcome.RESERVE and not row.is_decided]
    postponed = waiting[len(waiting) - postpone :] if postpone else []
    refused = [row for row in waiting if row not in postponed][-not_wanted:] if not_wanted else []
    free = item.batch.seats - sum(row.outcome == Outcome.SEAT for row in rows)
    lines = []
    for row in rows:
        if row.is_decided:
            continue
        if row in postponed:
            lines.append(Line(row.enrollment, Outcome.POSTPONE, "Menunggu hasil penelitian kemasyarakatan (litmas)."))
        elif row in refused:
            lines.append(Line(row.enrollment, Outcome.REJECT, "Mengundurkan diri saat wawancara."))
        elif row.is_at_the_cut:
            lines.append(settled(row, free))
            free -= 1
        else:
            lines.append(Line(row.enrollment, Outcome(row.outcome), row.note))
    tpp.decide(item.batch, lines, session=item.session, by=house.giatja)


def settled(row: Suggestion, free: int) -> Line:
    if free > 0:
        return Line(row.enrollment, Outcome.SEAT, "Nilai sama; didahulukan karena sisa pidananya lebih pendek.")
    return Line(row.enrollment, Outcome.RESERVE)


def decree(house: House, chosen: Sequence[Batch], *, number: str, minutes: str, on: dt.date, facts: Facts) -> None:
    """A session a few days before decides on all of them; then one decree of the head."""
    held = session(house, chosen, number=minutes, on=on - dt.timedelta(days=3))
    for item in held.items.select_related("session", "batch").order_by("pk"):
        decide(house, item, **facts)
    decree_batches(chosen, number=number, on=on, today=on, by=house.kalapas)

"""The papers of the tests: their minutes (BA-UJI) and the score list (NILAI)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from facilities.letterheads import letterhead_of
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import indonesian_date
from programs.completion import progress_of
from programs.figures import BatchFigures, batch_figures
from programs.models import Batch, Instructor, UnitResult
from programs.standings import Standing, UnitStanding

WORDS = {
    Standing.COMPETENT: "K",
    Standing.NOT_YET: "BK",
    Standing.ABSENT: "TH",
    Standing.OPEN: "–",
}
OVERALL = {
    Standing.COMPETENT: "Kompeten",
    Standing.NOT_YET: "Belum kompeten",
    Standing.ABSENT: "Tidak hadir",
    Standing.OPEN: "Belum diuji",
}


def minutes_of_the_tests(batch: Batch, *, number: str, on: dt.date) -> Paper:
    """Minutes of the tests up to their last day: place, days, assessors, counts and people. No number is invented."""
    figures = batch_figures(batch)
    tested = UnitResult.objects.filter(enrollment__batch=batch).assessed_here()
    days = sorted(set(tested.values_list("assessed_on", flat=True)))
    last = days[-1] if days else on
    assessors = list(Instructor.objects.filter(pk__in=tested.values("assessor")))
    context = {
        "title": "Berita Acara Uji Kompetensi",
        "number": number,
        "letterhead": letterhead_of(batch.package.centre, on=last),
        "batch": batch,
        "on": last,
        "days": [indonesian_date(day) for day in days],
        "assessors": assessors,
        "figures": figures,
        "rows": _rows(figures),
        "recognised": sum(unit.recognised for unit in figures.units),
        "signatures": _signed(batch, assessors, last),
    }
    return Paper("papers/test_minutes.html", context)


def _rows(figures: BatchFigures) -> list[dict[str, Any]]:
    return [
        {
            "person": row.enrollment.person,
            "marks": [_mark(standing) for standing in row.units],
            "overall": OVERALL[row.overall],
        }
        for row in figures.people
    ]


def _mark(standing: UnitStanding) -> str:
    return f"{WORDS[standing.state]}{'*' if standing.is_recognised else ''}"


def _signed(batch: Batch, assessors: list[Instructor], day: dt.date) -> list[list[Signature]]:
    place = (f"{batch.facility.city}, {indonesian_date(day)}",)
    own = [Signature("Asesor", person.name, person.nip) for person in assessors] or [Signature("Asesor")]
    return in_rows([*own, Signature(f"Kepala {batch.package.centre.name}", above=place)])


def score_list(batch: Batch, *, on: dt.date) -> Paper:
    """Per person hours, points before and after, and per unit knowledge, skill, attitude and verdict."""
    figures = batch_figures(batch)
    progress = {row.enrollment.pk: row for row in progress_of(batch, batch.enrollments.in_class())}
    context = {
        "title": "Daftar Nilai Peserta Pelatihan",
        "number": None,
        "letterhead": letterhead_of(batch.package.centre, on=on),
        "batch": batch,
        "paper": "f4",
        "rows": [(row, progress[row.enrollment.pk]) for row in figures.people],
        "units": [
            (unit.unit, [(row.enrollment.person, row.units[place]) for row in figures.people])
            for place, unit in enumerate(figures.units)
        ],
        "signatures": in_rows([Signature("Instruktur", "", "", (f"{batch.facility.city}, {indonesian_date(on)}",))]),
    }
    return Paper("papers/score_list.html", context)

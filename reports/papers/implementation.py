"""The report of a batch (LAPORAN, rule 7): words of the work section, figures counted anew, photos at the end."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.utils.translation import override

from accounts.models import User
from certificates.models import Certificate
from facilities.letterheads import letterhead_of, regional_title
from facilities.money import rupiah
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from programs.completion import progress_of
from programs.costs import costs_of
from programs.figures import BatchFigures, batch_figures
from programs.models import Attendance, Batch, BatchReport, Enrollment, Instructor, ReportPhoto, Session
from programs.result_papers import OVERALL
from programs.weeks import monday_of
from reports.papers.bars import SLOT, Bar, bars
from reports.papers.signing import WORK_SECTION, at, signed_by_head

log = structlog.get_logger()
State = Enrollment.State
# A picture of few weeks is not blown up to the width of the page.
LEAST_SLOTS = 8
OUTCOMES = {State.COMPLETED: "Lulus", State.DROPPED: "Berhenti"}


@dataclass(frozen=True, slots=True)
class Person:
    """One of the class: hours of those planned, units K of the compulsory ones, how it ended, the certificate."""

    name: str
    hours: int
    hours_planned: int
    passed: int
    units: int
    overall: str
    outcome: str
    certificate: str


def implementation_report(batch: Batch, user: User, *, number: str, on: dt.date) -> Paper:
    """As far as the reader may see money; everything else is the same for all who see the batch."""
    figures = batch_figures(batch)
    people = _people(batch, figures)
    photos = [(photo, _bytes(photo)) for photo in batch.photos.all()]
    attendance = _attendance_by_week(batch)
    context = {
        "title": "Laporan Pelaksanaan Pelatihan",
        "number": number,
        "letterhead": letterhead_of(batch.facility, on=on),
        "batch": batch,
        "on": on,
        "report": BatchReport.objects.filter(batch=batch).first(),
        "decrees": list(batch.decrees.order_by("decreed_on", "pk")),
        "agreement_numbers": [party.number for party in batch.agreement.parties.all() if party.number],
        "whom": "petugas" if batch.is_for_officers else "Warga Binaan",
        "figures": figures,
        "people": people,
        "instructors": _instructors(batch),
        "units": list(batch.package.package_units.select_related("unit")),
        "sessions": batch.sessions.held().count(),
        "cancelled": _cancelled(batch),
        "attendance": attendance,
        "chart_width": SLOT * max(LEAST_SLOTS, len(attendance)),
        "certificates": sum(bool(person.certificate) for person in people),
        "costs": _money(batch, user),
        "photos": photos,
        "copies": [regional_title(batch.facility.region, on=on), f"Kepala {batch.package.centre}"],
        "signatures": in_rows(
            [
                signed_by_head(batch.facility, on=on, above=("Mengetahui,",)),
                Signature(WORK_SECTION, above=at(batch.facility, on)),
            ]
        ),
    }
    pictures = {f"photos/{photo.pk}.jpg": content for photo, content in photos if content}
    return Paper("papers/implementation_report.html", context, pictures)


def _bytes(photo: ReportPhoto) -> bytes:
    """Nothing where the storage has lost the file: a report is not refused for that."""
    try:
        with photo.file.open("rb") as stored:
            content: bytes = stored.read()
    except OSError:
        log.exception("report_photo_lost", photo=photo.pk)
        return b""
    return content


def _people(batch: Batch, figures: BatchFigures) -> list[Person]:
    progress = {row.enrollment.pk: row for row in progress_of(batch, batch.enrollments.in_class())}
    standing = Certificate.objects.standing().filter(enrollment__batch=batch).order_by("pk")
    numbers = dict(standing.values_list("enrollment", "number"))
    return [
        Person(
            name=row.enrollment.person.name,
            hours=progress[row.enrollment.pk].hours,
            hours_planned=progress[row.enrollment.pk].hours_planned,
            passed=len(progress[row.enrollment.pk].passed),
            units=progress[row.enrollment.pk].units,
            overall=OVERALL[row.overall],
            outcome=OUTCOMES.get(State(row.enrollment.state), "Mengikuti"),
            certificate=numbers.get(row.enrollment.pk, ""),
        )
        for row in figures.people
    ]


def _instructors(batch: Batch) -> list[tuple[Instructor, int]]:
    """Who taught, with the JP of each."""
    hours: dict[Instructor, int] = defaultdict(int)
    for session in batch.sessions.held().select_related("instructor"):
        hours[session.instructor] += session.lesson_hours
    return sorted(hours.items(), key=lambda row: (-row[1], row[0].name))


def _cancelled(batch: Batch) -> list[tuple[str, int]]:
    """Why sessions fell out, the commonest cause first."""
    found: dict[str, int] = defaultdict(int)
    with override("id"):
        for cause in batch.sessions.filter(cancelled_at__isnull=False).values_list("cancellation", flat=True):
            found[str(Session.Cancellation(cause).label)] += 1
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))


def _attendance_by_week(batch: Batch) -> Sequence[Bar]:
    """Per cent of the marks of each week that say present."""
    marks = Attendance.objects.filter(session__batch=batch, session__cancelled_at=None)
    weeks: dict[dt.date, list[bool]] = defaultdict(list)
    for day, status in marks.values_list("session__day", "status"):
        weeks[monday_of(day)].append(status == Attendance.Status.PRESENT)
    return bars(
        [
            (f"Minggu {place}", sum(present), len(present))
            for place, (_monday, present) in enumerate(sorted(weeks.items()), start=1)
        ]
    )


def _money(batch: Batch, user: User) -> dict[str, Any] | None:
    """Spent on the batch per budget line; None for who sees no budgets."""
    costs = costs_of(batch, user)
    if costs is None:
        return None
    lines: dict[int, dict[str, Any]] = {}
    with override("id"):
        for expense in costs.expenses:
            line = expense.line
            row = lines.setdefault(
                line.pk,
                {"name": line.name, "source": line.get_source_display(), "ceiling": line.ceiling, "spent": 0},
            )
            row["spent"] += expense.amount
    return {
        "lines": [{**row, "ceiling": rupiah(row["ceiling"]), "spent": rupiah(row["spent"])} for row in lines.values()],
        "total": rupiah(costs.total),
        "per_graduate": rupiah(costs.per_graduate) if costs.per_graduate is not None else "",
    }

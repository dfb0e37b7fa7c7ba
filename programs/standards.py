"""Whether a batch keeps its package's standard, with figure and standard, and which exceptions its head allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from programs.models import Batch, Session, StandardException
from programs.models.batches import SEATED, enrolled
from trainees.eligibility import Finding, Level

Code = StandardException.Code


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing of a batch that is off its package's standard; `allowed` is the exception that covers the figure."""

    code: Code
    figure: int
    standard: int
    allowed: StandardException | None

    @property
    def text(self) -> str:
        words = {
            Code.TOO_FEW: _("%(figure)d participants; the standard is at least %(standard)d."),
            Code.TOO_MANY: _("%(figure)d participants; the standard is at most %(standard)d."),
            Code.HOURS_SHORT: _("%(figure)d JP in the timetable; the standard is %(standard)d JP."),
        }
        return words[self.code] % {"figure": self.figure, "standard": self.standard}


def shortfalls(batch: Batch) -> list[Shortfall]:
    """What of the people accepted and of the timetable laid out is off the package's standard, allowed or not.

    Participants count until they are decreed: who leaves later does not undo the decree. A timetable not laid out
    yet falls short of nothing; the start asks for it.
    """
    people, package = batch.enrollments.seated().count(), batch.package
    hours = batch.sessions.held().of_the_package().aggregate(total=Sum("lesson_hours"))["total"]
    off: list[tuple[Code, int, int]] = []
    is_open = batch.state == Batch.State.SELECTING
    if is_open and people < package.least_participants:
        off.append((Code.TOO_FEW, people, package.least_participants))
    if is_open and people > package.most_participants:
        off.append((Code.TOO_MANY, people, package.most_participants))
    if hours is not None and hours < package.lesson_hours:
        off.append((Code.HOURS_SHORT, hours, package.lesson_hours))
    return [
        Shortfall(code, figure, standard, batch.standard_exceptions.covering(code, figure).last())
        for code, figure, standard in off
    ]


def open_shortfalls(batch: Batch) -> list[Shortfall]:
    """What the head of the centre has not allowed."""
    return [row for row in shortfalls(batch) if row.allowed is None]


def standard_findings(batch: Batch) -> Iterator[Finding]:
    """The shortfalls as findings: what blocks the decree, and what was allowed, by whom and why.

    While nobody is accepted yet there is no number of participants to speak of.
    """
    for row in shortfalls(batch):
        if row.figure == 0:
            continue
        if row.allowed is None:
            wanted = _("The head of the training centre must allow it.")
            yield Finding(row.code, Level.BLOCK, f"{row.text} {wanted}", _("The package's standard"))
        else:
            words = _("Allowed by %(name)s: %(reason)s") % {
                "name": row.allowed.allowed_by.name,
                "reason": row.allowed.reason,
            }
            yield Finding(row.code, Level.INFO, f"{row.text} {words}", _("The package's standard"))


def off_the_standard(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    """Of these the batches with accepted people that have open shortfalls, asked of the database for many at once."""
    held = Session.objects.held().of_the_package().filter(batch=OuterRef("pk")).order_by().values("batch")
    planned = held.annotate(total=Sum("lesson_hours")).values("total")
    counted = rows.annotate(
        seated_now=enrolled(Q(state__in=SEATED)),
        planned_now=Subquery(planned, output_field=IntegerField()),
    )
    few = Q(seated_now__lt=F("package__least_participants")) & ~_covered(Code.TOO_FEW, "seated_now")
    many = Q(seated_now__gt=F("package__most_participants")) & ~_covered(Code.TOO_MANY, "seated_now")
    hours = Q(planned_now__lt=F("package__lesson_hours")) & ~_covered(Code.HOURS_SHORT, "planned_now")
    people = Q(state=Batch.State.SELECTING) & (few | many)
    return counted.filter(people | hours, seated_now__gt=0)


def _covered(code: Code, figure: str) -> Q:
    allowed = StandardException.objects.covering(code, OuterRef(figure))
    return Q(Exists(allowed.filter(batch=OuterRef("pk"))))

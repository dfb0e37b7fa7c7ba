"""Every figure of the dashboards: what it is called, what it counts, and of which other figure it is a part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Counts(StrEnum):
    """What one of a figure's rows is. People are counted today, enrollments by the first day of their batch."""

    PEOPLE = "people"
    ENROLLMENTS = "enrollments"
    HOURS = "hours"
    ROWS = "rows"
    RUPIAH = "rupiah"


@dataclass(frozen=True, slots=True)
class Figure:
    """`key` names it in addresses and, for what is kept by the database, its column."""

    key: str
    label: Promise
    definition: Promise
    counts: Counts
    of: str = ""
    more_is_better: bool = True


ALL = (
    Figure(
        "held",
        _("Inmates held"),
        _("People in custody today as far as they are recorded, convicts and detainees."),
        Counts.PEOPLE,
    ),
    Figure(
        "eligible",
        _("Eligible today"),
        _(
            "Of those held: convicts with a recorded sentence and without a disciplinary sanction, who are still held "
            "when a training of 60 days that begins today is tested and certified. No field or policy is looked at."
        ),
        Counts.PEOPLE,
        of="held",
    ),
    Figure(
        "trained",
        _("Already trained"),
        _("Of those held today: people who have completed at least one training, wherever and whenever that was."),
        Counts.PEOPLE,
        of="held",
    ),
    Figure(
        "proposed",
        _("Proposed"),
        _("Enrollments of every state in batches that begin in the period: all who were ever proposed."),
        Counts.ENROLLMENTS,
    ),
    Figure(
        "accepted",
        _("Accepted"),
        _("Of those proposed: enrollments with a seat, now or until the person dropped out."),
        Counts.ENROLLMENTS,
        of="proposed",
    ),
    Figure(
        "completed",
        _("Completed"),
        _("Of those accepted: enrollments with the hours and the units when the batch was closed."),
        Counts.ENROLLMENTS,
        of="accepted",
    ),
    Figure(
        "competent",
        _("Competent (K)"),
        _("Of those accepted: enrollments with K in every compulsory unit of the package."),
        Counts.ENROLLMENTS,
        of="accepted",
    ),
    Figure(
        "certified",
        _("Certified"),
        _("Of those completed: enrollments with a certificate that was issued and is not revoked."),
        Counts.ENROLLMENTS,
        of="completed",
    ),
    Figure(
        "hours_attended",
        _("Attendance"),
        _("Lesson hours (JP) attended, of the lesson hours of everybody who was listed; additional lessons left out."),
        Counts.HOURS,
        of="hours_due",
    ),
    Figure(
        "idle",
        _("Prisons without a batch"),
        _("Prisons where no batch begins in the period, cancelled ones aside; of all prisons here."),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "unreported",
        _("Prisons that have not reported"),
        _("Prisons with a lesson of more than 3 days ago without attendance; of those with classes under way today."),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "waiting",
        _("Batches without their attendance"),
        _("Batches under way with a lesson of more than 3 days ago without attendance; of all under way today."),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "instructors",
        _("Fields without an instructor"),
        _(
            "Pairs of prison and field that an agreement in force wants and nobody may teach today, neither an officer "
            "of the prison nor an instructor of the centre; of all pairs wanted."
        ),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "agreements",
        _("Agreements ending"),
        _("Agreements in force that end within 90 days and are not renewed; of those in force today, addenda aside."),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "readiness",
        _("Workshops not found ready"),
        _(
            "Batches that begin within 30 days or should have begun, in a workshop that nobody found ready for that "
            "day; of all batches that begin so soon."
        ),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "items",
        _("Action items overdue"),
        _("Promises of these offices that are open after their day; of all that are open."),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "asking",
        _("To ask after release"),
        _(
            "Completed trainings of released people who should have been asked by now what became of it, and of whom "
            "nothing is entered; of all that are due these months."
        ),
        Counts.ROWS,
        more_is_better=False,
    ),
    Figure(
        "working",
        _("At work after release"),
        _(
            "Enrollments of which something was told first in the period, and last that the person is employed or has "
            "an own business; of all of which something was told first in the period. Outside the prison and its "
            "region: by whole years and in groups of at least five people of a field. Where they are fewer, or all "
            "answer alike, they are counted with others further up, or not at all."
        ),
        Counts.ROWS,
    ),
    Figure(
        "budget",
        _("Budget absorption"),
        _("Expenses of the period, of the ceilings of its fiscal year; budgets of prisons and centres here."),
        Counts.RUPIAH,
    ),
)
FIGURES = {figure.key: figure for figure in ALL}
# Heads of tables: beside the figures the number of batches, behind which stands a list of its own.
HEADS = {
    **FIGURES,
    "batches": Figure(
        "batches", _("Batches"), _("Batches that begin in the period, whatever their state."), Counts.ENROLLMENTS
    ),
}
FUNNEL = tuple(
    FIGURES[key] for key in ("held", "eligible", "proposed", "accepted", "completed", "competent", "certified")
)
OF_BATCHES = tuple(figure for figure in ALL if figure.counts is Counts.ENROLLMENTS)
OF_PEOPLE = tuple(figure for figure in ALL if figure.counts is Counts.PEOPLE)

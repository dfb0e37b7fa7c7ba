"""Where a batch stands, and what the person looking at it can do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch

State = Batch.State
ROAD = (State.PLANNED, State.SELECTING, State.DECREED, State.RUNNING, State.TESTING, State.CLOSED)


@dataclass(frozen=True, slots=True)
class RoadStep:
    """One station on the batch's road: "done", "now" or "next"."""

    label: str
    state: str
    hint: str = ""


def road(batch: Batch) -> list[RoadStep]:
    """The stations from planned to closed; a batch postponed or cancelled stands at none of them."""
    if batch.state not in ROAD:
        return []
    here = ROAD.index(State(batch.state))
    if batch.state == State.CLOSED:
        return [RoadStep(str(state.label), "done") for state in ROAD]
    return [
        RoadStep(str(state.label), "done" if place < here else "now" if place == here else "next")
        for place, state in enumerate(ROAD)
    ]


@dataclass(frozen=True, slots=True)
class NextStep:
    """A page to go to, or (`is_post`) a button to press, by whoever holds the permission."""

    label: str | Promise
    name: str
    permission: Permission
    is_post: bool = False
    is_main: bool = True

    def url(self, batch: Batch) -> str:
        return reverse(f"programs:{self.name}", args=[batch.pk])


P = Permission
TIMETABLE = NextStep(_("Lay out the timetable"), "batch-timetable", P.LAY_OUT_TIMETABLES)
SESSIONS = NextStep(_("Change sessions"), "batch-sessions", P.LAY_OUT_TIMETABLES, is_main=False)
POSTPONE = NextStep(_("Postpone"), "batch-postpone", P.PLAN_BATCHES, is_main=False)
CANCEL = NextStep(_("Cancel the batch"), "batch-cancel", P.PLAN_BATCHES, is_main=False)
MISSING = NextStep(_("What is missing"), "batch-progress", P.SEE_BATCHES, is_main=False)
WRITTEN = NextStep(_("Pre-test and post-test"), "batch-written-tests", P.RECORD_RESULTS)
RECOGNISE = NextStep(_("Recognise units passed before"), "batch-recognition", P.RECOGNISE_UNITS, is_main=False)
ALLOW_ASSESSOR = NextStep(_("Allow an assessor"), "batch-assessor", P.ALLOW_EXCEPTIONS, is_main=False)
RADAR = NextStep(_("Hours radar"), "batch-radar", P.SEE_BATCHES, is_main=False)
TOOLS = NextStep(_("Tool logs"), "batch-tools", P.SEE_BATCHES, is_main=False)
EDIT = NextStep(_("Edit"), "batch-edit", P.PLAN_BATCHES, is_main=False)

NEXT_STEPS: dict[State, tuple[NextStep, ...]] = {
    State.PLANNED: (
        NextStep(_("Open the selection"), "batch-open-selection", P.PLAN_BATCHES, is_post=True),
        TIMETABLE,
        SESSIONS,
        EDIT,
        POSTPONE,
        CANCEL,
    ),
    State.SELECTING: (
        NextStep(_("Propose candidates"), "batch-candidates", P.CHOOSE_TRAINEES),
        NextStep(_("Score the candidates"), "batch-selection", P.CHOOSE_TRAINEES),
        NextStep(_("Ranking and shortlist"), "batch-ranking", P.SEE_INMATES),
        NextStep(_("Decide in a TPP session"), "batch-tpp", P.CHOOSE_TRAINEES),
        NextStep(_("Decree the participants"), "batch-decree", P.DECREE_BATCHES),
        TIMETABLE,
        SESSIONS,
        POSTPONE,
        CANCEL,
    ),
    State.DECREED: (
        NextStep(_("Start the batch"), "batch-start", P.PLAN_BATCHES, is_post=True),
        TIMETABLE,
        SESSIONS,
        POSTPONE,
        CANCEL,
    ),
    State.RUNNING: (
        NextStep(_("Attendance"), "batch-attendance", P.SEE_BATCHES),
        SESSIONS,
        NextStep(_("Make-up sessions"), "batch-make-ups", P.SEE_BATCHES, is_main=False),
        NextStep(_("Let the batch go on longer"), "batch-extend", P.PLAN_BATCHES, is_main=False),
        NextStep(_("End lessons, open the tests"), "batch-open-tests", P.CLOSE_BATCHES, is_post=True),
        WRITTEN,
        MISSING,
        RECOGNISE,
        ALLOW_ASSESSOR,
        RADAR,
        TOOLS,
        CANCEL,
    ),
    State.TESTING: (
        NextStep(_("Record results"), "batch-results", P.RECORD_RESULTS),
        WRITTEN,
        MISSING,
        RECOGNISE,
        ALLOW_ASSESSOR,
        NextStep(_("Attendance"), "batch-attendance", P.SEE_BATCHES, is_main=False),
        NextStep(_("Close the batch"), "batch-close", P.CLOSE_BATCHES),
        RADAR,
        TOOLS,
    ),
    State.CLOSED: (
        NextStep(_("Attendance"), "batch-attendance", P.SEE_BATCHES, is_main=False),
        NextStep(_("Results and papers"), "batch-progress", P.SEE_BATCHES, is_main=False),
        TOOLS,
    ),
    State.POSTPONED: (
        NextStep(_("Plan again"), "batch-plan-again", P.PLAN_BATCHES, is_post=True),
        CANCEL,
    ),
    State.CANCELLED: (),
}

WAITING_FOR: dict[State, Promise] = {
    State.PLANNED: _("The prison's staff open the selection."),
    State.SELECTING: _(
        "Candidates are proposed, scored, decided on in a TPP session; then the head of the prison decrees them."
    ),
    State.DECREED: _("The centre lays out the timetable; on the first day the prison's staff start the batch."),
    State.RUNNING: _("Attendance is recorded after each session; after the last one the centre opens the tests."),
    State.TESTING: _("The centre records K or BK for each unit, then closes the batch."),
    State.CLOSED: _("Certificates can be proposed and issued."),
    State.POSTPONED: _("The batch waits until its prison plans it again."),
    State.CANCELLED: _("The batch was given up."),
}


def next_steps(batch: Batch, user: User) -> list[tuple[NextStep, str]]:
    """The steps this person may take now, each with its address."""
    needs_tools = batch.package.field.has_dangerous_tools
    return [
        (step, step.url(batch))
        for step in NEXT_STEPS[State(batch.state)]
        if user.has(step.permission) and (step != TOOLS or needs_tools)
    ]

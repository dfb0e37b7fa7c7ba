"""Many certificates at one word: started by the head, issued beside the pages, piece by piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record
from audit.jobs import enqueue, enqueue_later
from audit.models import Verb
from certificates.actions.issuing import issue
from certificates.models import IssueRun, IssueRunItem, Proposal, in_a_run
from certificates.warrants import holds, warrant_of
from facilities.models import TrainingCentre

PIECE = 20
"""Sheets of one transaction: what a worker that dies takes with it, and how long others wait for the next number."""

LOOKS_AFTER = dt.timedelta(minutes=1)
"""How soon a run is picked up again when its worker has died."""

FOR_ALL = {"ledger_stopped", "not_stored", "number_pattern", "no_seal"}
"""Codes of refusals that do not lie with one person: they end the run instead of being told for each."""

Outcome = IssueRunItem.Outcome
State = IssueRun.State


@transaction.atomic
def start(proposals: Iterable[Proposal], *, confirmed_at: dt.datetime, by: User) -> IssueRun:
    """Have these proposals of one training centre issued beside the pages. Raises as `open_run` does."""
    run = open_run(proposals, confirmed_at=confirmed_at, by=by)
    enqueue("certificates.jobs.continue_run", run.pk)
    enqueue_later("certificates.jobs.watch_run", run.pk, at=timezone.now() + LOOKS_AFTER)
    return run


@transaction.atomic
def open_run(proposals: Iterable[Proposal], *, confirmed_at: dt.datetime, by: User) -> IssueRun:
    """Note who is to be issued, by batch, then by name; `issue_piece` does it.

    Those that have their certificate, or that another run is going to issue, are passed over. `confirmed_at` is when
    the head gave the second factor again; the run bears a warrant of it. Raises ValidationError when none is left, or
    when they belong to several centres.
    """
    wanted = [proposal.pk for proposal in proposals]
    free = Proposal.objects.filter(pk__in=wanted).waiting().exclude(in_a_run())
    rows = list(
        free.order_by("enrollment__batch_id", *Proposal._meta.ordering or ()).select_related(
            "enrollment__batch__package"
        )
    )
    if not rows:
        raise ValidationError(_("These certificates had been issued already, or are being issued."), code="none_left")
    centres = {row.enrollment.batch.package.centre_id for row in rows}
    if len(centres) > 1:
        raise ValidationError(_("Certificates of several training centres cannot be issued together."))
    run = IssueRun(
        centre=TrainingCentre.objects.get(pk=centres.pop()),
        started_by=by,
        language=get_language() or "id",
        confirmed_at=confirmed_at,
    )
    run.warrant = warrant_of(run, [row.pk for row in rows])
    try:
        with transaction.atomic():
            run.save()
            IssueRunItem.objects.bulk_create(IssueRunItem(run=run, proposal=row) for row in rows)
    except IntegrityError as error:  # somebody else's click, between our look and our write
        raise ValidationError(_("Some of these are just being issued. Look again."), code="in_a_run") from error
    record(Verb.START, run, by=by, sheets=len(rows))
    return run


@transaction.atomic
def ask_to_stop(run: IssueRun, *, by: User) -> None:
    """Have the run end after the piece in hand; what is issued stays issued. A run that has ended stays as it ended."""
    run = IssueRun.objects.select_for_update().get(pk=run.pk)
    if run.is_running and run.stop_asked_by is None:
        run.stop_asked_by = by
        run.save(update_fields=["stop_asked_by"])
        record(Verb.CANCEL, run, by=by)


@transaction.atomic
def issue_piece(pk: int, *, on: dt.date) -> bool:
    """Issue the run's next piece, or end the run; whether there is more to do here.

    Gives way (False) where another process has the run in hand. Done twice it issues nothing twice.
    """
    run = IssueRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, state=State.RUNNING).first()
    if run is None:
        return False
    if run.stop_asked_by_id:
        return _end(run, State.STOPPED)
    items = _next_piece(run)
    if not items:
        return _end(run, State.DONE)
    by = User.objects.get(pk=run.started_by_id)
    try:
        _refuse_without_a_warrant(run)
        _refuse_who_may_no_longer(run, by)
        _settle(items, on, by)
    except ValidationError as refusal:
        return _end(run, State.FAILED, failure=" ".join(refusal.messages))
    run.moved_at = timezone.now()
    run.save(update_fields=["moved_at"])
    return True


@transaction.atomic
def break_off(pk: int, failure: str) -> None:
    """End a run in the middle, with a sentence; what is issued stays issued."""
    run = IssueRun.objects.select_for_update().get(pk=pk)
    if run.is_running:
        _end(run, State.FAILED, failure=failure)


def _next_piece(run: IssueRun) -> list[IssueRunItem]:
    """Sheets of one batch, so that numbers follow the names.

    Locked, so that none is slipped in, read here and taken out again before the warrant is held against them.
    """
    waiting = run.items.waiting().select_related("proposal__enrollment").select_for_update(of=("self",))
    rows = list(waiting[:PIECE])
    return [row for row in rows if row.proposal.enrollment.batch_id == rows[0].proposal.enrollment.batch_id]


def _settle(items: list[IssueRunItem], on: dt.date, by: User) -> None:
    """All at once; where one is refused, each by itself. Raises ValidationError for what concerns them all."""
    try:
        with transaction.atomic():
            issue([item.proposal for item in items], on=on, by=by)
    except ValidationError as refusal:
        _refuse_for_all(refusal)
    else:
        IssueRunItem.objects.filter(pk__in=[item.pk for item in items]).update(outcome=Outcome.ISSUED)
        return
    for item in items:
        _settle_one(item, on, by)


def _settle_one(item: IssueRunItem, on: dt.date, by: User) -> None:
    item.outcome = Outcome.ISSUED
    try:
        with transaction.atomic():
            issue([item.proposal], on=on, by=by)
    except ValidationError as refusal:
        _refuse_for_all(refusal)
        item.outcome, item.sentence = Outcome.REFUSED, " ".join(refusal.messages)
    item.save(update_fields=["outcome", "sentence"])


def _refuse_for_all(refusal: ValidationError) -> None:
    if {error.code for error in refusal.error_list} & FOR_ALL:
        raise refusal


def _refuse_without_a_warrant(run: IssueRun) -> None:
    """Rows of a run that nobody started on its page, or sheets that were added to one (docs/trust.md, F6)."""
    if not holds(run):
        raise ValidationError(_("This was not started by the head with a second factor, or was changed since."))


def _refuse_who_may_no_longer(run: IssueRun, by: User) -> None:
    """The piece is issued later than the click: whoever started the run must still be the centre's head."""
    if not (by.has(Permission.ISSUE_CERTIFICATES) and IssueRun.objects.visible_to(by).filter(pk=run.pk).exists()):
        raise ValidationError(_("%(name)s started this and may no longer issue.") % {"name": by.name})


def _end(run: IssueRun, state: IssueRun.State, *, failure: str = "") -> bool:
    run.items.waiting().update(outcome=Outcome.LEFT)
    run.state, run.failure, run.ended_at = state, failure, timezone.now()
    run.save(update_fields=["state", "failure", "ended_at"])
    record(Verb.END, run, by=None)
    return False

"""All papers of a batch in the order in which offices write them, with what is still missing for those to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Certificate
from programs.models import Batch, TppSession
from programs.readiness import review_of
from programs.weeks import monday_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper to look at; without `has_preview` a page that asks first."""

    label: str
    url: str
    has_preview: bool = True

    @property
    def preview_url(self) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}lihat=1"


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of paper with its sheets; without any, `missing` says what has to happen first."""

    name: str | Promise
    signed_by: str | Promise
    missing: str | Promise
    sheets: list[Sheet] = field(default_factory=list)


BOTH_SIDES = gettext_lazy("Both sides")
HEAD_OF_PRISON, HEAD_OF_CENTRE = gettext_lazy("Head of prison"), gettext_lazy("Head of training centre")


def papers_of(batch: Batch, user: User) -> list[Entry]:
    """Those that the reader may open, from the first letter to the last report."""
    return [*_before(batch, user), *_chosen(batch, user), *_taught(batch, user), *_afterwards(batch, user)]


def _before(batch: Batch, user: User) -> Iterator[Entry]:
    if user.has(Permission.PLAN_BATCHES):
        letter = reverse("reports:agreement-request", args=[batch.agreement_id]) + f"?batch={batch.pk}"
        sheets = [Sheet(_("Fill in the letter"), letter, has_preview=False)]
        yield Entry(_("Request letter to the training centre"), HEAD_OF_PRISON, "", sheets)
    if user.has(Permission.SEE_MEETINGS):
        meetings = batch.meetings.visible_to(user).order_by("held_on", "pk")
        sheets = [Sheet(date_format(row.held_on), _paper("facilities:meeting-paper", row.pk)) for row in meetings]
        yield Entry(_("Minutes of meetings"), BOTH_SIDES, _("No meeting is linked to this batch."), sheets)
    if user.has(Permission.SEE_PLACES):
        reviews = [review for review in [review_of(batch)] if review is not None]
        sheets = [Sheet(date_format(row.reviewed_on), _paper("facilities:review-paper", row.pk)) for row in reviews]
        yield Entry(_("Checklist of the workshop"), BOTH_SIDES, _("The workshop has not been reviewed."), sheets)


def _chosen(batch: Batch, user: User) -> Iterator[Entry]:
    decrees = list(batch.decrees.order_by("decreed_on", "pk"))
    undecreed = _("The participants are not decreed yet.")
    if user.has(Permission.SEE_INMATES):
        scored = batch.enrollments.filter(scores__isnull=False).exists()
        minutes = [Sheet(_("Selection"), _paper("programs:batch-selection-paper", batch.pk))] if scored else []
        yield Entry(_("Minutes of the selection"), _("Scorers"), _("Nobody has been scored yet."), minutes)
        if not batch.is_for_officers:
            sessions = _tpp_sessions(batch, user)
            sheets = [Sheet(date_format(row.held_on), _paper("programs:tpp-paper", row.pk)) for row in sessions]
            yield Entry(_("Minutes of the TPP"), _("Chair of the TPP"), _("No TPP session has decided yet."), sheets)
        sheets = [Sheet(row.number, _paper("programs:decree-paper", row.pk)) for row in decrees]
        yield Entry(_("Decree with its annex"), HEAD_OF_PRISON, undecreed, sheets)
    sheets = [Sheet(row.number, _paper("programs:decree-list", row.pk)) for row in decrees]
    yield Entry(_("List of participants"), "", undecreed, sheets)


def _tpp_sessions(batch: Batch, user: User) -> QuerySet[TppSession]:
    return TppSession.objects.visible_to(user).filter(decisions__enrollment__batch=batch).distinct().order_by("held_on")


def _taught(batch: Batch, user: User) -> Iterator[Entry]:
    days = list(batch.sessions.held().values_list("day", flat=True))
    no_lessons = _("The training centre has not laid out the timetable yet.")
    sheets = [Sheet(_("Timetable"), _paper("reports:batch-timetable", batch.pk))] if days else []
    yield Entry(_("Timetable"), HEAD_OF_CENTRE, no_lessons, sheets)
    week_paper, month_paper = (
        _paper("programs:batch-sheet", batch.pk),
        _paper("reports:batch-month", batch.pk),
    )
    weeks = _once(monday_of(day) for day in days)
    sheets = [Sheet(date_format(monday, "j M Y"), f"{week_paper}?week={monday:%Y-%m-%d}") for monday in weeks]
    yield Entry(_("Attendance sheets, week by week"), _("Instructor"), no_lessons, sheets)
    months = _once(day.replace(day=1) for day in days)
    sheets = [Sheet(date_format(first, "F Y"), f"{month_paper}?month={first:%Y-%m}") for first in months]
    yield Entry(_("Monthly recap of attendance"), _("Instructor and work section"), no_lessons, sheets)


def _afterwards(batch: Batch, user: User) -> Iterator[Entry]:
    is_tested = batch.enrollments.filter(results__isnull=False).exists()
    untested = _("No unit has been tested yet.")
    lists = [Sheet(_("Score list"), _paper("programs:batch-score-list", batch.pk))] if is_tested else []
    yield Entry(_("Score list"), _("Instructor"), untested, lists)
    minutes = [Sheet(_("Test"), _paper("programs:batch-test-minutes", batch.pk))] if is_tested else []
    yield Entry(_("Minutes of the tests"), _("Assessors"), untested, minutes)
    has_some = Certificate.objects.visible_to(user).filter(enrollment__batch=batch).exists()
    none_yet = _("No certificate has been issued yet.")
    if user.has(Permission.SEE_CERTIFICATES):
        sheets = [Sheet(_("Register"), _paper("reports:batch-register", batch.pk))] if has_some else []
        yield Entry(_("Register of certificates"), HEAD_OF_CENTRE, none_yet, sheets)
    if user.has(Permission.HAND_OVER_CERTIFICATES):
        minutes = [Sheet(_("Handover"), _paper("certificates:batch-handover-minutes", batch.pk))] if has_some else []
        yield Entry(_("Handover of certificates"), BOTH_SIDES, none_yet, minutes)
    is_under_way = batch.state in (Batch.State.RUNNING, Batch.State.TESTING, Batch.State.CLOSED)
    sheets = [Sheet(_("Report"), _paper("reports:batch-report", batch.pk))] if is_under_way else []
    if is_under_way and user.has(Permission.WRITE_REPORTS):
        write = reverse("programs:batch-report-edit", args=[batch.pk])
        sheets.append(Sheet(_("Write words, add photos"), write, has_preview=False))
    yield Entry(_("Report of the training"), HEAD_OF_PRISON, _("The batch has not started yet."), sheets)


def _paper(name: str, pk: int) -> str:
    return reverse(name, args=[pk])


def _once(days: Iterable[dt.date]) -> list[dt.date]:
    return sorted(set(days))

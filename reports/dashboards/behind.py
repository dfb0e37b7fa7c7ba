"""The way down from a figure: to the places below, their batches, and at last to the rows that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from facilities.models import ActionItem, Agreement, Facility, Field
from programs.models import Batch, Enrollment, Expense
from reports.dashboards.attention import AFTER_RELEASE, FINDERS, Waiting, found
from reports.dashboards.board import Below, Board, budget_lines
from reports.dashboards.counting import enrollments
from reports.dashboards.figures import Counts, Figure
from reports.dashboards.instructors import Gap
from reports.dashboards.scope import Level
from reports.rollups.people import held_people
from trainees.models import Inmate


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the way down: how much of the figure it holds, of how much, and where it leads (empty: nowhere)."""

    text: str
    count: int
    of: int | None = None
    url: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What the figure is made of. `count` and `of` are sums over all rows, whichever page of them is shown."""

    heading: str
    rows: Any
    count: int
    of: int | None
    size: int
    show: Any
    note: str = ""

    def entries(self, rows: Sequence[Any]) -> list[Entry]:
        return [self.show(row) for row in rows]


def behind(board: Board, figure: Figure, *, batch: str = "") -> Behind:
    """Raises Http404 for a figure or a batch that is not counted here."""
    match figure.counts:
        case Counts.PEOPLE:
            return _of_people(board, figure)
        case Counts.ENROLLMENTS if batch:
            return _of_one_batch(board, figure, batch)
        case Counts.ENROLLMENTS | Counts.HOURS:
            return _of_batches(board, figure)
        case Counts.RUPIAH:
            return _of_budgets(board)
    return _of_rows(board, figure)


def _of_people(board: Board, figure: Figure) -> Behind:
    if board.people is None:
        raise Http404
    count, of = getattr(board.people, figure.key), getattr(board.people, figure.of) if figure.of else None
    if board.places:

        def show(row: Below) -> Entry:
            whole = getattr(row.people, figure.of) if figure.of else None
            url = board.figure_url(figure.key, **_said_of(board, row))
            return Entry(str(row.place), getattr(row.people, figure.key), whole, url)

        return Behind(_("Where they are held"), board.places, count, of, len(board.places), show)
    if not board.user.has(Permission.SEE_INMATES):
        note = _("Who they are, only the prison itself sees.")
        return Behind(_("People"), [], count, of, 0, None, note)
    rows = held_people(on=board.on).filter(CONDITIONS[figure.key], facility=board.scope.key)
    rows = rows.visible_to(board.user).order_by("name", "pk")
    return Behind(_("People"), rows, count, of, count, _person)


CONDITIONS = {"held": Q(), "eligible": Q(is_blocked=False), "trained": Q(is_trained=True)}


def _person(row: Inmate) -> Entry:
    return Entry(row.name, 1, url=row.get_absolute_url(), hint=row.register_shown)


def _said_of(board: Board, row: Below) -> dict[str, Any]:
    level = Level.FACILITY if isinstance(row.place, Facility) else Level.REGION
    return {level.value: row.place.pk}


def _of_batches(board: Board, figure: Figure) -> Behind:
    count, of = getattr(board.sums, figure.key), getattr(board.sums, figure.of) if figure.of else None
    if board.scope.level in (Level.NATION, Level.REGION):
        places = [row for row in board.places if getattr(row.sums, figure.of or figure.key)]

        def show(row: Below) -> Entry:
            whole = getattr(row.sums, figure.of) if figure.of else None
            url = board.figure_url(figure.key, **_said_of(board, row))
            return Entry(str(row.place), getattr(row.sums, figure.key), whole, url)

        return Behind(_("By place"), places, count, of, len(places), show)
    batches = board.asked.batches.filter(**{f"now__{figure.of or figure.key}__gt": 0})
    batches = batches.annotate(count=F(f"now__{figure.key}"), whole=F(f"now__{figure.of or figure.key}"))
    rows = batches.select_related("facility").order_by("-starts_on", "pk")

    def show_batch(row: Any) -> Entry:
        url = _batch_url(board, figure, row)
        return Entry(row.name, row.count, row.whole if figure.of else None, url, str(row.facility))

    return Behind(_("In these batches"), rows, count, of, rows.count(), show_batch)


def _batch_url(board: Board, figure: Figure, row: Batch) -> str:
    if figure.counts is Counts.ENROLLMENTS:
        return board.figure_url(figure.key, batch=row.pk)
    return row.get_absolute_url() if board.shows_rows else ""


def _of_one_batch(board: Board, figure: Figure, key: str) -> Behind:
    known = key.isascii() and key.isdigit() and len(key) < 10
    batch = board.asked.batches.filter(pk=int(key)).first() if known else None
    if batch is None:
        raise Http404
    rows = enrollments(Batch.objects.filter(pk=batch.pk), figure.key).with_people().select_related("batch")
    of = enrollments(Batch.objects.filter(pk=batch.pk), figure.of).count() if figure.of else None

    def show(row: Enrollment) -> Entry:
        if not board.shows_rows:
            return Entry(f"#{row.pk}", 1, hint=row.get_state_display())
        return Entry(row.person.name, 1, url=row.get_absolute_url(), hint=row.get_state_display())

    return Behind(str(batch), rows.order_by("pk"), rows.count(), of, rows.count(), show)


def _of_budgets(board: Board) -> Behind:
    in_period = (board.period.starts_on, board.period.ends_on)
    spent = Expense.objects.filter(line=OuterRef("pk"), spent_on__range=in_period).order_by().values("line")
    lines = budget_lines(board.asked).with_places()
    rows = lines.annotate(spent=Coalesce(Subquery(spent.annotate(total=Sum("amount")).values("total")), 0))
    may_open = board.user.has(Permission.SEE_BUDGETS)

    def show(row: Any) -> Entry:
        url = row.get_absolute_url() if may_open else ""
        return Entry(row.name, int(row.spent), row.ceiling, url, str(row.place))

    budget = board.budget
    return Behind(_("Budget lines"), rows, budget.realised, budget.ceiling, rows.count(), show)


def _of_rows(board: Board, figure: Figure) -> Behind:
    if figure.key not in FINDERS:
        raise Http404
    waiting = found(figure.key, board.asked)
    if isinstance(waiting.rows, list):
        return Behind(str(figure.label), waiting.rows, waiting.count, waiting.whole, waiting.count, _gaps(waiting.rows))
    if figure.key in OF_GRADUATES:
        return _of_graduates(board, figure, waiting)
    rows = waiting.rows.order_by(*waiting.rows.model._meta.ordering, "pk")
    return Behind(str(figure.label), rows, waiting.count, waiting.whole, waiting.count, lambda row: _row(board, row))


OF_GRADUATES = {"asking": "", "working": "enrollment__"}


def _of_graduates(board: Board, figure: Figure, waiting: Waiting) -> Behind:
    """Who they are, only those read who ask them. Others read of whom to ask the field and the prison, and of what
    was told nothing but how many: a row might speak of somebody."""
    to = OF_GRADUATES[figure.key]
    may_read = not board.asked.reads_sums
    if figure.key == AFTER_RELEASE and not may_read:
        note = _("Who they are, only the prison itself and its region see.")
        return Behind(str(figure.label), [], waiting.count, waiting.whole, 0, None, note)
    wanted: Any = waiting.rows
    rows = wanted.select_related(f"{to}inmate__facility", f"{to}batch__package__field").order_by("pk")

    def show(row: Any) -> Entry:
        enrollment: Enrollment = row.enrollment if to else row
        field, prison = str(enrollment.batch.package.field), str(enrollment.inmate.facility)  # type: ignore[union-attr]
        if not may_read:
            return Entry(field, 1, hint=prison)
        url = reverse("programs:released-detail", args=[enrollment.pk])
        return Entry(enrollment.person.name, 1, url=url, hint=f"{field}, {prison}")

    return Behind(str(figure.label), rows, waiting.count, waiting.whole, waiting.count, show)


def _gaps(rows: list[Gap]) -> Any:
    prisons = Facility.objects.in_bulk({row.facility for row in rows})
    fields = Field.objects.in_bulk({row.field for row in rows})
    return lambda row: Entry(str(prisons[row.facility]), 1, hint=fields[row.field].name)


MAY_OPEN: dict[type, Permission] = {
    Agreement: Permission.SEE_AGREEMENTS,
    ActionItem: Permission.SEE_MEETINGS,
    Batch: Permission.SEE_BATCHES,
    Facility: Permission.SEE_PLACES,
}


def _row(board: Board, row: Any) -> Entry:
    url = row.get_absolute_url() if board.user.has(MAY_OPEN[type(row)]) else ""
    match row:
        case Agreement():
            return Entry(row.title, 1, url=url)
        case ActionItem():
            return Entry(row.what, 1, url=url, hint=str(row.place))
        case Batch():
            return Entry(row.name, 1, url=url, hint=str(row.facility))
    return Entry(str(row), 1, url=url)

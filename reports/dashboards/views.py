"""The pages of the dashboards: one page for every level, its paper, its workbook, and what is behind each figure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.access import Access
from accounts.permissions import Permission
from facilities.letterheads import letterhead_of
from facilities.models import Facility, Field, TrainingCentre
from papers.rendering import Paper, paper_response
from programs.charts import monthly_chart
from programs.models import ProgrammeTag
from reports.dashboards.attention import Question
from reports.dashboards.behind import behind
from reports.dashboards.board import Board
from reports.dashboards.counting import newest_year, years_of
from reports.dashboards.figures import FIGURES
from reports.dashboards.map import MEASURES, map_of
from reports.dashboards.periods import PeriodForm
from reports.dashboards.scope import Level, Scope, above, scope_of
from reports.dashboards.workbook import workbook_of


class Boards(Access, View):
    """Every page about a scope and a period: both stand in the address."""

    permission = Permission.SEE_DASHBOARD

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.user, self.request.GET)

    @cached_property
    def form(self) -> PeriodForm:
        batches, today = self.scope.batches(), timezone.localdate()
        years = reversed(years_of(batches, today=today))
        return PeriodForm(self.request.GET, years=years, chosen=newest_year(batches, today=today))

    @cached_property
    def board(self) -> Board:
        narrower = {"field": self._chosen(Field.objects, "field"), "tag": self._chosen(ProgrammeTag.objects, "tag")}
        return Board(Question(self.user, self.scope, self.form.period, timezone.localdate(), **narrower))

    def _chosen(self, rows: Any, name: str) -> Any:
        """The row that the address names, None where it names none. Raises Http404 for one that is not there."""
        key = self.request.GET.get(name, "")
        if not key:
            return None
        row = rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
        if row is None:
            raise Http404
        return row

    def path_down(self) -> Iterable[tuple[Scope, Board]]:
        """The places above this one, each with its own dashboard of the same period."""
        return (
            (scope, Board(Question(self.user, scope, self.form.period, self.board.on)))
            for scope in above(self.scope, self.user)
        )

    def shown(self) -> dict[str, Any]:
        return {"board": self.board, "form": self.form, "scope": self.scope, "path_down": list(self.path_down())}


class Dashboard(Boards, TemplateView):
    """From those held to those certified, what is planned and what waits, of the nation or of one place."""

    template_name = "reports/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.shown(), **pictures(self.board, self.request), **kwargs)


def pictures(board: Board, request: HttpRequest) -> dict[str, Any]:
    """The months as bars, and for the nation the provinces coloured by the figure that was chosen."""
    months = monthly_chart([row.sums.accepted for row in board.months], [row.sums.certified for row in board.months])
    shown: dict[str, Any] = {"chart": months, "months": list(zip(months.months, board.months, strict=True))}
    if board.scope.level is Level.NATION:
        shown |= {"map": map_of(board.places, request.GET.get("peta", "")), "measures": MEASURES}
    return shown


class DashboardPaper(Boards):
    """The dashboard on two sheets of A4."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = self.scope.place
        letterhead = letterhead_of(place, on=self.board.on) if isinstance(place, Facility | TrainingCentre) else None
        context = {
            **self.shown(),
            **pictures(self.board, request),
            "title": "Ikhtisar pelatihan",
            "letterhead": letterhead,
        }
        return paper_response(Paper("papers/dashboard.html", context).pdf(), "ikhtisar-pelatihan")


class DashboardWorkbook(Boards):
    """The dashboard's tables as an Excel workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(workbook_of(self.board), content_type=kind)
        response["Content-Disposition"] = 'attachment; filename="ikhtisar-pelatihan.xlsx"'
        response["Cache-Control"] = "no-store, private"
        return response


class FigurePage(Boards, TemplateView):
    """What a figure is made of, one step further down each time, to the rows that it counts."""

    template_name = "reports/figure.html"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figure = FIGURES.get(self.request.GET.get("angka", "accepted"))
        if figure is None:
            raise Http404
        found = behind(self.board, figure, batch=self.request.GET.get("batch", ""))
        rows: Any = KnownSize(found.rows, found.size)
        page: Page[Any] = Paginator(rows, self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            figure=figure,
            behind=found,
            entries=found.entries(list(page)),
            page_obj=page,
            **self.shown(),
            **kwargs,
        )


class KnownSize:
    """Rows whose number is known already: it is not counted again."""

    ordered = True

    def __init__(self, rows: QuerySet[Any] | list[Any], size: int) -> None:
        self.rows, self.size = rows, size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> Any:
        return self.rows[part]

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from programs.actions import selection as actions
from programs.actions import sheets
from programs.forms.scores import ScoresForm, ScoreSheetForm, ShortlistForm
from programs.models import Batch, Enrollment, Package, ScoreCriterion, ScoreSheet, SelectionScore
from programs.models.enrollments import name_of_the_person
from programs.ranking import Standing, ranking
from programs.tpp import standing_findings
from programs.views.packages import PackageEdit
from programs.views.selection import SelectingBatches

PER_PAGE = 25
UNDECIDED = (Enrollment.State.PROPOSED, Enrollment.State.SHORTLISTED)


class BatchSelection(SelectingBatches, StepPage):
    """One officer's own score sheet: candidates by name, 25 at a time, in all criteria or in one of them."""

    model = Batch
    form_class = ScoresForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_selection.html"
    heading = _("Score the candidates")
    success_message = _("Your scores are saved.")

    @cached_property
    def sheet(self) -> ScoreSheet | None:
        return ScoreSheet.objects.for_batch(self.object)

    @cached_property
    def all_criteria(self) -> list[ScoreCriterion]:
        return list(self.sheet.criteria.all()) if self.sheet else []

    @cached_property
    def only(self) -> ScoreCriterion | None:
        wanted = self.request.GET.get("kriteria", "")
        return next((row for row in self.all_criteria if str(row.position) == wanted), None)

    @cached_property
    def page(self) -> Page[Enrollment]:
        rows = self.object.enrollments.exclude(state=Enrollment.State.DROPPED).with_people()
        return Paginator(rows.order_by(name_of_the_person(), "pk"), PER_PAGE).get_page(self.request.GET.get("page"))

    def get_form_kwargs(self) -> dict[str, Any]:
        own = SelectionScore.objects.filter(enrollment__batch=self.object, scored_by=self.user)
        marks = {(pk, position): score for pk, position, score in own.values_list(*MARK)}
        return {
            **super().get_form_kwargs(),
            "candidates": list(self.page.object_list),
            "criteria": [self.only] if self.only else self.all_criteria,
            "own": marks,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = ranking(self.object)
        own = sum(self.user.pk in row.totals for row in table.rows)
        return super().get_context_data(
            page_obj=self.page,
            is_paginated=self.page.has_other_pages(),
            sheet=self.sheet,
            criteria=self.all_criteria,
            only=self.only,
            own=own,
            enough=len(table.rows) - len(table.short_of_scores()),
            total=len(table.rows),
            **kwargs,
        )

    def get_success_url(self) -> str:
        """The next page of the sheet, so that a long list is typed without looking for the way."""
        query = QueryDict(mutable=True)
        if self.only:
            query["kriteria"] = str(self.only.position)
        if self.page.has_next():
            query["page"] = str(self.page.next_page_number())
        elif not self.only:
            return reverse("programs:batch-ranking", args=[self.object.pk])
        return f"{reverse('programs:batch-selection', args=[self.object.pk])}?{query.urlencode()}"

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def step(self, **cleaned: Any) -> None:
        actions.score(self.object, self.form.given(), by=self.user)


def is_number(text: str) -> bool:
    """Whether it is a number that somebody may have meant: Python reads none of more than 4,300 digits."""
    return text.isascii() and text.isdigit() and len(text) < 19


MARK = ("enrollment", "criterion__position", "score")


def ranking_context(batch: Batch) -> dict[str, Any]:
    """The ranking with what stands against each; where the seats end, and who is equal there."""
    table = ranking(batch)
    found = standing_findings(batch, [row.enrollment for row in table.rows])
    fit = [row for row in table.rows if not found[row.enrollment.pk] and row.enrollment.state != "REJECTED"]
    cut = table.cut(batch.seats, fit)
    return {
        "table": table,
        "lines": [(row, found[row.enrollment.pk]) for row in table.rows],
        "tied_at_cut": cut.tied,
        "left_at_cut": cut.left,
        "short": len(table.short_of_scores()),
    }


class BatchRanking(DetailPage):
    """Who stands where: rank with ties, mean, how far the officers are apart. For the prison's eyes only."""

    model = Batch
    permission = Permission.SEE_INMATES
    template_name = "programs/batch_ranking.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = self.object.state == Batch.State.SELECTING
        return super().get_context_data(
            **ranking_context(self.object),
            heading=gettext("Ranking"),
            may_choose=is_open and self.user.has(Permission.CHOOSE_TRAINEES),
            **kwargs,
        )


class BatchShortlist(SelectingBatches, StepPage):
    """The best so many, ticked beforehand, or others by hand with a reason."""

    model = Batch
    form_class = ShortlistForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_ranking.html"
    heading = _("Shortlist")
    submit_label = _("Save the shortlist")
    success_message = _("The shortlist is saved.")

    @cached_property
    def context(self) -> dict[str, Any]:
        return ranking_context(self.object)

    @property
    def undecided(self) -> list[Standing]:
        return [row for row, _blocks in self.context["lines"] if row.enrollment.state in UNDECIDED]

    @cached_property
    def places(self) -> int:
        """How many to tick beforehand: as asked in the address, else half as many again as there are seats."""
        asked = self.request.GET.get("n", "")
        seats: int = self.object.seats
        return min(int(asked), 999) if is_number(asked) else seats + -(-seats // 2)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "candidates": [row.enrollment for row in self.undecided]}

    def _ticked(self) -> set[int]:
        if self.request.method == "POST":
            return {int(pk) for pk in self.request.POST.getlist("chosen") if is_number(pk)}
        already = {row.enrollment.pk for row in self.undecided if row.enrollment.state == UNDECIDED[1]}
        if already and "n" not in self.request.GET:
            return already
        fit = [row for row, found in self.context["lines"] if not found and row.enrollment.state in UNDECIDED]
        cut = self.context["table"].cut(self.places, fit)
        self.tied = [row.enrollment.pk for row in cut.tied]
        return {row.enrollment.pk for row in cut.inside}

    tied: list[int] = []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ticked = self._ticked()
        return super().get_context_data(
            **self.context,
            is_shortlisting=True,
            ticked=ticked,
            tied_at_places=[row for row, _blocks in self.context["lines"] if row.enrollment.pk in self.tied],
            undecided_states=[str(state) for state in UNDECIDED],
            places=self.places,
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-ranking", args=[self.object.pk])

    def step(self, *, chosen: Any, reason: str) -> None:
        actions.shortlist(self.object, chosen, reason=reason, by=self.user)


class PackageScores(StepPage):
    """The package's own score sheet, filled in with the one that counts now; batches keep what they began with."""

    model = Package
    form_class = ScoreSheetForm
    permission = PackageEdit.permission
    template_name = "programs/package_scores.html"
    heading = _("Score sheet of the selection")
    lead = _("Criteria and weights by which candidates are scored; together they make 100%.")
    success_message = _("Score sheet saved.")

    def get_queryset(self) -> Any:
        posting = self.user.posting
        return super().get_queryset().filter(centre=posting.centre_id if posting else None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sheet": ScoreSheet.objects.for_package(self.object)}

    def step(self, *, least_scorers: int, joins_until: int, **cleaned: Any) -> None:
        criteria = self.form.criteria()
        sheets.set_sheet(self.object, criteria, least_scorers=least_scorers, joins_until=joins_until, by=self.user)

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import DetailPage, StepButton, StepPage
from audit.states import OnlyWhile
from papers.pages import PaperPage
from papers.rendering import Paper
from programs import papers
from programs.actions import decrees, seats
from programs.decreed import decree_record
from programs.forms.tpp import AddendumForm, ChooseReserveForm, DecreeForm
from programs.models import Batch, Decree, Enrollment, SeatChange, TppSession
from programs.ranking import ranking
from programs.standards import standard_findings
from programs.views.selection import SelectingBatches

State = Batch.State


class BatchDecree(SelectingBatches, StepPage):
    model = Batch
    form_class = DecreeForm
    permission = Permission.DECREE_BATCHES
    heading = _("Decree the participants")
    lead = _("Your decree fixes who joins and closes the selection.")
    submit_label = _("Decree")
    success_message = _("The participants are decreed.")
    template_name = "programs/batch_decree.html"

    @cached_property
    def others(self) -> QuerySet[Batch]:
        """The prison's other batches that are ready too."""
        ready = Batch.objects.visible_to(self.user).ready_to_decree().filter(facility=self.object.facility_id)
        return ready.exclude(pk=self.object.pk).order_by("name")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "others": self.others}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_state: dict[str, list[Any]] = {}
        for row in ranking(self.object).rows:
            by_state.setdefault(row.enrollment.state, []).append(row)
        return super().get_context_data(
            by_state=by_state,
            sessions=decrees.sessions_of(self.object),
            postponed=decrees.postponed(self.object),
            standing=list(standard_findings(self.object)),
            **kwargs,
        )

    def step(self, *, number: str, on: dt.date, together: Any = ()) -> None:
        today = timezone.localdate()
        decrees.decree([self.object, *together], number=number, on=on, today=today, by=self.user)


class BatchAddendum(OnlyWhile, StepPage):
    model = Batch
    states = (State.DECREED, State.RUNNING, State.TESTING)
    form_class = AddendumForm
    permission = Permission.DECREE_BATCHES
    heading = _("Add to the decree")
    lead = _("Seats changed hands since the decree; the addendum says so.")
    submit_label = _("Add to the decree")
    success_message = _("The addendum is on record.")
    template_name = "programs/batch_addendum.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SeatChange.objects.filter(left__batch=self.object).without_addendum().with_people()
        return super().get_context_data(changes=rows.order_by("pk"), **kwargs)

    def step(self, *, number: str, on: dt.date) -> None:
        decrees.amend(self.object, number=number, on=on, today=timezone.localdate(), by=self.user)


class SeatChangeDetail(DetailPage):
    """Who left and who moved up, for both sides; why somebody left is for the prison alone."""

    model = SeatChange
    permission = Permission.SEE_BATCHES
    template_name = "programs/seat_change.html"

    def get_queryset(self) -> QuerySet[SeatChange]:
        return super().get_queryset().with_people()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change, batch = self.object, self.object.left.batch
        is_open = change.moved_up is None and batch.state in seats.REFILLED
        return super().get_context_data(
            batch=batch,
            heading=gettext("A seat changed hands") if change.moved_up else gettext("A seat is free"),
            is_unseen=SeatChange.objects.filter(pk=change.pk).unseen_by(self.user).exists(),
            may_choose=is_open and self.user.has(Permission.CHOOSE_TRAINEES) and bool(seats.fit_reserves(batch)),
            may_amend=change.needs_addendum and change.addendum is None and self.user.has(Permission.DECREE_BATCHES),
            **kwargs,
        )


class SeatChangeSeen(StepButton):
    model = SeatChange
    permission = Permission.TICK_SEAT_CHANGES
    success_message = _("Ticked as seen.")

    def step(self) -> None:
        seats.tick_seen(self.object, by=self.user)

    def get_success_url(self) -> str:
        return reverse("reports:home")


class SeatChangeChoose(StepPage):
    model = SeatChange
    form_class = ChooseReserveForm
    permission = Permission.CHOOSE_TRAINEES
    heading = _("Choose who takes the seat")
    lead = _("Nobody moved up by itself: the first of the reserve are equal, or the seat fell free late.")
    submit_label = _("Give the seat")
    success_message = _("The seat is given.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "fit": seats.fit_reserves(self.object.left.batch)}

    def step(self, *, chosen: Enrollment, reason: str) -> None:
        seats.choose_reserve(self.object, chosen, reason=reason, by=self.user)


class BatchScoresPaper(PaperPage):
    """Minutes of the selection (BA-SELEKSI): conduct counts in the scores, so the prison alone has it."""

    asks = ("nomor",)
    queryset = Batch.objects.with_places()
    permission = Permission.SEE_INMATES

    def paper(self) -> tuple[Paper, str]:
        minutes = papers.selection_minutes(self.object, number=self.number, on=timezone.localdate())
        return minutes, f"ba-seleksi-{self.object.pk}"


class TppPaper(PaperPage):
    model = TppSession
    permission = Permission.SEE_INMATES

    def get_queryset(self) -> QuerySet[TppSession]:
        return super().get_queryset().select_related("facility__region")

    def paper(self) -> tuple[Paper, str]:
        return papers.tpp_minutes(self.object), f"ba-tpp-{self.object.pk}"


class BatchDecreeDraft(PaperPage):
    """The decree as it would read today, marked as a draft, for the head to look through."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_INMATES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.object = self.get_object()
        issued = self.object.decrees.filter(kind=Decree.Kind.DECREE).first()
        if issued is not None:
            return redirect("programs:decree-paper", issued.pk)
        return super().get(request, *args, **kwargs)

    def paper(self) -> tuple[Paper, str]:
        head = papers.head_of(self.object.facility, on=timezone.localdate())
        facts = decree_record([self.object], head)
        return papers.decree(self.object.facility, facts), f"konsep-sk-{self.object.pk}"


class OfDecree(PaperPage):
    """A paper of a decree; back leads to the first of its batches that the reader sees."""

    model = Decree

    def get_queryset(self) -> QuerySet[Decree]:
        return super().get_queryset().select_related("facility__region")

    def get_back_url(self) -> str:
        first = Batch.objects.visible_to(self.user).filter(decrees=self.object).order_by("pk").first()
        return first.get_absolute_url() if first else reverse("programs:batch-list")


class DecreePaper(OfDecree):
    """The decree with register numbers, as it stood on its day: for the prison."""

    permission = Permission.SEE_INMATES

    def paper(self) -> tuple[Paper, str]:
        return papers.issued(self.object), f"sk-{self.object.pk}"


class DecreeList(OfDecree):
    """The participants by name, without register numbers: for the training centre and all who see batches."""

    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        own = Batch.objects.visible_to(self.user).filter(decrees=self.object)
        names = list(own.values_list("name", flat=True))
        return papers.participants(self.object, names), f"daftar-peserta-{self.object.pk}"

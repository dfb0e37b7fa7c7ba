from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.steps import keeps_its_steps
from certificates.models.proposals import Proposal
from facilities.models import TrainingCentre

if TYPE_CHECKING:
    from accounts.models import User

SLOW_AFTER = dt.timedelta(minutes=3)
"""Since the last sheet, or since the start."""


class IssueRunQuerySet(models.QuerySet["IssueRun"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(centre__in=TrainingCentre.objects.visible_to(user))

    def with_counts(self) -> Self:
        """How many sheets there are in all, issued, refused and left."""
        outcomes = IssueRunItem.Outcome
        counts = {name.lower(): Count("items", filter=Q(items__outcome=name)) for name in outcomes.values}
        return self.annotate(total=Count("items"), **counts)

    def with_names(self) -> Self:
        """What a run is known by: how many sheets, and the batch they are of, or how many batches."""
        batch = "items__proposal__enrollment__batch"
        return self.annotate(
            sheets=Count("items"), batches=Count(batch, distinct=True), batch_name=Min(f"{batch}__name")
        )


@keeps_its_steps
@pghistory.track()
class IssueRun(models.Model):
    """Proposals of one training centre that its head has asked to be issued, done beside the pages, piece by piece.

    The head's second factor was asked when it was started: `confirmed_at` says when, and the `warrant` binds head,
    moment and sheets under the application's secret (certificates/warrants.py). What ends it leaves the rest as
    proposals that wait.
    """

    class State(models.TextChoices):
        RUNNING = "RUNNING", _("being issued")
        DONE = "DONE", _("done")
        STOPPED = "STOPPED", _("stopped")
        FAILED = "FAILED", _("broken off")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.RUNNING: {State.DONE, State.STOPPED, State.FAILED},
        State.DONE: set(),
        State.STOPPED: set(),
        State.FAILED: set(),
    }

    centre = models.ForeignKey(
        TrainingCentre, on_delete=models.PROTECT, related_name="+", verbose_name=_("training centre")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    language = models.CharField(_("language of the messages"), max_length=5)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started at"), db_default=Now())
    confirmed_at = models.DateTimeField(_("second factor given at"), null=True)
    warrant = models.CharField(max_length=64, blank=True)
    moved_at = models.DateTimeField(_("last sheet at"), null=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("stopped by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    failure = models.TextField(_("why it broke off"), blank=True)

    objects = IssueRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue of many certificates")
        verbose_name_plural = _("issues of many certificates")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="RUNNING", ended_at__isnull=True) | (~Q(state="RUNNING") & Q(ended_at__isnull=False)),
                name="issue_run_ends_once",
            ),
            models.CheckConstraint(condition=Q(state="FAILED") ^ Q(failure=""), name="issue_run_says_why_it_broke_off"),
            models.UniqueConstraint(fields=["warrant"], condition=~Q(warrant=""), name="issue_run_warrant_once"),
        )

    def __str__(self) -> str:
        named: Any = self if hasattr(self, "sheets") else IssueRun.objects.with_names().filter(pk=self.pk).first()
        if named is None:
            return str(self._meta.verbose_name)
        several = ngettext("%(count)s batch", "%(count)s batches", named.batches) % {"count": named.batches}
        sheets = ngettext("%(count)s certificate", "%(count)s certificates", named.sheets) % {"count": named.sheets}
        return f"{named.batch_name if named.batches == 1 else several}: {sheets}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:issue-run-detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_slow(self) -> bool:
        return self.is_running and timezone.now() - (self.moved_at or self.started_at) > SLOW_AFTER

    @property
    def scope_keys(self) -> list[str]:
        return self.centre.scope_keys


class IssueRunItemQuerySet(models.QuerySet["IssueRunItem"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(run__in=IssueRun.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(outcome=IssueRunItem.Outcome.WAITING)


class IssueRunItem(models.Model):
    """One sheet of a run, and what became of it. A proposal waits in one run at a time.

    No row history is kept of it: it changes once, and the certificate has its own.
    """

    class Outcome(models.TextChoices):
        WAITING = "WAITING", _("waiting")
        ISSUED = "ISSUED", _("issued")
        REFUSED = "REFUSED", _("refused")
        LEFT = "LEFT", _("not issued")

    run = models.ForeignKey(IssueRun, on_delete=models.CASCADE, related_name="items")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="run_items")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    sentence = models.TextField(_("why it was refused"), blank=True)

    objects = IssueRunItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet of a run")
        verbose_name_plural = _("sheets of runs")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(outcome="WAITING"), name="proposal_waits_in_one_run"
            ),
            models.UniqueConstraint(fields=["run", "proposal"], name="proposal_once_in_a_run"),
            models.CheckConstraint(condition=Q(outcome="REFUSED") ^ Q(sentence=""), name="refused_sheet_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.run_id}/{self.pk}"

    @property
    def scope_keys(self) -> list[str]:
        return self.run.scope_keys


def in_a_run() -> Exists:
    """Of a proposal: that a run is going to issue it."""
    return Exists(IssueRunItem.objects.waiting().filter(proposal=OuterRef("pk")))

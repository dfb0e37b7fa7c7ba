from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models.sessions import Session

if TYPE_CHECKING:
    from accounts.models import User

STAYED_AWAY = F("handed_out") - F("returned")


class ToolLogQuerySet(models.QuerySet["ToolLog"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=Session.objects.visible_to(user))

    def short(self) -> Self:
        """A tool did not come back, and it has not been found or written off since."""
        gone = ToolLogLine.objects.filter(GreaterThan(STAYED_AWAY, 0), log=OuterRef("pk"))
        return self.filter(Exists(gone), outcome="")


@pghistory.track()
class ToolLog(models.Model):
    """Tools counted out before a session and in after it (rule 5.9); without a line, none were handed out.

    What is missing needs the word of the guard on duty (who, what was done, when) before the session can be closed;
    `guard_noted_by` typed it.
    `revision` counts the saves, so that of two people at once the second is told.
    """

    class Outcome(models.TextChoices):
        """What became of missing tools after all."""

        FOUND = "FOUND", _("Found")
        WRITTEN_OFF = "WRITTEN_OFF", _("Not found, reported and written off")

    session = models.OneToOneField(
        Session, on_delete=models.PROTECT, related_name="tool_log", verbose_name=_("session")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    handed_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_out_at = models.DateTimeField(db_default=Now())
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    guard_name = models.CharField(_("name of the guard"), max_length=150, blank=True)
    guard_at = models.DateTimeField(_("when the guard was told"), null=True, blank=True)
    guard_action = models.TextField(_("what was done"), blank=True)
    guard_noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("what became of it"), max_length=11, choices=Outcome.choices, blank=True)
    outcome_on = models.DateField(_("found or written off on"), null=True, blank=True)
    outcome_note = models.CharField(_("where, or by which letter"), max_length=300, blank=True)

    objects = ToolLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("tool log")
        verbose_name_plural = _("tool logs")
        ordering = ("session__starts_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(guard_name="", guard_action="", guard_at__isnull=True, guard_noted_by__isnull=True)
                | (~Q(guard_name="") & ~Q(guard_action="") & Q(guard_at__isnull=False, guard_noted_by__isnull=False)),
                name="guard_note_is_whole",
                violation_error_message=_("The guard's note says who, what was done and when."),
            ),
            models.CheckConstraint(
                condition=Q(returned_by__isnull=True, returned_at__isnull=True)
                | Q(returned_by__isnull=False, returned_at__isnull=False),
                name="tools_returned_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "FOUND", "WRITTEN_OFF")), name="tool_log_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_note="", outcome_on__isnull=True)
                | (~Q(outcome="") & ~Q(outcome_note="") & Q(outcome_on__isnull=False)),
                name="missing_tool_outcome_is_whole",
                violation_error_message=_("Say when and how the missing tools were found or written off."),
            ),
        )

    def __str__(self) -> str:
        return str(self.session)

    def get_absolute_url(self) -> str:
        return reverse("programs:batch-tools", args=[self.session.batch_id])

    @property
    def scope_keys(self) -> list[str]:
        return self.session.scope_keys


class ToolLogLineQuerySet(models.QuerySet["ToolLogLine"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(log__in=ToolLog.objects.visible_to(user))


@pghistory.track()
class ToolLogLine(models.Model):
    """One kind of tool, called and `counted` as it was that day; `returned` stays empty until it is counted in."""

    log = models.ForeignKey(ToolLog, on_delete=models.CASCADE, related_name="lines", verbose_name=_("tool log"))
    name = models.CharField(_("tool"), max_length=100)
    counted = models.PositiveSmallIntegerField(_("in the workshop"))
    handed_out = models.PositiveSmallIntegerField(_("out"))
    returned = models.PositiveSmallIntegerField(_("in"), null=True, blank=True)

    objects = ToolLogLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a tool log")
        verbose_name_plural = _("lines of tool logs")
        ordering = ("name",)
        # Few of a million lines: an index of the difference also tells the database how few.
        indexes = (models.Index(STAYED_AWAY, name="tools_that_stayed_away"),)
        constraints = (
            models.UniqueConstraint(fields=["log", "name"], name="tool_once_per_log"),
            models.CheckConstraint(
                condition=Q(handed_out__gte=1, handed_out__lte=F("counted")),
                name="no_more_tools_out_than_there_are",
                violation_error_message=_("No more tools can go out than the workshop has."),
            ),
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("handed_out")),
                name="no_more_tools_in_than_out",
                violation_error_message=_("No more tools can come back than went out."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> int:
        """How many did not come back; none while they have not been counted in."""
        return 0 if self.returned is None else self.handed_out - self.returned

    @property
    def scope_keys(self) -> list[str]:
        return self.log.scope_keys

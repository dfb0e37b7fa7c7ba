"""Tools counted out and in at a session, what is missing, and the log on paper."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import DetailPage, StepButton, StepPage
from facilities.models import Workshop
from papers.pages import PaperPage
from papers.rendering import Paper
from programs.actions import closing
from programs.actions import tools as actions
from programs.forms.tools import SettleForm, ToolLogForm
from programs.models import Batch, Session, ToolLog
from programs.tool_logs import log_rows
from programs.tool_papers import tool_sheet
from programs.views.attendance import OfSession, day_at


class SessionTools(OfSession, StepPage):
    """The tools of one session: all out, all in, and what is missing in words."""

    permission = Permission.LOG_TOOLS
    form_class = ToolLogForm
    template_name = "programs/session_tools.html"
    heading = gettext_lazy("Tool log")

    def get_queryset(self) -> QuerySet[Session]:
        return super().get_queryset().select_related("batch__package__field")

    @cached_property
    def log(self) -> ToolLog | None:
        return (
            ToolLog.objects.filter(session=self.object)
            .select_related("guard_noted_by")
            .prefetch_related("lines")
            .first()
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.object, "log": self.log}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        under_way = self.object.batch.state in (Batch.State.RUNNING, Batch.State.TESTING)
        return super().get_context_data(
            log=self.log,
            gaps=closing.gaps_before_closing(self.object),
            missing=[line for line in self.log.lines.all() if line.missing] if self.log else [],
            is_to_come=self.object.day > day_at(self.object),
            may_change=under_way and not (self.object.closed_at and self.object.batch.state != Batch.State.RUNNING),
            is_recorded=self.object.attendances.exists(),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:session-tools", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("programs:batch-tools", args=[self.object.batch_id])

    def step(self, *, revision: int, **cleaned: Any) -> None:
        log = actions.count_tools(
            self.object,
            self.form.counts(),
            revision=revision,
            note=self.form.note(),
            now=timezone.now(),
            by=self.user,
        )
        self.success_message = in_words(log)


def in_words(log: ToolLog) -> str:
    """What a count has found, at once after it was saved."""
    lines = list(log.lines.all())
    out, missing = sum(line.handed_out for line in lines), sum(line.missing for line in lines)
    if not lines:
        return _("No tools were handed out.")
    if log.returned_at is None:
        return ngettext("%(count)d tool is out.", "%(count)d tools are out.", out) % {"count": out}
    if not missing:
        return ngettext("The one tool is back.", "All %(count)d tools are back.", out) % {"count": out}
    names = ", ".join(f"{line.missing} {line.name}" for line in lines if line.missing)
    return _("Missing: %(names)s.") % {"names": names}


class SessionClose(OfSession, StepButton):
    """Close a session whose attendance and tools are complete; else say what is not."""

    permission = Permission.LOG_TOOLS
    success_message = gettext_lazy("The session is closed.")

    def get_success_url(self) -> str:
        return reverse("programs:session-tools", args=[self.object.pk])

    def step(self) -> None:
        closing.close_session(self.object, by=self.user)


class BatchTools(DetailPage):
    """The tool logs of all sessions of a batch: what is out, what is missing, what the guard did."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "programs/batch_tools.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate(timezone=ZoneInfo(self.object.facility.time_zone))
        sessions = (
            self.object.sessions.filter(day__lte=today)
            .order_by("-starts_at")
            .with_attendance_counts()
            .select_related("batch__facility")
            .prefetch_related("tool_log__lines", "tool_log__guard_noted_by")
        )
        return super().get_context_data(
            rows=log_rows(sessions, batch=self.object),
            may_log=self.user.has(Permission.LOG_TOOLS),
            edits_workshop=Workshop.objects.visible_to(self.user).filter(pk=self.object.workshop_id).exists(),
            **kwargs,
        )


class ToolLogSettle(StepPage):
    """Say what became of tools that did not come back: the prison's word, not of those who had handed them out."""

    model = ToolLog
    permission = Permission.SETTLE_TOOLS
    form_class = SettleForm
    heading = gettext_lazy("What became of the missing tools")
    success_message = gettext_lazy("Saved.")

    def get_queryset(self) -> QuerySet[ToolLog]:
        return super().get_queryset().select_related("session__batch__facility")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object.session.batch
        crumbs = [(batch.name, batch.get_absolute_url()), (_("Tool logs"), self.object.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"outcome_on": day_at(self.object.session)}

    def step(self, *, outcome: str, **cleaned: Any) -> None:
        actions.settle_missing(
            self.object, outcome=ToolLog.Outcome(outcome), on=day_at(self.object.session), by=self.user, **cleaned
        )


class SessionToolSheet(OfSession, PaperPage):
    """The tool log on paper (LOG-ALAT), filled in or with room to write."""

    permission = Permission.SEE_BATCHES

    def paper(self) -> tuple[Paper, str]:
        return tool_sheet(self.object), f"log-alat-{self.object.pk}"

"""Meetings: called on one page, minuted on another, printed; what was promised is ticked done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepButton, StepPage
from facilities import columns
from facilities.actions import meetings as actions
from facilities.filters import MeetingFilter
from facilities.forms.meetings import DoneForm, MeetingForm, MinutesForm, WithdrawForm
from facilities.minutes import minutes_pdf
from facilities.models import ActionItem, Agreement, Meeting, ReadinessReview
from facilities.views.parties import ShowsPlaces
from facilities.views.readiness import REVIEWS
from papers.pages import PaperPage
from papers.rendering import Paper

MEETINGS = (_("Meetings"), reverse_lazy("facilities:meeting-list"))


class MeetingList(ListPage):
    permission = Permission.SEE_MEETINGS
    queryset = Meeting.objects.with_parties().with_open_items()
    filterset_class = MeetingFilter
    template_name = "facilities/meeting_list.html"
    columns = columns.MEETINGS


class MeetingDetail(DetailPage):
    """One meeting: who was there, what was decided, and what came of what was promised."""

    permission = Permission.SEE_MEETINGS
    queryset = Meeting.objects.select_related("agreement", "review__workshop", "review__field").with_parties()
    template_name = "facilities/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, today = self.object, timezone.localdate()
        items = meeting.action_items.with_origin()
        own = set(ActionItem.objects.owned_by(self.user).filter(meeting=meeting).values_list("pk", flat=True))
        events = AuditEvent.objects.visible_to(self.user).filter(
            object_type=Meeting._meta.label_lower, object_id=meeting.pk
        )
        may_tick = self.user.has(Permission.EDIT_MEETINGS)
        return super().get_context_data(
            items=[(item, item.is_overdue(on=today), may_tick and item.pk in own) for item in items],
            attendees=meeting.attendees.select_related("facility", "centre"),
            batches=meeting.batches.visible_to(self.user),
            agreement=Agreement.objects.visible_to(self.user).filter(pk=meeting.agreement_id).first(),
            review=ReadinessReview.objects.visible_to(self.user).filter(pk=meeting.review_id).first(),
            is_ahead=meeting.held_on > today,
            own=meeting.party_of(self.user) if self.user.has(Permission.CONFIRM_MINUTES) else None,
            events=events.select_related("by"),
            **kwargs,
        )


class MeetingAdd(ShowsPlaces, AddPage):
    permission = Permission.EDIT_MEETINGS
    model = Meeting
    form_class = MeetingForm
    heading = _("Add a meeting")
    lead = _("Both sides see it. Minutes, attendees and action items follow on the next page.")
    extra_context = {"breadcrumbs": [MEETINGS]}

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("facilities:meeting-list"))

    def get_success_url(self) -> str:
        if self.object.held_on <= timezone.localdate():
            return reverse("facilities:meeting-minutes", args=[self.object.pk])
        return self.object.get_absolute_url()


class OfMeeting:
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.object  # type: ignore[attr-defined]
        crumbs = [MEETINGS, (meeting.subject, meeting.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc]


class MeetingEdit(OfMeeting, ShowsPlaces, EditPage):
    permission = Permission.EDIT_MEETINGS
    model = Meeting
    form_class = MeetingForm
    heading = _("Edit the meeting")

    def save(self, form: BaseModelForm[Any]) -> Any:
        actions.open_again(actions.locked(self.object), by=self.user)
        return super().save(form)


class MinutesConfirm(StepButton):
    """The head of one side stands by the minutes as they were shown."""

    permission = Permission.CONFIRM_MINUTES
    model = Meeting
    success_message = _("The minutes are confirmed.")

    def step(self) -> None:
        actions.confirm_minutes(self.object, wording=self.request.POST.get("wording", ""), by=self.user)


class MinutesWithdraw(OfMeeting, StepPage):
    permission = Permission.CONFIRM_MINUTES
    model = Meeting
    form_class = WithdrawForm
    heading = _("Take back the confirmation")
    lead = _("The minutes can be corrected then; all sides confirm them anew.")
    submit_label = _("Take back")
    success_message = _("The confirmation is taken back.")

    def step(self, reason: str) -> None:
        actions.withdraw_confirmation(self.object, reason=reason, by=self.user)


class MeetingMinutes(OfMeeting, StepPage):
    permission = Permission.EDIT_MEETINGS
    model = Meeting
    form_class = MinutesForm
    template_name = "facilities/meeting_minutes.html"
    heading = _("Write the minutes")
    lead = _("Rows that you leave empty are not kept.")
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meeting": self.object}

    def step(self, minutes: str, decisions: str, minutes_number: str, **rows: Any) -> None:
        actions.write_minutes(
            self.object,
            minutes=minutes,
            decisions=decisions,
            minutes_number=minutes_number,
            attendees=self.form.were_there(),
            items=self.form.promised(),
            by=self.user,
            today=timezone.localdate(),
        )

    def get_success_url(self) -> str:
        return self.request.get_full_path() if "tambah" in self.request.POST else super().get_success_url()


class MeetingPaper(PaperPage):
    """The minutes as a PDF, to be signed by both sides."""

    permission = Permission.SEE_MEETINGS
    model = Meeting

    def paper(self) -> tuple[Paper, str]:
        return minutes_pdf(self.object), f"berita-acara-rapat-{self.object.pk}"


class ActionItemDone(StepPage):
    """Ticked by the side that promised it; for the partner there is no such page."""

    permission = Permission.EDIT_MEETINGS
    model = ActionItem
    form_class = DoneForm
    heading = _("Tick it done")
    submit_label = _("It is done")
    success_message = _("Ticked done.")

    def get_queryset(self) -> QuerySet[ActionItem]:
        return super().get_queryset().owned_by(self.user).with_origin()  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, Any]:
        return {"done_on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.object
        crumbs = [MEETINGS if item.meeting else REVIEWS, (str(item.origin), item.origin.get_absolute_url())]
        return {**super().get_context_data(**kwargs), "breadcrumbs": crumbs, "lead": item.what}

    def step(self, done_on: dt.date, note: str) -> None:
        actions.tick(self.object, on=done_on, note=note, today=timezone.localdate(), by=self.user)

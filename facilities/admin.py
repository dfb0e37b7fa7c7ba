from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.administration import ReadOnlyAdmin, RecordedAdmin
from facilities.models import (
    ActionItem,
    Agreement,
    AgreementParty,
    AgreementScan,
    AgreementWitness,
    ChecklistItem,
    ClosedDay,
    Facility,
    Field,
    Meeting,
    MeetingAttendee,
    MeetingParty,
    Posting,
    ReadinessAnswer,
    ReadinessPhoto,
    ReadinessReview,
    Region,
    Tool,
    ToolProposal,
    TrainingCentre,
    Workshop,
)


class PostingForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """Days the wrong way round are said here: the database cannot even compare them with other postings."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day cannot be before the first day."))
        return cleaned


@admin.register(Posting)
class PostingAdmin(RecordedAdmin):
    """Who holds which role where, and until when."""

    form = PostingForm
    fields = ("user", "role", "facility", "centre", "region", "starts_on", "ends_on")
    list_display = ("user", "role", "place_name", "starts_on", "ends_on")
    list_filter = ("role", "region")
    list_select_related = ("user", "facility", "centre", "region")
    search_fields = ("user__name", "user__username", "facility__name", "centre__name", "region__name")
    date_hierarchy = "starts_on"


@admin.register(Region)
class RegionAdmin(RecordedAdmin):
    list_display = ("name", "code", "code_verified", "time_zone")
    search_fields = ("name", "code")


@admin.register(Field)
class FieldAdmin(RecordedAdmin):
    list_display = ("name", "code", "has_dangerous_tools")
    search_fields = ("name", "code")


@admin.register(Facility)
class FacilityAdmin(RecordedAdmin):
    list_display = ("__str__", "region", "city", "capacity")
    list_filter = ("kind", "klass", "region")
    list_select_related = ("region",)
    search_fields = ("name", "city")
    readonly_fields = ("example",)

    @admin.display(description=_("example of a number"))
    def example(self, centre: TrainingCentre) -> str:
        return centre.example_number(on=timezone.localdate())


@admin.register(TrainingCentre)
class TrainingCentreAdmin(RecordedAdmin):
    list_display = ("name", "kind", "region", "city")
    list_filter = ("kind", "region")
    list_select_related = ("region",)
    search_fields = ("name", "city")


@admin.register(ClosedDay)
class ClosedDayAdmin(RecordedAdmin):
    """Of the whole country where no region is chosen; a prison's own are listed by its staff."""

    fields = ("name", "region", "starts_on", "ends_on")
    list_display = ("name", "starts_on", "ends_on", "region", "facility")
    list_filter = ("region",)
    list_select_related = ("region", "facility")
    search_fields = ("name", "facility__name")
    date_hierarchy = "starts_on"


@admin.register(Workshop)
class WorkshopAdmin(ReadOnlyAdmin):
    list_display = ("name", "facility", "centre", "seats")
    list_select_related = ("facility", "centre")
    search_fields = ("name",)


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "state", "starts_on", "ends_on")
    list_filter = ("kind", "state")
    search_fields = ("title",)


@admin.register(AgreementParty)
class AgreementPartyAdmin(ReadOnlyAdmin):
    list_display = ("agreement", "facility", "centre", "number")
    list_select_related = ("agreement", "facility", "centre")


@admin.register(AgreementWitness)
class AgreementWitnessAdmin(ReadOnlyAdmin):
    list_display = ("agreement", "name", "position")
    list_select_related = ("agreement",)


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ("subject", "kind", "held_on")
    list_filter = ("kind",)
    search_fields = ("subject",)


@admin.register(MeetingParty)
class MeetingPartyAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "facility", "centre", "has_called")
    list_select_related = ("meeting", "facility", "centre")


@admin.register(MeetingAttendee)
class MeetingAttendeeAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "name", "position")
    list_select_related = ("meeting",)


@admin.register(ActionItem)
class ActionItemAdmin(ReadOnlyAdmin):
    list_display = ("what", "facility", "centre", "due_on", "done_on")
    list_select_related = ("facility", "centre")
    search_fields = ("what",)


@admin.register(AgreementScan)
class AgreementScanAdmin(ReadOnlyAdmin):
    list_display = ("agreement", "uploaded_at", "uploaded_by")
    list_select_related = ("agreement", "uploaded_by")


@admin.register(ChecklistItem)
class ChecklistItemAdmin(RecordedAdmin):
    list_display = ("text", "topic", "field", "is_blocking", "is_in_use")
    list_filter = ("topic", "field", "is_in_use")
    list_select_related = ("field",)
    search_fields = ("text",)


@admin.register(ReadinessReview)
class ReadinessReviewAdmin(ReadOnlyAdmin):
    list_display = ("workshop", "field", "reviewed_on", "verdict", "state")
    list_filter = ("state", "verdict")
    list_select_related = ("workshop", "field")


@admin.register(ReadinessAnswer)
class ReadinessAnswerAdmin(ReadOnlyAdmin):
    list_display = ("review", "text", "answer")
    list_select_related = ("review__workshop", "review__field")


@admin.register(ReadinessPhoto)
class ReadinessPhotoAdmin(ReadOnlyAdmin):
    list_display = ("review", "position", "added_at")
    list_select_related = ("review__workshop", "review__field")


@admin.register(Tool)
class ToolAdmin(ReadOnlyAdmin):
    list_display = ("name", "count", "workshop")
    list_select_related = ("workshop",)
    search_fields = ("name",)


@admin.register(ToolProposal)
class ToolProposalAdmin(RecordedAdmin):
    """Tools that are offered when a workshop of the field lists what it counts."""

    list_display = ("name", "field", "source")
    list_filter = ("field",)
    list_select_related = ("field",)
    search_fields = ("name",)

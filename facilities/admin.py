from __future__ import annotations

from django.contrib import admin

from audit.administration import ReadOnlyAdmin, RecordedAdmin
from facilities.models import (
    Agreement,
    AgreementParty,
    AgreementWitness,
    Facility,
    Field,
    Posting,
    Region,
    TrainingCentre,
    Workshop,
)


@admin.register(Posting)
class PostingAdmin(RecordedAdmin):
    """Who holds which role where, and until when."""

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


@admin.register(TrainingCentre)
class TrainingCentreAdmin(RecordedAdmin):
    list_display = ("name", "kind", "region", "city")
    list_filter = ("kind", "region")
    list_select_related = ("region",)
    search_fields = ("name", "city")


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

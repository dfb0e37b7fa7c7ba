"""Inmates' data stays closed to the administrator; see docs/decisions/ on the administrator and inmates."""

from django.contrib import admin

from audit.administration import ImpersonalAdmin, RecordedAdmin
from trainees.models import DisciplinarySanction, Inmate, Interest, Officer, Remission, RuleSet, Sentence


@admin.register(RuleSet)
class RuleSetAdmin(RecordedAdmin):
    list_display = ("name", "valid_from", "legal_basis")


@admin.register(Inmate)
class InmateAdmin(ImpersonalAdmin):
    list_display = ("id", "facility", "register_kind")
    list_select_related = ("facility",)


@admin.register(Officer)
class OfficerAdmin(ImpersonalAdmin):
    list_display = ("id", "facility")
    list_select_related = ("facility",)


@admin.register(Sentence, Remission, DisciplinarySanction, Interest)
class OfAnInmateAdmin(ImpersonalAdmin):
    list_display = ("id",)

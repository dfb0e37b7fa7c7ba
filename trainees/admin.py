"""Inmates' data stays closed to the administrator; see docs/decisions/ on the administrator and inmates."""

from django.contrib import admin

from audit.administration import ImpersonalAdmin, RecordedAdmin
from trainees.models import (
    AssimilationDecision,
    ConductScore,
    DateOverride,
    DisciplinarySanction,
    DossierDocument,
    Illness,
    Inmate,
    Interest,
    Movement,
    Officer,
    Remission,
    RiskScreening,
    RuleSet,
    Sentence,
)


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


@admin.register(
    AssimilationDecision,
    ConductScore,
    DateOverride,
    DisciplinarySanction,
    DossierDocument,
    Illness,
    Interest,
    Movement,
    Remission,
    RiskScreening,
    Sentence,
)
class OfAnInmateAdmin(ImpersonalAdmin):
    list_display = ("id",)

from django.contrib import admin
from django.http import HttpRequest

from audit.administration import ImpersonalAdmin, ReadOnlyAdmin, RecordedAdmin
from certificates.models import (
    AnomalyLimit,
    AuditFinding,
    AuditRun,
    Certificate,
    Checkpoint,
    CompetenceDecision,
    CompetenceVerdict,
    DecisionScan,
    EndedSheet,
    Handover,
    IssueRun,
    IssueRunItem,
    Ledger,
    LedgerAlarm,
    LedgerEntry,
    LedgerNode,
    Lsp,
    NumberSeries,
    Proposal,
    ProposalEnd,
    Scheme,
    SealCertificate,
    Witness,
)


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("centre", "year", "last")
    list_select_related = ("centre",)


@admin.register(Lsp)
class LspAdmin(RecordedAdmin):
    list_display = ("name", "licence_number", "licence_from", "licence_until")
    search_fields = ("name", "licence_number")


@admin.register(Scheme)
class SchemeAdmin(RecordedAdmin):
    list_display = ("title", "code", "lsp", "field", "years_valid")
    list_filter = ("lsp",)
    list_select_related = ("lsp", "field")
    search_fields = ("title", "code")
    filter_horizontal = ("units",)


@admin.register(CompetenceDecision)
class CompetenceDecisionAdmin(ReadOnlyAdmin):
    list_display = ("number", "scheme", "batch", "decided_on")
    list_select_related = ("scheme", "batch")


@admin.register(DecisionScan)
class DecisionScanAdmin(ReadOnlyAdmin):
    list_display = ("decision", "uploaded_at", "uploaded_by")
    list_select_related = ("decision", "uploaded_by")


@admin.register(CompetenceVerdict)
class CompetenceVerdictAdmin(ImpersonalAdmin):
    list_display = ("id", "decision", "verdict")
    list_select_related = ("decision",)


@admin.register(Proposal)
class ProposalAdmin(ImpersonalAdmin):
    list_display = ("id", "kind", "proposed_at")


@admin.register(Certificate)
class CertificateAdmin(ImpersonalAdmin):
    list_display = ("id", "kind", "issued_on")


@admin.register(ProposalEnd)
class ProposalEndAdmin(ImpersonalAdmin):
    list_display = ("id", "kind", "ended_at")


@admin.register(Handover)
class HandoverAdmin(ImpersonalAdmin):
    list_display = ("id", "received_on", "recorded_at")


@admin.register(EndedSheet)
class EndedSheetAdmin(ImpersonalAdmin):
    list_display = ("id", "outcome", "ended_on")


@admin.register(IssueRun)
class IssueRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "centre", "state", "started_at")
    list_select_related = ("centre",)
    fields = ("centre", "state", "started_by", "started_at", "stop_asked_by", "ended_at")


@admin.register(IssueRunItem)
class IssueRunItemAdmin(ImpersonalAdmin):
    list_display = ("id", "run_id", "outcome")


@admin.register(Ledger)
class LedgerAdmin(ReadOnlyAdmin):
    list_display = ("id", "identity")


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("position", "event", "entered_at")
    fields = ("position", "event", "body", "entered_at")


@admin.register(LedgerNode)
class LedgerNodeAdmin(ReadOnlyAdmin):
    list_display = ("id", "level", "index")
    fields = ("level", "index")


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnlyAdmin):
    list_display = ("size", "fingerprint", "made_at")
    fields = ("size", "fingerprint", "note", "made_at")


@admin.register(Witness)
class WitnessAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "source", "size", "seen_at")
    list_select_related = ("user",)
    fields = ("user", "region", "source", "size", "fingerprint", "seen_at")


@admin.register(LedgerAlarm)
class LedgerAlarmAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "source", "size", "raised_at", "accepted_at")


@admin.register(SealCertificate)
class SealCertificateAdmin(ReadOnlyAdmin):
    list_display = ("subject", "standing", "valid_until", "first_used_at")
    fields = ("sha256", "subject", "standing", "valid_from", "valid_until", "pem", "first_used_at")


@admin.register(AnomalyLimit)
class AnomalyLimitAdmin(RecordedAdmin):
    """The figures may change; a figure that is missing here takes the sign's own."""

    list_display = ("sign", "name", "value")

    def get_readonly_fields(self, request: HttpRequest, obj: AnomalyLimit | None = None) -> tuple[str, ...]:
        return ("sign", "name") if obj else ()


@admin.register(AuditRun)
class AuditRunAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "began_at", "ended_at", "checked", "found")


@admin.register(AuditFinding)
class AuditFindingAdmin(ReadOnlyAdmin):
    list_display = ("id", "run", "rule", "about")
    list_select_related = ("run",)
    fields = ("run", "rule", "about", "facts")

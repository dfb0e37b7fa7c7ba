from django.contrib import admin

from audit.administration import ImpersonalAdmin, ReadOnlyAdmin, RecordedAdmin
from programs.models import (
    Account,
    AssessorException,
    Attendance,
    Batch,
    BatchReport,
    BudgetLine,
    Circumstance,
    Decree,
    DemandNote,
    Enrollment,
    Expense,
    Helper,
    Instructor,
    InstructorAbsence,
    InstructorCertificate,
    MissedTest,
    Outcome,
    OutsidePermit,
    Package,
    PackageUnit,
    ProgrammeTag,
    ReportPhoto,
    ResultCorrection,
    RotationCell,
    RotationPlan,
    Sale,
    ScoreCriterion,
    ScoreSheet,
    SeatChange,
    SelectionScore,
    Session,
    SplitRule,
    Standard,
    StandardException,
    Syllabus,
    ToldCount,
    ToolLog,
    ToolLogLine,
    TppDecision,
    TppItem,
    TppMember,
    TppSession,
    Unit,
    UnitResult,
    WorkResult,
    WrittenTest,
    YearPlan,
)


@admin.register(Standard)
class StandardAdmin(RecordedAdmin):
    list_display = ("title", "decree", "field")
    list_filter = ("field",)
    list_select_related = ("field",)
    search_fields = ("title", "decree")


@admin.register(Unit)
class UnitAdmin(RecordedAdmin):
    list_display = ("title", "code", "code_verified", "standard")
    list_filter = ("code_verified", "standard__field")
    list_select_related = ("standard",)
    search_fields = ("title", "code")


@admin.register(Account)
class AccountAdmin(RecordedAdmin):
    list_display = ("code", "name", "type")
    list_filter = ("type",)
    search_fields = ("code", "name")


@admin.register(ProgrammeTag)
class ProgrammeTagAdmin(RecordedAdmin):
    list_display = ("name", "programme", "source")
    list_filter = ("programme",)
    search_fields = ("name",)


@admin.register(BudgetLine)
class BudgetLineAdmin(ReadOnlyAdmin):
    list_display = ("name", "year", "facility", "centre", "source", "ceiling")
    list_filter = ("year", "source")
    list_select_related = ("facility", "centre")


@admin.register(Expense)
class ExpenseAdmin(ReadOnlyAdmin):
    list_display = ("what", "line", "spent_on", "amount")
    list_select_related = ("line",)


@admin.register(SplitRule)
class SplitRuleAdmin(ReadOnlyAdmin):
    list_display = ("facility", "valid_from", "legal_basis")
    list_select_related = ("facility",)


@admin.register(WorkResult)
class WorkResultAdmin(ReadOnlyAdmin):
    list_display = ("what", "facility", "quantity", "unit", "made_on")
    list_select_related = ("facility",)


@admin.register(Sale)
class SaleAdmin(ReadOnlyAdmin):
    list_display = ("result", "sold_on", "amount", "pnbp", "deposited_on")
    list_select_related = ("result",)


@admin.register(Package)
class PackageAdmin(ReadOnlyAdmin):
    list_display = ("name", "centre", "field", "lesson_hours")
    list_select_related = ("centre", "field")
    search_fields = ("name",)


@admin.register(PackageUnit)
class PackageUnitAdmin(ReadOnlyAdmin):
    list_display = ("package", "position", "unit", "lesson_hours")
    list_select_related = ("package", "unit")


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    list_display = ("name", "facility", "package", "state", "starts_on")
    list_filter = ("state",)
    list_select_related = ("facility", "package")
    search_fields = ("name",)


@admin.register(BatchReport)
class BatchReportAdmin(ImpersonalAdmin):
    list_display = ("batch",)
    list_select_related = ("batch",)


@admin.register(ReportPhoto)
class ReportPhotoAdmin(ImpersonalAdmin):
    list_display = ("batch", "position", "taken_on")
    list_select_related = ("batch",)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ("batch", "day", "starts_at", "instructor", "workshop")
    list_select_related = ("batch", "instructor", "workshop")


@admin.register(Instructor)
class InstructorAdmin(ReadOnlyAdmin):
    list_display = ("name", "centre", "user")
    list_select_related = ("centre", "user")
    search_fields = ("name",)


@admin.register(InstructorCertificate)
class InstructorCertificateAdmin(ReadOnlyAdmin):
    list_display = ("instructor", "kind", "field", "valid_until")
    list_select_related = ("instructor", "field")


@admin.register(InstructorAbsence)
class InstructorAbsenceAdmin(ReadOnlyAdmin):
    list_display = ("instructor", "starts_on", "ends_on")
    list_select_related = ("instructor",)


@admin.register(Enrollment)
class EnrollmentAdmin(ImpersonalAdmin):
    list_display = ("id", "batch", "state")
    list_select_related = ("batch",)


@admin.register(ScoreSheet)
class ScoreSheetAdmin(ReadOnlyAdmin):
    list_display = ("id", "package", "batch", "least_scorers")
    list_select_related = ("package", "batch")


@admin.register(ScoreCriterion)
class ScoreCriterionAdmin(ReadOnlyAdmin):
    list_display = ("sheet", "position", "name", "kind", "weight")
    list_select_related = ("sheet__package", "sheet__batch")


@admin.register(RotationPlan)
class RotationPlanAdmin(ReadOnlyAdmin):
    list_display = ("name", "facility", "centre", "starts_on", "state")
    list_select_related = ("facility", "centre")


@admin.register(RotationCell)
class RotationCellAdmin(ReadOnlyAdmin):
    list_display = ("plan", "package", "group", "block", "track")
    list_select_related = ("plan", "package")


@admin.register(TppSession)
class TppSessionAdmin(ReadOnlyAdmin):
    list_display = ("minutes_number", "facility", "held_on")
    list_select_related = ("facility",)


@admin.register(TppItem)
class TppItemAdmin(ReadOnlyAdmin):
    list_display = ("session", "batch")
    list_select_related = ("session", "batch")


@admin.register(TppMember)
class TppMemberAdmin(ReadOnlyAdmin):
    list_display = ("session", "order", "name", "position")
    list_select_related = ("session",)


@admin.register(Decree)
class DecreeAdmin(ImpersonalAdmin):
    list_display = ("number", "kind", "facility", "decreed_on")
    list_select_related = ("facility",)


@admin.register(
    SelectionScore,
    Attendance,
    UnitResult,
    ResultCorrection,
    WrittenTest,
    MissedTest,
    Circumstance,
    TppDecision,
    SeatChange,
    Helper,
)
class OfAnEnrollmentAdmin(ImpersonalAdmin):
    list_display = ("id",)


@admin.register(Syllabus)
class SyllabusAdmin(ReadOnlyAdmin):
    list_display = ("package", "size", "uploaded_at")
    list_select_related = ("package",)


@admin.register(StandardException)
class StandardExceptionAdmin(ReadOnlyAdmin):
    list_display = ("batch", "code", "figure", "standard", "allowed_at")
    list_filter = ("code",)
    list_select_related = ("batch",)


@admin.register(OutsidePermit)
class OutsidePermitAdmin(ImpersonalAdmin):
    list_display = ("pk", "valid_until", "filed_at")


@admin.register(AssessorException)
class AssessorExceptionAdmin(ReadOnlyAdmin):
    list_display = ("batch", "assessor", "allowed_by")
    list_select_related = ("batch", "assessor", "allowed_by")


@admin.register(ToolLog)
class ToolLogAdmin(ReadOnlyAdmin):
    list_display = ("session", "handed_out_at", "returned_at", "outcome")
    list_filter = ("outcome",)
    list_select_related = ("session__batch",)


@admin.register(ToolLogLine)
class ToolLogLineAdmin(ReadOnlyAdmin):
    list_display = ("name", "counted", "handed_out", "returned")


@admin.register(YearPlan)
class YearPlanAdmin(ReadOnlyAdmin):
    list_display = ("place", "year", "participants", "certified")
    list_filter = ("year",)
    list_select_related = ("facility", "centre")


@admin.register(ToldCount)
class ToldCountAdmin(ImpersonalAdmin):
    """A count of one training says what that one person told."""

    list_display = ("pk",)
    show_full_result_count = False


@admin.register(Outcome)
class OutcomeAdmin(ImpersonalAdmin):
    list_display = ("pk", "months", "recorded_at")


@admin.register(DemandNote)
class DemandNoteAdmin(ReadOnlyAdmin):
    list_display = ("field", "region", "district", "wanted", "noted_on", "valid_until")
    list_filter = ("region",)
    list_select_related = ("field", "region")

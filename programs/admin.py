from django.contrib import admin

from audit.administration import ImpersonalAdmin, ReadOnlyAdmin, RecordedAdmin
from programs.models import (
    Attendance,
    Batch,
    Enrollment,
    Instructor,
    Package,
    PackageUnit,
    SelectionScore,
    Session,
    Standard,
    Unit,
    UnitResult,
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


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ("batch", "day", "starts_at", "instructor", "workshop")
    list_select_related = ("batch", "instructor", "workshop")


@admin.register(Instructor)
class InstructorAdmin(ReadOnlyAdmin):
    list_display = ("name", "centre", "user")
    list_select_related = ("centre", "user")
    search_fields = ("name",)


@admin.register(Enrollment)
class EnrollmentAdmin(ImpersonalAdmin):
    list_display = ("id", "batch", "state")
    list_select_related = ("batch",)


@admin.register(SelectionScore, Attendance, UnitResult)
class OfAnEnrollmentAdmin(ImpersonalAdmin):
    list_display = ("id",)

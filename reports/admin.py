from django.contrib import admin

from audit.administration import ReadOnlyAdmin
from reports.models import (
    BatchCount,
    BatchMark,
    BatchNow,
    CountCheck,
    FacilityCount,
    FacilityMark,
    LessonCount,
    LessonMark,
)


@admin.register(BatchCount, LessonCount, FacilityCount, BatchMark, LessonMark, FacilityMark, BatchNow)
class CountAdmin(ReadOnlyAdmin):
    list_display = ("__str__",)
    show_full_result_count = False


@admin.register(CountCheck)
class CountCheckAdmin(ReadOnlyAdmin):
    list_display = ("checked_at", "wrong")

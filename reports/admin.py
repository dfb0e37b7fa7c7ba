from django.contrib import admin

from audit.administration import ImpersonalAdmin, ReadOnlyAdmin
from reports.models import (
    BatchCount,
    BatchMark,
    BatchNow,
    CountCheck,
    DigestMail,
    EventMark,
    FacilityCount,
    FacilityMark,
    LessonCount,
    LessonMark,
    Notice,
)


@admin.register(BatchCount, LessonCount, FacilityCount, BatchMark, LessonMark, FacilityMark, BatchNow)
class CountAdmin(ReadOnlyAdmin):
    list_display = ("__str__",)
    show_full_result_count = False


@admin.register(CountCheck)
class CountCheckAdmin(ReadOnlyAdmin):
    list_display = ("checked_at", "wrong")


@admin.register(EventMark)
class EventMarkAdmin(ReadOnlyAdmin):
    list_display = ("event_id",)
    show_full_result_count = False


@admin.register(DigestMail)
class DigestMailAdmin(ReadOnlyAdmin):
    list_display = ("user", "day", "sent_at")
    list_select_related = ("user",)


@admin.register(Notice)
class NoticeAdmin(ImpersonalAdmin):
    """How many of which kind wait where; what about whom, only its reader."""

    list_display = ("kind", "posting", "at", "read_at")
    list_select_related = ("posting__facility", "posting__centre", "posting__region")
    show_full_result_count = False

from django.contrib import admin

from audit.administration import ImpersonalAdmin
from imports.models import Import, ImportRow


@admin.register(Import)
class ImportAdmin(ImpersonalAdmin):
    list_display = ("id", "facility", "sheet_name", "state", "uploaded_at")
    list_select_related = ("facility",)


@admin.register(ImportRow)
class ImportRowAdmin(ImpersonalAdmin):
    list_display = ("id", "outcome")

from django.contrib import admin

from api.models import ApiToken
from audit.administration import ReadOnlyAdmin


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Made and revoked on their own pages."""

    list_display = ("name", "office", "made_on", "expires_on", "revoked_at", "last_used_on")
    list_select_related = ("region", "facility", "centre")
    exclude = ("digest",)

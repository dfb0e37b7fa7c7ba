"""What the list of imports says of one when it leaves as a file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.columns import Column

IMPORTS = (
    Column(_("Kind of list"), "sheet.label"),
    Column(_("Uploaded"), "uploaded_at"),
    Column(_("uploaded by"), "uploaded_by"),
    Column(_("Rows"), "total"),
    Column(_("With errors"), "error_rows"),
    Column(_("State"), "get_state_display"),
)

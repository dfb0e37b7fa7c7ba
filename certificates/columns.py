"""What the register says of a certificate when it leaves as a file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.columns import Column

CERTIFICATES = (
    Column(_("Number"), "number"),
    Column(_("Holder"), "holder_name"),
    Column(_("Kind"), "get_kind_display"),
    Column(_("Training package or scheme"), lambda row: row.record.get("scheme") or row.record.get("programme")),
    Column(_("Issued on"), "issued_on"),
    Column(_("Valid until"), "valid_until"),
    Column(_("State"), "state.label"),
)

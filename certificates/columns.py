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
AUDIT_RUNS = (
    Column(_("Run"), "ended_at"),
    Column(_("Checked"), "checked"),
    Column(_("Findings"), "found"),
    Column(_("Duration (s)"), "seconds"),
)
ANOMALIES = (
    Column(_("Class"), "about"),
    Column(_("Prison"), "batch.facility"),
    Column(_("Training centre"), "batch.package.centre"),
    Column(_("Sign"), "sign.title"),
    Column(_("What was found"), "sentence"),
    Column(_("What to do"), "act"),
)

"""Reading the audit trail in tests of this room."""

from audit.models import AuditEvent


def events(**filters: object) -> list[tuple[str, str, str, str]]:
    """Who did what to which and why, oldest first."""
    rows = AuditEvent.objects.filter(**filters).select_related("by").order_by("id")
    return [(str(row.by), row.verb, row.object_label, row.reason) for row in rows]

"""Reading the audit trail in tests of this room."""

from audit.models import AuditEvent
from programs.models import Enrollment


def events(**filters: object) -> list[tuple[str, str, str, str]]:
    """Who did what to which and why, oldest first; enrollments by the name that the trail itself leaves out."""
    rows = AuditEvent.objects.filter(**filters).select_related("by").order_by("id")
    return [(str(row.by), row.verb, which(row), row.reason) for row in rows]


def which(row: AuditEvent) -> str:
    if row.object_type != Enrollment._meta.label_lower:
        return row.object_label
    enrollment = Enrollment.objects.get(pk=row.object_id)
    assert row.object_label == f"#{enrollment.pk}, {enrollment.batch.name}"
    return str(enrollment)

"""Reading the audit trail in tests of this room."""

from typing import Any

from django.db.models import Q

from audit.models import AuditEvent
from programs.models import Enrollment


def events(**filters: Any) -> list[tuple[str, str, str, str]]:
    """Who did what to which and why, oldest first; enrollments by the name that the trail itself leaves out."""
    rows = AuditEvent.objects.filter(Q(**filters)).select_related("by").order_by("id")
    return [(str(row.by), row.verb, which(row), row.reason) for row in rows]


def which(row: AuditEvent) -> str:
    if row.object_type != Enrollment._meta.label_lower:
        return row.object_label
    assert row.object_id is not None
    enrollment = Enrollment.objects.get(pk=row.object_id)
    assert row.object_label == f"#{enrollment.pk}, {enrollment.batch.name}"
    return str(enrollment)

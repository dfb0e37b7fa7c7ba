"""The certificates of a batch, for the batch's own page, which stands in a room that knows no certificates."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Exists, OuterRef
from django.template import Context

from certificates.models import Certificate, CertificateKind, Proposal
from programs.models import Batch, Enrollment

register = template.Library()


@register.inclusion_tag("certificates/_batch_certificates.html", takes_context=True)
def batch_certificates(context: Context, batch: Batch) -> dict[str, Any]:
    """How far certification of a closed batch has come, with the next step for whoever may take it."""
    if batch.state != Batch.State.CLOSED:
        return {"is_shown": False}
    completed = batch.enrollments.filter(state=Enrollment.State.COMPLETED)
    certificates = list(Certificate.objects.filter(enrollment__batch=batch).order_by("kind", "number"))
    trainings = Proposal.objects.of_kind(CertificateKind.TRAINING)
    certified = {row.enrollment_id for row in certificates if row.kind == CertificateKind.TRAINING}
    return {
        "is_shown": True,
        "user": context["user"],
        "batch": batch,
        "completed": completed.count(),
        "unproposed": completed.filter(~Exists(trainings.in_hand().filter(enrollment=OuterRef("pk")))).count(),
        "waiting": Proposal.objects.filter(enrollment__batch=batch).waiting().count(),
        "certificates": certificates,
        "certified": len(certified),
    }

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from audit.pages import DetailPage
from certificates.conditions import conditions_of_batch, people_of
from programs.models import Batch


class BatchConditions(DetailPage):
    """Which gate of a certificate is open for whom, with links to where the others are mended."""

    model = Batch
    permission = Permission.SEE_CERTIFICATES
    template_name = "certificates/batch_conditions.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        people = people_of(self.object, on=today)
        return super().get_context_data(
            shared=[(gate, gate.mended_at(self.user)) for gate in conditions_of_batch(self.object, on=today)],
            people=[(person, [(gate, gate.mended_at(self.user)) for gate in person.conditions]) for person in people],
            labels=[gate.label for gate in people[0].conditions] if people else [],
            **kwargs,
        )

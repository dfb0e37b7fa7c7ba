from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from audit.pages import DetailPage
from certificates.competence_conditions import competence_people_of
from certificates.conditions import conditions_of_batch, people_of
from certificates.models import CertificateKind
from programs.models import Batch

ASKED = "kompetensi"


class BatchConditions(DetailPage):
    """Which gate of a certificate is open for whom, with links to where the others are mended."""

    model = Batch
    permission = Permission.SEE_CERTIFICATES
    template_name = "certificates/batch_conditions.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    @property
    def kind(self) -> CertificateKind:
        """?jenis=kompetensi asks for the other kind."""
        is_competence = self.request.GET.get("jenis") == ASKED
        return CertificateKind.COMPETENCE if is_competence else CertificateKind.TRAINING

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        kind = self.kind
        people = (
            competence_people_of(self.object, on=today)
            if kind == CertificateKind.COMPETENCE
            else people_of(self.object, on=today)
        )
        return super().get_context_data(
            kind=kind,
            other_kind=next(other for other in CertificateKind if other != kind),
            other_query="" if kind == CertificateKind.COMPETENCE else f"?jenis={ASKED}",
            shared=[(gate, gate.mended_at(self.user)) for gate in conditions_of_batch(self.object, on=today)],
            people=[(person, [(gate, gate.mended_at(self.user)) for gate in person.conditions]) for person in people],
            **kwargs,
        )

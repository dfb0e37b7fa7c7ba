from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.permissions import Permission
from audit.pages import DetailPage, ListPage
from certificates import columns
from certificates.anomalies.signs import FIGURES, SIGNS, Sign
from certificates.filters import AnomalyFilter
from certificates.models import AnomalyLimit, AuditFinding, AuditRun


class AuditRunList(ListPage):
    """The last audit of all certificates in one sentence, and those before it."""

    model = AuditRun
    permission = Permission.SEE_CERTIFICATE_AUDIT
    filterset_fields: tuple[str, ...] = ()
    template_name = "certificates/audit_run_list.html"
    columns = columns.AUDIT_RUNS

    def get_queryset(self) -> QuerySet[AuditRun]:
        return AuditRun.objects.visible_to(self.user).of_certificates()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.get_queryset().first()
        is_old = newest is None or newest.is_old(timezone.now())
        return super().get_context_data(newest=newest, is_old=is_old, **kwargs)


class AuditRunDetail(DetailPage):
    """What one run over the certificates found, with what to do about each."""

    model = AuditRun
    permission = Permission.SEE_CERTIFICATE_AUDIT
    template_name = "certificates/audit_run_detail.html"

    def get_queryset(self) -> QuerySet[AuditRun]:
        return AuditRun.objects.visible_to(self.user).of_certificates()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = self.object.findings.visible_to(self.user)
        return super().get_context_data(findings=findings, **kwargs)


class AnomalyList(ListPage):
    """What the newest search found, region by region; a regional head reads the own region's classes."""

    model = AuditFinding
    permission = Permission.SEE_ANOMALIES
    filterset_class = AnomalyFilter
    template_name = "certificates/anomaly_list.html"
    columns = columns.ANOMALIES

    def get_queryset(self) -> QuerySet[AuditFinding]:
        rows = AuditFinding.objects.visible_to(self.user).filter(run=self.newest).with_places()
        return rows.order_by("batch__facility__region__name", "batch__facility__name", "batch", "id")

    @cached_property
    def newest(self) -> AuditRun | None:
        return AuditRun.objects.visible_to(self.user).of_anomalies().newest()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.newest
        return super().get_context_data(
            newest=newest,
            is_old=newest is None or newest.is_old(timezone.now()),
            left_out=[SIGNS[sign].title for sign in newest.left_out if sign in SIGNS] if newest else [],
            signs=_signs(),
            **kwargs,
        )


def _signs() -> list[tuple[Sign, list[tuple[object, int]]]]:
    """Each sign with the figures that count today, in words."""
    set_by_hand = AnomalyLimit.objects.set_by_hand()
    return [
        (sign, [(FIGURES[name], set_by_hand.get((code, name), value)) for name, value in sign.limits.items()])
        for code, sign in SIGNS.items()
    ]

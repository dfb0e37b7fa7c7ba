"""Where the sheets are, in words that each reader may read: of release and family only the prison hears (rule 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Certificate, CertificateQuerySet, EndedSheet, Handover, ReceiverKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A certificate with what is known of its sheet; `receiver` is empty while it has not been handed over."""

    certificate: Certificate
    handover: Handover | None
    receiver: str
    ended: EndedSheet | None

    @property
    def day(self) -> dt.date | None:
        """When it was received."""
        return self.handover.received_on if self.handover else None

    @property
    def is_owed(self) -> bool:
        """Stands, and has not reached its holder."""
        return not self.certificate.revoked_at and self.handover is None

    @property
    def is_unaccounted(self) -> bool:
        """No longer counts, and nobody has said what became of it."""
        return bool(self.certificate.revoked_at) and self.ended is None


def sheets_of(certificates: CertificateQuerySet, *, user: User) -> list[Sheet]:
    """In a fixed number of queries."""
    happened = Handover.objects.happened().select_related("handed_over_by")
    ended = EndedSheet.objects.select_related("recorded_by")
    rows = certificates.prefetch_related(
        Prefetch("handovers", happened, to_attr="received"), Prefetch("ended_sheets", ended, to_attr="ends")
    )
    return [_sheet(row, user) for row in rows]


def _sheet(row: Certificate, user: User) -> Sheet:
    handover = _first(row.received)  # type: ignore[attr-defined]
    return Sheet(row, handover, receiver_told(handover, user) if handover else "", _first(row.ends))  # type: ignore[attr-defined]


def _first(rows: Iterable[Any]) -> Any:
    return next(iter(rows), None)


def receiver_told(handover: Handover, user: User) -> str:
    """Who received the sheet, as this reader may know it."""
    if handover.is_void:
        return _("not handed over after all")
    if handover.received_by_kind == ReceiverKind.HOLDER:
        return _("the holder in person")
    if not user.has(Permission.SEE_INMATES):
        return _("somebody for the holder")
    return f"{handover.receiver_name} ({handover.receiver_role})"


def earlier_receipts(certificate: Certificate, *, user: User) -> list[tuple[Handover, str]]:
    """What was corrected since, with who received the sheet and why it was corrected, for the prison's people only."""
    if not user.has(Permission.SEE_INMATES):
        return []
    rows = Handover.objects.filter(certificate=certificate, corrected_by__isnull=False)
    return [
        (row, receiver_told(row, user)) for row in rows.select_related("corrected_by__handed_over_by").order_by("id")
    ]

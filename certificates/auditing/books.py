"""The ledger, recomputed by its own room, as findings of the audit."""

from __future__ import annotations

from collections.abc import Iterator

from certificates.auditing.rules import Found
from certificates.ledger.checking import Fault, faults
from certificates.ledger.keys import KeyFaultError
from certificates.models import Certificate, LedgerEntry

OF_CERTIFICATES = {"missing", "unended"}
OF_ENTRIES = {"body", "undone"}


def findings() -> Iterator[Found]:
    """What an entry says of a certificate is a finding of that one; all else is one finding of the whole ledger."""
    try:
        wrong = faults()
    except (KeyFaultError, OSError):
        yield Found("ledger_key", "LEDGER_KEY_FILE")
        return
    own = {pk for fault in wrong if (pk := _certificate_of(fault)) is not None}
    for pk, number in Certificate.objects.filter(pk__in=own).order_by("pk").values_list("pk", "number"):
        yield Found("ledger_entry", number, pk)
    rest = [fault for fault in wrong if fault.code not in OF_CERTIFICATES | OF_ENTRIES]
    if rest:
        yield Found("ledger", rest[0].code, facts={"count": len(rest), "first": rest[0].text})


def _certificate_of(fault: Fault) -> int | None:
    if fault.code in OF_CERTIFICATES:
        return fault.at
    if fault.code in OF_ENTRIES:
        return LedgerEntry.objects.values_list("certificate", flat=True).get(position=fault.at)
    return None

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache

import structlog

from certificates.memory import give_back
from certificates.pdf import UnprintableCertificateError, missing_letters, render
from certificates.record import CertificateRecord

from .blanks import Blank
from .gaps import WAYS, Gap, NotExactError, blank_key

log = structlog.get_logger()

MOST_BLANKS = 4
"""Blanks kept by a process, up to 2 MB each; a run goes batch by batch, and a batch needs two or three at a time."""

Gaps = tuple[Gap, ...]


class Blanks:
    """The blanks used last; None for records that cannot be filled into one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, str], Blank | None] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, record: CertificateRecord, gaps: Gaps) -> Blank | None:
        key = blank_key(record, gaps)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _typeset(record, gaps)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_BLANKS:
                self._kept.popitem(last=False)
            return self._kept[key]


@cache
def _leave_the_application_out() -> None:
    """Of all later collections: it stays for as long as the process, and walking it takes half as long as a blank."""
    gc.collect()
    gc.freeze()


def _typeset(record: CertificateRecord, gaps: Gaps) -> Blank | None:
    _leave_the_application_out()
    try:
        return Blank(record, gaps)
    except NotExactError as reason:
        log.info("certificate_blank_not_used", reason=str(reason), template=record.template_version)
    except UnprintableCertificateError:
        pass
    finally:
        gc.collect()  # laid-out pages refer to each other in circles: left to chance, a worker grows with each class
        give_back()
    return None


_blanks = Blanks()


def render_many(records: Iterable[CertificateRecord]) -> list[bytes]:
    """The PDF of each record, in their order; the same record gives the same bytes in every process.

    Raises UnprintableCertificateError as `pdf.render` does.
    """
    return [_render(record) for record in records]


def _render(record: CertificateRecord) -> bytes:
    """From the blank with the most gaps that gives this record exactly; from none, if no blank does."""
    if missing_letters(record):
        return render(record)
    for gaps in WAYS:
        if blank := _blanks.get(record, gaps):
            try:
                return blank.fill(record)
            except NotExactError as reason:
                log.info("certificate_not_filled", reason=str(reason))
    return render(record)

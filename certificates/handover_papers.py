"""The minutes of a handover of certificates (BA-SERAH, rule 7), for a batch's day or for one sheet."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Handover, ReceiverKind
from certificates.sheets import Sheet
from facilities.letterheads import letterhead_of
from facilities.models import Facility, TrainingCentre
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import indonesian_date
from programs.models import Batch


def handover_minutes(
    batch: Batch, sheets: list[Sheet], *, day: dt.date | None, today: dt.date, by: User, number: str = ""
) -> Paper:
    """What was handed over on the day; without one, a form to be signed first, its day left open.

    It is the paper of the reader's own office: a training centre reads there of holders, not of who came for them.
    """
    office = _office(batch, by)
    place = f"{office.city}, {indonesian_date(day) if day else '………………………………'}"
    receiver = _one_receiver(sheets, by)
    hands = _who_handed_over(sheets) or by
    witness = next((row.witness for row in _told_in_full(sheets, by) if row.witness), "")
    context = {
        "title": "Berita Acara Serah Terima Sertifikat",
        "number": number,
        "letterhead": letterhead_of(office, on=day or today),
        "batch": batch,
        "place": office.city,
        "on": day,
        "rows": [(sheet.certificate, told(sheet, by), _seen(sheet)) for sheet in sheets],
        "is_for_the_holder": receiver is not None,
        "signatures": in_rows(
            [
                *([Signature(f"Yang menerima{receiver[1]}", receiver[0])] if receiver else []),
                Signature("Yang menyerahkan", hands.name, hands.nip, (place,)),
                Signature("Saksi", witness),
            ]
        ),
    }
    return Paper("papers/handover_minutes.html", context)


def _office(batch: Batch, by: User) -> Facility | TrainingCentre:
    return batch.facility if by.has(Permission.SEE_INMATES) else batch.package.centre


def _told_in_full(sheets: list[Sheet], by: User) -> list[Handover]:
    rows = [sheet.handover for sheet in sheets if sheet.handover]
    return [row for row in rows if row.received_by_kind == ReceiverKind.HOLDER or by.has(Permission.SEE_INMATES)]


def _who_handed_over(sheets: list[Sheet]) -> User | None:
    people = {sheet.handover.handed_over_by for sheet in sheets if sheet.handover}
    return people.pop() if len(people) == 1 else None


def _one_receiver(sheets: list[Sheet], by: User) -> tuple[str, str] | None:
    """Name and role of the one person who took all of them for their holders, where there is such a one."""
    if not by.has(Permission.SEE_INMATES):
        return None
    told = {(row.receiver_name, row.receiver_role) for sheet in sheets if (row := sheet.handover)}
    if len(told) != 1 or not all(sheet.handover for sheet in sheets):
        return None
    name, role = told.pop()
    return (name, f" ({role})") if name else None


def told(sheet: Sheet, by: User) -> str:
    """Empty where the holder signs or nobody has received it yet."""
    handover = sheet.handover
    if handover is None:
        return ""
    if handover.received_by_kind == ReceiverKind.HOLDER:
        return "pemegang"
    if not by.has(Permission.SEE_INMATES):
        return "kuasa pemegang"
    return f"{handover.receiver_name} ({handover.receiver_role})"


def _seen(sheet: Sheet) -> bool:
    return bool(sheet.handover and sheet.handover.identity_shown)

"""What became of Lampung's sheets: most received in person, one through the Bapas, one by family, some still here."""

from __future__ import annotations

import datetime as dt

from certificates.actions.ending_proposals import decline_replacement
from certificates.actions.handing_over import Receipt, end_sheet, hand_over
from certificates.actions.replacing import propose_replacement, replace
from certificates.models import Certificate, CertificateKind, EndClass, EndedSheet, ReceiverKind
from demo.houses import House
from programs.actions import circumstances
from programs.models import Circumstance
from trainees.models import Inmate

DAY = dt.timedelta(days=1)
IN_PERSON = 6


def hand_sheets_over(house: House, *, today: dt.date) -> None:
    """Two of the first class are free when theirs are fetched; two others have not come for theirs yet."""
    training = Certificate.objects.filter(kind=CertificateKind.TRAINING).standing().order_by("pk")
    rows = list(training.filter(enrollment__batch__facility=house.facility))[:10]
    held_on = rows[0].issued_on + 4 * DAY
    witness = house.names[0].name
    hand_over(rows[:IN_PERSON], receipt=Receipt(held_on, witness=witness), today=today, by=house.giatja)
    for row, days in ((rows[IN_PERSON], 9), (rows[IN_PERSON + 1], 12)):
        free(row, house, on=row.issued_on + days * DAY, today=today)
    bapas = Receipt(
        held_on + 30 * DAY,
        ReceiverKind.BAPAS,
        house.names[1].name,
        f"Bapas Kelas I {house.facility.name}",
        identity_shown=True,
        witness=witness,
        note="Surat tugas diperlihatkan.",
    )
    mother = Receipt(held_on + 21 * DAY, ReceiverKind.FAMILY, "Sulastri Wahyuni", "ibu kandung", identity_shown=True)
    hand_over([rows[IN_PERSON]], receipt=bapas, today=today, by=house.giatja)
    hand_over([rows[IN_PERSON + 1]], receipt=mother, today=today, by=house.giatja)
    lose_one(rows[1], house, today=today)
    decline_one(rows[2], house, today=today)


def free(row: Certificate, house: House, *, on: dt.date, today: dt.date) -> None:
    """Released after the class; the inbox asks for the certificate until somebody has seen to it."""
    person = Inmate.objects.get(enrollments=row.enrollment_id)
    circumstances.record_release(person, on=on, today=today, note="Pembebasan bersyarat.", by=house.giatja)
    for told in Circumstance.objects.filter(inmate=person, kind=Circumstance.Kind.RELEASED):
        circumstances.handle(told, by=house.giatja)


def lose_one(row: Certificate, house: House, *, today: dt.date) -> None:
    """A lost sheet is replaced under a new number; the new one waits to be handed over."""
    words = "Lembar hilang saat kamar dipindahkan; pemegang meminta lembar baru."
    propose_replacement(row, on=today, end_class=EndClass.SHEET_LOST, correction=words, by=house.centre_staff)
    replace(row, on=today, by=house.centre_head)
    end_sheet(row, outcome=EndedSheet.Outcome.LOST, ended_on=today, today=today, by=house.giatja)


def decline_one(row: Certificate, house: House, *, today: dt.date) -> None:
    words = "Pemegang meminta nama panggilan pada lembar."
    propose_replacement(row, on=today, end_class=EndClass.HOLDER_REQUEST, correction=words, by=house.centre_staff)
    decline_replacement(row, reason="Nama pada lembar mengikuti identitas resmi.", by=house.centre_head)

"""Units that count again: passed in Bandar Lampung, recognised after a transfer to Ketapang."""

from __future__ import annotations

import datetime as dt

from demo import selection as choosing
from demo.houses import House
from demo.journeys import plan
from facilities.models import Agreement
from programs.actions import circumstances
from programs.actions.recognition import recognise
from programs.models import Batch, Enrollment
from programs.recognition import offers_of
from trainees.models import Inmate

FIELD = "LAS"
MOVED_ON = dt.date(2021, 5, 6)


def goes_on_elsewhere(before: House, after: House, *, today: dt.date) -> None:
    """Whoever lacked a unit when the class was closed learns on where they are held now; the rest is recognised."""
    ended = Enrollment.objects.get(batch__facility=before.facility, drop_reason=Enrollment.DropReason.BATCH_ENDED)
    circumstances.record_transfer(
        Inmate.objects.get(enrollments=ended),
        to=after.facility,
        on=MOVED_ON,
        today=today,
        reference="W9.PAS-412.PK.01.01.02 Tahun 2021",
        by=before.giatja,
    )
    person = Inmate.objects.get(enrollments=ended)
    batch = next_class(after, person)
    recognise(batch, offers_of(batch), by=after.centre_staff)


def next_class(house: House, person: Inmate) -> Batch:
    agreement = Agreement.objects.get(parties__facility=house.facility)
    batch = plan(house, agreement, FIELD, "Las listrik tahap 2", near=dt.date(2021, 8, 2), seats=10)
    choosing.open_selection(house, batch, fit=9, besides=[person], without=[person.pk])
    on = dt.date(2021, 7, 26)
    choosing.decree(
        house, [batch], number="W16.PAS.4-103.PK.05.09 Tahun 2021", minutes="BA-TPP 12/VII/2021", on=on, facts={}
    )
    return Batch.objects.with_places().get(pk=batch.pk)

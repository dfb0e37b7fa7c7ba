"""What happened lately to participants in Kotabaru: one was moved to Ketapang, one is ill."""

from __future__ import annotations

import datetime as dt

from demo.houses import House
from programs.actions import circumstances
from programs.models import Batch, Enrollment
from trainees.models import Illness, Inmate

DAY = dt.timedelta(days=1)


def happen(house: House, elsewhere: House, *, today: dt.date) -> None:
    rows = Enrollment.objects.active().filter(batch__facility=house.facility, batch__state=Batch.State.RUNNING)
    moved, ill = rows.order_by("-pk")[:2]
    circumstances.record_transfer(
        Inmate.objects.get(enrollments=moved),
        to=elsewhere.facility,
        on=today - 2 * DAY,
        today=today,
        reference=f"WP.19.PAS-88.PK.01.01.02 Tahun {today.year}",
        by=house.giatja,
    )
    patient = Inmate.objects.get(enrollments=ill)
    illness = Illness(inmate=patient, starts_on=today - DAY, expected_until=today + 6 * DAY, note="Istirahat penuh.")
    circumstances.record_illness(illness, today=today, by=house.giatja)

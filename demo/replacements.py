"""A spoilt sheet, whose replacement waits for the head."""

from __future__ import annotations

import datetime as dt

from certificates.actions.replacing import propose_replacement
from certificates.models import Certificate, EndClass
from demo.houses import House


def replacement_waits(house: House, *, today: dt.date) -> None:
    certificate = Certificate.objects.filter(enrollment__batch__facility=house.facility).standing().earliest("pk")
    propose_replacement(
        certificate,
        on=today,
        end_class=EndClass.SHEET_LOST,
        correction="Lembar asli rusak terkena air; pemegang meminta lembar baru.",
        by=house.centre_staff,
    )

"""The moment in which the pictures of the manual are drawn: the same on every day, here and in the database.

A plugin of pytest that script/manual_pictures loads before everything else. Python's clock is held by time-machine,
that of the private PostgreSQL by libfaketime, which it is given at its start. The browser's is left alone.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

# A Monday morning at the offices; the demonstration's years are counted back from it.
MOMENT = dt.datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))

os.environ |= {
    "LD_PRELOAD": str(LIBRARY),
    "FAKETIME": f"{MOMENT:%Y-%m-%d %H:%M:%S}",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    # Settings set it too, but after the first look at the clock.
    "TZ": "Asia/Jakarta",
}
time_machine.travel(MOMENT, tick=False).start()


def pytest_sessionstart() -> None:
    """The server runs by now; the browser and its helpers keep the true time."""
    from django.conf import settings

    del os.environ["LD_PRELOAD"]
    with settings.PRIVATE_CLUSTER.connect("postgres").cursor() as cursor:
        cursor.execute("SELECT now()")
        if cursor.fetchone() != (MOMENT,):
            pytest.exit("The private PostgreSQL runs already, by the true time: end what uses it and try again.", 1)

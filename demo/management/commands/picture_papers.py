"""Pictures of every official paper for docs/manual/surat.md, drawn from the demonstration as it is loaded.

Asks the pages themselves, as the people of the demonstration who print them; needs `pdftoppm` (poppler-utils).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from facilities.models import Meeting, ReadinessReview
from programs.models import Batch, TppSession

PICTURES = settings.BASE_DIR / "docs" / "pictures"
WIDTH = 420


class Command(BaseCommand):
    help = "Draws a picture of every official paper into docs/pictures."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, pdf in papers():
            picture(name, pdf)


def papers() -> Iterator[tuple[str, bytes]]:
    """The name of each picture and the PDF it shows: Pekalongan until its classes begin, then Bandar Lampung's."""
    chosen = Batch.objects.filter(facility__name="Pekalongan", state="DECREED").order_by("pk")[0]
    closed = Batch.objects.filter(facility__name="Bandar Lampung", state="CLOSED").order_by("pk")[0]
    session = closed.sessions.held().order_by("day")[3]
    giatja, lampung = "giatja.pekalongan", "giatja.lampung"

    letter = reverse("reports:agreement-request", args=[chosen.agreement_id])
    asked = {
        "number": "W13.PAS.PAS8-PK.05.09-231",
        "on": "2021-06-16",
        "character": "Biasa",
        "batches": list(chosen.agreement.batches.values_list("pk", flat=True)),
    }
    yield "permohonan", fetched(giatja, letter, asked)
    meeting = Meeting.objects.exclude(minutes="").order_by("pk")[0]
    yield "notulen", fetched(staff_of(meeting), reverse("facilities:meeting-paper", args=[meeting.pk]))
    review = ReadinessReview.objects.filter(facility__name="Pekalongan").order_by("pk")[0]
    yield "daftar-periksa", fetched(giatja, reverse("facilities:review-paper", args=[review.pk]))
    yield "seleksi", fetched(giatja, reverse("programs:batch-selection-paper", args=[chosen.pk]))
    tpp = TppSession.objects.filter(facility=chosen.facility).order_by("pk")[0]
    yield "tpp", fetched(giatja, reverse("programs:tpp-paper", args=[tpp.pk]))
    decree = chosen.decrees.order_by("pk")[0]
    yield "keputusan", fetched(giatja, reverse("programs:decree-paper", args=[decree.pk]))
    yield "jadwal", fetched(giatja, reverse("reports:batch-timetable", args=[chosen.pk]))
    yield (
        "daftar-hadir",
        fetched(lampung, reverse("programs:batch-sheet", args=[closed.pk]) + f"?week={session.day:%Y-%m-%d}"),
    )
    month = f"?month={session.day:%Y-%m}"
    yield "rekap-kehadiran", fetched(lampung, reverse("reports:batch-month", args=[closed.pk]) + month)
    yield "nilai", fetched(lampung, reverse("programs:batch-score-list", args=[closed.pk]))
    yield "uji", fetched(lampung, reverse("programs:batch-test-minutes", args=[closed.pk]))
    yield "register", fetched(lampung, reverse("reports:batch-register", args=[closed.pk]))
    yield "serah-terima", fetched(lampung, reverse("certificates:batch-handover-minutes", args=[closed.pk]))
    yield "laporan", fetched(lampung, reverse("reports:batch-report", args=[closed.pk]))
    quarter = reverse("reports:quarter-paper") + "?year=2021&quarter=1&tanggal=2021-04-05"
    yield "triwulan", fetched("kanwil.lampung", quarter)


def staff_of(meeting: Meeting) -> str:
    """Somebody of the demonstration who keeps the minutes of this meeting."""
    facility = next(party.facility for party in meeting.parties.all() if party.facility)
    return facility.postings.filter(role="GIATJA_STAFF").order_by("pk")[0].user.username


def fetched(username: str, url: str, typed: dict[str, Any] | None = None) -> bytes:
    """The PDF that the page answers with."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    answer: Any = client.post(url, typed) if typed else client.get(url)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"%PDF"):
        raise CommandError(f"{url} gave no PDF to {username}: {answer.status_code}")
    return content


def picture(name: str, pdf: bytes) -> None:
    """The first sheet in grey, WIDTH pixels wide."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        raise CommandError("pdftoppm is not installed (package poppler-utils).")
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    drawn = [tool, "-f", "1", "-singlefile", "-gray", "-png", *size, "-", str(PICTURES / f"paper-{name}")]
    subprocess.run(drawn, input=pdf, check=True)  # noqa: S603 (our own arguments)

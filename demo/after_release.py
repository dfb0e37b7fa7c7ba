"""Lampung's welders in freedom: asked after three and six months, two of them to be asked these days; and who is
looked for around each prison, as its office, its training centre or the region heard."""

from __future__ import annotations

import datetime as dt
from typing import Any

from demo.houses import House
from facilities.models import Field
from programs.actions import circumstances
from programs.actions.demand_notes import save_note
from programs.actions.outcomes import save_outcome, withdraw_consent
from programs.models import Circumstance, ConsentKind, DemandNote, Enrollment, Outcome, OutcomeKind
from programs.models.enrollments import BUSY
from programs.models.outcomes import TOLD, months_after
from programs.released import released_graduates
from trainees.models import Inmate

DAY = dt.timedelta(days=1)
Kind = OutcomeKind
# What is told after three and after six months; the second word says whether it is in the field of the training.
TOLD_BY_EACH = (
    ((Kind.WORK, True), (Kind.WORK, True)),
    ((Kind.NONE, None), (Kind.BUSINESS, True)),
    ((Kind.WORK, False), (Kind.WORK, True)),
    ((Kind.NOT_REACHED, None), (Kind.TRAINING, True)),
    ((Kind.BUSINESS, True), (Kind.NONE, None)),
)
EARLY, LATELY = 3, (100, 200)
# By case: field, district, what, how many, source, how many days ago, who notes it.
NOTES = {
    "pekalongan": (
        (
            "JAHIT",
            "Kota Pekalongan",
            "Dua pabrik garmen mencari operator jahit.",
            40,
            "Dinas Tenaga Kerja",
            30,
            "giatja",
        ),
        (
            "BATIK",
            "Kota Pekalongan",
            "Sentra batik mencari pembatik cap.",
            None,
            "Asosiasi pengusaha batik",
            75,
            "giatja",
        ),
        ("BARBER", "", "Usaha potong rambut tumbuh di semua kabupaten.", None, "Berita resmi statistik", 120, "region"),
    ),
    "lampung": (
        (
            "LAS",
            "Kabupaten Lampung Selatan",
            "Galangan kapal mencari juru las.",
            15,
            "Bursa kerja daerah",
            20,
            "centre",
        ),
        (
            "LAS",
            "Kota Bandar Lampung",
            "Bengkel karoseri menerima juru las pemula.",
            6,
            "Dinas Tenaga Kerja",
            55,
            "giatja",
        ),
    ),
    "ketapang": (
        (
            "LAS",
            "Kabupaten Ketapang",
            "Perkebunan mencari tukang las alat berat.",
            8,
            "Dinas Tenaga Kerja",
            40,
            "giatja",
        ),
    ),
    "kotabaru": (
        ("MOTOR", "Kabupaten Kotabaru", "Tiga bengkel resmi mencari mekanik.", 5, "Bursa kerja daerah", 15, "centre"),
        ("TANI", "", "Usaha pengolahan ikan diberi modal bergulir.", None, "Dinas Koperasi dan UKM", 90, "region"),
    ),
}


def ask_after_release(house: House, *, today: dt.date) -> None:
    certified = Enrollment.objects.filter(state=Enrollment.State.COMPLETED, batch__facility=house.facility)
    here = certified.filter(inmate__facility=house.facility, inmate__status=Inmate.Status.IN_CUSTODY)
    free_now = list(here.exclude(inmate__enrollments__state__in=BUSY).order_by("pk"))[: EARLY + len(LATELY)]
    for number, row in enumerate(free_now[:EARLY], start=1):
        set_free(row, house, on=row.batch.last_day + number * 25 * DAY, today=today)
    for row, days in zip(free_now[EARLY:], LATELY, strict=True):
        set_free(row, house, on=today - days * DAY, today=today)
    graduates: Any = released_graduates().filter(inmate__facility=house.facility).order_by("released_on", "pk")
    early = list(graduates.filter(released_on__lt=today - 300 * DAY))
    for row, told in zip(early, TOLD_BY_EACH, strict=True):
        for months, answer in zip((3, 6), told, strict=True):
            tell(row, months, *answer, house=house)
    tell(graduates.get(released_on=today - LATELY[1] * DAY), 3, Kind.WORK, True, house=house)
    withdraw_consent(early[0].outcomes.get(months=6), today=today, by=house.giatja)


def set_free(row: Enrollment, house: House, *, on: dt.date, today: dt.date) -> None:
    person = Inmate.objects.get(enrollments=row)
    circumstances.record_release(person, on=on, today=today, note="Pembebasan bersyarat.", by=house.giatja)
    for line in Circumstance.objects.filter(inmate=person, kind=Circumstance.Kind.RELEASED):
        circumstances.handle(line, by=house.giatja)


def tell(row: Enrollment, months: int, kind: OutcomeKind, is_in_field: bool | None, *, house: House) -> None:
    day: dt.date = months_after(row.released_on, months) + 5 * DAY  # type: ignore[attr-defined]
    consent = {"consent_on": day, "consent_how": ConsentKind.PHONE} if kind in TOLD else {}
    by = house.giatja if months == 3 else house.regional_head
    outcome = Outcome(enrollment=row, months=months, kind=kind, is_in_field=is_in_field, asked_on=day, **consent)
    save_outcome(outcome, today=day, by=by)


def note_demand(case: str, house: House, *, today: dt.date) -> None:
    for code, district, text, wanted, source, days, who in NOTES.get(case, ()):
        day = today - days * DAY
        by = {"giatja": house.giatja, "centre": house.centre_staff, "region": house.regional_head}[who]
        note = DemandNote(
            field=Field.objects.get(code=code),
            region=house.facility.region,
            district=district,
            text=text,
            wanted=wanted,
            source=source,
            noted_on=day,
            valid_until=months_after(day, 12),
            facility=house.facility if who == "giatja" else None,
            centre=house.centre if who == "centre" else None,
            recorded_by=by,
        )
        note.full_clean()
        save_note(note, today=day, changed=["text"], by=by)

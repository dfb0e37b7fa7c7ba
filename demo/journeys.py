"""The journeys of the cases, each step by the person whose step it is and through the room's own action."""

# ruff: noqa: S311  (invented absences need no secrets)
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random

from django.utils import timezone

from certificates.actions.proposing import propose as propose_certificates
from certificates.actions.runs import issue_piece, open_run
from demo import selection as choosing
from demo import tools
from demo.attendance import arrival, correct_one, day_entered
from demo.cases import Facts
from demo.houses import House, add, package
from demo.readiness import review
from demo.results import test
from demo.rotations import next_year, stage_two
from demo.selection import open_selection
from facilities.actions.agreements import sign
from facilities.models import Agreement, AgreementParty, AgreementWitness, Field
from programs.actions import attendance, batches, circumstances, participants, selection, timetable, tpp
from programs.actions.timetable import Pattern
from programs.actions.tpp import Line, Outcome
from programs.models import Attendance, Batch, Enrollment, Session
from programs.ranking import ranking
from trainees.models import Inmate

WEEK = Pattern(frozenset(range(6)), dt.time(7, 30), 8)
DAY = dt.timedelta(days=1)
Status = Attendance.Status
AWAY = (Status.SICK, Status.SICK, Status.EXCUSED, Status.DUTY, Status.ABSENT)


def agree(house: House, facts: Facts, *, today: dt.date, umbrella: Agreement | None = None) -> Agreement:
    """The prison drafts an agreement with each side's number and signatory; its head records the signing."""
    days = {name: dt.date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on")}
    agreement: Agreement = add(
        Agreement(
            kind=facts.get("kind", Agreement.Kind.PKS),
            umbrella=umbrella,
            title=facts["title"],
            trainee_policy=facts.get("trainee_policy", "ALL_CONVICTS"),
            quota=facts.get("quota"),
            **days,
        ),
        by=house.giatja,
    )
    agreement.fields.set(Field.objects.filter(code__in=facts["fields"]))
    for place, head, title, number in (
        ({"facility": house.facility}, house.kalapas, f"Kepala {house.facility}", facts["facility_number"]),
        ({"centre": house.centre}, house.centre_head, f"Kepala {house.centre}", facts["centre_number"]),
    ):
        AgreementParty.objects.create(
            agreement=agreement,
            number=number,
            signatory_name=head.name,
            signatory_position=title,
            signatory_nip=head.nip,
            **place,
        )
    if facts.get("has_witness"):
        AgreementWitness.objects.create(
            agreement=agreement, name=house.regional_head.name, position="Kepala Divisi Pemasyarakatan"
        )
    sign(agreement, on=dt.date.fromisoformat(facts["signed_on"]), today=today, by=house.kalapas)
    return Agreement.objects.get(pk=agreement.pk)


def plan(
    house: House, agreement: Agreement, field: str, name: str, *, near: dt.date, seats: int, **facts: str
) -> Batch:
    """A batch from the first lesson day on or after `near` until its hours are full, then the test."""
    batch = Batch(
        package=house.packages[field],
        agreement=agreement,
        facility=house.facility,
        workshop=house.workshops[field],
        name=name,
        starts_on=near,
        ends_on=near + dt.timedelta(days=120),
        seats=seats,
        **facts,
    )
    days = [day for day, _hours in timetable.lesson_days(batch, WEEK)]
    batch.starts_on, batch.ends_on = days[0], days[-1]
    batch.tested_on = next(day for day in (days[-1] + DAY, days[-1] + 2 * DAY) if day.weekday() in WEEK.weekdays)
    add(batch, by=house.giatja)
    return batch


def decree(house: House, batch: Batch, *, number: str, minutes: str, on: dt.date) -> None:
    """The TPP decides by rank, the head decrees who joins, the centre lays out the timetable."""
    choosing.decree(house, [batch], number=number, minutes=minutes, on=on, facts={})
    batch.refresh_from_db()
    instructor = house.instructors[batch.package.field.code]
    timetable.lay_out_timetable(batch, WEEK, instructor, by=house.centre_staff)


def teach(house: House, batch: Batch, sessions: Sequence[Session]) -> None:
    """The instructor records who was there; two of three people miss one of these sessions."""
    rng = Random(f"attendance-{batch.name}")
    instructor = house.instructors[batch.package.field.code]
    by = instructor.user or house.centre_staff
    people = list(batch.enrollments.active())
    missed = {row: rng.sample(sessions, rng.choice((0, 1, 1))) for row in people}
    for number, session in enumerate(sessions):
        statuses = {row: rng.choice(AWAY) if session in missed[row] else Status.PRESENT for row in people}
        marks = {row: arrival(status, rng) for row, status in statuses.items()}
        attendance.record_attendance(session, marks, on=day_entered(session, number), by=by)
        if batch.package.field.has_dangerous_tools:
            tools.count(house, session, by=by)


def certify(house: House, batch: Batch, *, on: dt.date) -> None:
    """The centre's staff propose, its head issues them all at one word, dated `on`."""
    proposals = propose_certificates(batch, by=house.centre_staff)
    run = open_run(proposals, confirmed_at=timezone.now(), by=house.centre_head)
    while issue_piece(run.pk, on=on):
        pass


def lampung(house: House, *, today: dt.date) -> None:
    """From the agreement to the certificates; one was released on the way, one is not yet competent."""
    agreement = agree(house, house.facts["agreement"], today=today)
    review(house, "LAS", on=dt.date(2021, 2, 10), missing={"MATERIALS": "Elektroda untuk dua minggu terakhir"})
    batch = plan(house, agreement, "LAS", "Las angkatan 1", near=dt.date(2021, 3, 1), seats=12)
    open_selection(house, batch, fit=16, blocked=3)
    decree(
        house,
        batch,
        number="W9.PAS.6-112.PK.05.09 Tahun 2021",
        minutes="BA-TPP 07/II/2021",
        on=dt.date(2021, 2, 22),
    )
    batches.start(batch, on=batch.starts_on, by=house.giatja)
    sessions = list(batch.sessions.order_by("day"))
    half = len(sessions) // 2
    teach(house, batch, sessions[:half])
    tools.lose_and_find(house, sessions)
    # The third may learn on in Ketapang, whose agreement asks for two thirds of the sentence.
    released, _second, not_yet = batch.enrollments.active().order_by("pk")[:3]
    free_on = sessions[half].day
    person = Inmate.objects.get(enrollments=released)
    circumstances.record_release(person, on=free_on, today=today, note="Cuti bersyarat.", by=house.giatja)
    teach(house, batch, sessions[half:])
    correct_one(house, batch, today=today)
    batch.refresh_from_db()
    test(house, batch, not_yet=not_yet)
    certify(house, batch, on=batch.last_day + 7 * DAY)


def ketapang(house: House, *, today: dt.date) -> None:
    """Only those who meet the conditions of assimilation; candidates are scored, two are equal at the last seat."""
    agreement = agree(house, house.facts["agreement"], today=today)
    review(house, "LAS", on=dt.date(2021, 4, 20))
    review(house, "JAHIT", on=dt.date(2021, 4, 20), is_confirmed=False)
    batch = plan(house, agreement, "LAS", "Las listrik tahap 1", near=dt.date(2021, 5, 17), seats=12)
    rows = open_selection(house, batch, fit=16, blocked=8)
    fit = [row for row in rows if all(finding["level"] != "block" for finding in row.findings)]
    ranked = [row.enrollment for row in ranking(batch).rows if row.enrollment in fit]
    choosing.make_equal(house, batch, ranked[batch.seats - 1], ranked[batch.seats])
    selection.reject(ranked[-1], reason="Mengundurkan diri saat asesmen awal.", by=house.giatja)
    held = choosing.session(house, [batch], number="BA-TPP 04/IV/2021", on=dt.date(2021, 4, 20))
    put_off = Line(ranked[-2], Outcome.POSTPONE, "Menunggu hasil penelitian kemasyarakatan (litmas).")
    tpp.decide(batch, [put_off], session=held, by=house.giatja)


def kotabaru(house: House, *, today: dt.date) -> None:
    """A batch that runs today, with the last session's attendance still due, and one planned next month."""
    facts = dict(house.facts["agreement"])
    facts["ends_on"] = max(facts["ends_on"], dt.date(today.year + 1, 12, 31).isoformat())
    agreement = agree(house, facts, today=today)
    look_at_kotabarus_workshops(house, today=today)
    lately = today - dt.timedelta(days=10)
    batch = plan(house, agreement, "TANI", "Pengolahan pangan kelompok 1", near=lately, seats=10)
    open_selection(house, batch, fit=14)
    year = batch.starts_on.year
    decree(
        house,
        batch,
        number=f"WP.19.PAS.7-41.PK.05.09 Tahun {year}",
        minutes=f"BA-TPP 11/{year}",
        on=batch.starts_on - dt.timedelta(days=5),
    )
    batches.start(batch, on=batch.starts_on, by=house.giatja)
    held = list(batch.sessions.filter(day__lt=today).order_by("day"))
    teach(house, batch, held[:-1])
    correct_one(house, batch, today=today)
    next_month = today + dt.timedelta(days=30)
    plan(house, agreement, "MOTOR", "Servis motor kelompok 1", near=next_month, seats=10)


def look_at_kotabarus_workshops(house: House, *, today: dt.date) -> None:
    """The first look found too little; once it was mended a second one found the kitchen ready."""
    first = dt.date.fromisoformat(house.facts["agreement"]["signed_on"])
    review(
        house,
        "TANI",
        on=min(first, today - dt.timedelta(days=60)),
        missing={
            "POWER": "Menambah daya listrik dapur produksi menjadi 6.600 watt",
            "SAFETY": "Membeli dua alat pemadam api ringan",
            "MATERIALS": "Menyusun daftar bahan bersama instruktur",
        },
    )
    review(house, "TANI", on=today - dt.timedelta(days=24))
    review(
        house,
        "MOTOR",
        on=today - dt.timedelta(days=12),
        missing={"MATERIALS": "Melengkapi suku cadang praktik"},
    )


def padang(house: House, *, today: dt.date) -> None:
    """A memorandum of understanding as umbrella, with one working agreement under it."""
    facts = dict(house.facts["umbrella"])
    facts["ends_on"] = max(facts["ends_on"], dt.date(today.year + 1, 3, 11).isoformat())
    umbrella = agree(house, facts, today=today)
    agree(house, house.facts["agreement"], today=today, umbrella=umbrella)


STAGE_TWO: Facts = {
    "title": "Pelatihan keterampilan tahap kedua 2021",
    "starts_on": "2021-06-14",
    "ends_on": "2021-12-31",
    "signed_on": "2021-06-14",
    "fields": ["JAHIT", "BATIK", "BARBER", "AC", "MOTOR", "LAS"],
    "quota": 60,
    "facility_number": "W13.PAS.PAS8-PK.05.09-244 TAHUN 2021",
    "centre_number": "563/131/2021",
}
CLASSES = {
    "JAHIT": "Menjahit",
    "BATIK": "Membatik",
    "BARBER": "Potong rambut",
    "AC": "Servis AC",
    "MOTOR": "Servis motor",
    "LAS": "Teknik las",
}


def pekalongan(house: House, *, today: dt.date) -> None:
    """Sixty of 253 for the second stage: a rotation of six batches, two officers' scores, one TPP session, one decree.

    The first stage is the walk of docs/manual/jalan-pekalongan.md, done by hand.
    """
    agreement = agree(house, STAGE_TWO, today=today)
    for code, name in CLASSES.items():
        if code not in house.packages:
            template = {"template": f"pekalongan-{name.lower().replace(' ', '-')}"}
            house.packages[code] = package(house.centre, code, template, house.centre_staff)
    proposed: list[int] = []
    chosen = stage_two(house, agreement, list(CLASSES))
    for code, batch in zip(CLASSES, chosen, strict=True):
        rows = open_selection(house, batch, fit=18, blocked=4, without=proposed)
        if code == "LAS":
            make_first_reserves_equal(house, batch)
        proposed += [row.inmate_id for row in rows if row.inmate_id]
    choosing.decree(
        house,
        chosen,
        number="W13.PAS.PAS8-PK.05.09-260 TAHUN 2021",
        minutes="BA-TPP 23/VI/2021",
        on=dt.date(2021, 7, 5),
        facts={"postpone": 1, "not_wanted": 2},
    )
    for batch in (chosen[0], chosen[-1]):
        leaving = batch.enrollments.filter(state=Enrollment.State.ACCEPTED).order_by("pk")[0]
        reason = Enrollment.DropReason.TRANSFERRED
        participants.drop(leaving, drop_reason=reason, reason="Dipindahkan ke Lapas lain.", by=house.giatja)
    next_year(house, agree(house, stage_three(today), today=today), list(CLASSES), today=today)


def stage_three(today: dt.date) -> Facts:
    """The agreement under which the next rotation is being planned, since last month and for two years."""
    since = today - dt.timedelta(days=30)
    return STAGE_TWO | {
        "title": f"Pelatihan keterampilan {since.year + 1}",
        "starts_on": since.isoformat(),
        "ends_on": dt.date(since.year + 2, 12, 31).isoformat(),
        "signed_on": since.isoformat(),
        "facility_number": f"WP.13.PAS.PAS8-PK.05.09-18 TAHUN {since.year}",
        "centre_number": f"563/204/{since.year}",
    }


def make_first_reserves_equal(house: House, batch: Batch) -> None:
    """So that a seat that falls free waits for a person to choose between the two."""
    fit = [row.enrollment for row in ranking(batch).rows if all(f["level"] != "block" for f in row.enrollment.findings)]
    choosing.make_equal(house, batch, fit[batch.seats], fit[batch.seats + 1])


JOURNEYS = {
    "pekalongan": pekalongan,
    "lampung": lampung,
    "ketapang": ketapang,
    "kotabaru": kotabaru,
    "padang": padang,
}

"""Work for every task of the home page: one row of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.permissions import Role
from certificates.models import (
    AuditFinding,
    AuditRun,
    Certificate,
    CompetenceDecision,
    CompetenceVerdict,
    LedgerAlarm,
    Lsp,
    Proposal,
    Scheme,
)
from programs.models import Batch, Circumstance, Enrollment, Instructor, InstructorCertificate, SeatChange, ToolLog
from tests.cast import Place
from tests.factories import (
    ActionItemFactory,
    AgreementFactory,
    AttendanceFactory,
    BudgetLineFactory,
    EnrollmentFactory,
    ImportFactory,
    InstructorCertificateFactory,
    InstructorFactory,
    MeetingFactory,
    PackageFactory,
    PostingFactory,
    ReadinessReviewFactory,
    RotationPlanFactory,
    SaleFactory,
    SessionFactory,
    UserFactory,
    WorkshopFactory,
    graduate,
)

WIB = dt.timezone(dt.timedelta(hours=7))
DECREED = {"decree_number": "W13-SK-1", "decreed_on": dt.date(2021, 6, 1)}


def close(batch: Batch) -> None:
    batch.state, batch.closed_on = Batch.State.CLOSED, batch.tested_on
    batch.save()


def make_work(place: Place, today: dt.date, number: int) -> None:
    """One row for each task."""
    make_talks_and_reviews(place, today)
    make_changes(place)
    make_classes_off_the_rule(place)
    graduate(batch=place.batch(state="CANCELLED"), on=today - dt.timedelta(days=100))
    RotationPlanFactory.create(facility=place.facility, centre=place.centre, agreement=place.agreement)
    SaleFactory.create(result__facility=place.facility)
    january = [1_000_000] + [0] * 11
    BudgetLineFactory.create(facility=place.facility, year=today.year, plan=january)
    MeetingFactory.create(between=(place.facility, place.centre), minutes="Dibahas")
    ImportFactory.create(facility=place.facility, uploaded_by=place.staff)
    UserFactory.create()
    PostingFactory.create(role=Role.AUDITOR, ends_on=today + dt.timedelta(days=9))
    between = (place.facility, place.centre)
    AgreementFactory.create(between=between)
    for days in (10, 60):
        AgreementFactory.create(signed=True, ends_on=today + dt.timedelta(days=days), between=between)
    place.batch()
    place.batch(state="DECREED", **DECREED)
    place.batch(state="SELECTING")
    place.enrolled(place.batch(state="SELECTING"), Enrollment.State.ACCEPTED)
    blocked = place.enrolled(place.batch(state="SELECTING"), Enrollment.State.PROPOSED)
    Enrollment.objects.filter(pk=blocked.pk).update(findings=[{"code": "X", "level": "block"}])
    running = place.batch(state="RUNNING", ends_on=dt.date(2021, 6, 30), tested_on=dt.date(2021, 6, 30), **DECREED)
    place.enrolled(running)
    lesson = running.starts_on + dt.timedelta(days=number)
    SessionFactory.create(batch=running, instructor=place.instructor, day=lesson)
    power_cut = {"cancelled_at": timezone.now(), "cancellation": "POWER_CUT"}
    SessionFactory.create(batch=running, instructor=place.instructor, day=lesson, **power_cut)
    lately = place.batch(state="RUNNING", ends_on=today, tested_on=today, **DECREED)
    place.enrolled(lately)
    for day in (today - dt.timedelta(days=1), today):
        begun = dt.datetime.combine(day, dt.time(0, 0), tzinfo=WIB) + dt.timedelta(seconds=5 * number)
        SessionFactory.create(
            batch=lately,
            instructor=place.instructor,
            day=day,
            starts_at=begun,
            ends_at=begun + dt.timedelta(seconds=5),
        )
    tonight = dt.datetime.combine(today, dt.time(23, 59), tzinfo=WIB) + dt.timedelta(seconds=5 * number)
    SessionFactory.create(
        batch=lately,
        instructor=place.instructor,
        day=today,
        starts_at=tonight,
        ends_at=tonight + dt.timedelta(seconds=5),
    )
    place.enrolled(place.batch(state="TESTING", **DECREED))
    place.batch(state="TESTING", **DECREED)
    ended = place.enrolled(place.batch(state="TESTING", **DECREED), Enrollment.State.COMPLETED)
    close(ended.batch)
    proposed = place.enrolled(place.batch(state="TESTING", **DECREED), Enrollment.State.COMPLETED)
    close(proposed.batch)
    Proposal.objects.create(enrollment=proposed, proposed_by=place.centre_staff)
    with past_its_gates():
        make_replacement(place, ended)
        make_competence(place, today)
        make_ended_sheet(place)
        make_anomaly(place, running)
        LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=number + 2, fingerprint="x", base=0, entries=2)


@contextmanager
def past_its_gates() -> Iterator[None]:
    """Rows whose gates are not the question here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def certificate_of(enrollment: Enrollment, proposal: Proposal, number: str, **facts: Any) -> Certificate:
    """Written past its gates, with nothing true on it but what the task asks for."""
    written = {
        "kind": proposal.kind,
        "token": number,
        "typed_code": number,
        "holder_name": "Pemegang",
        "record": {"time_zone": "Asia/Jakarta"},
        "record_sha256": number,
        "file": "certificates/none.pdf",
        "file_sha256": number,
        "issued_on": "2021-07-01",
    }
    return Certificate.objects.create(proposal=proposal, enrollment=enrollment, number=number, **written | facts)


def make_ended_sheet(place: Place) -> None:
    """A revoked certificate of which nobody has said what became of the sheet."""
    holder = place.enrolled(place.batch(state="TESTING", **DECREED), Enrollment.State.COMPLETED)
    close(holder.batch)
    proposal = Proposal.objects.create(enrollment=holder, proposed_by=place.centre_staff)
    certificate_of(
        holder,
        proposal,
        f"dicabut {holder.pk}",
        issued_by=place.centre_head,
        revoked_at=timezone.now(),
        revoked_by=place.centre_head,
        revocation_class="FRAUD",
        revocation_reason="Tidak pernah diuji",
    )


def make_anomaly(place: Place, batch: Batch) -> None:
    """All in one search: the newest one counts."""
    moment = timezone.now() - dt.timedelta(hours=1)
    run, _is_new = AuditRun.objects.get_or_create(
        kind="ANOMALIES", defaults={"began_at": moment, "ended_at": moment, "checked": 7, "found": 7}
    )
    AuditFinding.objects.create(run=run, rule="closed_day", about=batch.name, batch=batch)


def make_competence(place: Place, today: dt.date) -> None:
    """An LSP found two people competent: one waits to be proposed, the other's certificate soon expires."""
    waiting, certified = (
        place.enrolled(place.batch(state="TESTING", **DECREED), Enrollment.State.COMPLETED) for _ in range(2)
    )
    close(waiting.batch)
    close(certified.batch)
    verdicts = {row: make_verdict(place, row) for row in (waiting, certified)}
    proposal = Proposal.objects.create(
        enrollment=certified, kind="COMPETENCE", verdict=verdicts[certified], proposed_by=place.centre_staff
    )
    last_day = today + dt.timedelta(days=10)
    certificate_of(certified, proposal, f"LSP {certified.pk}", valid_until=last_day, issued_by=place.centre_head)


def make_verdict(place: Place, enrollment: Enrollment) -> CompetenceVerdict:
    number = str(enrollment.pk)
    lsp = Lsp.objects.create(
        name=f"LSP {number}", licence_number=number, licence_from="2020-01-01", licence_until="2030-01-01"
    )
    scheme = Scheme.objects.create(lsp=lsp, code=number, title="Skema", field=enrollment.batch.package.field)
    decision = CompetenceDecision.objects.create(
        batch=enrollment.batch, scheme=scheme, number=number, decided_on="2021-07-01", recorded_by=place.centre_head
    )
    return CompetenceVerdict.objects.create(
        decision=decision, enrollment=enrollment, verdict="K", registration_number=number, blank_number=number
    )


def make_replacement(place: Place, certified: Enrollment) -> None:
    facts = {"enrollment": certified, "proposed_by": place.centre_staff}
    wrong = certificate_of(certified, Proposal.objects.create(**facts), str(certified.pk), issued_by=place.centre_head)
    Proposal.objects.create(**facts, replaces=wrong, end_class="DATA_ERROR", correction="Nama")


def make_talks_and_reviews(place: Place, today: dt.date) -> None:
    between, day = (place.facility, place.centre), dt.timedelta(days=1)
    meeting = MeetingFactory.create(between=between)
    ActionItemFactory.create(meeting=meeting, due_on=today - day)
    ActionItemFactory.create(meeting=meeting, due_on=today + day)
    ActionItemFactory.create(meeting=meeting, centre=place.centre, due_on=today - day)
    for facts in (
        {"state": "DRAFT"},
        {"state": "SUBMITTED", "verdict": "NOT_READY"},
        {"state": "REJECTED", "verdict": "NOT_READY", "rejection_reason": "Foto kurang jelas."},
    ):
        workshop = WorkshopFactory.create(facility=place.facility)
        ReadinessReviewFactory.create(workshop=workshop, centre=place.centre, **facts)
    workshop = WorkshopFactory.create(facility=place.facility)
    ReadinessReviewFactory.create(workshop=workshop, centre=place.centre, confirmed=True, valid_until=today + 9 * day)
    place.batch(workshop=WorkshopFactory.create(facility=place.facility))


def make_classes_off_the_rule(place: Place) -> None:
    """Too few for the standard; outside without a permit; without post-test; tools missing, tools not in yet."""
    large = PackageFactory.create(centre=place.centre, field=place.field, least_participants=5)
    place.enrolled(place.batch(package=large, state="SELECTING"), Enrollment.State.ACCEPTED)
    farm = WorkshopFactory.create(facility=place.facility, place="OPEN", fields=[place.field])
    outside = place.batch(workshop=farm, state="DECREED", **DECREED)
    place.enrolled(outside, Enrollment.State.ACCEPTED)
    SessionFactory.create(batch=outside)
    marked = PackageFactory.create(centre=place.centre, field=place.field, marked=True)
    place.enrolled(place.batch(package=marked, state="TESTING", **DECREED))
    sharp = PackageFactory.create(centre=place.centre, field__has_dangerous_tools=True)
    kitchen = WorkshopFactory.create(facility=place.facility)
    cooking = place.batch(package=sharp, workshop=kitchen, state="RUNNING", **DECREED)
    learner = place.enrolled(cooking)
    missing, out = place.sessions(cooking, instructor=InstructorFactory.create(centre=place.centre))
    AttendanceFactory.create(session=out, enrollment=learner)
    log = ToolLog.objects.create(
        session=missing, handed_out_by=place.staff, returned_by=place.staff, returned_at=missing.ends_at
    )
    log.lines.create(name="Pisau", counted=4, handed_out=4, returned=3)


def make_changes(place: Place) -> None:
    """Who left a seat that waits for a choice among equals and for an addendum, and instructors."""
    left = place.enrolled(place.batch(state="RUNNING", **DECREED), Enrollment.State.ACTIVE)
    SeatChange.objects.create(left=left, is_tied=True, needs_addendum=True)
    Circumstance.objects.create(
        facility=place.facility,
        inmate=left.inmate,  # type: ignore[misc]
        enrollment=left,
        kind=Circumstance.Kind.RELEASED,
        happened_on=left.batch.starts_on,
        freed_seat=True,
    )
    make_instructors(place)


def make_instructors(place: Place) -> None:
    """An officer who passed and whose certificate bears no number, and certificates that have ended and will."""
    methodology = PackageFactory.create(centre=place.centre, field=place.field, trains_instructors=True)
    officers = place.batch(package=methodology, trainee_kind="OFFICER", state="TESTING", **DECREED)
    officer = place.officer()
    passed = EnrollmentFactory.create(batch=officers, inmate=None, officer=officer, state=Enrollment.State.COMPLETED)
    close(officers)
    teacher = Instructor.objects.create(kind="OFFICER", officer=officer, name=officer.name)
    InstructorCertificate.objects.create(instructor=teacher, field=place.field, earned_in=passed)
    for days in (-1, 9, 60):
        InstructorCertificateFactory.create(
            instructor=teacher, valid_until=timezone.localdate() + dt.timedelta(days=days)
        )

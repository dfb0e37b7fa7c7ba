"""A small class that was trained, tested and closed, with each of its facts open to change."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.actions.ledger import checkpoint, enter
from certificates.actions.revoking import revoke
from certificates.actions.sealing import remembered
from certificates.models import Certificate, LedgerEntry, Proposal
from certificates.printing import printed_record
from certificates.record import digest
from certificates.signing import signer
from facilities.models import TrainingCentre
from programs.models import Batch, Enrollment, UnitResult, WrittenTest
from tests.factories import (
    AttendanceFactory,
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InstructorFactory,
    PackageFactory,
    SessionFactory,
    TrainingCentreFactory,
    convict,
    posted,
)

TODAY = dt.date(2021, 7, 19)


class Class:
    """A class of a prison and its centre: `people` completed two days of 8 JP and are K in both units."""

    def __init__(
        self,
        names: tuple[str, ...] = ("Bagas Wirayudha",),
        *,
        state: str = Batch.State.CLOSED,
        person_state: str = Enrollment.State.COMPLETED,
        days_attended: int = 2,
        verdicts: tuple[str, ...] = ("K", "K"),
        centre: dict[str, Any] | None = None,
        pass_mark: int | None = None,
        post_test: int | None = None,
        beside: "Class | None" = None,
        **batch: Any,
    ) -> None:
        """`beside` another class it is taught by the same centre, with the same staff and head."""
        self.centre: TrainingCentre = beside.centre if beside else TrainingCentreFactory.create(**(centre or {}))
        self.facility = FacilityFactory.create()
        self.staff: User = beside.staff if beside else posted(Role.CENTRE_STAFF, self.centre, name="Sekar Proposal")
        self.head: User = beside.head if beside else self._head()
        self.instructor = InstructorFactory.create(centre=self.centre)
        self.assessor = InstructorFactory.create(centre=self.centre)
        name = "Menjahit Pakaian Lanjutan" if beside else "Menjahit Pakaian Dasar"
        package = PackageFactory.create(centre=self.centre, name=name, pass_mark=pass_mark)
        self.batch = BatchFactory.create(package=package, facility=self.facility, running=True, **batch)
        self.people = [self._enroll(name) for name in names]
        self._teach(days_attended)
        self._test(verdicts)
        self._write(post_test)
        self._finish(state, person_state)

    def _head(self) -> User:
        return posted(Role.CENTRE_HEAD, self.centre, name="Ratna Kepala", nip="197005121995032001")

    def _enroll(self, name: str) -> Enrollment:
        return EnrollmentFactory.create(batch=self.batch, inmate=convict(self.facility, name=name), state="ACTIVE")

    def _teach(self, days: int) -> None:
        for number in range(2):
            day = self.batch.starts_on + dt.timedelta(days=number)
            session = SessionFactory.create(batch=self.batch, instructor=self.instructor, day=day)
            for person in self.people:
                hours = 8 if number < days else 0
                AttendanceFactory.create(
                    session=session,
                    enrollment=person,
                    status="H" if hours else "A",
                    lesson_hours=hours,
                    recorded_by=self.staff,
                )

    def _test(self, verdicts: tuple[str, ...]) -> None:
        units = self.batch.package.package_units.order_by("position")
        for package_unit, verdict in zip(units, verdicts, strict=True):
            for person in self.people:
                UnitResult.objects.create(
                    enrollment=person,
                    unit=package_unit.unit,
                    verdict=verdict,
                    assessor=self.assessor,
                    assessed_on=self.batch.tested_on,
                    recorded_by=self.staff,
                )

    def _write(self, points: int | None) -> None:
        if points is None:
            return
        for person in self.people:
            WrittenTest.objects.create(
                enrollment=person, kind="POST", score=points, taken_on=self.batch.tested_on, recorded_by=self.staff
            )

    def _finish(self, state: str, person_state: str) -> None:
        for person in self.people:
            person.state = person_state
            person.save()
        self.batch.state = "TESTING"
        self.batch.save()
        if state == Batch.State.CLOSED:
            self.batch.state, self.batch.closed_on = state, self.batch.last_day
            self.batch.save()

    def proposals(self, by: User | None = None) -> list[Proposal]:
        return [
            Proposal.objects.get_or_create(
                enrollment=person, kind="TRAINING", defaults={"proposed_by": by or self.staff}
            )[0]
            for person in self.people
        ]

    def issued(self) -> Certificate:
        return issue(self.proposals(), on=TODAY, by=self.head)[0]


def unissued(proposal: Proposal, by: User, *, on: dt.date = TODAY, **changes: Any) -> Certificate:
    """A certificate's row as an insider could write it past the action: complete, with hashes, not saved."""
    enrollment = Enrollment.objects.get(pk=proposal.enrollment_id)
    verdict = proposal.verdict
    number = verdict.blank_number if verdict else f"9{proposal.pk:03}/X/2021"
    record = printed_record(enrollment, number=number, on=max(on, TODAY), by=by, verdict=verdict)
    values: dict[str, Any] = {
        "proposal": proposal,
        "enrollment": enrollment,
        "kind": proposal.kind,
        "number": record.number,
        "token": record.token,
        "typed_code": record.typed_code,
        "holder_name": record.holder_name,
        "record": record.to_dict(),
        "record_sha256": digest(record),
        "file": f"certificates/{record.token}.pdf",
        "file_sha256": hashlib.sha256(record.token.encode()).hexdigest(),
        "seal": remembered(signer().certificate),
        "issued_on": on,
        "valid_until": getattr(record, "valid_until", None),
        "issued_by": by,
    }
    return Certificate(**values | changes)


@contextmanager
def past_the_triggers() -> Iterator[None]:
    """As a database administrator could: triggers and foreign keys asleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def entered(certificate: Certificate, event: LedgerEntry.Event = LedgerEntry.Event.ISSUED) -> Certificate:
    """Its line in the ledger, without which no transaction that wrote it comes to its end."""
    enter([certificate], event)
    checkpoint()
    settle()
    return certificate


def settle() -> None:
    """Let the database ask now what it would ask at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@transaction.atomic
def register_of(people: int, *, revoked: int = 0, together: int = 3) -> list[Certificate]:
    """Certificates past their gates and without files, in the ledger by threes; the first `revoked` of them ended."""
    school = Class(tuple(f"Peserta {number}" for number in range(people)), seats=people)
    with past_the_triggers():
        rows = [unissued(proposal, school.head) for proposal in school.proposals()]
        certificates = Certificate.objects.bulk_create(rows)
    for start in range(0, people, together):
        enter(certificates[start : start + together], LedgerEntry.Event.ISSUED)
        checkpoint()
    for certificate in certificates[:revoked]:
        revoke(certificate, reason="Salah tulis", by=school.head)
    settle()
    return certificates

"""The kept counts equal an independent count at every moment, whoever wrote and however."""

import datetime as dt
import random
from dataclasses import astuple
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from facilities.models import Facility
from programs.models import Attendance, Enrollment, PackageUnit, Session, UnitResult
from programs.released import released_graduates
from reports.models import BatchMark, BatchNow, FacilityCount, FacilityMark, LessonMark
from reports.rollups import batches as batch_counts
from reports.rollups import people as people_counts
from tests.factories import (
    AttendanceFactory,
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InmateFactory,
    InstructorFactory,
    OutcomeFactory,
    PackageFactory,
    RuleSetFactory,
    SentenceFactory,
    SessionFactory,
    UserFactory,
    convict,
    graduate,
)
from trainees.models import DisciplinarySanction, Inmate, Movement, Remission, RuleSet, Sentence

pytestmark = pytest.mark.django_db
State = Enrollment.State
TODAY = dt.date(2021, 6, 15)

COUNTED_APART = """
WITH seat AS (SELECT unnest(ARRAY['ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED']) AS state),
had_seat AS (SELECT DISTINCT pgh_obj_id AS id FROM programs_enrollmentevent WHERE state IN (SELECT state FROM seat)),
passed AS (
    SELECT e.id, count(DISTINCT r.unit_id) AS units FROM programs_enrollment e
    JOIN programs_batch b ON b.id = e.batch_id
    JOIN programs_packageunit u ON u.package_id = b.package_id AND u.is_compulsory
    JOIN programs_unitresult r ON r.enrollment_id = e.id AND r.unit_id = u.unit_id AND r.verdict = 'K' GROUP BY e.id),
needed AS (SELECT package_id, count(*) AS units FROM programs_packageunit WHERE is_compulsory GROUP BY package_id)
SELECT b.id,
    (SELECT count(*) FROM programs_enrollment e WHERE e.batch_id = b.id),
    (SELECT count(*) FROM programs_enrollment e WHERE e.batch_id = b.id AND (e.state IN (SELECT state FROM seat)
        OR e.state = 'DROPPED' AND e.id IN (SELECT id FROM had_seat))),
    (SELECT count(*) FROM programs_enrollment e WHERE e.batch_id = b.id AND e.state = 'ACTIVE'),
    (SELECT count(*) FROM programs_enrollment e WHERE e.batch_id = b.id AND e.state = 'COMPLETED'),
    (SELECT count(*) FROM programs_enrollment e JOIN passed ON passed.id = e.id
        JOIN needed ON needed.package_id = b.package_id WHERE e.batch_id = b.id AND passed.units = needed.units),
    (SELECT count(DISTINCT c.enrollment_id) FROM certificates_certificate c
        JOIN programs_enrollment e ON e.id = c.enrollment_id WHERE e.batch_id = b.id AND c.revoked_at IS NULL),
    (SELECT min(day) FROM programs_session s LEFT JOIN programs_attendance a ON a.session_id = s.id
        WHERE s.batch_id = b.id AND s.cancelled_at IS NULL AND a.id IS NULL),
    (SELECT coalesce(sum(a.lesson_hours), 0) FROM programs_attendance a JOIN programs_session s ON s.id = a.session_id
        WHERE s.batch_id = b.id AND NOT s.is_additional),
    (SELECT coalesce(sum(s.lesson_hours), 0) FROM programs_attendance a JOIN programs_session s ON s.id = a.session_id
        WHERE s.batch_id = b.id AND NOT s.is_additional)
FROM programs_batch b ORDER BY b.id
"""


def counted_apart() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED_APART)
        return cursor.fetchall()


def kept() -> list[tuple]:
    return list(
        BatchNow.objects.order_by("batch").values_list(
            "batch",
            "proposed",
            "accepted",
            "active",
            "completed",
            "competent",
            "certified",
            "waiting_since",
            "hours_attended",
            "hours_due",
        )
    )


class Writer:
    """Does one thing after another to three batches of one prison, each way that rows are written."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.facility = FacilityFactory.create()
        self.package = PackageFactory.create(unit_hours=[8, 8, 4])
        self.batches = [BatchFactory.create(facility=self.facility, package=self.package, seats=99) for _ in range(3)]
        self.assessor = InstructorFactory.create(centre=self.package.centre)
        self.clerk = UserFactory.create()
        self.doings = [
            self.propose,
            self.propose_many,
            self.move,
            self.move_many,
            self.move_by_sql,
            self.drop,
            self.remove,
            self.assess,
            self.assess_by_sql,
            self.take_back_a_result,
            self.teach,
            self.mark_attendance,
            self.change_hours_by_sql,
            self.lose_attendance,
            self.cancel,
            self.make_a_unit_optional,
        ]

    def go(self) -> None:
        doing = self.chance.choice(self.doings)
        try:
            with transaction.atomic():
                doing()
        except DatabaseError:
            pass  # a rule of the database said no: nothing has changed

    def someone(self, *states: str) -> Enrollment | None:
        rows = list(Enrollment.objects.filter(state__in=states) if states else Enrollment.objects.all())
        return self.chance.choice(rows) if rows else None

    def propose(self) -> None:
        EnrollmentFactory.create(batch=self.chance.choice(self.batches))

    def propose_many(self) -> None:
        people = [convict(self.facility) for _ in range(3)]
        Enrollment.objects.bulk_create(
            Enrollment(
                batch=self.chance.choice(self.batches), inmate=inmate, state=self.chance.choice(["PROPOSED", "ACTIVE"])
            )
            for inmate in people
        )

    def move(self) -> None:
        if one := self.someone("PROPOSED", "ACCEPTED", "ACTIVE"):
            one.state = self.chance.choice(["ACCEPTED", "ACTIVE", "SUSPENDED", "COMPLETED"])
            one.save()

    def move_many(self) -> None:
        Enrollment.objects.filter(state="PROPOSED").update(state=self.chance.choice(["SHORTLISTED", "ACCEPTED"]))

    def move_by_sql(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE programs_enrollment SET batch_id = %s WHERE state = 'RESERVE'", [self.batches[0].pk])
            cursor.execute("UPDATE programs_enrollment SET state = 'COMPLETED' WHERE state = 'ACTIVE'")

    def drop(self) -> None:
        if one := self.someone("PROPOSED", "ACTIVE", "ACCEPTED"):
            one.state, one.drop_reason = State.DROPPED, "HEALTH"
            one.save()

    def remove(self) -> None:
        Enrollment.objects.filter(state="SHORTLISTED", results=None, attendances=None).delete()

    def assess(self) -> None:
        if one := self.someone("ACTIVE", "COMPLETED"):
            for unit in self.package.units.all():
                if self.chance.random() < 0.8:
                    self.result(one, unit.pk, self.chance.choice(["K", "K", "BK"])).save()

    def assess_by_sql(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE programs_unitresult SET verdict = 'K' WHERE verdict = 'BK'")

    def result(self, one: Enrollment, unit: int, verdict: str) -> UnitResult:
        attempt = UnitResult.objects.filter(enrollment=one, unit=unit).count() + 1
        return UnitResult(
            enrollment=one,
            unit_id=unit,
            attempt=attempt,
            verdict=verdict,
            assessor=self.assessor,
            assessed_on=one.batch.tested_on,
            recorded_by=self.clerk,
        )

    def take_back_a_result(self) -> None:
        UnitResult.objects.filter(pk__in=list(UnitResult.objects.values_list("pk", flat=True)[:1])).delete()

    def teach(self) -> None:
        batch = self.chance.choice(self.batches)
        SessionFactory.create(batch=batch, day=batch.starts_on + dt.timedelta(days=Session.objects.count()))

    def mark_attendance(self) -> None:
        if session := Session.objects.filter(attendances=None).first():
            for one in session.batch.enrollments.filter(state="ACTIVE"):
                AttendanceFactory.create(session=session, enrollment=one, status=self.chance.choice("HHHA"))

    def change_hours_by_sql(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE programs_attendance SET lesson_hours = 3 WHERE lesson_hours > 3")

    def lose_attendance(self) -> None:
        Attendance.objects.filter(pk__in=list(Attendance.objects.values_list("pk", flat=True)[:2])).delete()

    def cancel(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE programs_session SET is_additional = NOT is_additional WHERE makes_up_id IS NULL")

    def make_a_unit_optional(self) -> None:
        PackageUnit.objects.filter(package=self.package, position=3).update(is_compulsory=False)


@pytest.mark.parametrize("seed", range(4))
def test_counts_of_batches_are_exact_after_every_change_and_every_folding_in(seed):
    chance = random.Random(seed)
    writer = Writer(chance)

    for step in range(60):
        writer.go()
        if chance.random() < 0.2:
            batch_counts.fold_in()
        if step % 3 == 0:
            assert kept() == counted_apart()
    batch_counts.fold_in()

    assert kept() == counted_apart()
    assert (BatchMark.objects.count(), LessonMark.objects.count()) == (0, 0)
    assert sum(row[1] for row in kept()) > 5
    assert batch_counts.recount() == 0


def test_a_recount_finds_and_mends_what_came_past_the_triggers():
    batch = EnrollmentFactory.create().batch
    batch_counts.fold_in()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE programs_enrollment SET state = 'ACTIVE'")
        cursor.execute("SET LOCAL session_replication_role = origin")

    wrong = batch_counts.recount()

    assert (wrong, batch_counts.recount()) == (1, 0)
    assert kept() == counted_apart()
    assert BatchNow.objects.get(batch=batch).accepted == 1


PEOPLE_APART = """
WITH asked AS (
    SELECT gone.facility_id, bool_or(told.id IS NULL) AS is_open
    FROM programs_enrollment e JOIN trainees_inmate gone ON gone.id = e.inmate_id AND gone.status = 'RELEASED'
    JOIN trainees_movement m ON m.inmate_id = gone.id AND m.kind = 'RELEASE'
    JOIN (VALUES (3), (6)) AS moment (months) ON m.moved_on + make_interval(months => months) <= %(day)s
        AND m.moved_on + make_interval(months => months + 12) > %(day)s
    LEFT JOIN programs_outcome told ON told.enrollment_id = e.id AND told.months = moment.months
    WHERE e.state = 'COMPLETED' GROUP BY e.id, gone.facility_id)
SELECT f.id, count(i.id),
    count(i.id) FILTER (WHERE i.register_kind IN ('B.I', 'B.IIa', 'B.IIb')),
    count(i.id) FILTER (WHERE i.register_kind IN ('B.I', 'B.IIa', 'B.IIb') AND s.id IS NOT NULL
        AND NOT s.serving_subsidiary
        AND (s.is_life OR s.is_death OR least(
            (s.detained_on + make_interval(years => s.years, months => s.months, days => s.days)
            - make_interval(months => coalesce((SELECT sum(months)::int FROM trainees_remission r
                                                WHERE r.inmate_id = i.id), 0)))::date,
            s.planned_release_on) > %(needed)s)
        AND NOT EXISTS (SELECT FROM trainees_disciplinarysanction d WHERE d.inmate_id = i.id
                        AND d.starts_on <= %(tested)s AND d.ends_on >= %(day)s)),
    count(i.id) FILTER (WHERE i.id IN (SELECT inmate_id FROM programs_enrollment WHERE state = 'COMPLETED')),
    (SELECT count(*) FROM asked WHERE asked.facility_id = f.id AND asked.is_open),
    (SELECT count(*) FROM asked WHERE asked.facility_id = f.id)
FROM facilities_facility f
LEFT JOIN trainees_inmate i ON i.facility_id = f.id AND i.status = 'IN_CUSTODY'
LEFT JOIN trainees_sentence s ON s.inmate_id = i.id
GROUP BY f.id ORDER BY f.id
"""


def people_apart(day: dt.date) -> list[tuple]:
    tested = day + dt.timedelta(days=60)
    needed = tested + dt.timedelta(days=RuleSet.objects.get().certificate_days)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE_APART, {"day": day, "tested": tested, "needed": needed})
        return cursor.fetchall()


def people_kept(day: dt.date) -> list[tuple]:
    found = people_counts.people_by_facility(Facility.objects.all(), on=day)
    return sorted((key, *astuple(one)) for key, one in found.items())


def change_people(chance: random.Random, prisons: list[Facility]) -> None:
    """One thing happens to one person, or to all of them."""
    inmates = list(Inmate.objects.all())
    one: Any = chance.choice(inmates) if inmates else None
    match chance.randrange(14) if one else 0:
        case 0 | 1:
            SentenceFactory.create(
                inmate=InmateFactory.create(
                    facility=chance.choice(prisons), register_kind=chance.choice(["B.I", "B.IIa", "A.III"])
                ),
                years=chance.choice([1, 2, 3]),
                detained_on=dt.date(2020, chance.randint(1, 12), 10),
            )
        case 2:
            Inmate.objects.filter(pk=one.pk).update(facility=chance.choice(prisons))
        case 3:
            Inmate.objects.filter(pk=one.pk).update(status="RELEASED")
        case 4:
            Sentence.objects.filter(inmate=one).update(serving_subsidiary=chance.choice([True, False]))
        case 5:
            DisciplinarySanction.objects.create(
                inmate=one, level="LIGHT", starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=6)
            )
        case 6:
            DisciplinarySanction.objects.all().delete()
        case 7:
            Remission.objects.update_or_create(
                inmate=one, kind="RU", decided_on=TODAY, defaults={"months": chance.randint(1, 6)}
            )
        case 8:
            EnrollmentFactory.create(batch=BatchFactory.create(facility=one.facility), inmate=one, state="COMPLETED")
        case 9:
            RuleSet.objects.update(certificate_days=chance.randint(0, 90))
        case 10 | 11:
            left = chance.choice([80, 100, 190, 400, 460, 600])
            graduate(on=TODAY - dt.timedelta(days=left), inmate=convict(chance.choice(prisons)))
        case 12:
            for enrollment in released_graduates():
                if not enrollment.outcomes.exists():
                    OutcomeFactory.create(enrollment=enrollment, months=chance.choice([3, 6]))
                    break
        case 13:
            Movement.objects.filter(kind="RELEASE").update(moved_on=F("moved_on") - dt.timedelta(days=40))


@pytest.mark.parametrize("seed", range(3))
def test_counts_of_people_are_exact_after_every_change_and_on_every_day(seed):
    chance = random.Random(seed)
    RuleSetFactory.create()
    prisons = [FacilityFactory.create() for _ in range(3)]

    for step in range(40):
        change_people(chance, prisons)
        if chance.random() < 0.2:
            people_counts.fold_in(today=TODAY)
        day = TODAY + dt.timedelta(days=chance.choice([0, 0, 1, 2, 200]))
        if step % 3 == 0:
            assert people_kept(day) == people_apart(day)
    people_counts.fold_in(today=TODAY)

    assert people_kept(TODAY) == people_apart(TODAY)
    assert sum(row[-1] for row in people_kept(TODAY)) > 0
    assert FacilityMark.objects.count() == 0
    assert FacilityCount.objects.count() == 2 * Facility.objects.count()
    assert people_counts.recount(today=TODAY) == 0


def test_counts_kept_under_other_months_of_asking_are_counted_anew_at_once(settings):
    prison = graduate(on=TODAY - dt.timedelta(days=40)).inmate.facility
    own = Facility.objects.filter(pk=prison.pk)
    people_counts.fold_in(today=TODAY)
    before = people_counts.people_by_facility(own, on=TODAY)[prison.pk].to_ask
    settings.OUTCOME_MONTHS = [1]

    at_once = people_counts.people_by_facility(own, on=TODAY)[prison.pk].to_ask
    people_counts.fold_in(today=TODAY)

    kept = FacilityCount.objects.get(facility=prison, day=TODAY).to_ask
    assert (before, at_once, kept) == (0, 1, 1)

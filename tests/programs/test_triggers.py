"""What the triggers of migrations and the tables of steps refuse, however the rows are written."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.refusals import refusals_explained
from facilities.actions.agreements import terminate
from facilities.models import Agreement
from programs.facts import FACT_SENTENCES
from programs.models import Attendance, Batch, Enrollment, Package, PackageUnit, Session, UnitResult
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

FIRST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 12)
DAY = dt.timedelta(days=1)


def facts_of(state: str) -> dict[str, Any]:
    """What the table's other constraints want of a batch in the state."""
    return {"closed_on": TEST if state == "CLOSED" else None}


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused_by(step: Callable[[], Any]) -> str:
    """The name that the database gives the fact which the step would break."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


# -- Seats


def seated(place: Place, batch: Batch) -> Enrollment:
    return Enrollment(batch=batch, inmate=place.inmate(), state="ACCEPTED")


def test_seats_are_not_oversold_by_creating_many_at_once(place: Place) -> None:
    batch = place.batch(seats=2)
    people = [seated(place, batch) for _seat in range(3)]

    assert refused_by(lambda: Enrollment.objects.bulk_create(people)) == "seats_never_oversold"
    assert not Enrollment.objects.exists()


def test_seats_are_not_oversold_by_updating_many_at_once(place: Place) -> None:
    batch = place.batch(seats=2)
    for _person in range(3):
        place.enrolled(batch, Enrollment.State.RESERVE)

    assert refused_by(lambda: Enrollment.objects.update(state="ACCEPTED")) == "seats_never_oversold"


def test_seats_are_not_oversold_by_sql(place: Place) -> None:
    batch = place.batch(seats=1)
    place.enrolled(batch)
    place.enrolled(batch, Enrollment.State.RESERVE)

    def accept() -> None:
        sql("UPDATE programs_enrollment SET state = 'ACCEPTED' WHERE state = 'RESERVE'")

    assert refused_by(accept) == "seats_never_oversold"


def test_seats_are_not_oversold_by_moving_people_between_batches(place: Place) -> None:
    full, other = place.batch(seats=1), place.batch()
    place.enrolled(full)
    moved = place.enrolled(other)

    def move() -> None:
        Enrollment.objects.filter(pk=moved.pk).update(batch=full)

    assert refused_by(move) == "seats_never_oversold"


@pytest.mark.parametrize("state", ["ACCEPTED", "ACTIVE", "SUSPENDED", "COMPLETED"])
def test_every_state_with_a_seat_counts(place: Place, state: str) -> None:
    batch = place.batch(seats=1)
    place.enrolled(batch, state)

    assert refused_by(lambda: seated(place, batch).save()) == "seats_never_oversold"


def test_seats_cannot_fall_below_the_people_seated(place: Place) -> None:
    batch = place.batch(seats=3)
    place.enrolled(batch)
    place.enrolled(batch)
    Batch.objects.update(seats=2)

    assert refused_by(lambda: Batch.objects.update(seats=1)) == "seats_not_below_the_seated"


# -- Whom a batch is for


def test_a_batch_takes_only_those_whom_it_is_for(place: Place) -> None:
    inmates, officers = place.batch(), place.batch(trainee_kind="OFFICER")
    wrong = (
        Enrollment(batch=inmates, officer=place.officer()),
        Enrollment(batch=officers, inmate=place.inmate()),
    )

    refusals = [refused_by(partial(Enrollment.objects.bulk_create, [row])) for row in wrong]

    assert refusals == ["trainees_of_the_batch_kind"] * 2


def test_whom_a_batch_is_for_stays_once_somebody_is_in_it(place: Place) -> None:
    place.enrolled(place.batch(), Enrollment.State.PROPOSED)

    assert refused_by(lambda: Batch.objects.update(trainee_kind="OFFICER")) == "trainees_of_the_batch_kind"


# -- The days of a seat


def period(enrollment: Enrollment) -> tuple[dt.date, dt.date]:
    kept = Enrollment.objects.get(pk=enrollment.pk).period
    return kept.lower, kept.upper - DAY


def test_a_seat_takes_the_days_of_its_batch_whatever_it_is_told(place: Place) -> None:
    enrollment = place.enrolled(place.batch())

    sql("UPDATE programs_enrollment SET period = 'empty'")

    assert period(enrollment) == (FIRST, TEST)


def test_a_seat_follows_when_the_batch_s_days_change(place: Place) -> None:
    enrollment = place.enrolled(place.batch())

    Batch.objects.update(starts_on=FIRST + DAY, ends_on=TEST + 2 * DAY)

    assert period(enrollment) == (FIRST + DAY, TEST + 2 * DAY)


def test_a_batch_cannot_move_onto_days_on_which_its_people_sit_elsewhere(place: Place) -> None:
    enrollment = place.enrolled(place.batch(), Enrollment.State.ACCEPTED)
    later = place.batch(starts_on=TEST + DAY, ends_on=TEST + DAY, tested_on=TEST + DAY)
    Enrollment.objects.create(batch=later, inmate=enrollment.inmate, state="ACCEPTED")

    def move() -> None:
        Batch.objects.filter(pk=later.pk).update(starts_on=TEST)

    assert refused_by(move) == "one_seat_of_a_person_at_a_time"


# -- Attendance and results


def marked(place: Place, batch: Batch, enrollment: Enrollment, hours: int = 8) -> Attendance:
    session = batch.sessions.first() or place.sessions(batch)[0]
    return Attendance(
        session=session,
        enrollment=enrollment,
        status="H",
        lesson_hours=hours,
        entered_on=session.day,
        recorded_on=session.day,
        recorded_by=place.staff,
    )


def test_attendance_stays_inside_the_batch_of_its_session(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    outsider = place.enrolled(place.batch(state=Batch.State.RUNNING))
    row = marked(place, batch, outsider)

    assert refused_by(lambda: Attendance.objects.bulk_create([row])) == "attendance_inside_its_batch"


def test_attendance_earns_no_more_hours_than_its_session_has(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    enrollment = place.enrolled(batch)
    too_many, all_of_them = marked(place, batch, enrollment, 9), marked(place, batch, enrollment, 8)

    name = refused_by(lambda: Attendance.objects.bulk_create([too_many]))
    Attendance.objects.bulk_create([all_of_them])

    assert name == "attendance_inside_its_hours"
    assert refused_by(lambda: Attendance.objects.update(lesson_hours=9)) == name


def test_a_cancelled_session_takes_no_attendance(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    row = marked(place, batch, place.enrolled(batch))
    batch.sessions.update(cancelled_at=dt.datetime(2021, 6, 9, tzinfo=dt.UTC), cancellation="POWER_CUT")

    assert refused_by(row.save) == "attendance_inside_its_hours"


def verdict(place: Place, enrollment: Enrollment, **changes: Any) -> UnitResult:
    facts = {
        "enrollment": enrollment,
        "unit": enrollment.batch.package.package_units.all()[0].unit,
        "verdict": "BK",
        "assessor": place.assessor,
        "assessed_on": TEST,
        "recorded_by": place.centre_staff,
    }
    return UnitResult(**{**facts, **changes})


def test_a_result_stays_inside_the_units_of_the_package(place: Place) -> None:
    enrollment = place.enrolled(place.batch(state=Batch.State.TESTING))
    other = make.UnitFactory.create()

    def record() -> None:
        UnitResult.objects.bulk_create([verdict(place, enrollment, unit=other)])

    assert refused_by(record) == "result_inside_its_package"


# -- A closed batch


@pytest.fixture
def closed(place: Place) -> Batch:
    """A batch that was closed with attendance and a verdict on record."""
    batch = place.batch(state=Batch.State.TESTING)
    enrollment = place.enrolled(batch)
    marked(place, batch, enrollment).save()
    verdict(place, enrollment).save()
    Enrollment.objects.update(state="COMPLETED")
    Batch.objects.update(state="CLOSED", closed_on=TEST)
    return batch


EVIDENCE = {
    "attendance changed": lambda: Attendance.objects.update(status="S", lesson_hours=0),
    "attendance deleted": lambda: Attendance.objects.all().delete(),
    "attendance deleted by SQL": lambda: sql("DELETE FROM programs_attendance"),
    "verdict changed": lambda: UnitResult.objects.update(verdict="K"),
    "verdict changed by SQL": lambda: sql("UPDATE programs_unitresult SET verdict = 'K'"),
    "verdict deleted": lambda: UnitResult.objects.all().delete(),
    "person exchanged": lambda: Enrollment.objects.update(inmate=make.InmateFactory.create()),
    "person deleted by SQL": lambda: sql("DELETE FROM programs_enrollment"),
    "person moved away": lambda: Enrollment.objects.update(batch=make.BatchFactory.create()),
    "findings rewritten": lambda: Enrollment.objects.update(findings=[{"text": "Tidak ada"}]),
    "findings rewritten by SQL": lambda: sql("UPDATE programs_enrollment SET findings = '[1]'"),
    "period moved by SQL": lambda: sql("UPDATE programs_enrollment SET period = 'empty'"),
    "session moved": lambda: Session.objects.update(day=FIRST + DAY),
    "session lengthened": lambda: Session.objects.update(lesson_hours=16),
    "session added": lambda: make.SessionFactory.create(batch=Batch.objects.get(state="CLOSED"), day=TEST),
    "session deleted by SQL": lambda: sql("DELETE FROM programs_session"),
    "score added": lambda: Enrollment.objects.get().scores.create(scored_by=make.UserFactory.create(), score=90),
    "batch deleted by SQL": lambda: sql("DELETE FROM programs_batch"),
}


@pytest.mark.parametrize("step", EVIDENCE.values(), ids=EVIDENCE.keys())
def test_a_closed_batch_keeps_its_evidence(closed: Batch, step: Callable[[], Any]) -> None:
    assert refused_by(step) == "closed_batch_keeps_its_evidence"


def test_a_closed_batch_takes_no_new_attendance_or_verdict(place: Place, closed: Batch) -> None:
    enrollment = closed.enrollments.get()
    row = marked(place, closed, enrollment)
    row.session = closed.sessions.latest("day")

    assert refused_by(row.save) == "closed_batch_keeps_its_evidence"
    assert refused_by(verdict(place, enrollment, attempt=2).save) == "closed_batch_keeps_its_evidence"


def test_a_closed_batch_keeps_who_completed(place: Place) -> None:
    batch = place.batch(state=Batch.State.TESTING)
    place.enrolled(batch, Enrollment.State.RESERVE)
    Batch.objects.update(state="CLOSED", closed_on=TEST)

    assert refused_by(lambda: Enrollment.objects.update(state="ACCEPTED")) == "closed_batch_keeps_its_evidence"


def test_nobody_comes_into_a_closed_batch(place: Place, closed: Batch) -> None:
    newcomer = Enrollment(batch=closed, inmate=place.inmate(), state="COMPLETED")
    other = place.enrolled(place.batch(), Enrollment.State.PROPOSED)

    def move() -> None:
        sql("UPDATE programs_enrollment SET batch_id = %s WHERE id = %s", closed.pk, other.pk)

    for step in (newcomer.save, lambda: Enrollment.objects.bulk_create([newcomer]), move):
        assert refused_by(step) == "closed_batch_keeps_its_evidence"


FROZEN = {
    "starts_on": FIRST - DAY,
    "ends_on": FIRST,
    "tested_on": FIRST,
    "seats": 200,
    "name": "Nama lain",
    "closed_on": TEST + DAY,
    "decree_number": "W13-SK-9",
    "minutes_number": "TPP-9",
    "agreement_id": 0,
    "package_id": 0,
    "facility_id": 0,
    "workshop_id": 0,
}


@pytest.mark.parametrize("column", FROZEN)
def test_a_closed_batch_changes_in_no_column(closed: Batch, column: str) -> None:
    rows = Batch.objects.filter(pk=closed.pk)
    before = rows.values().get()

    def by_sql() -> None:
        sql(f"UPDATE programs_batch SET {column} = %s", FROZEN[column])

    assert refused_by(lambda: rows.update(**{column: FROZEN[column]})) == "closed_batch_keeps_its_evidence"
    assert refused_by(by_sql) == "closed_batch_keeps_its_evidence"
    assert rows.values().get() == before


def test_a_closed_batch_and_its_people_may_be_saved_unchanged(closed: Batch) -> None:
    closed.refresh_from_db()

    closed.save()
    closed.enrollments.get().save()

    assert closed.enrollments.get().state == "COMPLETED"


# -- Sessions with attendance

SESSION_LOSSES = {
    "hours": {"lesson_hours": 7},
    "batch": {"batch_id": 0},
    "cancelled": {"cancelled_at": dt.datetime(2021, 6, 9, tzinfo=dt.UTC), "cancellation": "POWER_CUT"},
}


@pytest.mark.parametrize("change", SESSION_LOSSES.values(), ids=SESSION_LOSSES.keys())
def test_a_session_keeps_the_attendance_it_has(place: Place, change: dict[str, Any]) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    marked(place, batch, place.enrolled(batch), 8).save()
    change = {"batch_id": place.batch().pk} if "batch_id" in change else change
    [free] = batch.sessions.filter(attendances__isnull=True)

    Session.objects.filter(pk=free.pk).update(**change)

    taken = Session.objects.filter(attendances__isnull=False)
    assert refused_by(lambda: taken.update(**change)) == "session_keeps_its_attendance"


def test_a_session_may_lose_hours_that_nobody_earned(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    marked(place, batch, place.enrolled(batch), 6).save()

    Session.objects.update(lesson_hours=6)

    assert set(Session.objects.values_list("lesson_hours", flat=True)) == {6}


# -- Packages in use

RULES = {
    "hours": lambda: Package.objects.update(lesson_hours=8),
    "hours by SQL": lambda: sql("UPDATE programs_package SET lesson_hours = 8"),
    "threshold": lambda: Package.objects.update(attendance_threshold=1),
    "field": lambda: Package.objects.update(field=make.FieldFactory.create()),
    "centre": lambda: Package.objects.update(centre=make.TrainingCentreFactory.create()),
    "unit excused": lambda: PackageUnit.objects.update(is_compulsory=False),
    "unit shortened": lambda: PackageUnit.objects.update(lesson_hours=1),
    "unit removed": lambda: PackageUnit.objects.all().delete(),
    "unit removed by SQL": lambda: sql("DELETE FROM programs_packageunit"),
    "unit added": lambda: Package.objects.get().package_units.create(
        unit=make.UnitFactory.create(), position=9, lesson_hours=1
    ),
}
IN_USE = ("SELECTING", "DECREED", "RUNNING", "TESTING", "CLOSED")


@pytest.mark.parametrize("step", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize("state", ["SELECTING", "CLOSED"])
def test_a_package_in_use_keeps_its_rules(place: Place, state: str, step: Callable[[], Any]) -> None:
    place.batch(state=state, **facts_of(state))

    assert refused_by(step) == "package_in_use_keeps_its_rules"


@pytest.mark.parametrize("state", Batch.State.values)
def test_a_package_is_in_use_from_selecting_on(place: Place, state: str) -> None:
    place.batch(state=state, **facts_of(state))

    if state in IN_USE:
        assert refused_by(RULES["threshold"]) == "package_in_use_keeps_its_rules"
    else:
        RULES["threshold"]()
        RULES["unit shortened"]()
        assert Package.objects.get().attendance_threshold == 1


def test_a_package_in_use_may_still_be_renamed(place: Place) -> None:
    place.batch(state="RUNNING")

    Package.objects.update(name="Menjahit Busana")

    assert Package.objects.get().name == "Menjahit Busana"


def test_a_unit_with_results_stays_though_its_batch_was_cancelled(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    result = verdict(place, place.enrolled(batch))
    result.save()
    Batch.objects.update(state="CANCELLED")
    taught = PackageUnit.objects.filter(unit=result.unit)

    assert refused_by(taught.delete) == "unit_with_results_stays"
    assert refused_by(lambda: taught.update(unit=make.UnitFactory.create())) == "unit_with_results_stays"


# -- The agreement behind a closed batch

AGREEMENT_CHANGES = {
    "starts later": {"starts_on": FIRST},
    "starts earlier": {"starts_on": dt.date(2019, 1, 1)},
    "ends earlier": {"ends_on": TEST},
    "ends later": {"ends_on": dt.date(2031, 1, 1)},
    "signed on another day": {"signed_on": dt.date(2020, 1, 1)},
    "terminated on the day of the test": {
        "state": "TERMINATED", "terminated_on": TEST, "termination_reason": "Selesai"
    },
}  # fmt: skip


@pytest.mark.parametrize("change", AGREEMENT_CHANGES.values(), ids=AGREEMENT_CHANGES.keys())
def test_the_agreement_of_a_closed_batch_keeps_its_days(closed: Batch, change: dict[str, Any]) -> None:
    rows = Agreement.objects.filter(pk=closed.agreement_id)

    assert refused_by(lambda: rows.update(**change)) == "agreement_of_a_closed_batch_stays"


def test_the_agreement_of_a_closed_batch_may_end_after_its_last_day(place: Place, closed: Batch) -> None:
    terminate(place.agreement, on=TEST + DAY, reason="Gedung dibongkar", by=place.head)

    assert Agreement.objects.get(pk=place.agreement.pk).terminated_on == TEST + DAY


def test_an_agreement_without_a_closed_batch_may_change(place: Place) -> None:
    place.batch(state="RUNNING")

    Agreement.objects.update(ends_on=TEST)

    assert Agreement.objects.get().ends_on == TEST


# -- Steps of state


def impossible(model: Any) -> list[tuple[str, str]]:
    return [
        (str(before), str(after))
        for before in model.State
        for after in model.State
        if after != before and after not in model.STEPS[before]
    ]


@pytest.mark.parametrize(("before", "after"), impossible(Batch))
def test_a_batch_takes_no_step_that_its_table_lacks(place: Place, before: str, after: str) -> None:
    place.batch(state=before, **facts_of(before))

    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Batch.objects.update(state=after, **facts_of(after))

    assert Batch.objects.get().state == before


@pytest.mark.parametrize(("before", "after"), impossible(Enrollment))
def test_an_enrollment_takes_no_step_that_its_table_lacks(place: Place, before: str, after: str) -> None:
    def told(state: str) -> dict[str, str]:
        return {"reason": "Alasan", "drop_reason": "HEALTH" if state == "DROPPED" else ""}

    Enrollment.objects.create(batch=place.batch(), inmate=place.inmate(), state=before, **told(before))

    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        sql(
            "UPDATE programs_enrollment SET state = %s, drop_reason = %s",
            after,
            told(after)["drop_reason"],
        )

    assert Enrollment.objects.get().state == before


# -- In words


@pytest.mark.parametrize("name", FACT_SENTENCES)
def test_what_a_trigger_refuses_is_said_in_its_own_sentence(name: str) -> None:
    with pytest.raises(ValidationError) as refusal, refusals_explained():
        sql(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'; END $$")

    assert refusal.value.messages == [str(FACT_SENTENCES[name])]
    assert refusal.value.code == name


def test_every_fact_that_triggers_keep_has_its_sentence() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT (regexp_matches(prosrc, '(?:CONSTRAINT =|refused :=) ''(\\w+)''', 'g'))[1] "
            "FROM pg_proc JOIN pg_trigger ON tgfoid = pg_proc.oid "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relname LIKE 'programs\\_%%' OR relname IN ('facilities_agreement', 'facilities_workshop')"
        )
        raised = {name for (name,) in cursor.fetchall()}

    assert raised == set(FACT_SENTENCES)

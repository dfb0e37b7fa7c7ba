"""Each seeded fraud is found by its own sign; classes as they are in life show none."""

import datetime as dt
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from certificates.actions.auditing import report_anomalies
from certificates.anomalies.signs import SIGNS
from certificates.models import AnomalyLimit, AuditRun
from tests.certificates.auditing.life import PEOPLE, limit, lived, names, strike
from tests.certificates.auditing.lsp_frauds import FRAUDS_OF_LSPS, decided
from tests.certificates.classes import TODAY, Class, past_the_triggers

pytestmark = pytest.mark.django_db


def list_typed_at_one_sitting() -> list[Class]:
    limit("entry_burst", lessons=2)
    school = lived()
    strike(
        "UPDATE programs_attendance SET recorded_at = '2021-06-20 03:00Z'::timestamptz "
        "+ programs_attendance.id % 5 * interval '1 minute' "
        "FROM programs_session session WHERE session.id = session_id AND session.batch_id = {batch}",
        school,
    )
    return [school]


def list_copied_from_another_class() -> list[Class]:
    limit("same_pattern", absences=2)
    schools = [Class(PEOPLE, days_attended=1), Class(("Dewi Anggraini", "Eko Saputra"), days_attended=1)]
    lived(("Fajar Nugroho",))
    return schools


def instructor_here_and_there() -> list[Class]:
    here, there = lived(), lived(("Dewi Anggraini",))
    strike(
        "UPDATE programs_instructor SET nip = '197001011995031001' WHERE id IN "
        "(SELECT instructor_id FROM programs_session WHERE batch_id IN ({batch}, {other}))",
        here,
        there,
    )
    return [here, there]


def day_without_end() -> list[Class]:
    school = lived()
    strike("UPDATE programs_session SET lesson_hours = 16 WHERE batch_id = {batch}", school)
    strike(
        "UPDATE programs_attendance SET lesson_hours = 14 WHERE id = (SELECT min(attendance.id) "
        "FROM programs_attendance attendance JOIN programs_session session ON session.id = session_id "
        "WHERE session.batch_id = {batch})",
        school,
    )
    return [school]


def points_made_for_the_issue() -> list[Class]:
    school = lived()
    strike(
        "UPDATE programs_unitresult SET recorded_at = '2021-07-19 01:55Z' FROM programs_enrollment one "
        "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
        school,
    )
    return [school]


def equal_points_for_all() -> list[Class]:
    limit("equal_scores", people=2)
    school, other = lived(), lived(("Dewi Anggraini", "Eko Saputra"))
    for batch, points in ((school, "85"), (other, "70 + enrollment_id % 20")):
        strike(
            f"UPDATE programs_unitresult SET knowledge = {points}, skill = {points}, attitude = {points} "
            "FROM programs_enrollment one WHERE one.id = enrollment_id AND one.batch_id = {batch}",
            batch,
        )
    return [school]


def lesson_on_a_national_holiday() -> list[Class]:
    school = lived()
    strike(
        "UPDATE programs_session SET day = '2021-06-01', starts_at = '2021-06-01 00:30Z', "
        "ends_at = '2021-06-01 06:30Z' WHERE id = (SELECT min(id) FROM programs_session WHERE batch_id = {batch})",
        school,
    )
    return [school]


def lesson_on_a_day_that_the_prison_was_closed() -> list[Class]:
    school, _other = lived(), lived(("Dewi Anggraini",))
    school.facility.closed_days.create(
        name="Penggeledahan", starts_on=school.batch.starts_on, ends_on=school.batch.starts_on
    )
    return [school]


def people_by_the_dozen() -> list[Class]:
    limit("assessor_overload", people=2)
    here, there = lived(), lived(("Dewi Anggraini",))
    strike(
        "UPDATE programs_unitresult SET assessor_id = (SELECT min(assessor_id) FROM programs_unitresult result "
        "JOIN programs_enrollment one ON one.id = result.enrollment_id WHERE one.batch_id = {batch}) "
        "FROM programs_enrollment one WHERE one.id = enrollment_id AND one.batch_id = {other}",
        here,
        there,
    )
    return [here, there]


def both_buttons_by_one_hand() -> list[Class]:
    school = lived()
    strike(
        "UPDATE certificates_proposal SET proposed_at = '2021-07-19 01:59:50Z' FROM programs_enrollment one "
        "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
        school,
    )
    return [school]


def decree_written_afterwards() -> list[Class]:
    school, other = lived(), lived(("Dewi Anggraini",))
    for batch, written in ((school, "2021-07-01"), (other, "2021-06-03")):
        strike(
            "INSERT INTO programs_decree (kind, facility_id, number, decreed_on, decreed_by_id, record) "
            "SELECT 'DECREE', facility_id, 'SK-1', '2021-06-01', " + str(batch.head.pk) + ", '{{}}' "
            "FROM programs_batch WHERE id = {batch}",
            batch,
        )
        strike(
            "INSERT INTO programs_decree_batches (decree_id, batch_id) SELECT max(id), {batch} FROM programs_decree",
            batch,
        )
        strike(
            "INSERT INTO programs_decreeevent (pgh_created_at, pgh_label, pgh_obj_id, id, kind, facility_id, number, "
            "decreed_on, decreed_by_id, record) SELECT '" + written + "', 'insert', id, id, kind, facility_id, number, "
            "decreed_on, decreed_by_id, record FROM programs_decree WHERE id = (SELECT max(id) FROM programs_decree)",
            batch,
        )
    return [school]


def somebody_in_two_classes() -> list[Class]:
    here, there = lived(), lived(("Dewi Anggraini",))
    strike(
        "UPDATE programs_enrollment SET inmate_id = (SELECT min(inmate_id) FROM programs_enrollment "
        "WHERE batch_id = {batch}) WHERE batch_id = {other}",
        here,
        there,
    )
    limit("too_many_hours", hours=24)
    limit("renamed", people=2)
    return [here, there]


def verdict_before_the_lessons() -> list[Class]:
    school, other = lived(), lived(("Dewi Anggraini",))
    for batch in (school, other):
        strike(
            "UPDATE programs_session SET unit_id = (SELECT min(unit_id) FROM programs_packageunit taught "
            "JOIN programs_batch batch ON batch.package_id = taught.package_id WHERE batch.id = {batch}) "
            "WHERE batch_id = {batch}",
            batch,
        )
    strike(
        "UPDATE programs_unitresult SET assessed_on = '2021-06-10' FROM programs_enrollment one "
        "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
        school,
    )
    return [school]


def sold_to_somebody_else() -> list[Class]:
    school, _other = lived(), lived(("Dewi Anggraini",))
    strike(
        "UPDATE trainees_inmateevent SET name = 'Kosim Semula' WHERE pgh_id = (SELECT min(pgh_id) "
        "FROM trainees_inmateevent event JOIN programs_enrollment one ON one.inmate_id = event.pgh_obj_id "
        "WHERE one.batch_id = {batch})",
        school,
    )
    return [school]


FRAUDS: list[tuple[str, Callable[[], list[Class]]]] = [
    ("entry_burst", list_typed_at_one_sitting),
    ("same_pattern", list_copied_from_another_class),
    ("instructor_twice", instructor_here_and_there),
    ("too_many_hours", day_without_end),
    ("results_last_minute", points_made_for_the_issue),
    ("equal_scores", equal_points_for_all),
    ("closed_day", lesson_on_a_national_holiday),
    ("closed_day", lesson_on_a_day_that_the_prison_was_closed),
    ("assessor_overload", people_by_the_dozen),
    ("issued_in_seconds", both_buttons_by_one_hand),
    ("late_decree", decree_written_afterwards),
    ("person_twice", somebody_in_two_classes),
    ("test_before_lesson", verdict_before_the_lessons),
    ("renamed", sold_to_somebody_else),
    *FRAUDS_OF_LSPS,
]


def searched() -> AuditRun:
    return report_anomalies(today=TODAY)


def test_each_sign_has_a_fraud_that_shows_it():
    assert sorted({sign for sign, _fraud in FRAUDS}) == sorted(SIGNS)
    assert len(SIGNS) == 18


@pytest.mark.parametrize(("sign", "fraud"), FRAUDS)
def test_a_fraud_is_found_in_its_classes_and_in_no_other(sign: str, fraud: Callable[[], list[Class]]):
    schools = fraud()

    run = searched()

    found = sorted((one.rule, one.about) for one in run.findings.all())
    assert found == [(sign, name) for name in names(*schools)]
    assert all(one.sentence and "?" not in one.sentence and "%" not in one.sentence for one in run.findings.all())


def test_classes_as_in_life_show_no_sign():
    lived()
    lived(("Dewi Anggraini",), days_attended=1)
    decided(("Eko Saputra",))

    run = searched()

    assert (run.found, run.checked, run.left_out) == (0, 3, [])


def test_classes_that_ended_longer_ago_are_not_asked():
    both_buttons_by_one_hand()

    run = report_anomalies(today=TODAY, since=dt.date(2021, 6, 12))

    assert (run.found, run.checked, run.since) == (0, 0, dt.date(2021, 6, 12))


def test_the_administrators_figure_decides():
    both_buttons_by_one_hand()
    limit("issued_in_seconds", seconds=5)

    assert searched().found == 0


def test_without_a_figure_of_the_administrator_the_signs_own_counts():
    both_buttons_by_one_hand()
    AnomalyLimit.objects.all().delete()

    assert searched().found == 1


def test_every_figure_of_a_sign_is_the_administrators_to_set():
    set_by_hand = AnomalyLimit.objects.set_by_hand()

    assert set_by_hand == {(code, name): value for code, sign in SIGNS.items() for name, value in sign.limits.items()}


def test_outside_of_a_demonstration_no_class_is_left_out_of_the_moments(settings):
    school = both_buttons_by_one_hand()[0]
    with past_the_triggers(), connection.cursor() as cursor:
        cursor.execute("UPDATE programs_batchevent SET pgh_created_at = now()")

    in_the_demonstration, settings.DEMO = searched().found, False

    assert (in_the_demonstration, searched().findings.get().batch) == (0, school.batch)


def test_a_sign_is_left_out_only_when_told_and_the_run_says_so():
    both_buttons_by_one_hand()
    out = StringIO()

    call_command("report_anomalies", since=dt.date(2021, 1, 1), leave_out=["issued_in_seconds"], stdout=out)

    run = AuditRun.objects.get()
    assert (run.found, run.left_out) == (0, ["issued_in_seconds"])
    assert str(SIGNS["issued_in_seconds"].title) in out.getvalue()


def test_the_command_names_prison_and_class_and_nobody():
    [school] = both_buttons_by_one_hand()
    out = StringIO()

    call_command("report_anomalies", since=dt.date(2021, 1, 1), stdout=out)

    said = out.getvalue()
    assert said.startswith(f"{school.facility}, {school.batch.name}: ")
    assert [name for name in (*PEOPLE, school.head.name, school.staff.name) if name in said] == []

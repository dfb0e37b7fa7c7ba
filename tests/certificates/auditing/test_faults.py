"""Each seeded fault is found, once and by its own rule; what is in order raises nothing."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from certificates.actions.auditing import audit_certificates, first_of_each
from certificates.actions.revoking import revoke
from certificates.auditing.gates import OF_EVERY_KIND, RULES_OF
from certificates.auditing.papers import digest_of
from certificates.auditing.rules import RULES
from certificates.models import AuditFinding, AuditRun, Certificate, CertificateKind, NumberSeries
from certificates.models.audits import MOST_KEPT
from tests.certificates.auditing.seeds import certified, past
from tests.certificates.classes import Class, settle

pytestmark = pytest.mark.django_db

PEOPLE = ("Bagas Wirayudha", "Citra Kusuma")
Fault = Callable[[Class, Certificate], None]


def hours_are_gone(school: Class, paper: Certificate) -> None:
    past(
        "DELETE FROM programs_attendance WHERE id = (SELECT min(id) FROM programs_attendance WHERE enrollment_id = %s)",
        paper.enrollment_id,
    )


def hours_came_afterwards(school: Class, paper: Certificate) -> None:
    past(
        "UPDATE programs_attendance SET recorded_at = now() + interval '1 day' WHERE enrollment_id = %s",
        paper.enrollment_id,
    )


def a_unit_was_not_passed(school: Class, paper: Certificate) -> None:
    past(
        "UPDATE programs_unitresult SET verdict = 'BK' WHERE id = "
        "(SELECT min(id) FROM programs_unitresult WHERE enrollment_id = %s)",
        paper.enrollment_id,
    )


def the_post_test_falls_short(school: Class, paper: Certificate) -> None:
    past("UPDATE programs_package SET pass_mark = 70 WHERE id = %s", school.batch.package_id)


def the_holder_had_left(school: Class, paper: Certificate) -> None:
    past(
        "UPDATE programs_enrollment SET state = 'DROPPED', drop_reason = 'OWN_WISH' WHERE id = %s", paper.enrollment_id
    )


def the_class_is_not_closed(school: Class, paper: Certificate) -> None:
    past("UPDATE programs_batch SET state = 'TESTING', closed_on = NULL WHERE id = %s", school.batch.pk)


def the_agreement_had_ended(school: Class, paper: Certificate) -> None:
    past("UPDATE facilities_agreement SET ends_on = '2021-06-11' WHERE id = %s", school.batch.agreement_id)


def the_head_proposed_it(school: Class, paper: Certificate) -> None:
    past("UPDATE certificates_proposal SET proposed_by_id = %s WHERE id = %s", school.head.pk, paper.proposal_id)


def the_head_recorded_a_result(school: Class, paper: Certificate) -> None:
    past(
        "UPDATE programs_unitresult SET recorded_by_id = %s WHERE id = "
        "(SELECT min(id) FROM programs_unitresult WHERE enrollment_id = %s)",
        school.head.pk,
        paper.enrollment_id,
    )


def the_head_was_no_longer_head(school: Class, paper: Certificate) -> None:
    past("UPDATE facilities_posting SET ends_on = '2021-07-01' WHERE user_id = %s", school.head.pk)


def the_record_was_edited(school: Class, paper: Certificate) -> None:
    past(
        "UPDATE certificates_certificate SET record = jsonb_set(record, '{place}', '\"Semarang\"') WHERE id = %s",
        paper.pk,
    )


def record_and_digest_were_edited(school: Class, paper: Certificate) -> None:
    digest = digest_of(paper.record | {"place": "Semarang"})
    past(
        "UPDATE certificates_certificate SET record = jsonb_set(record, '{place}', '\"Semarang\"'), "
        "record_sha256 = %s WHERE id = %s",
        digest,
        paper.pk,
    )


def the_file_was_changed(school: Class, paper: Certificate) -> None:
    with open(default_storage.path(paper.file.name), "ab") as stored:
        stored.write(b"\n")


def the_file_is_lost(school: Class, paper: Certificate) -> None:
    default_storage.delete(paper.file.name)


def a_number_is_missing(school: Class, paper: Certificate) -> None:
    NumberSeries.objects.update(last=len(PEOPLE) + 1)


def a_leaf_was_changed(school: Class, paper: Certificate) -> None:
    past("UPDATE certificates_ledgerentry SET leaf_hash = sha256('x') WHERE certificate_id = %s", paper.pk)


def the_entry_is_of_another_file(school: Class, paper: Certificate) -> None:
    past("UPDATE certificates_certificate SET file_sha256 = encode(sha256('x'), 'hex') WHERE id = %s", paper.pk)
    with open(default_storage.path(paper.file.name), "wb") as stored:
        stored.write(b"x")


def somebody_else_ended_it(school: Class, paper: Certificate) -> None:
    revoke(paper, reason="Salah tulis", by=school.head)
    past("UPDATE certificates_certificate SET revoked_by_id = %s WHERE id = %s", school.staff.pk, paper.pk)


DONE_LATER: list[tuple[str, Fault]] = [
    ("hours", hours_are_gone),
    ("hours", hours_came_afterwards),
    ("units", a_unit_was_not_passed),
    ("completion", the_holder_had_left),
    ("proposer", the_head_proposed_it),
    ("recorder", the_head_recorded_a_result),
    ("record", the_record_was_edited),
    ("ledger_entry", record_and_digest_were_edited),
    ("ledger_entry", the_entry_is_of_another_file),
    ("file_changed", the_file_was_changed),
    ("file_lost", the_file_is_lost),
    ("end", somebody_else_ended_it),
]
OF_THE_WHOLE_CLASS: list[tuple[str, Fault]] = [
    ("batch", the_class_is_not_closed),
    ("agreement", the_agreement_had_ended),
    ("pass_mark", the_post_test_falls_short),
    ("head", the_head_was_no_longer_head),
]
WRITTEN_SO = [
    ("date", {"issued_on": "2021-06-11"}),
    ("identity", {"holder_name": "Orang Lain"}),
    ("identity", {"lesson_hours": 160}),
    ("codes", {"typed_code": "0" * 15 + "10"}),
    ("number", {"number": "77/BODONG/2021"}),
]


def found() -> list[tuple[str, str]]:
    run = audit_certificates()
    findings = [(one.rule, one.about) for one in run.findings.all()]
    assert run.found == len(findings)
    return findings


def test_certificates_in_order_raise_nothing():
    certified(Class(PEOPLE))

    run = audit_certificates()

    assert (run.found, run.checked, run.left_out, run.findings.count()) == (0, 2, [], 0)


@pytest.mark.parametrize(("rule", "fault"), DONE_LATER)
def test_a_fault_of_one_certificate_is_found_once(rule: str, fault: Fault):
    school = Class(PEOPLE)
    bad, _good = certified(school)

    fault(school, bad)

    assert found() == [(rule, bad.number)]


@pytest.mark.parametrize(("rule", "fault"), OF_THE_WHOLE_CLASS)
def test_a_fault_of_the_class_is_found_once_for_each_of_its_certificates(rule: str, fault: Fault):
    school, other = Class(PEOPLE), Class(("Dewi Anggraini",))
    certified(other)
    papers = certified(school)

    fault(school, papers[0])

    assert found() == [(rule, paper.number) for paper in papers]


@pytest.mark.parametrize(("rule", "changes"), WRITTEN_SO)
def test_what_was_written_wrongly_with_every_key_at_hand_is_found_once(rule: str, changes: dict[str, Any]):
    bad, _good = certified(Class(PEOPLE), **changes)

    assert found() == [(rule, bad.number)]


def test_a_missing_number_is_found_once_with_its_centre():
    school = Class(PEOPLE)
    a_number_is_missing(school, certified(school)[0])

    run = audit_certificates()

    finding = run.findings.get()
    assert (finding.rule, finding.about, finding.facts["first"]) == ("series", school.centre.name, 3)


def test_a_ledger_that_was_changed_is_one_finding_whatever_follows_from_it():
    school = Class(PEOPLE)
    a_leaf_was_changed(school, certified(school)[0])

    assert [rule for rule, _about in found()] == ["ledger"]


def test_every_kind_of_certificate_has_rules():
    assert sorted(RULES_OF) == sorted(CertificateKind.values)


def test_every_rule_has_its_sentence():
    asked = {*OF_EVERY_KIND, *(rule for tables in RULES_OF.values() for rules in tables for rule in rules)}

    assert asked <= RULES.keys()


def test_a_correction_after_the_issue_leaves_the_certificate_as_it_was_earned():
    school = Class(PEOPLE)
    paper, _other = certified(school)
    past(
        "INSERT INTO programs_resultcorrection (result_id, former_verdict, verdict, reason, corrected_by_id, "
        "corrected_at) SELECT min(id), 'K', 'BK', 'Salah ketik', %s, now() + interval '1 day' "
        "FROM programs_unitresult WHERE enrollment_id = %s",
        school.head.pk,
        paper.enrollment_id,
    )
    a_unit_was_not_passed(school, paper)

    assert found() == []


def test_a_person_who_bears_another_name_today_is_still_the_one_trained():
    paper, _other = certified(Class(PEOPLE))
    inmate = paper.enrollment.inmate
    assert inmate is not None
    past("UPDATE trainees_inmateevent SET pgh_created_at = '2021-01-01' WHERE pgh_obj_id = %s", inmate.pk)

    inmate.name = "Bagas W. Saputra"
    inmate.save()

    assert found() == []


def test_files_are_left_out_only_when_told_and_the_run_says_so():
    school = Class(PEOPLE)
    the_file_is_lost(school, certified(school)[0])

    run = audit_certificates(with_files=False)

    assert (run.found, run.left_out, run.tone) == (0, ["files"], "warning")


def test_the_command_names_number_and_rule_without_the_holder_and_fails():
    school = Class(PEOPLE)
    bad, _good = certified(school)
    hours_are_gone(school, bad)
    out = StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("audit_certificates", stdout=out)

    said = out.getvalue()
    assert said.startswith(f"{bad.number}: ")
    assert said.strip().endswith("[hours]")
    assert PEOPLE[0] not in said
    assert str(failure.value)


def test_the_command_says_that_all_is_in_order():
    certified(Class(PEOPLE))
    out = StringIO()

    call_command("audit_certificates", stdout=out)

    assert AuditRun.objects.get().checked == 2
    assert "2" in out.getvalue()


def test_of_each_rule_the_first_are_kept_and_all_are_counted():
    many = (AuditFinding(rule="hours", about=str(number)) for number in range(MOST_KEPT + 5))

    kept, count = first_of_each(many)

    assert (len(kept), count) == (MOST_KEPT, MOST_KEPT + 5)


@pytest.mark.parametrize("table", ["certificates_auditrun", "certificates_auditfinding"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_an_audit_found_stays(table: str, statement: str):
    school = Class(PEOPLE)
    hours_are_gone(school, certified(school)[0])
    audit_certificates()
    settle()

    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    assert "append-only" in str(refused.value)


def test_a_run_is_old_after_a_night_and_a_day():
    certified(Class(PEOPLE))
    run = audit_certificates()

    ages = [run.is_old(run.ended_at + dt.timedelta(hours=hours)) for hours in (24, 26)]

    assert ages == [False, True]

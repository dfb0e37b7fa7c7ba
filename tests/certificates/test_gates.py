"""Each gate of docs/trust.md 3 on each path: only this gate is shut, and every path meets it by its name."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.models import Certificate, Proposal
from facilities.models import Agreement, Region
from programs.models import Enrollment, Package, UnitResult, WrittenTest
from tests.certificates.classes import TODAY, Class, entered, past_the_triggers, unissued
from tests.factories import AgreementFactory, EnrollmentFactory, posted

TOMORROW_EVERYWHERE = timezone.localdate() + dt.timedelta(days=2)


@dataclass
class Situation:
    """What an attempt needs: the proposal, who tries, on which day, and what the row says beyond."""

    school: Class
    proposal: Proposal
    by: User
    on: dt.date = TODAY
    changes: dict[str, Any] = field(default_factory=dict)

    def row(self) -> Certificate:
        return unissued(self.proposal, self.by, on=self.on, **self.changes)


def of(school: Class, **kwargs: Any) -> Situation:
    return Situation(**{"school": school, "proposal": school.proposals()[0], "by": school.head} | kwargs)


def open_batch() -> Situation:
    return of(Class(state="TESTING"))


def not_completed() -> Situation:
    return of(Class(person_state="ACTIVE"))


def agreement_ends_before_the_test() -> Situation:
    school = Class()
    with past_the_triggers():
        Agreement.objects.filter(pk=school.batch.agreement_id).update(ends_on=school.batch.tested_on - dt.timedelta(1))
    return of(school)


def agreement_never_signed() -> Situation:
    school = Class()
    draft = AgreementFactory.create(between=(school.facility, school.centre), fields=[school.batch.package.field])
    with past_the_triggers():
        type(school.batch).objects.filter(pk=school.batch.pk).update(agreement=draft)
    return of(school)


def agreement_signed_after_the_first_day() -> Situation:
    school = Class()
    with past_the_triggers():
        Agreement.objects.filter(pk=school.batch.agreement_id).update(
            signed_on=school.batch.starts_on + dt.timedelta(1)
        )
    return of(school)


def agreement_terminated_on_the_day_of_the_test() -> Situation:
    school = Class()
    with past_the_triggers():
        Agreement.objects.filter(pk=school.batch.agreement_id).update(
            state=Agreement.State.TERMINATED, terminated_on=school.batch.tested_on, termination_reason="Selesai"
        )
    return of(school)


def too_few_hours() -> Situation:
    return of(Class(days_attended=1))


def a_unit_not_yet() -> Situation:
    return of(Class(verdicts=("K", "BK")))


def no_post_test() -> Situation:
    return of(Class(pass_mark=70))


def post_test_below_the_mark() -> Situation:
    return of(Class(pass_mark=70, post_test=69))


def recognised_from_somebody_else() -> Situation:
    """A unit recognised from another person's K, forged with the triggers off."""
    school, other = Class(), Class()
    own, theirs = (
        UnitResult.objects.filter(enrollment=school.people[0]),
        UnitResult.objects.filter(enrollment=other.people[0]),
    )
    with past_the_triggers():
        own.filter(pk=own[0].pk).update(recognised_from=theirs[0])
    return of(school)


def proposer_issues() -> Situation:
    school = Class()
    return of(school, proposal=school.proposals(by=school.head)[0])


def issuer_recorded_a_result() -> Situation:
    school = Class()
    with past_the_triggers():
        UnitResult.objects.filter(enrollment=school.people[0], attempt=1).update(recorded_by=school.head)
    return of(school)


def issuer_recorded_the_post_test() -> Situation:
    school = Class(post_test=80)
    with past_the_triggers():
        WrittenTest.objects.update(recorded_by=school.head)
    return of(school)


def issuer_recorded_what_is_recognised() -> Situation:
    """The unit counts from an earlier class, where the head of today recorded it."""
    school = Class()
    own = UnitResult.objects.filter(enrollment=school.people[0])[0]
    earlier = EnrollmentFactory.create(inmate=school.people[0].inmate)
    with past_the_triggers():
        source = UnitResult.objects.create(
            enrollment=earlier,
            unit=own.unit,
            verdict="K",
            assessor=own.assessor,
            assessed_on=own.assessed_on,
            recorded_by=school.head,
        )
        UnitResult.objects.filter(pk=own.pk).update(recognised_from=source)
    return of(school)


def head_of_another_centre() -> Situation:
    return of(Class(), by=Class().head)


def staff_issues() -> Situation:
    school = Class()
    return of(school, by=posted(Role.CENTRE_STAFF, school.centre))


def head_of_yesterday() -> Situation:
    school = Class()
    school.head.postings.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    return of(school)


def issued_before_the_test() -> Situation:
    return of(Class(), on=dt.date(2021, 6, 11))


def issued_in_the_future() -> Situation:
    return of(Class(), on=TOMORROW_EVERYWHERE)


def born_revoked() -> Situation:
    school = Class()
    born = {"revoked_at": timezone.now(), "revoked_by": school.head, "revocation_reason": "x"}
    return of(school, changes=born)


def another_holder() -> Situation:
    return of(Class(), changes={"holder_name": "Orang Lain"})


def with_record(**told: Any) -> Situation:
    """The row and its codes as they should be, under a record that says something else."""
    school = Class()
    true = unissued(school.proposals()[0], school.head)
    codes = {"number": true.number, "token": true.token, "typed_code": true.typed_code}
    return of(school, changes={**codes, "record": true.record | told})


def record_of_another_holder() -> Situation:
    return with_record(holder_name="Orang Lain")


def record_of_another_birth() -> Situation:
    return with_record(holder_birth_date="1990-01-02")


def record_of_another_programme() -> Situation:
    return with_record(programme="Pilot Pesawat")


def record_of_another_code() -> Situation:
    return with_record(token="0" * 26)


def without_a_seal() -> Situation:
    return of(Class(), changes={"seal": None})


def certified_already() -> Situation:
    school = Class()
    school.issued()
    return of(school)


CLOSED, DONE = "certificate_needs_a_closed_batch", "certificate_needs_completion"
AGREED, HOURS = "certificate_needs_an_agreement_in_force", "certificate_needs_the_hours"
UNITS, PROPOSER = "certificate_needs_every_compulsory_unit", "certificate_needs_another_proposer"
RECORDER, HEADS = "certificate_issuer_recorded_no_result", "certificate_issuer_heads_the_centre"
DATE, BORN = "certificate_date_is_true", "certificate_is_born_valid"
WHO, MARK = "certificate_says_who_was_trained", "certificate_needs_the_pass_mark"
SEALED = "certificate_names_its_seal"
GATES: list[tuple[Callable[[], Situation], str]] = [
    (open_batch, CLOSED),
    (not_completed, DONE),
    (agreement_ends_before_the_test, AGREED),
    (agreement_never_signed, AGREED),
    (agreement_signed_after_the_first_day, AGREED),
    (agreement_terminated_on_the_day_of_the_test, AGREED),
    (too_few_hours, HOURS),
    (a_unit_not_yet, UNITS),
    (no_post_test, MARK),
    (post_test_below_the_mark, MARK),
    (recognised_from_somebody_else, UNITS),
    (proposer_issues, PROPOSER),
    (issuer_recorded_a_result, RECORDER),
    (issuer_recorded_the_post_test, RECORDER),
    (issuer_recorded_what_is_recognised, RECORDER),
    (head_of_another_centre, HEADS),
    (staff_issues, HEADS),
    (head_of_yesterday, HEADS),
    (issued_before_the_test, DATE),
    (issued_in_the_future, DATE),
    (born_revoked, BORN),
    (another_holder, WHO),
    (record_of_another_holder, WHO),
    (record_of_another_birth, WHO),
    (record_of_another_programme, WHO),
    (record_of_another_code, WHO),
    (without_a_seal, SEALED),
    (certified_already, "certificates_certificate_proposal_id_key"),
]
# What the row alone says cannot be tried through action and page: they set it themselves.
ROW_ONLY = (
    born_revoked,
    another_holder,
    record_of_another_holder,
    record_of_another_birth,
    record_of_another_programme,
    record_of_another_code,
    without_a_seal,
)
# The page issues today, never on a chosen day; once issued it passes over; who is not the head gets no page.
PAGE_ASKS = (open_batch, not_completed, agreement_ends_before_the_test, agreement_never_signed,
             agreement_signed_after_the_first_day, agreement_terminated_on_the_day_of_the_test, too_few_hours,
             a_unit_not_yet, no_post_test, post_test_below_the_mark, recognised_from_somebody_else, proposer_issues,
             issuer_recorded_a_result, issuer_recorded_the_post_test, issuer_recorded_what_is_recognised)  # fmt: skip
every_gate = pytest.mark.parametrize(("situation", "gate"), GATES, ids=[build.__name__ for build, _gate in GATES])
every_gate_of_actions = pytest.mark.parametrize(
    ("situation", "gate"),
    [row for row in GATES if row[0] not in (*ROW_ONLY, certified_already)],
    ids=lambda value: getattr(value, "__name__", ""),
)
every_gate_of_pages = pytest.mark.parametrize(
    ("situation", "gate"),
    [row for row in GATES if row[0] in PAGE_ASKS],
    ids=lambda value: getattr(value, "__name__", ""),
)


def refused_by(attempt: Callable[[], Any]) -> str:
    """The name of the constraint that stopped the attempt."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    return refusal.value.__cause__.diag.constraint_name


def insert(row: Certificate) -> None:
    fields = [field for field in Certificate._meta.concrete_fields if field.column not in ("id", "issued_at")]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    columns = ", ".join(field.column for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO certificates_certificate ({columns}) VALUES ({', '.join(['%s'] * len(fields))})",
            values,
        )


def written(row: Certificate) -> Certificate:
    """The row with its file's name as it is, so that saving it stores no file."""
    row.file._committed = True
    return row


def test_a_row_that_passes_every_gate_gets_in_on_each_raw_path(db):
    """Without this the refusals below would prove nothing."""
    for attempt in (lambda row: row.save(), lambda row: Certificate.objects.bulk_create([row]), insert):
        row = written(of(Class()).row())
        attempt(row)
        entered(Certificate.objects.get(number=row.number))

    assert Certificate.objects.count() == 3


@every_gate
def test_the_orm_is_refused(db, situation, gate):
    row = written(situation().row())

    assert refused_by(row.save) == gate


@every_gate
def test_bulk_create_is_refused(db, situation, gate):
    row = written(situation().row())

    assert refused_by(lambda: Certificate.objects.bulk_create([row])) == gate


@every_gate
def test_sql_is_refused(db, situation, gate):
    row = written(situation().row())

    assert refused_by(lambda: insert(row)) == gate


@every_gate_of_actions
def test_the_action_is_refused(db, situation, gate):
    given = situation()

    with pytest.raises(ValidationError) as refusal:
        issue([given.proposal], on=given.on, by=given.by)

    assert refusal.value.code == gate
    assert not Certificate.objects.exists()


@every_gate_of_pages
def test_the_page_is_refused_in_words(db, signed_in, situation, gate):
    given = situation()
    client = signed_in(given.by, confirmed=True)
    url = reverse("certificates:batch-issue", args=[given.proposal.enrollment.batch_id])

    answer = client.post(url, {"proposals": [given.proposal.pk]})

    assert [error.code for error in answer.context["form"].errors.as_data()["__all__"]] == [gate]
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(
    ("situation", "status"), [(head_of_another_centre, 404), (staff_issues, 403), (head_of_yesterday, 403)]
)
def test_who_does_not_head_the_centre_has_no_page(db, signed_in, situation, status):
    given = situation()
    url = reverse("certificates:batch-issue", args=[given.proposal.enrollment.batch_id])

    answer = signed_in(given.by, confirmed=True).post(url, {"proposals": [given.proposal.pk]})

    assert answer.status_code == status
    assert not Certificate.objects.exists()


def test_the_page_refuses_a_test_that_lies_ahead(db, signed_in):
    """A batch closed past the action, before its last day."""
    school = Class()
    ahead = timezone.localdate() + dt.timedelta(days=3)
    with past_the_triggers():
        Agreement.objects.filter(pk=school.batch.agreement_id).update(ends_on=ahead)
        type(school.batch).objects.filter(pk=school.batch.pk).update(tested_on=ahead)
    [proposal] = school.proposals()
    url = reverse("certificates:batch-issue", args=[school.batch.pk])

    answer = signed_in(school.head, confirmed=True).post(url, {"proposals": [proposal.pk]})

    assert [error.code for error in answer.context["form"].errors.as_data()["__all__"]] == [DATE]


def test_certified_already_is_passed_over_by_the_action(db):
    school = Class()
    first = school.issued()

    assert issue(school.proposals(), on=TODAY, by=school.head) == []
    assert list(Certificate.objects.all()) == [first]


def test_a_proposal_of_somebody_else_opens_no_gate(db):
    """The certificate's enrollment and the proposal's must be the same."""
    school = Class(("Ayu", "Budi"))
    ayu, budi = school.proposals()
    row = written(unissued(ayu, school.head, enrollment=budi.enrollment))

    assert refused_by(row.save) == PROPOSER


def test_who_proposed_stays_on_record(db):
    school = Class()
    (proposal,) = school.proposals(by=school.head)

    def hide() -> None:
        Proposal.objects.filter(pk=proposal.pk).update(proposed_by=school.staff)

    assert refused_by(hide) == "certificates_proposal_is_append_only"


def test_a_package_without_compulsory_units_certifies_nobody(db):
    school = Class()
    with past_the_triggers():
        school.batch.package.package_units.update(is_compulsory=False)
    row = written(of(school).row())

    assert refused_by(row.save) == UNITS


@pytest.mark.parametrize("threshold", [50, 51])
def test_hours_are_rounded_up(db, threshold):
    school = Class(days_attended=1)
    with past_the_triggers():
        Package.objects.filter(pk=school.batch.package_id).update(attendance_threshold=threshold)
    row = written(of(school).row())

    if threshold == 50:
        row.save()
        entered(row)
    else:
        assert refused_by(row.save) == HOURS


EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # More than a day apart: never the same day in both.


def today_in(zone: str) -> dt.date:
    return timezone.now().astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize("zone", [EAST, WEST])
@pytest.mark.parametrize("bound", ["starts_on", "ends_on"])
def test_the_head_heads_the_centre_on_the_day_of_the_centres_own_region(db, zone, bound):
    school = Class()
    Region.objects.filter(pk=school.centre.region_id).update(time_zone=zone)
    outside = dt.timedelta(days=1 if bound == "starts_on" else -1)
    row = written(of(school).row())

    school.head.postings.update(**{bound: today_in(zone) + outside})
    assert refused_by(row.save) == HEADS
    school.head.postings.update(**{bound: today_in(zone)})
    row.save()

    assert list(Certificate.objects.all()) == [entered(row)]


def test_an_agreement_lasts_as_long_as_its_newest_addendum_says(db):
    school = Class()
    agreement, proposal = school.batch.agreement, school.proposals()[0]
    parties = agreement.parties.all()
    first, last = school.batch.starts_on, school.batch.tested_on
    AgreementFactory.create(
        kind="ADDENDUM",
        amends=agreement,
        between=(parties[0].facility, parties[1].centre),
        starts_on=first,
        ends_on=last,
        signed=True,
    )
    with past_the_triggers():
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=first)

    row = unissued(proposal, school.head)
    row.save()

    assert list(Certificate.objects.all()) == [entered(row)]


def test_an_agreement_signed_on_the_first_day_is_in_force(db):
    school = Class()
    with past_the_triggers():
        Agreement.objects.filter(pk=school.batch.agreement_id).update(signed_on=school.batch.starts_on)

    row = written(of(school).row())
    row.save()

    assert list(Certificate.objects.all()) == [entered(row)]


FROZEN = [
    column.attname
    for column in Certificate._meta.concrete_fields
    if column.name not in ("revoked_at", "revoked_by", "revocation_reason", "revocation_class", "is_replaced")
]
OTHER = {
    "id": 999_999, "kind": "OTHER", "number": "0999/X/2021", "token": "0" * 26, "typed_code": "0" * 17,
    "holder_name": "Orang Lain", "record": {}, "record_sha256": "0" * 64, "file": "certificates/lain.pdf",
    "file_sha256": "0" * 64, "issued_on": dt.date(2021, 7, 20), "issued_at": timezone.now(),
    "seal_id": "0" * 64,
}  # fmt: skip


def other_value(school: Class, column: str) -> Any:
    if column == "proposal_id":
        return Class().proposals()[0].pk
    if column == "enrollment_id":
        return Class().people[0].pk
    if column == "replaces_id":
        return Class().issued().pk
    return school.staff.pk if column == "issued_by_id" else OTHER[column]


@pytest.mark.parametrize("column", FROZEN)
@pytest.mark.parametrize("path", ["update", "save", "sql"])
def test_no_issued_column_changes(school, column, path):
    certificate = written(school.issued())
    before = Certificate.objects.filter(pk=certificate.pk).values().get()
    value = other_value(school, column)

    def attempt() -> None:
        if path == "update":
            Certificate.objects.filter(pk=certificate.pk).update(**{column: value})
        elif path == "save" and column != "id":
            setattr(certificate, column, value)
            written(certificate).save()
        else:
            field = Certificate._meta.get_field(column.removesuffix("_id"))
            prepared = field.get_db_prep_save(value, connection)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE certificates_certificate SET {field.column} = %s WHERE id = %s", [prepared, before["id"]]
                )

    assert refused_by(attempt) == "certificate_stays_as_issued"
    assert Certificate.objects.filter(pk=before["id"]).values().get() == before


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM certificates_certificate", "TRUNCATE certificates_certificate CASCADE",
     "TRUNCATE programs_enrollment CASCADE"],
)  # fmt: skip
def test_no_certificate_is_removed_by_sql(school, statement):
    school.issued()

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)

    assert refused_by(attempt).endswith("_is_append_only")
    assert Certificate.objects.count() == 1


def test_no_certificate_is_removed_by_the_orm(school):
    certificate = school.issued()

    with pytest.raises(ProtectedError):
        certificate.delete()
    past_the_orm = Certificate.objects.all()
    assert refused_by(lambda: past_the_orm._raw_delete("default")) == "certificates_certificate_is_append_only"


def revocation(school: Class, **changes: Any) -> dict[str, Any]:
    return {
        "revoked_at": timezone.now(),
        "revoked_by": school.head,
        "revocation_reason": "Salah nama",
        "revocation_class": "OTHER",
    } | changes


def test_a_revocation_is_written_once_with_the_databases_own_time(school):
    rows = Certificate.objects.filter(pk=school.issued().pk)

    rows.update(**revocation(school, revoked_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC)))

    assert entered(rows.get(), "REVOKED").revoked_at > timezone.now() - dt.timedelta(minutes=5)
    assert refused_by(lambda: rows.update(**revocation(school))) == "certificate_stays_as_issued"
    undone = {"revoked_at": None, "revoked_by": None, "revocation_reason": "", "revocation_class": ""}
    assert refused_by(lambda: rows.update(**undone)) == "certificate_stays_as_issued"


@pytest.mark.parametrize("missing", [{"revoked_by": None}, {"revocation_reason": ""}])
def test_a_revocation_has_name_and_reason(school, missing):
    rows = Certificate.objects.filter(pk=school.issued().pk)

    assert refused_by(lambda: rows.update(**revocation(school, **missing))) == "revoked_has_day_name_and_reason"


def test_evidence_behind_a_certificate_cannot_be_taken_away(school):
    school.issued()
    person = school.people[0]

    assert refused_by(lambda: person.results.update(verdict="BK")) == "closed_batch_keeps_its_evidence"
    assert refused_by(lambda: person.attendances.all().delete()) == "closed_batch_keeps_its_evidence"
    assert Enrollment.objects.get(pk=person.pk).state == "COMPLETED"

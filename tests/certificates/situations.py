"""For each gate of docs/trust.md 3 a situation in which only this gate is shut, and the ways to try it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from certificates.models import Certificate, Proposal
from facilities.models import Agreement
from programs.models import UnitResult, WrittenTest
from tests.certificates.classes import TODAY, Class, past_the_triggers, unissued
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

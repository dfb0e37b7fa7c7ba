"""Each gate of docs/trust.md 3 on each path: only this gate is shut, and every path meets it by its name."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from certificates.actions.issuing import issue
from certificates.models import Certificate, Proposal
from facilities.models import Agreement, Region
from programs.models import Package
from tests.certificates.classes import TODAY, Class, entered, past_the_triggers, unissued
from tests.certificates.situations import (
    DATE,
    HEADS,
    HOURS,
    PROPOSER,
    UNITS,
    every_gate,
    every_gate_of_actions,
    every_gate_of_pages,
    head_of_another_centre,
    head_of_yesterday,
    insert,
    of,
    refused_by,
    staff_issues,
    written,
)
from tests.factories import AgreementFactory


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

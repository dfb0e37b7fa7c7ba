"""A waiting replacement is withdrawn by who proposed it or declined by the head; it is then never issued."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions.ending_proposals import decline_replacement, withdraw_replacement
from certificates.actions.issuing import issue
from certificates.actions.replacing import propose_replacement, replace
from certificates.models import Certificate, Proposal, ProposalEnd
from tests.certificates.classes import TODAY, Class, unissued
from tests.factories import posted

WRONG = {"end_class": "DATA_ERROR", "correction": "Ejaan nama dibetulkan"}


def proposed(school: Class) -> Certificate:
    certificate = school.issued()
    propose_replacement(certificate, on=TODAY, **WRONG, by=school.staff)
    return certificate


def refused_by(step) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def test_the_proposer_withdraws_by_a_button_and_may_propose_again(school, signed_in):
    certificate = proposed(school)
    client = signed_in(school.staff)
    url = reverse("certificates:replacement-withdraw", args=[certificate.pk])

    offered = url in client.get(certificate.get_absolute_url()).content.decode()
    asked = client.get(url).status_code
    client.post(url)

    ended = ProposalEnd.objects.get()
    assert (offered, asked, ended.kind, ended.ended_by) == (True, 405, "WITHDRAWN", school.staff)
    assert AuditEvent.objects.get(verb="withdraw").by == school.staff
    assert not Proposal.objects.replacing().exists()
    again = propose_replacement(certificate, on=TODAY, **WRONG, by=school.staff)
    assert list(Proposal.objects.replacing()) == [again]


def test_a_colleague_is_not_offered_the_button_and_cannot_withdraw(school, signed_in):
    certificate = proposed(school)
    colleague = posted(Role.CENTRE_STAFF, school.centre)
    url = reverse("certificates:replacement-withdraw", args=[certificate.pk])

    page = signed_in(colleague).get(certificate.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError):
        withdraw_replacement(certificate, by=colleague)

    assert url not in page
    assert Proposal.objects.replacing().count() == 1


def test_the_head_declines_with_a_reason_which_the_staff_read(school, signed_in):
    certificate = proposed(school)
    url = reverse("certificates:replacement-decline", args=[certificate.pk])
    head = signed_in(school.head)

    without = head.post(url, {"reason": " "})
    done = head.post(url, {"reason": "Nama sesuai identitas resmi"})

    assert set(without.context["form"].errors) == {"reason"}
    assert done.url == certificate.get_absolute_url()
    assert "Nama sesuai identitas resmi" in signed_in(school.staff).get(done.url).content.decode()
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.VALID
    assert AuditEvent.objects.get(verb="decline").reason == "Nama sesuai identitas resmi"


def test_the_page_says_what_is_declined_and_whose_certificate_it_is(school, signed_in):
    certificate = proposed(school)

    page = signed_in(school.head).get(reverse("certificates:replacement-decline", args=[certificate.pk]))

    said = page.content.decode()
    asked = (certificate.get_absolute_url(), certificate.holder_name, school.staff.name, WRONG["correction"])
    assert [word for word in asked if word not in said] == []


def test_only_the_head_of_the_issuing_centre_declines_and_never_the_own_proposal(school):
    certificate = school.issued()
    propose_replacement(certificate, on=TODAY, **WRONG, by=school.head)

    for other in (school.staff, Class().head, school.head):
        with pytest.raises(ValidationError):
            decline_replacement(certificate, reason="Tidak", by=other)

    assert Proposal.objects.replacing().count() == 1


def test_an_ended_proposal_is_neither_replaced_nor_ended_again(school):
    certificate = proposed(school)
    decline_replacement(certificate, reason="Tidak perlu", by=school.head)

    for step in (
        lambda: replace(certificate, on=timezone.localdate(), by=school.head),
        lambda: decline_replacement(certificate, reason="Lagi", by=school.head),
        lambda: withdraw_replacement(certificate, by=school.staff),
    ):
        with pytest.raises(ValidationError):
            step()

    assert issue(Proposal.objects.all(), on=timezone.localdate(), by=school.head) == []
    assert Certificate.objects.count() == 1


def test_sql_cannot_issue_what_was_declined(school):
    [proposal] = school.proposals()
    row = unissued(proposal, school.head)
    ProposalEnd.objects.create(proposal=proposal, kind="DECLINED", ended_by=school.head, reason="Tidak")

    assert refused_by(row.save) == "certificate_needs_a_waiting_proposal"


def test_what_was_issued_is_not_ended(school):
    certificate = school.issued()
    row = ProposalEnd(proposal=certificate.proposal, kind="WITHDRAWN", ended_by=school.staff)

    assert refused_by(row.save) == "ended_proposal_has_no_certificate"


@pytest.mark.parametrize(
    ("kind", "who", "reason", "constraint"),
    [
        ("WITHDRAWN", "head", "", "proposal_ended_by_the_right_one"),
        ("DECLINED", "staff", "Tidak", "proposal_ended_by_the_right_one"),
        ("DECLINED", "head", "", "declined_proposal_says_why"),
    ],
)
def test_the_proposer_withdraws_and_somebody_else_declines_with_a_reason(school, kind, who, reason, constraint):
    [proposal] = school.proposals()
    row = ProposalEnd(proposal=proposal, kind=kind, ended_by=getattr(school, who), reason=reason)

    assert refused_by(row.save) == constraint


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_the_end_of_a_proposal_stays(school, statement):
    certificate = proposed(school)
    withdraw_replacement(certificate, by=school.staff)

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format("certificates_proposalend"))

    assert refused_by(attempt) == "certificates_proposalend_is_append_only"

"""Propose, issue, replace, withdraw, decline, revoke, correct and hand over at the same moment, on real connections."""

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from certificates.actions.competence import Letter, Said, correct_decision, propose_competence
from certificates.actions.ending_proposals import decline_replacement, withdraw_replacement
from certificates.actions.handing_over import Receipt, hand_over
from certificates.actions.issuing import issue
from certificates.actions.replacing import propose_replacement, replace
from certificates.actions.revoking import revoke
from certificates.ledger.checking import faults
from certificates.ledger.standing import standing
from certificates.models import Certificate, CompetenceDecision, CompetenceVerdict, Handover, Proposal, ProposalEnd
from tests.certificates.classes import TODAY, Class
from tests.certificates.competence import DECIDED, DecidedClass
from tests.certificates.test_at_once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_replacement_is_issued_or_withdrawn_or_declined():
    school = Class()
    old = school.issued()
    propose_replacement(old, on=TODAY, end_class="DATA_ERROR", correction="Ejaan nama", by=school.staff)

    all_at_once(
        [
            partial(replace, old, on=timezone.localdate(), by=school.head),
            partial(withdraw_replacement, old, by=school.staff),
            partial(decline_replacement, old, reason="Sudah benar", by=school.head),
        ]
    )

    assert ProposalEnd.objects.count() + Certificate.objects.filter(replaces=old).count() == 1
    assert Certificate.objects.standing().count() == 1
    assert faults() == []


def test_a_certificate_ends_once_and_its_sheet_follows():
    school = Class()
    old = school.issued()
    propose_replacement(old, on=TODAY, end_class="DATA_ERROR", correction="Ejaan nama", by=school.staff)
    receipt = Receipt(received_on=timezone.localdate())

    all_at_once(
        [
            partial(replace, old, on=timezone.localdate(), by=school.head),
            partial(revoke, old, reason="Salah orang", by=school.head),
            *[partial(hand_over, [old], receipt=receipt, today=receipt.received_on, by=school.staff)] * 2,
        ]
    )

    old.refresh_from_db()
    assert old.revoked_at
    assert Certificate.objects.filter(replaces=old).exists() == old.is_replaced
    assert Handover.objects.count() <= 1
    assert [standing(certificate) for certificate in Certificate.objects.all()] == [True] * Certificate.objects.count()
    assert faults() == []


def test_a_decision_is_proposed_on_or_corrected():
    school = DecidedClass()
    decision = CompetenceDecision.objects.get()
    letter = Letter(school.scheme, "9/SK", DECIDED, "Wira Asesor", "MET.000.004321.2018")
    said = [Said(school.people[0], "BK")]

    all_at_once(
        [
            *[partial(propose_competence, school.batch, on=TODAY, by=school.staff)] * 2,
            partial(correct_decision, decision, letter, said, today=dt.date(2021, 7, 18), by=school.recorder),
        ]
    )

    verdict = CompetenceVerdict.objects.get()
    assert [proposal.verdict for proposal in Proposal.objects.all()] == ([verdict] if verdict.is_competent else [])


def test_two_replacements_proposed_and_one_issue_asked_twice_make_one_certificate():
    school = Class(("Ayu", "Budi"))
    ayu, budi = issue(school.proposals(), on=TODAY, by=school.head)

    all_at_once(
        [
            *[partial(propose_replacement, ayu, on=TODAY, end_class="DATA_ERROR", correction="Ejaan", by=school.staff)]
            * 2,
            partial(revoke, budi, reason="Salah orang", by=school.head),
        ]
    )
    all_at_once([partial(replace, ayu, on=timezone.localdate(), by=school.head)] * 3)

    assert Certificate.objects.standing().count() == 1
    assert Certificate.objects.count() == 3
    assert faults() == []

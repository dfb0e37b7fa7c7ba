"""Proposing: who completed, once, and anew after a revocation."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from certificates.actions.proposing import propose
from certificates.actions.revoking import revoke
from certificates.models import Certificate, Proposal
from tests.certificates.classes import Class
from tests.certificates.pages import english, issue_url


def test_proposing_twice_proposes_once_and_says_so(school, signed_in):
    staff = signed_in(school.staff)
    url = reverse("certificates:batch-propose", args=[school.batch.pk])

    answers = [staff.post(url, follow=True) for _ in range(2)]

    levels = [[message.level_tag for message in answer.context["messages"]] for answer in answers]
    assert levels == [["success"], ["info"]]
    assert Proposal.objects.count() == 1


def test_the_propose_page_says_what_each_person_lacks_and_proposes_nobody(db, signed_in):
    school = Class(state="TESTING", person_state="ACTIVE", days_attended=1, verdicts=("K", "BK"))
    staff = signed_in(school.staff)
    url = reverse("certificates:batch-propose", args=[school.batch.pk])

    page = english(staff, url)
    answer = staff.post(url)

    assert "8 of 13 needed" in page
    assert "1 of 2" in page
    assert "The batch is not closed yet" in page
    assert answer.context["form"].non_field_errors()
    assert not Proposal.objects.exists()


def test_propose_refuses_while_the_batch_is_open(db):
    school = Class(state="TESTING", person_state="ACTIVE")

    with pytest.raises(ValidationError):
        propose(school.batch, by=school.staff)


def revoked(school: Class) -> Certificate:
    certificate = school.issued()
    revoke(certificate, reason="Nama salah tulis", by=school.head)
    return certificate


def propose_url(school: Class) -> str:
    return reverse("certificates:batch-propose", args=[school.batch.pk])


def test_a_revoked_certificate_is_followed_by_a_corrected_one_and_stays_revoked(school, signed_in, client):
    old = revoked(school)
    [person] = school.people
    type(person.inmate).objects.filter(pk=person.inmate_id).update(name="Bagas Wirayuda")

    signed_in(school.staff).post(propose_url(school), {"again": [person.pk]})
    signed_in(school.head, confirmed=True).post(
        issue_url(school), {"proposals": [proposal.pk for proposal in Proposal.objects.waiting()]}
    )

    new = Certificate.objects.standing().get()
    assert (new.enrollment_id, new.holder_name) == (old.enrollment_id, "Bagas Wirayuda")
    assert new.number != old.number
    assert "verdict-revoked" in client.get(f"/v/{old.token}/").content.decode()
    assert "verdict-valid" in client.get(f"/v/{new.token}/").content.decode()


def test_revoking_is_not_undone_by_proposing_the_others(school, signed_in):
    revoked(school)

    page = signed_in(school.staff).get(propose_url(school))
    answer = signed_in(school.staff).post(propose_url(school), follow=True)

    assert (page.context["ready"], page.context["anew"]) == (0, school.people)
    assert [message.level_tag for message in answer.context["messages"]] == ["info"]
    assert not Proposal.objects.waiting().exists()


def test_nobody_is_proposed_anew_whose_certificate_stands(school, signed_in):
    school.issued()
    [person] = school.people

    answer = signed_in(school.staff).post(propose_url(school), {"again": [person.pk]})

    assert answer.context["form"].errors["again"]
    assert propose(school.batch, by=school.staff, again=school.people) == []


def test_a_stranger_cannot_be_slipped_in_to_be_proposed_anew(school, signed_in):
    other = Class()
    revoked(other)

    answer = signed_in(school.staff).post(propose_url(school), {"again": [other.people[0].pk]})

    assert answer.context["form"].errors["again"]
    assert not Proposal.objects.waiting().exists()


@pytest.mark.parametrize("is_revoked", [False, True])
def test_the_database_takes_a_second_proposal_only_after_a_revocation(school, is_revoked):
    first = revoked(school) if is_revoked else school.issued()
    second = Proposal(enrollment_id=first.enrollment_id, proposed_by=school.staff)

    if is_revoked:
        Proposal.objects.bulk_create([second])
        second = Proposal(enrollment_id=first.enrollment_id, proposed_by=school.staff)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Proposal.objects.bulk_create([second])

    assert refusal.value.__cause__.diag.constraint_name == "one_proposal_per_enrollment_and_kind"

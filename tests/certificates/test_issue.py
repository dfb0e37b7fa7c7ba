"""From a closed batch to a certificate: proposed by one, issued by another after the second factor, read by all."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import AuditEvent
from certificates.actions.issuing import issue
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, NumberSeries, Proposal
from tests.certificates.classes import TODAY, Class, past_the_triggers
from tests.certificates.pages import english, issue_url
from tests.second_factor import confirm


def test_staff_propose_the_head_issues_and_the_public_reads_it(school, signed_in, client):
    staff, head = signed_in(school.staff), signed_in(school.head)
    propose_url = reverse("certificates:batch-propose", args=[school.batch.pk])

    assert "Propose 1 certificate" in english(staff, propose_url)
    assert staff.post(propose_url).status_code == 302
    proposal = Proposal.objects.get()
    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    assert (asked.status_code, asked.url.partition("?")[0]) == (302, reverse("mfa_reauthenticate"))
    assert not Certificate.objects.exists()
    confirm(head, school.head, asked.url, next=issue_url(school))

    certificate = Certificate.objects.get()
    assert certificate.number.startswith("0001/")
    public = client.get(f"/v/{certificate.token}/")
    assert public.status_code == 200
    assert public.content.decode().count("Bagas Wirayudha") == 1
    verbs = AuditEvent.objects.filter(object_type__startswith="certificates.").order_by("id")
    assert [(event.verb, event.by) for event in verbs] == [("propose", school.staff), ("issue", school.head)]


def test_a_wrong_code_issues_nothing(school, signed_in):
    head = signed_in(school.head)
    [proposal] = school.proposals()

    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    head.post(asked.url, {"code": "000000", "next": issue_url(school)})

    assert not Certificate.objects.exists()


def test_an_error_after_the_code_shows_a_form_that_leads_back_to_its_own_page(school, signed_in):
    proposal = school.proposals(by=school.head)[0]
    head = signed_in(school.head)

    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    answer = confirm(head, school.head, asked.url, next=issue_url(school))

    assert f'action="{issue_url(school)}"' in answer.content.decode()
    assert str(GATE_SENTENCES["certificate_needs_another_proposer"]) in answer.content.decode()


def test_two_clicks_on_issue_make_one_certificate(school, signed_in):
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    answers = [head.post(issue_url(school), {"proposals": [proposal.pk]}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Certificate.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_only_the_ticked_ones_are_issued(db, signed_in):
    school = Class(("Ayu Satu", "Budi Dua"))
    head = signed_in(school.head, confirmed=True)
    proposals = school.proposals()

    head.post(issue_url(school), {"proposals": [proposals[1].pk]})

    assert [certificate.holder_name for certificate in Certificate.objects.all()] == ["Budi Dua"]
    assert list(Proposal.objects.waiting()) == [proposals[0]]


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999"], ["-1"], ["1' OR 1=1"], [""]])
def test_a_wrong_tick_is_refused_in_words(school, signed_in, ticked):
    head = signed_in(school.head, confirmed=True)
    school.proposals()

    answer = head.post(issue_url(school), {"proposals": ticked})

    assert answer.status_code == 200
    assert answer.context["form"].errors["proposals"]
    assert not Certificate.objects.exists()


def test_a_proposal_of_another_batch_cannot_be_slipped_in(school, signed_in):
    [stranger] = Class().proposals()
    head = signed_in(school.head, confirmed=True)

    answer = head.post(issue_url(school), {"proposals": [stranger.pk]})

    assert answer.context["form"].errors["proposals"]
    assert not Certificate.objects.exists()


def test_a_storage_that_takes_no_file_is_said_in_words_and_issues_nothing(school, signed_in, settings, tmp_path):
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()
    settings.MEDIA_ROOT = tmp_path / "no folder"
    settings.MEDIA_ROOT.touch()

    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert answer.context["form"].non_field_errors() == ["Berkas sertifikat tidak dapat disimpan."]
    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.exists()


def test_names_are_issued_in_order_and_numbers_follow_each_other(db):
    school = Class(("Citra", "Ayu", "Budi"))

    issue(school.proposals(), on=TODAY, by=school.head)

    issued = Certificate.objects.order_by("number").values_list("holder_name", "number")
    assert [(name, number[:4]) for name, number in issued] == [("Ayu", "0001"), ("Budi", "0002"), ("Citra", "0003")]


def test_a_refused_issue_leaves_no_hole_in_the_numbers(db):
    first, second = Class(), Class()
    second.centre.certificate_number_pattern = "{seq:03}/LAIN/{year}"
    second.centre.save()
    proposals = second.proposals(by=second.head)

    with pytest.raises(ValidationError):
        issue(proposals, on=TODAY, by=second.head)
    with past_the_triggers():
        Proposal.objects.filter(pk=proposals[0].pk).update(proposed_by=second.staff)
    certificate = issue(second.proposals(), on=TODAY, by=second.head)[0]

    assert certificate.number == "001/LAIN/2021"
    assert first.issued().number.startswith("0001/")

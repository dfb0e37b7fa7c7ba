"""Replacing: proposed by the staff, done by the head in one step, both numbers on record."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from certificates.actions.issuing import issue
from certificates.actions.replacing import propose_replacement, replace
from certificates.actions.revoking import revoke
from certificates.ledger.checking import faults
from certificates.ledger.standing import standing
from certificates.models import Certificate, NumberSeries, Proposal
from tests.certificates.classes import TODAY, Class, entered, settle, unissued
from tests.certificates.situations import refused_by, written
from tests.second_factor import confirm

WRONG = {"end_class": "DATA_ERROR", "correction": "Ejaan nama dibetulkan"}


def rename(school, name="Bagas Wirayuda"):
    inmate = school.people[0].inmate
    inmate.name = name
    inmate.save()


def proposed(school):
    certificate = school.issued()
    rename(school)
    propose_replacement(certificate, on=TODAY, **WRONG, by=school.staff)
    return certificate


def test_a_proposed_replacement_ends_the_old_and_issues_the_corrected_one_in_one_step(school, signed_in):
    old = school.issued()
    rename(school)
    propose_url = reverse("certificates:replacement-propose", args=[old.pk])
    replace_url = reverse("certificates:certificate-replace", args=[old.pk])

    shown = signed_in(school.staff).get(propose_url).content.decode()
    sent = signed_in(school.staff).post(propose_url, WRONG)
    head = signed_in(school.head)
    asked = head.post(replace_url)
    confirm(head, school.head)
    done = head.post(replace_url)

    old.refresh_from_db()
    new = Certificate.objects.get(replaces=old)
    assert "Bagas Wirayuda" in shown
    assert sent.url == old.get_absolute_url()
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert done.url == new.get_absolute_url()
    assert (old.state, old.revocation_class, old.revocation_reason) == ("replaced", "DATA_ERROR", WRONG["correction"])
    assert (new.state, new.holder_name, old.holder_name) == ("valid", "Bagas Wirayuda", "Bagas Wirayudha")
    assert (old.replaced_by, old.replaced_by_number) == (new, new.number)
    assert [entry.event for entry in old.ledger_entries.all()] == ["ISSUED", "REPLACED"]
    assert standing(old) and standing(new)
    verbs = AuditEvent.objects.filter(object_type="certificates.certificate", object_id=old.pk).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["issue", "replace"]


def test_both_pages_name_the_other_number(school, signed_in):
    old = proposed(school)
    new = replace(old, on=timezone.localdate(), by=school.head)
    head = signed_in(school.head)

    assert f'href="{new.get_absolute_url()}">{new.number}' in head.get(old.get_absolute_url()).content.decode()
    assert f'href="{old.get_absolute_url()}">{old.number}' in head.get(new.get_absolute_url()).content.decode()


def test_the_public_page_never_calls_a_replaced_one_valid(school, client):
    old = proposed(school)
    replace(old, on=timezone.localdate(), by=school.head)

    answer = client.get(f"/v/{old.typed_code}/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "verdict-replaced" in text
    assert WRONG["correction"] not in text


def test_nothing_is_replaced_that_was_not_proposed(school):
    certificate = school.issued()

    with pytest.raises(ValidationError):
        replace(certificate, on=TODAY, by=school.head)

    assert list(Certificate.objects.values_list("revoked_at", flat=True)) == [None]


def test_a_replacement_that_cannot_be_issued_leaves_the_old_one_standing(school):
    certificate = proposed(school)
    rename(school, "Bagas\u202eWira")

    with pytest.raises(ValidationError):
        replace(certificate, on=timezone.localdate(), by=school.head)

    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.VALID
    assert NumberSeries.objects.get().last == 1


def test_who_proposed_does_not_replace(school):
    certificate = school.issued()
    propose_replacement(certificate, on=TODAY, **WRONG, by=school.head)

    with pytest.raises(ValidationError) as refusal:
        replace(certificate, on=timezone.localdate(), by=school.head)

    assert refusal.value.code == "certificate_needs_another_proposer"
    certificate.refresh_from_db()
    assert certificate.state == Certificate.State.VALID


def test_only_the_head_of_the_issuing_centre_replaces(school):
    certificate = proposed(school)

    for other in (school.staff, Class().head):
        with pytest.raises(ValidationError):
            replace(certificate, on=timezone.localdate(), by=other)

    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_it_is_replaced_once_and_proposed_once(school):
    certificate = proposed(school)

    with pytest.raises(ValidationError):
        propose_replacement(certificate, on=TODAY, **WRONG, by=school.staff)
    replace(certificate, on=timezone.localdate(), by=school.head)

    for again in (
        lambda: replace(certificate, on=timezone.localdate(), by=school.head),
        lambda: revoke(certificate, reason="Salah", by=school.head),
        lambda: propose_replacement(certificate, on=TODAY, **WRONG, by=school.staff),
    ):
        with pytest.raises(ValidationError):
            again()
    assert Certificate.objects.count() == 2


def test_a_waiting_replacement_is_not_issued_by_the_batch_while_the_old_one_stands(school):
    certificate = proposed(school)

    assert not Proposal.objects.waiting().exists()
    with pytest.raises(ValidationError) as refusal:
        issue(Proposal.objects.replacing(), on=timezone.localdate(), by=school.head)

    assert refusal.value.code == "certificate_replaces_what_was_proposed"
    revoke(certificate, reason="Segera", by=school.head)
    [new] = issue(Proposal.objects.waiting(), on=timezone.localdate(), by=school.head)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.replaced_by) == ("revoked", new)


def test_a_replacement_may_be_replaced_again(school):
    first = proposed(school)
    second = replace(first, on=timezone.localdate(), by=school.head)
    propose_replacement(second, on=TODAY, **WRONG, by=school.staff)
    third = replace(second, on=timezone.localdate(), by=school.head)

    settle()

    assert [row.state for row in Certificate.objects.order_by("pk")] == ["replaced", "replaced", "valid"]
    assert third.replaces == second
    assert faults() == []


@pytest.mark.parametrize(
    "values",
    [{"end_class": "", "correction": "Nama"}, {"end_class": "FRAUD", "correction": "Nama"},
     {"end_class": "DATA_ERROR", "correction": ""}],
)  # fmt: skip
def test_a_replacement_says_what_is_corrected_and_is_not_for_fraud(school, signed_in, values):
    certificate = school.issued()
    url = reverse("certificates:replacement-propose", args=[certificate.pk])

    answer = signed_in(school.staff).post(url, values)

    assert answer.context["form"].errors
    row = Proposal(enrollment=school.people[0], proposed_by=school.staff, replaces=certificate, **values)
    assert refused_by(row.save) == "replacing_proposal_says_what_is_corrected"


def test_a_proposal_replaces_a_standing_certificate_of_the_same_person(school):
    revoked, foreign = school.issued(), Class(("Kenari Asing",)).issued()
    revoke(revoked, reason="Salah", by=school.head)

    for replaced in (revoked, foreign):
        row = Proposal(enrollment=school.people[0], proposed_by=school.staff, replaces=replaced, **WRONG)
        assert refused_by(row.save) == "proposal_replaces_a_standing_certificate"


@pytest.mark.parametrize("claimed", [True, False])
def test_sql_cannot_replace_another_certificate_than_was_proposed(school, claimed):
    """A replacement that claims none, and a first certificate that claims to replace somebody else's."""
    other = Class(("Kenari Asing",))
    foreign = other.issued()
    revoke(foreign, reason="Salah", by=other.head)
    if claimed:
        row = unissued(school.proposals()[0], school.head, replaces=foreign)
    else:
        certificate = proposed(school)
        revoke(certificate, reason="Salah", by=school.head)
        row = unissued(Proposal.objects.get(replaces=certificate), school.head, on=timezone.localdate())

    assert refused_by(written(row).save) == "certificate_replaces_what_was_proposed"


def test_nothing_is_called_replaced_without_what_replaces_it(school):
    certificate = school.issued()
    end = {"revoked_at": timezone.now(), "revoked_by": school.head, "revocation_reason": "x"}

    def attempt() -> None:
        with transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**end, revocation_class="OTHER", is_replaced=True)
            entered(certificate, "REPLACED")

    assert refused_by(attempt) == "certificate_has_its_replacement"


def test_the_ledger_names_the_right_end(school):
    certificate = school.issued()
    rows = Certificate.objects.filter(pk=certificate.pk)
    end = {"revoked_at": timezone.now(), "revoked_by": school.head, "revocation_reason": "x"}

    def attempt() -> None:
        rows.update(**end, revocation_class="OTHER")
        entered(certificate, "REPLACED")

    assert refused_by(attempt) == "ledger_entry_names_its_certificate"


@pytest.mark.parametrize("changes", [{"revocation_class": "OTHER"}, {"is_replaced": True}])
def test_a_standing_certificate_has_no_class_of_end(school, changes):
    rows = Certificate.objects.filter(pk=school.issued().pk)
    end = {"revoked_at": timezone.now(), "revoked_by": school.head, "revocation_reason": "x"}

    assert refused_by(lambda: rows.update(**end)) == "revoked_has_class"
    other = Class()
    row = unissued(other.proposals()[0], other.head, **changes)
    assert refused_by(written(row).save) == "revoked_has_class"

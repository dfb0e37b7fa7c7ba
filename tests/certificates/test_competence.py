"""A competence certificate from the LSP's letter to the public page: recorded, proposed, issued by three people."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from certificates.actions.competence import (
    Letter,
    Said,
    correct_decision,
    propose_competence,
    record_decision,
    verdict_for_another,
)
from certificates.actions.issuing import issue
from certificates.actions.replacing import propose_replacement, replace
from certificates.actions.revoking import revoke
from certificates.files import issued_bytes
from certificates.models import Certificate, CompetenceDecision, Lsp, Proposal
from tests.certificates.classes import TODAY, Class
from tests.certificates.competence import DECIDED, LAST, DecidedClass, decide, foreign_unit, lsp, scheme_of

pytestmark = pytest.mark.django_db


def letter(school: Class, scheme: object, **changes: object) -> Letter:
    values = {
        "scheme": scheme,
        "number": "014/SK/LSP/VII/2021",
        "decided_on": DECIDED,
        "assessor_name": "Wira Asesor",
        "assessor_registration": "MET.000.004321.2018",
    }
    return Letter(**values | changes)


def competent(school: Class, at: int = 0) -> Said:
    return Said(school.people[at], "K", f"GAR 771 0000{at} 2021", f"14111 7531 2 000{at} 2021")


def test_from_the_letter_to_the_certificate_it_takes_three_people():
    school = Class(("Ayu", "Budi"))
    scheme = scheme_of(school, lsp())
    said = [competent(school), Said(school.people[1], "BK")]
    recorder = DecidedClass(beside=school).recorder

    record_decision(school.batch, letter(school, scheme), said, today=TODAY, by=recorder)
    [proposal] = propose_competence(school.batch, on=TODAY, by=school.staff)
    [certificate] = issue([proposal], on=TODAY, by=school.head)

    record = certificate.as_printed
    assert (certificate.kind, certificate.number) == ("COMPETENCE", "14111 7531 2 0000 2021")
    assert certificate.valid_until == LAST
    assert (record.results, record.issuer, record.signatory_name) == ("KOMPETEN", scheme.lsp.name, "Damar Ketua")
    assert hashlib.sha256(issued_bytes(certificate)).hexdigest() == certificate.file_sha256


def test_who_recorded_does_not_propose():
    school = DecidedClass()

    with pytest.raises(ValidationError) as refusal:
        propose_competence(school.batch, on=TODAY, by=school.recorder)

    assert refusal.value.code == "competence_proposer_recorded_no_decision"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": TODAY + dt.timedelta(days=1)}, "decided_on"),
        ({"decided_on": dt.date(2021, 6, 10)}, "decided_on"),
    ],
)
def test_the_day_of_the_decision_is_after_the_test_and_not_ahead(changes, field):
    school = Class()
    scheme = scheme_of(school, lsp())

    with pytest.raises(ValidationError) as refusal:
        record_decision(
            school.batch, letter(school, scheme, **changes), [competent(school)], today=TODAY, by=school.staff
        )

    assert list(refusal.value.message_dict) == [field]


def test_a_scheme_with_units_that_the_package_does_not_teach_is_refused():
    school = Class()
    scheme = scheme_of(school, lsp())
    foreign_unit(scheme)

    with pytest.raises(ValidationError) as refusal:
        record_decision(school.batch, letter(school, scheme), [competent(school)], today=TODAY, by=school.staff)

    assert list(refusal.value.message_dict) == ["scheme"]


def test_an_lsp_without_a_licence_on_that_day_decides_nothing():
    school = Class()
    scheme = scheme_of(school, lsp(licence_until=DECIDED - dt.timedelta(days=1)))

    with pytest.raises(ValidationError) as refusal:
        record_decision(school.batch, letter(school, scheme), [competent(school)], today=TODAY, by=school.staff)

    assert list(refusal.value.message_dict) == ["decided_on"]


def test_a_letter_about_nobody_is_refused():
    school = Class()

    with pytest.raises(ValidationError):
        record_decision(school.batch, letter(school, scheme_of(school, lsp())), [], today=TODAY, by=school.staff)

    assert not CompetenceDecision.objects.exists()


def test_a_number_of_a_blank_is_used_once():
    first, second = Class(), Class()
    said = [competent(first)]
    record_decision(first.batch, letter(first, scheme_of(first, lsp())), said, today=TODAY, by=first.staff)

    with pytest.raises(ValidationError) as refusal:
        record_decision(
            second.batch, letter(second, scheme_of(second, lsp())), [competent(second)], today=TODAY, by=second.staff
        )

    assert refusal.value.code in ("blank_is_used_once", "registration_number_of_one_person")


def test_a_decision_is_corrected_until_a_certificate_is_proposed_on_it():
    school = DecidedClass()
    decision = school.verdicts[0].decision
    said = [competent(school)]

    correct_decision(decision, letter(school, school.scheme), said, today=TODAY, by=school.recorder)
    propose_competence(school.batch, on=TODAY, by=school.staff)
    with pytest.raises(ValidationError) as refusal:
        correct_decision(decision, letter(school, school.scheme), said, today=TODAY, by=school.recorder)

    assert decision.verdicts.get().blank_number == "14111 7531 2 0000 2021"
    assert refusal.value.code == "competence_decision_stays"


def test_nobody_is_proposed_twice_and_both_kinds_stand_side_by_side():
    school = DecidedClass()
    training = school.issued()

    first = propose_competence(school.batch, on=TODAY, by=school.staff)
    again = propose_competence(school.batch, on=TODAY, by=school.staff)
    [competence] = issue(first, on=TODAY, by=school.head)

    assert (len(first), again) == (1, [])
    assert {training.kind, competence.kind} == {"TRAINING", "COMPETENCE"}
    assert training.valid_until is None


def test_the_centres_own_numbers_have_no_gap_where_an_lsp_numbered():
    school = DecidedClass(("Ayu", "Budi"))
    issue(school.competence_proposals(), on=TODAY, by=school.head)

    numbers = [row.number for row in issue(school.proposals(), on=TODAY, by=school.head)]

    assert [number[:4] for number in numbers] == ["0001", "0002"]


def test_a_replacement_rests_on_a_newer_letter_and_does_not_last_longer():
    school = DecidedClass()
    [old] = issue(school.competence_proposals(), on=TODAY, by=school.head)

    with pytest.raises(ValidationError) as refusal:
        verdict_for_another(old, on=TODAY, by=school.staff)
    decide(school, school.scheme, by=school.recorder)
    propose_replacement(old, on=TODAY, end_class="SHEET_LOST", correction="Lembar hilang", by=school.staff)
    new = replace(old, on=TODAY, by=school.head)

    assert refusal.value.code == "competence_needs_the_decision"
    assert new.valid_until == old.valid_until == LAST
    assert new.number != old.number
    assert Certificate.objects.get(pk=old.pk).state == "replaced"


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"assessor_name": "Wira \u202eAsesor"}, "unprintable"), ({"assessor_name": "Wira 王"}, "unprintable")],
    ids=["hidden", "no letter"],
)
def test_a_replacement_that_could_not_be_printed_leaves_the_letter_open_to_correction(facts, code):
    school = DecidedClass()
    [old] = issue(school.competence_proposals(), on=TODAY, by=school.head)
    decide(school, school.scheme, by=school.recorder, **facts)

    with pytest.raises(ValidationError) as refusal:
        propose_replacement(old, on=TODAY, end_class="SHEET_LOST", correction="Lembar hilang", by=school.staff)

    assert refusal.value.code == code
    assert not Proposal.objects.replacing().exists()
    assert CompetenceDecision.objects.unused().count() == 1


def test_after_a_revocation_another_follows_only_on_a_newer_letter():
    school = DecidedClass()
    [old] = issue(school.competence_proposals(), on=TODAY, by=school.head)
    revoke(old, reason="Salah orang", by=school.head)

    none_yet = propose_competence(school.batch, on=TODAY, by=school.staff)
    decide(school, school.scheme, by=school.recorder)

    assert none_yet == []
    assert len(propose_competence(school.batch, on=TODAY, by=school.staff)) == 1


def test_the_last_day_of_a_decision_of_29_february_is_the_28th():
    school = DecidedClass()

    assert school.scheme.valid_until(dt.date(2024, 2, 29)) == dt.date(2027, 2, 28)


def test_the_letter_is_recorded_on_its_page(signed_in):
    school = Class(("Ayu", "Budi"))
    scheme = scheme_of(school, lsp())
    ayu, budi = school.people
    url = reverse("certificates:decision-add", args=[school.batch.pk])
    data = {
        "scheme": scheme.pk,
        "number": "014/SK/LSP/VII/2021",
        "decided_on": DECIDED.isoformat(),
        "assessor_name": "Wira Asesor",
        "assessor_registration": "MET.000.004321.2018",
        f"verdict_{ayu.pk}": "K",
        f"registration_{ayu.pk}": "GAR 771 00001 2021",
        f"blank_{ayu.pk}": "14111 7531 2 0001 2021",
        f"verdict_{budi.pk}": "BK",
    }
    client = signed_in(school.staff)

    bad = client.post(url, {**data, f"blank_{ayu.pk}": "", f"blank_{budi.pk}": "7"})
    good = client.post(url, data)

    assert sorted(bad.context["form"].errors) == sorted([f"blank_{ayu.pk}", f"blank_{budi.pk}"])
    assert good.status_code == 302
    verdicts = CompetenceDecision.objects.get().verdicts
    assert {(row.enrollment, row.verdict) for row in verdicts.all()} == {(ayu, "K"), (budi, "BK")}
    assert "GAR 771 00001 2021" in client.get(good.url).content.decode()


def test_the_page_proposes_and_the_head_issues_on_the_same_page_as_ever(signed_in):
    school = DecidedClass(decision={"decided_on": timezone.localdate() - dt.timedelta(days=10)})
    propose = reverse("certificates:competence-propose", args=[school.batch.pk])

    signed_in(school.staff).post(propose)
    proposal = Proposal.objects.get()
    page = reverse("certificates:batch-issue", args=[school.batch.pk])
    answer = signed_in(school.head, confirmed=True).post(page, {"proposals": [proposal.pk]})

    assert answer.status_code == 302
    assert Certificate.objects.get().kind == "COMPETENCE"


def test_lists_ask_as_often_for_three_as_for_one(signed_in, django_assert_num_queries):
    school = DecidedClass()
    client = signed_in(school.staff)
    page = reverse("certificates:scheme-list")
    client.get(page)
    for count in (1, 3):
        while Lsp.objects.count() < count:
            scheme_of(school, lsp())
        with django_assert_num_queries(10):
            client.get(page)

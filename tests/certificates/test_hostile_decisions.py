"""Bad input on the LSP's letter: a sentence at the field, nothing lost, and no way into a dead end."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.actions.competence import propose_competence
from certificates.models import CompetenceDecision, CompetenceVerdict, Proposal
from tests.certificates.classes import TODAY, Class
from tests.certificates.competence import DecidedClass, lsp, scheme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Class:
    return Class(("Bagas Wirayudha", "Sekar Ayu"))


def letter(school: Class, **changes: Any) -> dict[str, Any]:
    scheme = school.batch.package.units.first().schemes.first() or scheme_of(school, lsp())
    first, second = school.people
    return {
        "scheme": scheme.pk,
        "number": "001/SK",
        "decided_on": "2021-07-17",
        "assessor_name": "Wira Asesor",
        "assessor_registration": "MET.000.004321.2018",
        f"verdict_{first.pk}": "K",
        f"registration_{first.pk}": "GAR 771 00001 2021",
        f"blank_{first.pk}": "14111 7531 2 0000001 2021",
        f"verdict_{second.pk}": "",
    } | changes


def post(school: Class, client: Any, data: dict[str, Any]) -> Any:
    return client.post(reverse("certificates:decision-add", args=[school.batch.pk]), data)


@pytest.mark.parametrize("field", ["scheme", "number", "decided_on", "assessor_name", "assessor_registration"])
def test_nonsense_in_a_field_is_no_fault_of_ours(school, signed_in, field):
    client = signed_in(school.staff)
    for value in ("", "\x00", "a\x00b", "x" * 5000, "99999999999999999999", "0000-00-00", "-1", "٣"):
        answer = post(school, client, letter(school, **{field: value}))

        assert answer.status_code in (200, 302), value


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2021-02-29", "1021-07-17", "2021-07-17T00:00"])
def test_no_impossible_day(school, signed_in, day):
    answer = post(school, signed_in(school.staff), letter(school, decided_on=day))

    assert answer.status_code == 200
    assert not CompetenceDecision.objects.exists()


def test_another_space_does_not_make_another_blank(school, signed_in):
    second = school.people[1]
    same = {f"verdict_{second.pk}": "K", f"registration_{second.pk}": "GAR 771 00002 2021"}
    same[f"blank_{second.pk}"] = " 14111\u00a07531  2 0000001 2021"

    answer = post(school, signed_in(school.staff), letter(school, **same))

    assert answer.status_code == 200
    assert not CompetenceVerdict.objects.exists()


def test_people_of_another_class_are_not_decided_on(school, signed_in):
    other = Class(("Orang Lain",), beside=school).people[0]
    foreign = {f"verdict_{other.pk}": "K", f"registration_{other.pk}": "1", f"blank_{other.pk}": "1"}

    post(school, signed_in(school.staff), letter(school, **foreign))

    assert [verdict.enrollment for verdict in CompetenceVerdict.objects.all()] == [school.people[0]]


def test_the_same_letter_sent_twice_is_recorded_once(school, signed_in):
    client, data = signed_in(school.staff), letter(school)

    answers = [post(school, client, data).status_code for _ in range(2)]

    assert answers == [302, 200]
    assert CompetenceDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"assessor_name": "Wira \u202eAsesor"}, "asesor"),
        ({"assessor_name": "Wira \U0001f600"}, "asesor"),
        ({"assessor_name": "Petugas Lapas"}, "Lapas"),
    ],
)
def test_what_cannot_be_printed_is_not_proposed_and_can_be_corrected(facts, words):
    school = DecidedClass(decision=facts)

    with pytest.raises(ValidationError, match=words):
        propose_competence(school.batch, on=TODAY, by=school.staff)

    assert not Proposal.objects.exists()
    assert not school.verdicts[0].decision.is_in_use


def test_a_number_of_another_certificate_is_not_proposed():
    school = DecidedClass()
    taken = Class(("Sekar Ayu",), beside=school).issued().number
    CompetenceVerdict.objects.update(blank_number=taken)

    with pytest.raises(ValidationError, match="sertifikat lain"):
        propose_competence(school.batch, on=TODAY, by=school.staff)


def test_a_decision_of_another_centre_is_not_there(school, signed_in):
    other = DecidedClass(("Ayu", "Budi"))
    client = signed_in(school.staff)
    pages = ("decision-add", "batch-competence", "competence-propose")

    answers = [client.get(reverse(f"certificates:{page}", args=[other.batch.pk])).status_code for page in pages]
    edit = reverse("certificates:decision-edit", args=[other.verdicts[0].decision.pk])

    assert answers == [404, 404, 404]
    assert client.post(edit, letter(other, decided_on=dt.date(2021, 7, 17))).status_code == 404

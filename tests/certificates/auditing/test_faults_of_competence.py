"""Faults of competence certificates, which rest on an LSP's decision besides the training."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from certificates.models import Certificate
from tests.certificates.auditing.seeds import certified, past
from tests.certificates.auditing.test_faults import PEOPLE, found, hours_are_gone
from tests.certificates.competence import DecidedClass
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db

Fault = Callable[[DecidedClass, Certificate], None]


def the_blank_has_another_number(school: DecidedClass, paper: Certificate) -> None:
    past("UPDATE certificates_competenceverdict SET blank_number = 'X' WHERE enrollment_id = %s", paper.enrollment_id)


def the_training_is_gone(school: DecidedClass, paper: Certificate) -> None:
    hours_are_gone(school, paper)


def the_decision_was_recorded_afterwards(school: DecidedClass, paper: Certificate) -> None:
    past("UPDATE certificates_competencedecision SET recorded_at = now() + interval '1 day'")


def the_proposer_recorded_the_decision(school: DecidedClass, paper: Certificate) -> None:
    past("UPDATE certificates_competencedecision SET recorded_by_id = %s", school.staff.pk)


def the_licence_had_ended(school: DecidedClass, paper: Certificate) -> None:
    past("UPDATE certificates_lsp SET licence_until = '2021-07-01'")
    past("UPDATE certificates_lspevent SET licence_until = '2021-07-01'")


def a_unit_of_the_scheme_was_never_tested(school: DecidedClass, paper: Certificate) -> None:
    past(
        "INSERT INTO certificates_scheme_units (scheme_id, unit_id) VALUES (%s, %s)",
        school.scheme.pk,
        UnitFactory.create().pk,
    )


OF_ONE: list[tuple[str, Fault]] = [
    ("blank", the_blank_has_another_number),
    ("hours", the_training_is_gone),
]
OF_ALL: list[tuple[str, Fault]] = [
    ("decision", the_decision_was_recorded_afterwards),
    ("decider", the_proposer_recorded_the_decision),
    ("licence", the_licence_had_ended),
    ("scheme", a_unit_of_the_scheme_was_never_tested),
]
WRITTEN_SO: list[tuple[str, dict[str, Any]]] = [
    ("validity", {"valid_until": "2031-07-17"}),
    ("licence", {"lsp_licence": "BNSP-LSP-0000-ID"}),
    ("scheme", {"scheme": "Menjahit Segalanya"}),
    ("blank", {"registration_number": "GAR 000"}),
]


def test_both_kinds_in_order_raise_nothing():
    certified(DecidedClass(PEOPLE))

    assert found() == []


@pytest.mark.parametrize(("rule", "fault"), OF_ONE)
def test_a_fault_of_one_is_found_once(rule: str, fault: Fault):
    school = DecidedClass(PEOPLE)
    bad, _good = certified(school)

    fault(school, bad)

    assert found() == [(rule, bad.number)]


@pytest.mark.parametrize(("rule", "fault"), OF_ALL)
def test_a_fault_of_the_decision_is_found_once_for_each(rule: str, fault: Fault):
    school = DecidedClass(PEOPLE)
    papers = certified(school)

    fault(school, papers[0])

    assert found() == [(rule, paper.number) for paper in papers]


@pytest.mark.parametrize(("rule", "changes"), WRITTEN_SO)
def test_what_was_written_wrongly_is_found_once(rule: str, changes: dict[str, Any]):
    bad, _good = certified(DecidedClass(PEOPLE), **changes)

    assert found() == [(rule, bad.number)]


def test_what_lsp_and_scheme_become_later_is_no_fault():
    school = DecidedClass(PEOPLE)
    certified(school)
    later = "pgh_created_at = now() + interval '1 day'"

    school.lsp.licence_number, school.lsp.licence_from = "BNSP-LSP-1111-ID", dt.date(2026, 1, 1)
    school.lsp.save()
    school.scheme.title, school.scheme.years_valid = "Menjahit Busana Pria", 5
    school.scheme.save()
    school.scheme.units.add(UnitFactory.create())
    past(
        f"UPDATE certificates_schemeunitevent SET {later} WHERE pgh_id = "
        "(SELECT max(pgh_id) FROM certificates_schemeunitevent)"
    )

    assert found() == []

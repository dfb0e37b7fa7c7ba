"""Invented decisions of LSPs, each the one thing wrong with its classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from certificates.models import CompetenceDecision, DecisionScan
from tests.certificates.auditing.life import MOMENTS, PEOPLE, strike
from tests.certificates.auditing.seeds import certified
from tests.certificates.classes import Class
from tests.certificates.competence import DecidedClass, decide
from tests.factories import UnitFactory

OF_THE_LETTER = (
    "UPDATE certificates_competencedecision SET recorded_at = '2021-07-17 08:00Z' WHERE batch_id = {batch}",
    "UPDATE certificates_proposal SET proposed_at = '2021-07-18 02:00Z' FROM programs_enrollment one "
    "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
)


def decided(people: tuple[str, ...] = PEOPLE, *, is_kept: bool = True, **facts: Any) -> DecidedClass:
    """A class with competence certificates in which nothing is strange."""
    school = DecidedClass(people, **facts)
    certified(school)
    for moment in (*MOMENTS, *OF_THE_LETTER):
        strike(moment, school)
    if is_kept:
        keep(school)
    return school


def keep(school: DecidedClass) -> None:
    for decision in CompetenceDecision.objects.filter(batch=school.batch):
        DecisionScan.objects.create(
            decision=decision,
            file_name=f"lsp-letters/{decision.pk}.pdf",
            sha256="0" * 64,
            size=9,
            uploaded_by=school.recorder,
        )


def one_letter_for_three_classes() -> list[Class]:
    first = decided(decision={"number": "014/SK/LSP-CT/VII/2021"})
    schools = [first, decided(("Dewi Anggraini",)), decided(("Eko Saputra",))]
    for number, school in zip(("014/SK/LSP-CT/ VII/2021", "014/sk/lsp-ct/vii/2021"), schools[1:], strict=True):
        strike(
            "UPDATE certificates_scheme SET code = certificates_scheme.code || decision.id, lsp_id = ("
            "SELECT scheme.lsp_id FROM certificates_scheme scheme JOIN certificates_competencedecision one "
            "ON one.scheme_id = scheme.id WHERE one.batch_id = {batch}) "
            "FROM certificates_competencedecision decision "
            "WHERE decision.scheme_id = certificates_scheme.id AND decision.batch_id = {other}",
            first,
            school,
        )
        strike(f"UPDATE certificates_competencedecision SET number = '{number}' WHERE batch_id = {{batch}}", school)
    decided(("Fajar Nugroho",), decision={"number": "014/SK/LSP-CT/VII/2021"})  # the same number, of another LSP
    return list(schools)


def competent_without_a_test() -> list[Class]:
    decided(("Dewi Anggraini",))
    school = DecidedClass(PEOPLE, verdict="BK")
    for moment in MOMENTS[:3]:
        strike(moment, school)
    school.scheme.units.add(UnitFactory.create())
    [one, _two] = school.people
    decide(school, school.scheme, by=school.recorder, people=[one], decided_on=dt.date(2021, 7, 18))
    return [school]


def letter_older_than_the_test() -> list[Class]:
    school = decided()
    decided(("Dewi Anggraini",))
    strike("UPDATE certificates_competencedecision SET decided_on = '2021-06-01' WHERE batch_id = {batch}", school)
    return [school]


def typed_and_proposed_by_one_hand() -> list[Class]:
    school = decided()
    decided(("Dewi Anggraini",))
    strike(
        "UPDATE certificates_proposal SET proposed_at = '2021-07-17 08:02Z' FROM programs_enrollment one "
        "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
        school,
    )
    return [school]


def nobody_has_the_letter() -> list[Class]:
    decided(("Dewi Anggraini",))
    return [decided(is_kept=False)]


FRAUDS_OF_LSPS: list[tuple[str, Callable[[], list[Class]]]] = [
    ("letter_of_many", one_letter_for_three_classes),
    ("k_without_test", competent_without_a_test),
    ("decided_before_test", letter_older_than_the_test),
    ("letter_in_minutes", typed_and_proposed_by_one_hand),
    ("letter_not_kept", nobody_has_the_letter),
]

"""What the database refuses of accounts, budgets, splits, work results and tags, past forms and actions, by name."""

from __future__ import annotations

import datetime as dt

import pytest

from programs.models import Account, BudgetLine, ProgrammeTag, SplitRule, WorkResult
from tests import factories as make
from tests.programs.test_constraints import refused_by

pytestmark = pytest.mark.django_db


def test_an_account_begins_with_the_digits_of_its_type() -> None:
    Account.objects.create(code="521211", name="Bahan", type="52")

    assert refused_by(lambda: Account.objects.update(type="53")) == "account_code_begins_with_its_type"


def test_a_programme_has_a_tag_of_one_name_once() -> None:
    facts = {"programme": "AKSI", "name": "Pemberdayaan"}
    ProgrammeTag.objects.create(**facts)
    ProgrammeTag.objects.create(programme="AKSELERASI", name="Pemberdayaan")

    assert refused_by(lambda: ProgrammeTag.objects.create(**facts)) == "programme_tag_once"


def test_a_budget_is_of_a_prison_or_of_a_centre() -> None:
    line = make.BudgetLineFactory.create()
    centre = make.TrainingCentreFactory.create()
    lines = BudgetLine.objects.filter(pk=line.pk)

    assert refused_by(lambda: lines.update(centre=centre)) == "budget_of_one_place"
    assert refused_by(lambda: lines.update(facility=None)) == "budget_of_one_place"


def test_a_split_has_a_legal_basis_and_stands_once_a_day() -> None:
    rule = make.SplitRuleFactory.create()
    twin = SplitRule(facility=rule.facility, valid_from=rule.valid_from, legal_basis="SK", capital_percent=100)
    twin.premi_percent = twin.pnbp_percent = 0

    assert refused_by(lambda: SplitRule.objects.update(legal_basis="")) == "split_has_a_legal_basis"
    assert refused_by(twin.save) == "split_once_a_day"


def test_a_work_result_is_something_and_stands_once() -> None:
    made = make.WorkResultFactory.create()
    twin = {"facility": made.facility, "what": made.what, "made_on": made.made_on}
    next_day = {**twin, "made_on": made.made_on + dt.timedelta(days=1)}

    make.WorkResultFactory.create(**next_day)

    assert refused_by(lambda: make.WorkResultFactory.create(**twin)) == "work_result_once"
    assert refused_by(lambda: WorkResult.objects.update(quantity=0)) == "work_result_is_something"

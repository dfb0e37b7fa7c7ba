"""Reference data: loaded once, never over what an operator wrote."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from facilities.models import ChecklistItem, Field, Region, ToolProposal
from programs.models import Account, ProgrammeTag, Standard, Unit
from programs.reference import rows
from trainees.models import RuleSet

pytestmark = pytest.mark.django_db

MODELS = (Region, Field, ChecklistItem, RuleSet, Standard, Unit, Account, ProgrammeTag, ToolProposal)


def load(*options: str) -> str:
    said = StringIO()
    call_command("load_reference_data", *options, stdout=said)
    return said.getvalue()


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_an_empty_database_gets_all_rows():
    said = load()

    assert [model.objects.count() for model in MODELS] == [33, 12, 61, 4, 16, 114, 4, 16, 37]
    assert said == "Reference data: 298 added, 0 updated, 0 kept.\n"


def test_a_second_run_changes_nothing():
    load()
    before = everything()

    said = load()

    assert everything() == before
    assert said == "Reference data: 0 added, 0 updated, 298 kept.\n"


def test_units_keep_whether_their_code_is_verified():
    load()

    assert Unit.objects.get(code="C.24LAS01.001.1").code_verified is True
    assert list(Unit.objects.filter(code="", code_verified=True)) == []


@pytest.mark.parametrize(
    ("model", "found_by", "edit"),
    [
        (Region, {"name": "Jawa Tengah"}, {"code": "JTG", "code_verified": True}),
        (Region, {"code": "W13"}, {"name": "Jateng"}),
        (Field, {"code": "LAS"}, {"name": "Pengelasan", "has_dangerous_tools": False}),
        (Field, {"code": "LAS"}, {"code": "WELD"}),
        (ChecklistItem, {"text": "Kotak P3K lengkap"}, {"is_blocking": True, "unit": "kotak"}),
        (RuleSet, {"name": "2018+2019"}, {"conduct_months": 7, "legal_basis": "Permenkumham"}),
        (Standard, {"decree": "Kepmenaker 98/2018"}, {"decree": "Kepmenaker 98 Tahun 2018"}),
        (Unit, {"title": "Memotong Bahan"}, {"code": "GAR.CM02.999.01", "code_verified": True}),
        (Unit, {"code": "C.24LAS01.001.1"}, {"title": "Menyiapkan Tempat Kerja"}),
    ],
)
def test_a_row_that_an_operator_edited_stays_as_it_is(model, found_by, edit):
    load()
    row = model.objects.get(**found_by)
    model.objects.filter(pk=row.pk).update(**edit)
    before = everything()

    load()

    assert everything() == before


def test_a_missing_row_is_added_again():
    load()
    Unit.objects.filter(code="C.24LAS01.030.1").delete()

    said = load()

    assert said == "Reference data: 1 added, 0 updated, 297 kept.\n"


def test_update_takes_an_edited_row_back_and_says_so_in_the_trail():
    load()
    Region.objects.filter(code="W13").update(name="Jateng")

    said = load("--update")

    region = Region.objects.get(code="W13")
    event = AuditEvent.objects.get(object_type="facilities.region", object_id=region.pk)
    assert region.name == "Jawa Tengah"
    assert (event.verb, event.by, event.detail["fields"]) == ("edit", None, ["name"])
    assert said == "Reference data: 0 added, 1 updated, 297 kept.\n"


def test_update_that_clashes_with_an_edited_row_changes_nothing_and_says_why():
    load()
    Region.objects.filter(code="W13").update(code="W99")
    Region.objects.filter(code="W14").update(code="W13")
    before = everything()

    with pytest.raises(CommandError, match="clashes with one edited by hand"):
        load("--update")

    assert everything() == before


def test_every_rule_set_takes_its_numbers_from_the_file_and_not_from_defaults():
    numbers = {"conduct_months", "conduct_months_special", "near_release_months", "certificate_days", "minimum_age"}
    given = {row["name"]: {name: row[name] for name in numbers} for row in rows("trainees/data/rule_sets.json")}

    load()
    RuleSet.objects.update(minimum_age=17, certificate_days=1)
    load("--update")

    assert {row.name: {name: getattr(row, name) for name in numbers} for row in RuleSet.objects.all()} == given

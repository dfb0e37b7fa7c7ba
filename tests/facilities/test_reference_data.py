import json
import re
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).parents[2]
PEKALONGAN_FIELDS = {"JAHIT", "BATIK", "BARBER", "AC", "MOTOR", "LAS"}


def rows(path: str) -> list[dict]:
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


REGIONS = rows("facilities/data/regions.json")
FIELDS = rows("facilities/data/fields.json")
KINDS = rows("facilities/data/facility_kinds.json")
STANDARDS = rows("programs/data/standards.json")
PACKAGES = rows("programs/data/packages.json")
UNITS = [unit for standard in STANDARDS for unit in standard["units"]]


def repeated(values) -> list:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_33_regions_with_the_codes_w1_to_w33():
    assert [region["code"] for region in REGIONS] == [f"W{number}" for number in range(1, 34)]


def test_no_name_of_a_region_occurs_twice():
    assert repeated(region["name"] for region in REGIONS) == []


def test_each_of_38_provinces_belongs_to_one_region():
    provinces = [code for region in REGIONS for code in region["province_codes"]]

    assert repeated(provinces) == []
    assert len(provinces) == 38
    assert [code for code in provinces if not re.fullmatch(r"[1-9]\d", code)] == []


def test_kalimantan_timur_covers_kalimantan_utara():
    region = next(region for region in REGIONS if region["code"] == "W18")

    assert region["province_codes"] == ["64", "65"]


def test_only_the_one_sourced_region_code_is_verified():
    assert [region["name"] for region in REGIONS if region["code_verified"]] == ["Sumatera Selatan"]


def test_time_zones_are_the_three_of_indonesia():
    zones = {ZoneInfo(region["time_zone"]).key for region in REGIONS}

    assert zones == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}


def test_kalimantan_selatan_lives_in_central_time():
    region = next(region for region in REGIONS if region["name"] == "Kalimantan Selatan")

    assert region["time_zone"] == "Asia/Makassar"


@pytest.mark.parametrize("table", [REGIONS, FIELDS, KINDS, STANDARDS, UNITS, PACKAGES])
def test_every_row_names_its_source_and_has_the_same_keys(table):
    assert {tuple(row) for row in table} == {tuple(table[0])}
    assert [row for row in table if not row["source"].strip()] == []


def test_codes_and_slugs_occur_once():
    assert repeated(field["code"] for field in FIELDS) == []
    assert repeated(kind["code"] for kind in KINDS) == []
    assert repeated(standard["code_slug"] for standard in STANDARDS) == []
    assert repeated(package["slug"] for package in PACKAGES) == []


def test_printed_names_of_facilities_follow_their_pattern():
    patterns = {kind["code"]: kind["name_pattern"] for kind in KINDS}

    name = patterns["LAPAS_NARKOTIKA"].format(facility_class="IIA", place="Bandar Lampung")

    assert name == "Lembaga Pemasyarakatan Narkotika Kelas IIA Bandar Lampung"


def test_every_pattern_takes_class_and_place():
    unlike = [
        kind["code"]
        for kind in KINDS
        if not kind["name_pattern"].format(facility_class="X", place="Y").endswith(" Kelas X Y")
    ]

    assert unlike == []


def test_every_field_has_a_standard_with_units():
    taught = {standard["field"] for standard in STANDARDS if standard["units"]}

    assert taught == {field["code"] for field in FIELDS}


def test_a_verified_unit_has_a_code():
    assert [unit["title"] for unit in UNITS if unit["code_verified"] and not unit["code"]] == []


def test_no_unit_code_occurs_twice():
    assert repeated(unit["code"] for unit in UNITS if unit["code"]) == []


def test_no_title_occurs_twice_in_a_standard():
    titles = [(standard["code_slug"], unit["title"]) for standard in STANDARDS for unit in standard["units"]]

    assert repeated(titles) == []


def test_titles_are_whole():
    assert [unit["title"] for unit in UNITS if not unit["title"] or re.search(r"\.\.|…|\?|;", unit["title"])] == []


def test_codes_from_memory_are_not_verified():
    doubtful = [unit for unit in UNITS if re.search(r"code \[M-[ML]\]|PROP", unit["source"])]

    assert [unit["title"] for unit in doubtful if unit["code_verified"]] == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["slug"])
def test_hours_of_the_units_add_up_to_the_package(package):
    assert sum(unit["lesson_hours"] for unit in package["units"]) == package["lesson_hours"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["slug"])
def test_days_hold_the_hours_at_eight_a_day_without_an_idle_day(package):
    assert package["days"] == -(-package["lesson_hours"] // 8)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["slug"])
def test_units_of_a_package_are_units_of_a_standard_of_its_field(package):
    known = {
        (standard["code_slug"], unit["code"], unit["title"])
        for standard in STANDARDS
        if standard["field"] == package["field"]
        for unit in standard["units"]
    }
    named = [(unit["standard"], unit["code"], unit["title"]) for unit in package["units"]]

    assert set(named) - known == set()
    assert repeated(named) == []
    assert package["standard"] in {unit["standard"] for unit in package["units"]}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["slug"])
def test_figures_of_a_package_are_possible(package):
    assert 1 <= package["least"] <= package["most"]
    assert 0 < package["attendance_threshold"] <= 100
    assert 0 < package["pass_mark"] <= 100
    assert min(unit["lesson_hours"] for unit in package["units"]) >= 1
    assert package["kind"] in {"OKUPASI", "KLASTER", "KKNI"}


def test_pekalongan_has_six_packages_of_144_hours_in_18_days_for_eight_to_ten():
    packages = [package for package in PACKAGES if package["slug"].startswith("pekalongan-")]
    figures = {(package["lesson_hours"], package["days"], package["least"], package["most"]) for package in packages}

    assert {package["field"] for package in packages} == PEKALONGAN_FIELDS
    assert len(packages) == 6
    assert figures == {(144, 18, 8, 10)}


def test_every_field_has_a_package():
    assert {package["field"] for package in PACKAGES} == {field["code"] for field in FIELDS}

"""Patterns of certificate numbers, refused where they are written."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from facilities.number_patterns import filled, validate_number_pattern
from tests.factories import TrainingCentreFactory


@pytest.mark.parametrize(
    "pattern",
    [
        "{seq:04}/{field}/{month}/{year}",
        "{year}{seq}",
        "No. {seq:03}/BLK-PKL/{month}/{year}",
        "{{x}}{seq}{year}",
        "{seq:4}/{month_number}/{month_roman}/{year}",
    ],
)
def test_a_sound_pattern_passes(pattern):
    assert validate_number_pattern(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    ["", "0001/2021", "{seq}", "{year}", "{seq", "}{", "{seq}/{0}", "{}/{seq}{year}", "{seq.real}/{year}",
     "{seq[0]}{year}", "{seq!r}/{year}", "{seq:x}/{year}", "{seq:099}/{year}", "{seq:{year}}/{year}", "{year:04}{seq}",
     "{tahun}/{seq}/{year}", "{seq }/{year}"],
)  # fmt: skip
def test_a_pattern_that_would_fail_or_repeat_is_refused(pattern):
    with pytest.raises(ValidationError):
        validate_number_pattern(pattern)


def test_the_training_centre_asks_for_it(db):
    centre = TrainingCentreFactory.create()
    centre.certificate_number_pattern = "{nomor}"

    with pytest.raises(ValidationError) as refused:
        centre.full_clean()

    assert list(refused.value.message_dict) == ["certificate_number_pattern"]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{seq:04}/{field}/{month}/{year}", "0007/LAS/VII/2021"),
        ("{seq:3}/{month_number}/{year}", "007/07/2021"),
        ("{seq}.{month_roman}.{year}", "7.VII.2021"),
        ("{{{seq}}}{year}", "{7}2021"),
    ],
)
def test_each_part_is_filled_in(pattern, number):
    assert filled(pattern, seq=7, field="LAS", on=dt.date(2021, 7, 19)) == number


@pytest.mark.parametrize("mine", ["{seq:6}/X/{month}/{year}", "{seq}/X/{month_roman}/{year}"])
def test_a_pattern_that_could_give_the_numbers_of_another_centre_is_refused(db, mine):
    TrainingCentreFactory.create(certificate_number_pattern="{seq:04}/X/{month}/{year}")
    centre = TrainingCentreFactory.build(region=None, certificate_number_pattern=mine)

    with pytest.raises(ValidationError) as refused:
        centre.clean()

    assert list(refused.value.message_dict) == ["certificate_number_pattern"]


def test_the_example_is_the_first_number_of_the_day_or_nothing():
    centre = TrainingCentreFactory.build(region=None, certificate_number_pattern="{seq:04}/{field}/X/{month}/{year}")

    assert centre.example_number(on=dt.date(2021, 7, 19)) == "0001/LAS/X/VII/2021"
    centre.certificate_number_pattern = "{nomor"
    assert centre.example_number(on=dt.date(2021, 7, 19)) == ""

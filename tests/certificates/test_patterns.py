"""Patterns of certificate numbers, refused where they are written."""

import pytest
from django.core.exceptions import ValidationError

from facilities.number_patterns import validate_number_pattern
from tests.factories import TrainingCentreFactory


@pytest.mark.parametrize(
    "pattern",
    ["{seq:04}/{field}/{month}/{year}", "{year}{seq}", "No. {seq:03}/BLK-PKL/{month}/{year}", "{{x}}{seq}{year}"],
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

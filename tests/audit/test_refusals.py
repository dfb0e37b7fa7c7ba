"""What the database refuses reaches people as a sentence, and only what they can mend by trying again."""

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.utils import translation

from audit.refusals import refusals_explained, sentences

pytestmark = pytest.mark.django_db


def fail(code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'two at once' USING ERRCODE = '{code}'; END $$")


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_who_gave_way_is_asked_to_repeat_the_step_and_the_transaction_goes_on(code: str) -> None:
    with pytest.raises(ValidationError) as refusal, refusals_explained():
        fail(code)

    assert refusal.value.code == "race"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_other_faults_of_the_database_are_not_hidden() -> None:
    with pytest.raises(OperationalError), refusals_explained():
        fail("53100")


def test_a_sentence_is_said_in_the_language_of_whoever_asks():
    with translation.override("id"):
        indonesian = sentences()["budget_blocked_within_ceiling"]
    with translation.override("en"):
        english = sentences()["budget_blocked_within_ceiling"]

    assert indonesian == "Blokir tidak boleh melebihi pagu."
    assert english == "What is blocked cannot be more than the ceiling."

"""Databases are made from nothing in few steps; those of before the first release are refused."""

from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from lapastraining.management.commands.serve import MIGRATION_OF_BEFORE, refuse_a_database_of_before
from lapastraining.operations import CreateModels

pytestmark = pytest.mark.django_db


def test_a_database_of_today_is_served():
    refuse_a_database_of_before()


def test_a_database_of_before_the_first_release_is_refused_with_what_to_do():
    MigrationRecorder(connection).record_applied(*MIGRATION_OF_BEFORE)

    with pytest.raises(CommandError, match=r"older than the first release and cannot be used: .+ and start again"):
        refuse_a_database_of_before()


def model(name: str, other: str) -> CreateModel:
    link: models.ForeignKey[Any, Any] = models.ForeignKey(f"ground.{other}", models.CASCADE, related_name="+")
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("other", link)])


def test_models_that_refer_to_each_other_are_made_and_removed_at_once():
    operation = CreateModels([model("Hen", "egg"), model("Egg", "hen")])
    before = ProjectState()
    after = before.clone()
    operation.state_forwards("ground", after)

    with connection.schema_editor() as editor:
        operation.database_forwards("ground", editor, before, after)

    assert links() == {("ground_hen", "ground_egg"), ("ground_egg", "ground_hen")}

    with connection.schema_editor() as editor:
        operation.database_backwards("ground", editor, after, before)

    assert links() == set()


def links() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid::regclass::text LIKE 'ground\\_%'"
        )
        return set(cursor.fetchall())

"""No path around the trail: what the ORM changes row by row, in bulk or by SQL is remembered alike (A16)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from accounts.models import User
from facilities.models import Agreement, Facility
from programs.models import Batch, Enrollment, Package
from tests.factories import (
    AgreementFactory,
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InmateFactory,
    PackageFactory,
    UserFactory,
)
from trainees.models import Inmate

pytestmark = pytest.mark.django_db


def saved(row: Any, column: str, value: str) -> None:
    setattr(row, column, value)
    row.save()


def updated(row: Any, column: str, value: str) -> None:
    type(row).objects.filter(pk=row.pk).update(**{column: value})


def bulk_updated(row: Any, column: str, value: str) -> None:
    setattr(row, column, value)
    type(row).objects.bulk_update([row], [column])


def by_sql(row: Any, column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", [value, row.pk])


ROWS: list[tuple[Callable[[], Any], str]] = [
    (lambda: UserFactory.create(), "name"),
    (lambda: FacilityFactory.create(), "city"),
    (lambda: AgreementFactory.create(), "title"),
    (lambda: InmateFactory.create(), "birth_place"),
    (lambda: PackageFactory.create(), "name"),
    (lambda: BatchFactory.create(), "name"),
    (lambda: EnrollmentFactory.create(), "reason"),
]
MODELS = [User, Facility, Agreement, Inmate, Package, Batch, Enrollment]


@pytest.mark.parametrize("change", [saved, updated, bulk_updated, by_sql])
@pytest.mark.parametrize(("make", "column"), ROWS, ids=[model.__name__ for model in MODELS])
def test_every_way_to_change_a_row_is_remembered(make, column, change):
    row = make()
    history = row.pgh_event_model.objects.filter(pgh_obj=row.pk)
    before = history.count()

    change(row, column, "Diubah")

    events = list(history.order_by("pgh_id"))[before:]
    assert [(event.pgh_label, getattr(event, column)) for event in events] == [("update", "Diubah")]


def removed(row: Model) -> None:
    row.delete()


def removed_in_bulk(row: Model) -> None:
    type(row)._default_manager.filter(pk=row.pk).delete()


def removed_by_sql(row: Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


@pytest.mark.parametrize("remove", [removed, removed_in_bulk, removed_by_sql])
def test_every_way_to_remove_a_row_is_remembered(remove):
    row = UserFactory.create()
    key = row.pk

    remove(row)

    assert User.pgh_event_model.objects.filter(pgh_obj=key).last().pgh_label == "delete"


def test_a_history_is_kept_by_the_database_and_not_by_the_application():
    """Each model with a history has its triggers, switched on, for adding, changing and removing."""
    tracked = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_event_model")}
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE 'pgtrigger_%%' AND t.tgenabled = 'O' GROUP BY c.relname"
        )
        watched = dict(cursor.fetchall())

    assert {table for table in tracked if watched.get(table, 0) < 3} == set()
    assert len(tracked) > 20

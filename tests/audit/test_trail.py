"""The trail says who, what, which, why, when; and nobody changes it, by whatever path."""

import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.permissions import Role
from audit.actions import record
from audit.models import AuditEvent, Verb
from tests.factories import FacilityFactory, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    facility = FacilityFactory.create()
    return record(Verb.EDIT, facility, by=posted(Role.GIATJA_STAFF, facility))


def test_record_writes_who_what_which_why_where_and_the_request():
    facility = FacilityFactory.create(name="Pekalongan")
    user = posted(Role.GIATJA_STAFF, facility)
    structlog.contextvars.bind_contextvars(request_id="r-17")

    event = record(Verb.EDIT, facility, by=user, reason="salah ketik", fields=["city"])

    structlog.contextvars.clear_contextvars()
    event.refresh_from_db()
    assert (event.by, event.verb, event.object_type, event.object_id, event.object_label) == (
        user,
        "edit",
        "facilities.facility",
        facility.pk,
        "Lapas Kelas IIA Pekalongan",
    )
    assert (event.reason, event.detail, event.request_id) == ("salah ketik", {"fields": ["city"]}, "r-17")
    assert event.scope == [f"facility:{facility.pk}", f"region:{facility.region_id}"]


def test_the_database_says_when_whatever_the_caller_says(event):
    lie = timezone.now().replace(year=2001)

    told = AuditEvent.objects.create(verb="edit", object_type="x", object_label="x", scope=[], at=lie)

    told.refresh_from_db()
    assert told.at.year != 2001


def test_the_orm_cannot_change_a_line(event):
    event.reason = "lain"

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.save()


def test_a_bulk_update_cannot_change_lines(event):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(reason="lain")


def test_the_orm_cannot_delete_a_line(event):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()


def test_a_bulk_delete_cannot_delete_lines(event):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = 'lain'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "TRUNCATE audit_auditevent CASCADE",
    ],
)
def test_sql_cannot_change_lines(event, statement):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE waits for no deferred check
        cursor.execute(statement)


def test_a_user_who_did_something_cannot_be_deleted(event):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [event.by_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_model_that_no_longer_exists_is_named_by_what_was_written():
    event = AuditEvent(object_type="gone.model")

    assert event.thing_name == "gone.model"

"""Transactional tests leave the database as they found it, append-only tables and reference data included."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_tables_that_forbid_it_and_keeps_what_migrations_wrote():
    kinds = ContentType.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append-only'; END $$;"
            "CREATE TRIGGER refuse BEFORE TRUNCATE ON django_session EXECUTE FUNCTION refuse()"
        )
        try:
            call_command("flush", interactive=False, verbosity=0)
        finally:
            cursor.execute("DROP FUNCTION refuse() CASCADE")
        cursor.execute("SELECT count(*) FROM django_session")

    assert (cursor.closed, kinds > 10, ContentType.objects.count()) == (True, True, kinds)


@pytest.mark.django_db(transaction=True)
def test_the_flush_really_empties():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")
        call_command("flush", interactive=False, verbosity=0)
        cursor.execute("SELECT count(*) FROM django_session")
        (left,) = cursor.fetchone()

    assert left == 0

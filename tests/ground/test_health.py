import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from lapastraining import health


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    health.ready_migrations.clear()


def test_healthz_answers_without_the_database(client: Client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_finds_every_part_in_order(client: Client):
    response = client.get(reverse("readyz"))

    assert (response.status_code, response.json()["failed"]) == (200, [])


@pytest.mark.django_db
def test_readyz_names_the_storage_that_cannot_be_written(client: Client, settings, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "file" / "files"

    response = client.get("/readyz")

    assert (response.status_code, response.json()["failed"]) == (503, ["storage"])


@pytest.mark.django_db
def test_readyz_names_migrations_that_are_not_applied(client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/readyz")

    assert (response.status_code, response.json()["failed"]) == (503, ["migrations"])


@pytest.mark.django_db
def test_readyz_asks_for_migrations_only_until_all_are_applied(client: Client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(1):
        response = client.get("/readyz")

    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_readyz_says_503_when_the_database_does_not_answer(client: Client, settings):
    wrong = {**connection.settings_dict, "HOST": "/nonexistent"}
    right = connection.settings_dict
    connection.close()
    connection.settings_dict = wrong
    try:
        response = client.get("/readyz")
    finally:
        connection.close()
        connection.settings_dict = right

    assert (response.status_code, response.json()["failed"]) == (503, ["database", "migrations"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_pages_take_no_posts(client: Client, path: str):
    assert client.post(path).status_code == 405

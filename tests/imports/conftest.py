import pytest
from django.test import Client

from tests.cast import Place


@pytest.fixture
def place(db) -> Place:
    return Place("Pekalongan")


@pytest.fixture
def client(place) -> Client:
    client = Client()
    client.force_login(place.staff)
    return client

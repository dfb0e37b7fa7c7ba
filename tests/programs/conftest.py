"""The cast of this room, speaking English so that sentences can be compared; strangers have a place of their own."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User
from tests.cast import Place

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return Place("Pekalongan")


@pytest.fixture
def stranger(db: None) -> Place:
    return Place("Padang")


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return signed_in

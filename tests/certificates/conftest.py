"""A closed batch with everything a certificate needs, and the four people around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.certificates.classes import Class
from tests.factories import PASSWORD


@pytest.fixture
def school(db: None) -> Class:
    return Class()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A client signed in as the user; `confirmed` has given the password once more just now."""

    def sign_in(user: Any, *, confirmed: bool = False) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if confirmed:
            confirm(client)
        return client

    return sign_in


def confirm(client: Client) -> None:
    response = client.post("/akun/reauthenticate/", {"password": PASSWORD})
    assert response.status_code == 302, response.content

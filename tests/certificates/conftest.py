"""A closed batch with everything a certificate needs, and the four people around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.certificates.classes import Class
from tests.second_factor import confirm


@pytest.fixture
def school(db: None) -> Class:
    return Class()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A client signed in as the user; `confirmed` has given the second factor once more just now."""

    def sign_in(user: Any, *, confirmed: bool = False) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.second_factor.Backend")
        if confirmed:
            assert confirm(client, user).status_code == 302
        return client

    return sign_in

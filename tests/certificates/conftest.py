"""A closed batch with everything a certificate needs, and the four people around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.one_time_codes import app_with
from demo.second_factor import SECRET
from tests.certificates.classes import Class
from tests.second_factor import confirm


@pytest.fixture
def school(db: None) -> Class:
    return Class()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A client signed in as the user; `confirmed` has given the second factor once more just now, whoever they are."""

    def sign_in(user: Any, *, confirmed: bool = False) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.second_factor.Backend")
        if confirmed:
            if not user.has_second_factor:
                app_with(SECRET, user=user).save()
                user.has_second_factor = True
            assert confirm(client, user).status_code == 302
        return client

    return sign_in

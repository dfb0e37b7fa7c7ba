from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from api.actions import make_token
from tests.cast import Place
from tests.certificates.conftest import school, signed_in  # noqa: F401
from tests.factories import posted


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """Counts of earlier transactional tests are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM certificates_checkcount")


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


@pytest.fixture
def administrator() -> User:
    return posted(Role.NATIONAL_ADMIN)


@pytest.fixture
def system(administrator) -> Callable[..., Client]:
    """Another system with a token of the office; without a place, of the nation."""

    def with_token(**office: object) -> Client:
        today = timezone.localdate()
        _token, key = make_token(name="Gudang data", expires_on=today, today=today, by=administrator, **office)
        return Client(headers={"authorization": f"Bearer {key}"})

    return with_token

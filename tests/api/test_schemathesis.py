"""What the description promises, every answer keeps: schemathesis invents requests, right and wrong ones."""

from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode

from api import endpoints
from lapastraining.wsgi import application

pytestmark = pytest.mark.django_db
OPERATIONS = {"certificate", "figures", "places"}


@pytest.fixture(autouse=True)
def wide_limits(settings, monkeypatch):
    settings.VERIFY_RATE_PER_MINUTE = settings.VERIFY_RATE_PER_MINUTE_OVERALL = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(endpoints, "PER_MINUTE", 1_000_000)
    monkeypatch.setattr(endpoints, "PER_MINUTE_OVERALL", 1_000_000)
    monkeypatch.setattr(endpoints, "WRONG_PER_MINUTE", 1_000_000)
    monkeypatch.setattr(endpoints, "WRONG_PER_MINUTE_OVERALL", 1_000_000)


@pytest.fixture(autouse=True)
def one_connection():
    """The server would close it after each request, and the test's transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


def test_every_operation_is_described(operations):
    assert set(operations) == OPERATIONS


# Any text is a code, so that nothing wrong can be invented for a certificate.
@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, GenerationMode.POSITIVE) for name in sorted(OPERATIONS)),
        *((name, GenerationMode.NEGATIVE) for name in sorted(OPERATIONS - {"certificate"})),
    ],
)
def test_every_answer_is_as_described(operations, system, name, mode):
    key = system().defaults["HTTP_AUTHORIZATION"]
    problems = []

    @settings(
        max_examples=20,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        response = case.call_and_validate(headers={"Authorization": key})
        problems.extend([] if response.status_code in {200, 401, 404, 422} else [response.status_code])

    ask()

    assert problems == []

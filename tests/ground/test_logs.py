"""Log lines are JSON with a request id and tell nothing about people."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lapastraining.logging import logging_settings

pytestmark = pytest.mark.django_db
SECRET = "Kartiningsih"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the application's own formatter writes, down to INFO."""
    chosen = logging_settings("INFO")
    factory = dict(chosen["formatters"]["json"])
    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(factory.pop("()")(**factory))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield handler.stream
    root.removeHandler(handler)
    root.setLevel(level)


def parsed(lines: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_one_line_with_the_id_that_its_answer_carries(client: Client, lines):
    response = client.get("/healthz")

    (line,) = parsed(lines)
    assert (line["request"], line["code"], line["request_id"]) == ("GET healthz", 200, response["X-Request-ID"])


def test_lines_show_the_user_by_number_only(lines):
    person = get_user_model().objects.create_user("kartini", name=SECRET, password="kunci-rahasia-12")
    client = Client()
    client.force_login(person, backend="accounts.second_factor.Backend")

    client.get(reverse("usersessions_list"))

    assert parsed(lines)[-1]["user_id"] == person.pk
    assert SECRET not in lines.getvalue()
    assert "kartini" not in lines.getvalue()


def test_lines_show_no_query_no_form_value_no_browser_and_no_address(client: Client, lines):
    client.get(f"/akun/login/?q={SECRET}", headers={"User-Agent": SECRET, "Referer": f"http://x/{SECRET}"})
    client.post("/akun/login/", {"login": SECRET, "password": SECRET})
    client.get(f"/tidak-ada/{SECRET}/")

    assert len(parsed(lines)) >= 3
    assert SECRET not in lines.getvalue()
    assert "127.0.0.1" not in lines.getvalue()


def test_an_exception_shows_its_place_but_not_its_message(lines):
    try:
        raise ValueError(f"cannot read {SECRET}")
    except ValueError:
        structlog.get_logger("programs").exception("reading_failed")

    (line,) = parsed(lines)
    assert (line["event"], line["error"]) == ("reading_failed", "builtins.ValueError")
    assert line["frames"][-1].endswith("test_an_exception_shows_its_place_but_not_its_message")
    assert SECRET not in lines.getvalue()

"""The bench at a thousandth of the nation: it loads, breaks no rule, and every page it measures answers."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from bench import databases
from bench.generate import generate
from bench.run import in_columns, in_markdown, measure, table

SHARE = 0.1


@pytest.fixture
def small_nation(django_db_blocker: Any) -> Iterator[str]:
    """A database of its own; the one of the tests is left alone."""
    own, name = connection.settings_dict["NAME"], f"bench_test_{os.getpid()}"
    with django_db_blocker.unblock():
        try:
            yield generate(SHARE, seed=1, today=dt.date.today(), name=name)
        finally:
            databases.use(own)
            databases.drop(name)


@pytest.mark.slow
def test_a_small_nation_keeps_every_rule_and_every_page_answers(small_nation: str) -> None:
    answers = measure(SHARE, times=1, name=small_nation)

    rows = table({SHARE: answers})
    assert {name: answer.status for name, answer in answers.items() if answer.status != answer.wanted} == {}
    assert [name for name, answer in answers.items() if answer.queries == 0 or answer.sql > answer.server] == []
    assert len(in_columns(rows, [SHARE]).splitlines()) == len(answers) + 2
    assert len(in_markdown(rows, [SHARE]).splitlines()) == len(answers) + 2

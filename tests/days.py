"""Days that a parameter names and the test looks up when it runs: a long session may cross midnight."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone


def tomorrow() -> str:
    return str(timezone.localdate() + dt.timedelta(days=1))


def yesterday() -> str:
    return str(timezone.localdate() - dt.timedelta(days=1))


def as_of_now(sent: Mapping[str, str | Callable[[], str]]) -> dict[str, Any]:
    return {name: value() if callable(value) else value for name, value in sent.items()}

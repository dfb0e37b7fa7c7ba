"""A worker's memory between two pieces of a run."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Hand freed memory back to the system: files of many sizes leave gaps that the C library would rather keep."""
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    """Where the C library has no such function (not glibc), nothing."""
    trim: Callable[[int], int] = getattr(ctypes.CDLL(None), "malloc_trim", lambda kept: 0)
    return trim

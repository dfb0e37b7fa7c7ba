"""The list that each forgery puts itself on."""

from collections.abc import Callable

Forgery = Callable[[bytes, bytes], bytes]
"""Takes a genuine file and another person's genuine file, gives the forged one."""

FORGERIES: dict[str, Forgery] = {}


def forgery(make: Forgery) -> Forgery:
    assert make.__name__ not in FORGERIES
    FORGERIES[make.__name__] = make
    return make

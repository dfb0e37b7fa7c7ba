import random

import pytest

from tests.reports.nation import found_nation


@pytest.fixture(params=[1, 2])
def nation(request, db) -> None:
    found_nation(random.Random(request.param))

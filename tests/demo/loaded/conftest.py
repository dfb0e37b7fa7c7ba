"""The demonstration, loaded once for all tests of this folder and taken back after them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from demo.loading import load


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """The demonstration as of today, as the gates of a certificate want it; gives the folder of its files."""
    files = tmp_path_factory.mktemp("demo-files")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files):
            load(today=timezone.localdate())
        yield files
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Path, db: None, settings: Any) -> None:
    settings.MEDIA_ROOT = loaded

"""Which language is written down."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override


def for_the_record() -> override:
    """Within it, texts are those of the house's language: what is kept does not follow the clicker's own."""
    return override(settings.LANGUAGE_CODE)

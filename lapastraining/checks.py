"""What ``manage.py check`` says about the machine the application runs on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register

from lapastraining.health import has_subsetter


@register
def subsetter_is_there(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint works without HarfBuzz's subsetter, but certificates take six times longer and differ in bytes."""
    if has_subsetter():
        return []
    hint = "apt-get install libharfbuzz-subset0"
    return [Warning("libharfbuzz-subset is missing.", hint=hint, id="lapastraining.W001")]

"""Where the *Bantuan* of the page at hand leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from manual.help import ADMINISTRATION, HELP
from manual.rendering import url_of


def help_here(request: HttpRequest) -> dict[str, Any]:
    """`help_url` of base.html and of Django's admin: the task's page, or the index where no page was found."""
    match = getattr(request, "resolver_match", None)
    place = (ADMINISTRATION if match.namespace == "admin" else HELP.get(match.view_name, "")) if match else ""
    if place:
        slug, _hash, part = place.partition("#")
        return {"help_url": url_of(slug) + (f"#{part}" if part else "")}
    return {"help_url": reverse("manual:index")}

"""What goes wrong, told to machines as RFC 9457 says, and to the people behind them in both languages."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

MEDIA_TYPE = "application/problem+json"
MOST_PARTS = 20
HEADER = "Authorization: Bearer …"

TITLES: dict[str, tuple[int, Promise]] = {
    "unauthorized": (401, _("The token is missing, unknown, expired or revoked.")),
    "not-found": (404, _("There is nothing here that you may read.")),
    "unknown": (404, _("No certificate has this code.")),
    "method": (405, _("This address is only read (GET, HEAD, OPTIONS).")),
    "invalid": (422, _("A parameter cannot be understood.")),
    "limited": (429, _("Too many requests within this minute. Try again in a minute.")),
    "unavailable": (503, _("It cannot be looked up at this moment. This says nothing about what was asked.")),
}


def problem(code: str, **more: Any) -> JsonResponse:
    """The answer for one of TITLES; `more` are members of its own."""
    status, title = TITLES[code]
    body = {"type": "about:blank", "code": code, "status": status, **in_both("title", title), **more}
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    if code == "unauthorized":
        response["WWW-Authenticate"] = "Bearer"
    if code in ("limited", "unavailable"):
        response["Retry-After"] = "60"
    return response


def in_both(name: str, text: Promise | str) -> dict[str, str]:
    """Indonesian under the name itself, English beside it."""
    with override("id"):
        said = {name: str(text)}
    with override("en"):
        return {**said, f"{name}_en": str(text)}


def parts_of(errors: list[dict[str, Any]]) -> list[str]:
    """Names of the parameters that are wrong; what was sent is not repeated."""
    return sorted({str(error["loc"][-1]) for error in errors if error.get("loc")})[:MOST_PARTS]

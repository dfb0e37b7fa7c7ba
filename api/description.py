"""The description of the API, for machines (OpenAPI) and for people, in the reader's language.

Under the neutral host of the check it knows nothing but certificates (lapastraining/neutral_host.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop, override
from django.views.decorators.http import require_safe

from api.endpoints import site
from api.problems import HEADER, MEDIA_TYPE
from certificates.public import as_answer, asked_language
from lapastraining.neutral_host import is_neutral

PREFIX = "api/v1/"
SAID = ("summary", "description", "title")
STATUSES = {
    "200": gettext_noop("The answer."),
    "304": gettext_noop("What you have is still the answer."),
    "401": gettext_noop("The token is missing, unknown, expired or revoked."),
    "404": gettext_noop("There is nothing here that you may read."),
    "405": gettext_noop("This address is only read (GET, HEAD, OPTIONS)."),
    "422": gettext_noop("A parameter cannot be understood."),
    "429": gettext_noop("Too many requests within this minute. Try again in a minute."),
    "503": gettext_noop("It cannot be looked up at this moment. This says nothing about what was asked."),
}
PUBLIC_TITLE = gettext_noop("Status of certificates")


def described(*, only_certificates: bool) -> dict[str, Any]:
    """The OpenAPI document in the language of the moment."""
    found: dict[str, Any] = json.loads(json.dumps(dict(site.get_openapi_schema(path_prefix=PREFIX)), default=str))
    if only_certificates:
        keep_certificates(found)
    for operation in (one for path in found["paths"].values() for one in path.values()):
        for status, response in operation["responses"].items():
            response["description"] = STATUSES[str(status)]
            if int(status) >= 400:
                response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
    translated(found)
    return found


def keep_certificates(found: dict[str, Any]) -> None:
    found["info"]["title"] = PUBLIC_TITLE
    found["paths"] = {path: ways for path, ways in found["paths"].items() if "/certificates/" in path}
    found["components"].pop("securitySchemes", None)
    wanted = set(names_in(found["paths"]))
    schemas = found["components"]["schemas"]
    while more := {name for kept in wanted for name in names_in(schemas[kept])} - wanted:
        wanted |= more
    found["components"]["schemas"] = {name: schema for name, schema in schemas.items() if name in wanted}


def names_in(part: Any) -> Iterator[str]:
    """The schemas that a part of the document points at."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rsplit("/", 1)[-1]
        for below in part.values():
            yield from names_in(below)
    elif isinstance(part, list):
        for below in part:
            yield from names_in(below)


def translated(part: Any) -> None:
    """Say every text of the document in the language of the moment, in place."""
    if isinstance(part, dict):
        for name, below in part.items():
            if name in SAID and isinstance(below, str) and below:
                part[name] = gettext(below)
            elif name == "tags" and isinstance(below, list):
                part[name] = [gettext(tag) for tag in below]
            else:
                translated(below)
    elif isinstance(part, list):
        for below in part:
            translated(below)


@login_not_required
@require_safe
@transaction.non_atomic_requests
def openapi(request: HttpRequest) -> HttpResponse:
    language = asked_language(request)
    with override(language):
        return as_answer(JsonResponse(described(only_certificates=is_neutral(request))), language)


@login_not_required
@require_safe
@transaction.non_atomic_requests
def docs(request: HttpRequest) -> HttpResponse:
    """The same for people. Without scripts: it stands under the strict policy of every page."""
    neutral, language = is_neutral(request), asked_language(request)
    origin = settings.VERIFICATION_ORIGIN if neutral else settings.PUBLIC_ORIGIN
    with override(language):
        found = described(only_certificates=neutral)
        context = {"about": found["info"], "operations": list(operations_of(found, origin)), "origin": origin}
        context |= {"header": HEADER, "document": "openapi.json (OpenAPI 3.1)"}
        return as_answer(render(request, "api/docs.html", context), language)


def operations_of(found: dict[str, Any], origin: str) -> Iterator[dict[str, Any]]:
    for path, ways in found["paths"].items():
        for method, operation in ways.items():
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            key = f'-H "{HEADER}" ' if operation.get("security") else ""
            yield {
                **operation,
                "example": f"curl {key}{origin}{path}",
                "path": path,
                "method": method.upper(),
                "needs_token": bool(operation.get("security")),
                "entries": list(entries_of(answer, found["components"]["schemas"])),
                "responses": sorted(operation["responses"].items()),
            }


def entries_of(
    schema: dict[str, Any], schemas: dict[str, Any], above: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    """Every entry of an answer with what it says and the words it may be; those within another one under its name."""
    for name in names_in_order(schema):
        for entry, said in schemas[name]["properties"].items():
            within = f"{above}{entry}"
            yield within, said.get("description", ""), said.get("enum", [])
            yield from entries_of(said, schemas, f"{within}[]." if said.get("type") == "array" else f"{within}.")


def names_in_order(schema: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(names_in(schema)))

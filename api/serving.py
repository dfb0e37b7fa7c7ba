"""How every answer leaves: read only, no cookie, an ETag where a copy may be kept, and no page of HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from api.problems import problem
from certificates.public import as_answer

ALLOWED = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponse]


def served(view: View, *, is_kept: bool) -> View:
    """The view for machines. What `is_kept` may be asked for again by its ETag; all else no cache may keep.

    Nothing is written here, so there is nothing to forge: a POST shall hear 405 as JSON, not the page about cookies.
    """

    @csrf_exempt
    @login_not_required
    @transaction.non_atomic_requests
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "OPTIONS":
            response = HttpResponse(status=204)
        elif asked not in ("GET", "HEAD"):
            response = problem("method")
        else:
            request.method = "GET"
            response = marked(request, view(request, *args, **kwargs)) if is_kept else view(request, *args, **kwargs)
            request.method = asked
        if response.status_code in (204, 405):
            response["Allow"] = ALLOWED
        return without_body(dressed(response)) if asked == "HEAD" else dressed(response)

    return answer


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag of its bytes; 304 to whoever has them already. Conditions for writing mean nothing here."""
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Authorization"
    for condition in ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"):
        request.META.pop(condition, None)
    found: HttpResponse = get_conditional_response(request, etag=etag, response=response)  # type: ignore[assignment]
    return found


def dressed(response: HttpResponse) -> HttpResponse:
    kept = response.get("Cache-Control")
    as_answer(response, "id")
    if kept:
        response["Cache-Control"] = kept
    return response


def without_body(response: HttpResponse) -> HttpResponse:
    """What HEAD is told: the length of what GET would bring, and nothing of it."""
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response

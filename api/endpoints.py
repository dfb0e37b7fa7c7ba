"""What other systems may read. Summaries and descriptions are msgids: the description translates them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import structlog
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from api.actions import digest_of
from api.certificates import status_of
from api.figures import figures_for, places_for
from api.models import ApiToken
from api.problems import parts_of, problem
from api.schemas import CertificateStatus, Figures, Part, Places, Problem
from certificates.limits import is_within, visitor
from certificates.public import check_code

log = structlog.get_logger()

PER_MINUTE = 60
PER_MINUTE_OVERALL = 1200
EVERYBODY = "api*"
WRONG_PER_MINUTE = 10
WRONG_PER_MINUTE_OVERALL = 600
EVERYBODY_WRONG = "api-wrong*"
MOST_CHARACTERS = 200
LARGEST_KEY = 999_999_999
PART = Query(None, description=_("Quarter (q1 to q4) or month (m1 to m12); none for the year."))
ALWAYS = {422: Problem, 429: Problem, 503: Problem}

site = NinjaAPI(
    title=_("Certificates and figures of training"),
    version="1",
    description=_("Read only. Errors come as application/problem+json in Indonesian and English."),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)


class LimitedError(Exception):
    """Too many requests within this minute."""


class UnknownParameterError(Exception):
    """Something was asked that nobody answers; to leave it out silently would answer another question."""


class OfficeToken(HttpBearer):
    """The key of an office, which its system sends as `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Raises LimitedError beyond the limit of the token, or of wrong ones from the address that sends this one."""
        today = timezone.localdate()
        found = token_in_force(token, on=today)
        if found is None:
            count_wrong(request)
            return None
        if not is_within(f"api:{found.pk}", limit=PER_MINUTE, everybody=EVERYBODY, overall=PER_MINUTE_OVERALL):
            raise LimitedError
        if found.last_used_on != today:
            ApiToken.objects.filter(pk=found.pk, revoked_at=None).update(last_used_on=today)
        return found


@site.get(
    "/certificates/{path:code}",
    operation_id="certificate",
    url_name="certificate-code",
    summary=_("Status of a certificate"),
    description=_(
        "The same answers as the page of the check, without sign-in. Only the first of the states counts. A code that "
        "is unknown or malformed answers 404; too many requests 429; 503 says nothing about the certificate."
    ),
    response={200: CertificateStatus, 404: Problem, **ALWAYS},
    tags=[_("Certificates")],
)
def certificate(
    request: HttpRequest,
    code: str = Path(
        ..., description=_("The code of the QR or the code to type, in any case, with or without hyphens.")
    ),
) -> Any:
    answer = check_code(request, code)
    if answer.certificate is None:
        return problem(answer.state)
    return status_of(answer, answer.certificate)


@site.get(
    "/figures",
    operation_id="figures",
    url_name="figures",
    auth=OfficeToken(),
    summary=_("Figures of an office"),
    description=_(
        "The figures of the dashboard, each with numerator, denominator and definition. One place at most; without "
        "one: the token's own office. The ETag stays the same as long as the answer does; send it as If-None-Match and "
        "get 304."
    ),
    response={200: Figures, 401: Problem, 404: Problem, **ALWAYS},
    tags=[_("Figures")],
)
def figures(
    request: HttpRequest,
    region: int | None = Query(None, ge=1, le=LARGEST_KEY, description=_("Number of a region.")),
    facility: int | None = Query(None, ge=1, le=LARGEST_KEY, description=_("Number of a prison.")),
    centre: int | None = Query(None, ge=1, le=LARGEST_KEY, description=_("Number of a training centre.")),
    year: int | None = Query(
        None, ge=1991, le=2100, description=_("Year; without it the newest in which a batch began.")
    ),
    part: Part | None = PART,
) -> Any:
    knows(request, "region", "facility", "centre", "year", "part")
    place = {"region": region, "facility": facility, "centre": centre}
    if sum(key is not None for key in place.values()) > 1:
        raise Http404
    today = timezone.localdate()
    return figures_for(token_of(request).reader, place=place, year=year, part=part, today=today)


@site.get(
    "/places",
    operation_id="places",
    url_name="places",
    auth=OfficeToken(),
    summary=_("Places of an office"),
    description=_("The places whose figures the token may read, a hundred on each page."),
    response={200: Places, 401: Problem, **ALWAYS},
    tags=[_("Figures")],
)
def places(request: HttpRequest, page: int = Query(1, ge=1, le=10_000, description=_("Which page, from 1."))) -> Any:
    knows(request, "page")
    return places_for(token_of(request).reader, page=page)


def knows(request: HttpRequest, *names: str) -> None:
    """Raises UnknownParameterError for what is none of these, and for what is asked twice."""
    if set(request.GET) - set(names) or any(len(said) > 1 for _name, said in request.GET.lists()):
        raise UnknownParameterError


def token_in_force(key: str, *, on: dt.date) -> ApiToken | None:
    if not key.isascii() or len(key) > MOST_CHARACTERS:
        return None
    return ApiToken.objects.in_force(on=on).with_places().filter(digest=digest_of(key)).first()


def count_wrong(request: HttpRequest) -> None:
    """Raises LimitedError beyond the limit. Right ones do not count: one address may be that of several offices."""
    who = visitor(request, "api.wrong")
    overall = WRONG_PER_MINUTE_OVERALL
    if not is_within(who, limit=WRONG_PER_MINUTE, everybody=EVERYBODY_WRONG, overall=overall):
        raise LimitedError


def token_of(request: HttpRequest) -> ApiToken:
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token


def failed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Whatever it was: the caller learns nothing of our insides, and that it may ask again."""
    connection.close_if_unusable_or_obsolete()
    log.exception("api_failed")
    return problem("unavailable")


site.add_exception_handler(Exception, failed)
site.add_exception_handler(AuthenticationError, lambda request, error: problem("unauthorized"))
site.add_exception_handler(Http404, lambda request, error: problem("not-found"))
site.add_exception_handler(UnknownParameterError, lambda request, error: problem("invalid"))
site.add_exception_handler(LimitedError, lambda request, error: problem("limited"))
site.add_exception_handler(
    ValidationError, lambda request, error: problem("invalid", parameters=parts_of(error.errors))
)

"""What every request passes: its id, its language, its clock, its history context, its idle limit, its privacy."""

import time
from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

import structlog
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.utils import timezone, translation
from django_structlog.middlewares import RequestMiddleware
from pghistory.middleware import HistoryMiddleware

from accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"
SEEN_STEP_SECONDS = 60


def request_id() -> str:
    """The id of the request being served, or an empty string outside of one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


class RequestLog(RequestMiddleware):
    """One log line per request, under a request id that the answer carries too.

    The line names the route, not the address: addresses hold search words and certificate codes.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        self.prepare(request)
        identity = request_id()
        response = cast(HttpResponse, self.get_response(request))
        self.handle_response(request, response)
        response["X-Request-ID"] = identity
        return response

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = request.resolver_match
        return f"{request.method} {match.route}" if match else f"{request.method}"


class HistoryContext(HistoryMiddleware):
    """Tells the row history who changed a row, on which page, in which request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "request_id": request_id()}


class Language(LocaleMiddleware):
    """Indonesian, unless the reader chose otherwise with the switcher; the browser's wish is not asked.

    Office PCs ship with English browsers, and their users read Indonesian.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class IdleTimeout:
    """Signs a person out who did nothing for IDLE_TIMEOUT_MINUTES: offices share their PCs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._look_at_clock(request)
        return self.get_response(request)

    def _look_at_clock(self, request: HttpRequest) -> None:
        now = int(time.time())
        idle = now - int(request.session.get(SEEN_AT, now))
        if idle > settings.IDLE_TIMEOUT_MINUTES * 60:
            # The adapter's sign-out writes the trail.
            get_adapter(request).logout(request)
        elif idle >= SEEN_STEP_SECONDS or SEEN_AT not in request.session:
            # Writing once a minute keeps the session alive without a write for every page.
            request.session[SEEN_AT] = now


class SecondFactor:
    """Sends whoever must have a second factor and has none to its set-up, and lets them nowhere else."""

    ALLOWED = (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "set_language",
        "healthz",
        "readyz",
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or (match and match.view_name in self.ALLOWED):
            return None
        # A public page, such as the check of a certificate, asks nobody who they are.
        if not getattr(view, "login_required", True) or not isinstance(request.user, User):
            return None
        return redirect("mfa_index") if request.user.must_set_up_second_factor else None


class LocalTime:
    """Days and hours are those of the place where the user works: "today" ends two hours earlier in Jayapura.

    What one request sets the next one sets anew, so that a download still streaming keeps its clock.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User) and request.user.posting:
            timezone.activate(ZoneInfo(request.user.posting.time_zone))
        return self.get_response(request)


class Privacy:
    """Keeps personal pages out of caches, and wipes the browser's own copies at sign-out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_personal(request, response) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        match = request.resolver_match
        if match and match.view_name == "account_logout" and request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    @staticmethod
    def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
        cookie = settings.SESSION_COOKIE_NAME
        return cookie in request.COOKIES or cookie in response.cookies

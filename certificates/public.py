"""What an anonymous reader of a certificate may ask: is this code ours, and what did we certify with it?

Neutral to the holder and to the host it stands under: no session, no cookie, nothing of prisons.
"""

from __future__ import annotations

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates.codes import read_code
from certificates.limits import may_check
from certificates.models import Certificate
from certificates.record import digest

log = structlog.get_logger()

# Unknown and malformed codes answer 404 with the same page: only a code of ours is a page that exists, so that
# link previews, scripts and proxies cannot mistake "not known" for success. Revoked ones are ours and answer 200.
STATUS = {"": 200, "valid": 200, "revoked": 200, "unknown": 404, "limited": 429, "unavailable": 503}


@login_not_required
@require_safe
@transaction.non_atomic_requests
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The answer to one code, in words. Says "cannot check now" whenever it does not know."""
    typed = code or request.GET.get("kode", "")
    state, certificate = "", None
    if typed:
        try:
            state, certificate = _look_up(request, typed)
        except (Error, ValueError):
            connection.close_if_unusable_or_obsolete()
            log.exception("certificate_check_failed")
            state = "unavailable"
    return _answer(state, certificate)


def _look_up(request: HttpRequest, typed: str) -> tuple[str, Certificate | None]:
    """The state of the code. Raises django.db.Error or ValueError when it cannot be told."""
    if not may_check(request):
        return "limited", None
    meant = read_code(typed)
    certificate = Certificate.objects.filter(Q(token=meant) | Q(typed_code=meant)).first() if meant else None
    if certificate is None:
        return "unknown", None
    if digest(certificate.as_printed) != certificate.record_sha256:
        raise ValueError("the record is not the one that was issued")
    return str(certificate.state), certificate


def _answer(state: str, certificate: Certificate | None) -> HttpResponse:
    page = render_to_string(
        "certificates/verify.html",
        {
            "state": state,
            "record": certificate.as_printed if certificate else None,
            "revoked_on": certificate.revoked_on if certificate else None,
            "checked_at": timezone.now() if state else None,
            "origin": settings.PUBLIC_ORIGIN,
        },
    )
    response = HttpResponse(page, status=STATUS[state])
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    if state == "limited":
        response["Retry-After"] = "60"
    return response

"""What an anonymous reader of a certificate may ask: is this code ours, is this file ours, and what did we certify?

Neutral to the holder and to the host it stands under: no session, no cookie, nothing of prisons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import Error, connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates.codes import read_code
from certificates.ledger.standing import standing
from certificates.limits import may_check
from certificates.models import Certificate, CertificateKind
from certificates.record import digest
from certificates.sent_file import LARGEST_MB, TooLargeError, digest_of_sent_file, read_digest

log = structlog.get_logger()

# Unknown and malformed codes answer 404 with the same page: only a code of ours is a page that exists, so that
# link previews, scripts and proxies cannot mistake "not known" for success. Revoked ones are ours and answer 200.
STATUS = {
    "": 200,
    "valid": 200,
    "expired": 200,
    "revoked": 200,
    "replaced": 200,
    "unknown": 404,
    "foreign": 404,
    "nothing": 400,
    "large": 413,
    "limited": 429,
    "unavailable": 503,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A state of STATUS, the certificate it is about, and whether it was found by the bytes of its file."""

    state: str = ""
    certificate: Certificate | None = None
    by_file: bool = False


@login_not_required
@require_safe
@transaction.non_atomic_requests
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The answer to one code, in words. Says "cannot check now" whenever it does not know."""
    typed = code or request.GET.get("kode", "")
    return _page(request, check_code(request, typed) if typed else Answer())


@csrf_exempt  # Nothing is changed and nobody is known here; a token would need the cookie that we do not set.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests
def verify_file(request: HttpRequest) -> HttpResponse:
    """The answer to one file: by the digest that the browser made, or of the bytes that are sent, never kept."""
    if request.method == "POST":
        return _page(request, _answered(request, lambda: _by_digest(digest_of_sent_file(request))))
    told = request.GET.get("sidik", "")
    return _page(request, _answered(request, lambda: _by_digest(read_digest(told))) if told else Answer())


def check_code(request: HttpRequest, typed: str) -> Answer:
    """What is known of a code; counted against the limits of whoever asks."""
    return _answered(request, lambda: _by_code(typed))


def _answered(request: HttpRequest, look_up: Callable[[], Answer]) -> Answer:
    try:
        return look_up() if may_check(request) else Answer("limited")
    except TooLargeError:
        return Answer("large")
    except BadRequest:
        return Answer("nothing")
    except (Error, ValueError):
        connection.close_if_unusable_or_obsolete()
        log.exception("certificate_check_failed")
        return Answer("unavailable")


def _by_code(typed: str) -> Answer:
    meant = read_code(typed)
    certificate = (
        Certificate.objects.as_checked().filter(Q(token=meant) | Q(typed_code=meant)).first() if meant else None
    )
    return Answer(_state(certificate), certificate) if certificate else Answer("unknown")


def _by_digest(sha256: str | None) -> Answer:
    certificate = Certificate.objects.as_checked().filter(file_sha256=sha256).first() if sha256 else None
    return Answer(_state(certificate), certificate, by_file=True) if certificate else Answer("foreign")


def _state(certificate: Certificate) -> str:
    """Raises django.db.Error or ValueError when the register cannot vouch for what it says."""
    if digest(certificate.as_printed) != certificate.record_sha256:
        raise ValueError("the record is not the one that was issued")
    if not certificate.says_as_printed():
        raise ValueError("the register says something else than the record")
    if not standing(certificate):
        raise ValueError("the ledger does not say what the register says")
    return str(certificate.state)


def _page(request: HttpRequest, answer: Answer) -> HttpResponse:
    language = asked_language(request)
    with translation.override(language):
        response = as_answer(HttpResponse(_words(answer), status=STATUS[answer.state]), language)
    if answer.state == "limited":
        response["Retry-After"] = "60"
    return response


def asked_language(request: HttpRequest) -> str:
    """By ?bahasa=en, since no cookie keeps it."""
    asked = request.GET.get("bahasa", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()


def as_answer(response: HttpResponse, language: str) -> HttpResponse:
    """Kept by no cache, listed by no search engine, told to no other site."""
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _words(answer: Answer) -> str:
    certificate = answer.certificate
    return render_to_string(
        "certificates/verify.html",
        {
            "state": answer.state,
            "by_file": answer.by_file,
            "record": certificate.as_printed if certificate else None,
            "revoked_on": certificate.revoked_on if certificate else None,
            "valid_until": certificate.valid_until if certificate else None,
            "is_competence": certificate is not None and certificate.kind == CertificateKind.COMPETENCE,
            "successor": certificate.replaced_by_number if certificate else "",
            "replaces": certificate.replaces.number if certificate and certificate.replaces else "",
            "checked_at": timezone.now() if answer.state else None,
            "origin": settings.VERIFICATION_ORIGIN,
            "largest_mb": LARGEST_MB,
            "largest_bytes": LARGEST_MB * 1024 * 1024,
        },
    )

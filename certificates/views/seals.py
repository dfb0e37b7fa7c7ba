from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from certificates.models import SealCertificate
from certificates.public import as_answer, asked_language

HEADING = """Sertifikat kunci yang pernah menyegel berkas sertifikat kami, yang terbaru lebih dahulu.
Segel saja tidak membuktikan keaslian: periksa berkasnya pada register.
"""


@login_not_required
@require_safe
def seal_page(request: HttpRequest) -> HttpResponse:
    """Whose seals a reader may find in our files, in words, with the face of the check; public and neutral."""
    language = asked_language(request)
    with translation.override(language):
        words = {"seals": SealCertificate.objects.newest_first(), "origin": settings.VERIFICATION_ORIGIN}
        response = HttpResponse(render_to_string("certificates/seals.html", words))
    return as_answer(response, language)


@login_not_required
@require_safe
def seal_list(request: HttpRequest) -> HttpResponse:
    """The same for programs that check files elsewhere, with the certificates of the keys; public."""
    texts = [HEADING, *map(_said, SealCertificate.objects.newest_first())]
    return HttpResponse("\n".join(texts), content_type="text/plain; charset=utf-8")


def _said(seal: SealCertificate) -> str:
    standing = {
        "DEVELOPMENT": "kunci pengembangan, tidak membuktikan apa pun",
        "UNCERTIFIED": "tidak tersertifikasi",
        "CERTIFIED": "dari penyelenggara sertifikasi elektronik (PSrE)",
    }[seal.standing]
    return (
        f"{seal.subject}\n{standing}\nSHA-256 {seal.sha256}\n"
        f"{seal.valid_from.date().isoformat()} s.d. {seal.valid_until.date().isoformat()}\n{seal.pem}"
    )

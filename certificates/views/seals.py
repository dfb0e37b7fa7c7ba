from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from certificates.models import SealCertificate

HEADING = """Sertifikat kunci yang pernah menyegel berkas sertifikat kami, yang terbaru lebih dahulu.
Segel saja tidak membuktikan keaslian: periksa berkasnya pada register.
"""


@login_not_required
@require_safe
def seal_list(request: HttpRequest) -> HttpResponse:
    """Whose seals a reader may find in our files, for programs and people who check them elsewhere; public."""
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

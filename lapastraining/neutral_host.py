"""Under VERIFICATION_ORIGIN only the check of certificates answers and nothing tells of prisons (docs/trust.md 3)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

ASSETS = (
    "/static/certificates/verify.",
    "/static/certificates/fonts/",
    "/static/manual/memeriksa.",
    "/static/manual/memeriksa-en.",
)
# What machines ask about certificates, and its description, which leaves out everything else under this name.
MACHINES = ("/api/v1/", "/api/v1/openapi.json")
CERTIFICATES = "/api/v1/certificates/"
PROBES = ("/healthz", "/readyz")
DEFAULT_PORTS = {"http": ":80", "https": ":443"}
SORRY = "Halaman ini tidak ada atau sedang tidak dapat dibuka. / This page does not exist or cannot be opened now.\n"


class NeutralHost:
    """Lets through the check and what it is made of; cookies are neither read nor set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_neutral(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        if request.path == "/":
            return HttpResponseRedirect("/v/")
        if not _is_of_the_check(request.path):
            return _sorry(404)
        response = self.get_response(request)
        response.cookies.clear()
        # Pages of the site itself bear its name; those of the check say that nobody may index them.
        is_sites_own = response.status_code >= 400 and not response.has_header("X-Robots-Tag")
        return _sorry(response.status_code) if is_sites_own else response


def is_neutral(request: HttpRequest) -> bool:
    if settings.VERIFICATION_ORIGIN == settings.PUBLIC_ORIGIN:
        return False
    origin = urlsplit(settings.VERIFICATION_ORIGIN.lower())
    port = DEFAULT_PORTS[origin.scheme]
    name, colon, number = request.META.get("HTTP_HOST", "").lower().partition(":")
    asked = name.removesuffix(".") + colon + number
    return asked.removesuffix(port) == origin.netloc.removesuffix(port)


def _is_of_the_check(path: str) -> bool:
    if path in PROBES or path in MACHINES or path.startswith((*ASSETS, CERTIFICATES)):
        return True
    return path.lower() == "/v" or path.lower().startswith("/v/")


def _sorry(status: int) -> HttpResponse:
    response = HttpResponse(SORRY, status=status, content_type="text/plain; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response

"""The API's addresses. What ninja serves is dressed for machines, and nothing under v1/ answers with a page of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from api import description, token_views
from api.endpoints import site
from api.problems import problem
from api.serving import served

app_name = "api"
# Whatever somebody takes for a code, slashes and line ends too, is answered as a code.
CODE = r"^v1/certificates/(?P<code>[\s\S]+)\Z"
KEPT = {"figures", "places"}


def unknown(request: HttpRequest, **anything: str) -> HttpResponse:
    return problem("not-found")


views = {pattern.name: pattern.callback for pattern in site.urls[0] if isinstance(pattern, URLPattern)}
urlpatterns = [
    path("token/", token_views.TokenList.as_view(), name="token-list"),
    path("token/buat/", token_views.TokenAdd.as_view(), name="token-add"),
    path("token/<int:pk>/cabut/", token_views.TokenRevoke.as_view(), name="token-revoke"),
    path("v1/", description.docs, name="docs"),
    path("v1/openapi.json", description.openapi, name="openapi"),
    re_path(CODE, served(views["certificate-code"], is_kept=False), name="certificate-code"),
    *(path(f"v1/{name}", served(views[name], is_kept=True), name=name) for name in sorted(KEPT)),
    re_path(r"^v1/(?P<rest>[\s\S]+)\Z", served(unknown, is_kept=False)),
]

"""The manual on the screen: its index, a page, and the two pages that are read before signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission, Role
from certificates.public import as_answer, asked_language
from manual.pages import INDEX, Page, check_page, page, pages_of, slugs


class Index(Access, TemplateView):
    """By task, as docs/manual/README.md orders it; by role, one's own first."""

    permission = Permission.SEE_HOME
    template_name = "manual/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.user.role
        return super().get_context_data(
            index=page(INDEX),
            own=own,
            own_pages=pages_of(own) if own else [],
            others=[(role, pages_of(role)) for role in Role if role != own],
            **kwargs,
        )


class ManualPage(Access, TemplateView):
    permission = Permission.SEE_HOME
    template_name = "manual/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=found(kwargs["slug"]), **kwargs)


@method_decorator(login_not_required, name="dispatch")
class SignInHelp(TemplateView):
    """For those who cannot get in: the one page of ours that has to be read outside."""

    template_name = "manual/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=page("masuk"), **kwargs)


@login_not_required
@require_safe
def check_help(request: HttpRequest) -> HttpResponse:
    """How a certificate is checked, with the face of the check; public and neutral."""
    language = asked_language(request)
    words = {"page": check_page(language), "origin": settings.VERIFICATION_ORIGIN}
    with translation.override(language):
        return as_answer(HttpResponse(render_to_string("manual/check.html", words)), language)


def found(slug: str) -> Page:
    """Raises Http404 for a page that there is not; the index has an address of its own."""
    if slug not in slugs():
        raise Http404(slug)
    return page(slug)

"""Home, dashboard and gallery: these pages read everything and write nothing."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from reports.gallery import samples


class Home(Access, TemplateView):
    """Pekerjaan saya: what is late and what is due, one click each."""

    permission = Permission.SEE_HOME
    template_name = "reports/home.html"


class Gallery(Access, TemplateView):
    """Every component in all its states, for those who build pages."""

    permission = Permission.SEE_GALLERY
    template_name = "reports/gallery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**samples(), **kwargs)

"""Home and gallery: these pages read everything and write nothing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.models import User
from accounts.permissions import Permission
from reports.gallery import samples
from reports.tasks import task_named, tasks_of


class Home(Access, TemplateView):
    """Pekerjaan saya: what is late and what is due, one click each."""

    permission = Permission.SEE_HOME
    template_name = "reports/home.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has no posting today may still sign in, and is told why there is nothing to see."""
        if isinstance(request.user, User) and request.user.posting is None:
            return render(request, "reports/no_posting.html")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = tasks_of(self.user, timezone.now())
        return super().get_context_data(tasks=tasks, today=timezone.localdate(), **kwargs)


class TaskPage(Access, TemplateView):
    """All that waits in one of the tasks, where the home page shows the first few."""

    permission = Permission.SEE_HOME
    template_name = "reports/task_page.html"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = task_named(self.request.GET.get("task", ""), self.user, timezone.now())
        rows: Any = task.rows if task else []
        page: Page[Any] = Paginator(rows, self.paginate_by).get_page(self.request.GET.get("page"))
        examples = [task.show(row) for row in page] if task else []
        return super().get_context_data(task=task, page_obj=page, examples=examples, **kwargs)


class Gallery(Access, TemplateView):
    """Every component in all its states, for those who build pages."""

    permission = Permission.SEE_GALLERY
    template_name = "reports/gallery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**samples(), **kwargs)

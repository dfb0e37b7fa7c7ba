from __future__ import annotations

from typing import Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access, ScopedModelForm
from accounts.models import Digest, User
from accounts.permissions import Permission
from audit.columns import Column
from audit.pages import FormPage, ListPage
from reports.models import Notice
from reports.models.notices import NoticeQuerySet
from reports.notices.rules import BY_KIND
from reports.notices.telling import read, read_all


class NoticeFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=Notice.Kind.choices, empty_label=_("All"))
    unread = django_filters.ChoiceFilter(
        label=_("Read"),
        method="by_reading",
        choices=[("yes", _("Not read yet")), ("no", _("Read"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Notice
        fields: tuple[str, ...] = ()

    def by_reading(self, rows: NoticeQuerySet, name: str, value: str) -> NoticeQuerySet:
        return rows.filter(read_at__isnull=value == "yes")


class NoticeList(ListPage):
    """What happened at one's own place and concerns one's own work, newest first."""

    permission = Permission.SEE_HOME
    model = Notice
    filterset_class = NoticeFilter
    template_name = "reports/notice_list.html"
    columns = (
        Column(_("What happened"), "get_kind_display"),
        Column(_("About"), "subject"),
        Column(_("When"), "at"),
        Column(_("Times"), "times"),
        Column(_("Read at"), "read_at"),
    )

    def get_queryset(self) -> NoticeQuerySet:
        return super().get_queryset().with_subjects(self.user)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [(notice, page_of(notice)) for notice in context["page_obj"]]
        return {**context, "rows": rows, "kept_days": settings.NOTICE_KEPT_DAYS}


def page_of(notice: Notice) -> str:
    return BY_KIND[Notice.Kind(notice.kind)].url(notice.subject)


class NoticeOpen(Access, SingleObjectMixin, View):
    """Marks the notice as read and goes where it leads; by POST, for a page that is looked at writes nothing."""

    permission = Permission.SEE_HOME
    model = Notice
    http_method_names = ["post"]

    def get_queryset(self) -> NoticeQuerySet:
        return super().get_queryset().with_subjects(self.user)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        notice = self.get_object()
        read([notice.pk], by=self.user)
        return redirect(page_of(notice) or "reports:notice-list")


class NoticesRead(Access, View):
    """Everything read at one word."""

    permission = Permission.SEE_HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        read_all(by=self.user)
        messages.success(request, _("All notifications are marked as read."))
        return redirect("reports:notice-list")


class DigestForm(ScopedModelForm):
    class Meta:
        model = User
        fields = ("digest",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In the mail these words stand in the middle of a sentence.
        self.fields["digest"].choices = [(value, capfirst(label)) for value, label in Digest.choices]  # type: ignore[attr-defined]


class DigestChoice(FormPage, UpdateView):
    """How often the mail comes: each person's own choice."""

    permission = Permission.SEE_HOME
    form_class = DigestForm
    template_name = "reports/digest_choice.html"
    heading = _("Digest by e-mail")
    lead = _("How often a mail tells you that something happened or waits.")
    success_message = _("Saved.")
    success_url = reverse_lazy("reports:notice-list")

    def get_object(self, queryset: Any = None) -> User:
        return User.objects.get(pk=self.user.pk)

    def get_queryset(self) -> Any:
        return User.objects.filter(pk=self.user.pk)

    def form_valid(self, form: DigestForm) -> HttpResponse:
        # Of the account nothing else: it may have been closed since it was read.
        User.objects.filter(pk=self.user.pk).update(digest=form.cleaned_data["digest"])
        self.said()
        return redirect(self.get_success_url())

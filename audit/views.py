from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.columns import Column
from audit.filters import EventFilter
from audit.models import AuditEvent, AuditEventQuerySet
from audit.pages import ListPage


def facts_in_words(event: AuditEvent) -> str:
    return "; ".join(f"{name}: {value}" for name, value in event.facts)


class EventList(ListPage):
    """Who did what to what, when and why, in one's own scope, newest first."""

    permission = Permission.SEE_AUDIT
    model = AuditEvent
    filterset_class = EventFilter
    template_name = "audit/event_list.html"
    columns = (
        Column(_("When"), "at"),
        Column(_("Who"), "by"),
        Column(_("What was done"), "get_verb_display"),
        Column(_("To what"), "thing_name"),
        Column(_("Number"), "object_id"),
        Column(_("Which"), "object_label"),
        Column(_("Why"), "why"),
        Column(_("Details"), facts_in_words),
        Column(_("Request"), "request_id"),
    )

    def get_queryset(self) -> AuditEventQuerySet:
        return super().get_queryset().select_related("by")  # type: ignore[return-value]

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from audit.exports import csv_response
from audit.filters import EventFilter
from audit.models import AuditEvent, AuditEventQuerySet
from audit.pages import ListPage


class EventList(ListPage):
    """Who did what to what, when and why, in one's own scope, newest first."""

    permission = Permission.SEE_AUDIT
    model = AuditEvent
    filterset_class = EventFilter
    template_name = "audit/event_list.html"

    def get_queryset(self) -> AuditEventQuerySet:
        return super().get_queryset().select_related("by")  # type: ignore[return-value]


class EventExport(EventList):
    """The same rows, all pages of them, as a file."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        events = EventFilter(request.GET, queryset=self.get_queryset(), request=request).qs
        header = (_("When"), _("Who"), _("What was done"), _("To what"), _("Number"), _("Which"), _("Why"))
        day = timezone.localdate().isoformat()
        return csv_response(f"audit-{day}.csv", (*header, _("Details"), _("Request")), self.rows(events))

    def rows(self, events: AuditEventQuerySet) -> Iterator[tuple[object, ...]]:
        for event in events.iterator():
            yield (
                timezone.localtime(event.at).isoformat(timespec="seconds"),
                event.by,
                event.get_verb_display(),
                event.thing_name,
                event.object_id,
                event.object_label,
                event.why,  # type: ignore[attr-defined]
                json.dumps(event.detail, ensure_ascii=False) if event.detail else "",
                event.request_id,
            )

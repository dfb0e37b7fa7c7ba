"""What every page of Django's admin is built of: it writes the audit trail, and it deletes nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from audit.actions import record
from audit.models import AuditEvent, Verb


class RecordedAdmin(ModelAdmin):
    """A model that the administrator adds and edits.

    Rows are never deleted: what refers to them must keep its meaning.
    """

    writes_the_trail = True
    actions = None
    save_on_top = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def construct_change_message(self, request: HttpRequest, form: Form, formsets: Any, add: bool = False) -> Any:
        """The names of the fields that changed, never their values."""
        return sorted(form.changed_data)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> AuditEvent:  # type: ignore[override]
        return record(Verb.ADD, obj, by=request.user, fields=message)  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> AuditEvent:  # type: ignore[override]
        return record(Verb.EDIT, obj, by=request.user, fields=message)  # type: ignore[arg-type]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """There is one history for everybody."""
        query = urlencode({"thing": self.opts.label_lower, "number": object_id})
        return redirect(f"{reverse('audit:event-list')}?{query}")


class ReadOnlyAdmin(RecordedAdmin):
    """A model that the administrator looks at; it changes by actions on its own pages only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ImpersonalAdmin(ReadOnlyAdmin):
    """A model about inmates: the administrator sees how many rows there are, and where, but no person.

    No page of a single row, and no filter in the address: `?name__startswith=A` would tell names by counting.
    """

    list_display_links = None

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return False

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-pk"]

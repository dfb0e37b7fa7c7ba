"""The administrator's pages of the accounts, which stand before the trail, and of the trail itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.invitation import invite
from accounts.models import User
from audit.administration import ReadOnlyAdmin, RecordedAdmin
from audit.models import AuditEvent, AuditEventQuerySet, Download, SavedView
from audit.saved_views import title_of


class NewUserForm(forms.ModelForm):
    """Nobody types a password for somebody else: the new user gets a link by mail and chooses one."""

    class Meta:
        model = User
        fields = ("username", "name", "nip", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = _("A link to choose a password is sent there.")


@admin.register(User)
class UserAdmin(RecordedAdmin):
    fields = ("username", "name", "nip", "email", "is_active")
    list_display = ("name", "username", "email", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "username", "email")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return NewUserForm.Meta.fields if obj is None else self.fields

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewUserForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        invite(obj, request)
        messages.info(request, _("A link to choose a password is on its way to %(email)s.") % {"email": obj.email})


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Why, as far as the administrator may read it: confidential reasons and details stay out of these pages."""

    fields = ("at", "by", "verb", "object_type", "object_id", "object_label", "told", "request_id")
    readonly_fields = ("told",)
    list_display = ("at", "by", "verb", "object_type", "object_id")
    list_filter = ("verb",)
    list_select_related = ("by",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> AuditEventQuerySet:
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """No filter in the address but the verb: `?reason__icontains=` would tell reasons by counting."""
        return lookup.split("__")[0] == "verb"

    @admin.display(description=_("why"))
    def told(self, event: AuditEvent) -> str:
        return event.why  # type: ignore[attr-defined]


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """Whose views there are of which list; who shares a list removes there what somebody who left has shared."""

    fields = ("list_title", "kept_by", "is_shared", "is_default")
    list_display = ("list_title", "kept_by", "is_shared")
    list_select_related = ("owner",)

    @admin.display(description=_("list"))
    def list_title(self, view: SavedView) -> str:
        return title_of(view.list_name)

    @admin.display(description=_("owner"))
    def kept_by(self, view: SavedView) -> str:
        return str(view.owner)

    @admin.display(description=_("shared"), boolean=True)
    def is_shared(self, view: SavedView) -> bool:
        return bool(view.office)


@admin.register(Download)
class DownloadAdmin(ReadOnlyAdmin):
    """Who took which list away; neither what was searched for nor the file."""

    fields = ("by", "list_name", "kind", "rows", "state", "asked_at")
    list_display = ("asked_at", "by", "list_name", "kind", "rows")
    list_select_related = ("by",)

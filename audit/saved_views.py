from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from accounts.access import ScopedForm
from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record
from audit.list_choices import COLUMNS, ROWS, chosen, drops_words, kept_filters, page_size
from audit.models import SavedView, Verb
from audit.pages import FormPage, ListPage, StepButton
from audit.refusals import refusals_explained

MOST = 50
"""Views one person may keep of one list."""


class SavedViewForm(ScopedForm):
    """A name for the way the list of this address is looked at; `query` is what stands behind its question mark."""

    name = forms.CharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        help_text=gettext_lazy("For example: running this year. No names of people."),
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Share it with my office"), required=False)
    is_default = forms.BooleanField(label=gettext_lazy("Make it the list's first view"), required=False)
    list_name = forms.CharField(widget=forms.HiddenInput, max_length=100)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000, strip=False)

    def clean_list_name(self) -> str:
        name = str(self.cleaned_data["list_name"])
        if list_page(name, self.user) is None:
            raise forms.ValidationError(_("This list cannot be kept as a view."))
        return name

    def clean(self) -> dict[str, Any]:
        """One name once for one list, and no more than anybody finds their way in."""
        cleaned = self.cleaned_data
        kept = SavedView.objects.filter(owner=self.user, list_name=cleaned.get("list_name", ""))
        if kept.filter(name=cleaned.get("name", "")).exists():
            self.add_error("name", _("You have a view of this name for this list."))
        elif kept.count() >= MOST:
            self.add_error(None, _("You keep %(count)d views of this list. Remove one first.") % {"count": MOST})
        return cleaned


def list_page(name: str, user: User) -> type[ListPage] | None:
    """The list of this name, if there is one that the person may open."""
    try:
        view = getattr(resolve(reverse(name)).func, "view_class", None)
    except NoReverseMatch:
        return None
    if view is None or not issubclass(view, ListPage) or not user.has(view.permission):
        return None
    return view


def title_of(name: str) -> str:
    """What the rows of the list of this name are called; the name itself where there is no such list any more."""
    try:
        page = resolve(reverse(name)).func.view_class  # type: ignore[attr-defined]
    except NoReverseMatch:
        return name
    return str(capfirst(page.model._meta.verbose_name_plural))


@transaction.atomic
def keep_view(
    page: type[ListPage], *, list_name: str, name: str, query: str, is_shared: bool, is_default: bool, request: Any
) -> tuple[SavedView, bool]:
    """Keep the view, and say whether typed words were left out of it. Another default steps back."""
    by: User = request.user
    asked = QueryDict(query)
    filterset = filterset_of(page, list_name, asked, request)
    if is_default:
        SavedView.objects.filter(owner=by, list_name=list_name, is_default=True).update(is_default=False)
    rows = page_size(asked.get(ROWS, ""), 0)
    view = SavedView.objects.create(
        owner=by,
        list_name=list_name,
        name=name,
        filters=kept_filters(filterset, asked),
        columns=[column.key for column in chosen(page.columns, asked.getlist(COLUMNS))],
        page_size=rows or None,
        office=by.posting.scope_key if is_shared and by.posting else "",
        is_default=is_default,
    )
    record(Verb.ADD, view, by=by)
    return view, drops_words(filterset, asked)


def filterset_of(page: type[ListPage], list_name: str, asked: QueryDict, request: HttpRequest) -> Any:
    """The list's own filters over the address that is to be kept, as its owner would open it."""
    opened: Any = HttpRequest()
    opened.method, opened.path, opened.user, opened.GET = "GET", reverse(list_name), request.user, asked
    match = resolve(opened.path)
    opened.resolver_match = match
    view = page(**match.func.view_initkwargs)  # type: ignore[attr-defined]
    view.setup(opened, *match.args, **match.kwargs)
    return view.get_filterset(view.get_filterset_class())


class SavedViewAdd(FormPage, FormView):
    """Asked from the list itself; what is wrong is told on a page of its own, with nothing lost."""

    permission = Permission.SEE_HOME
    form_class = SavedViewForm
    http_method_names = ["post"]
    heading = gettext_lazy("Save this view")
    lead = gettext_lazy("Filters, order, columns and rows on a page. Search words are left out: they may name people.")

    def get_cancel_url(self) -> str:
        name = self.request.POST.get("list_name", "")
        return reverse(name) if list_page(name, self.user) else "/"

    def form_valid(self, form: SavedViewForm) -> HttpResponse:
        page = list_page(form.cleaned_data["list_name"], self.user)
        if page is None:
            raise PermissionDenied
        try:
            with refusals_explained():
                view, left_out = keep_view(page, request=self.request, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The view is saved."))
        if left_out:
            messages.info(self.request, _("Search words were left out: they may name people."))
        return redirect(view.get_absolute_url())


class SavedViewRemove(StepButton):
    """One's own; a colleague's shared view is theirs to remove until they work elsewhere."""

    permission = Permission.SEE_HOME
    model = SavedView
    success_message = gettext_lazy("The view is removed.")

    def get_object(self, queryset: Any = None) -> SavedView:
        view: SavedView = super().get_object(queryset)
        if not view.is_removable_by(self.user):
            raise Http404
        return view

    @transaction.atomic
    def step(self) -> None:
        record(Verb.REMOVE, self.object, by=self.user)
        self.object.delete()

    def get_success_url(self) -> str:
        return reverse(self.object.list_name)

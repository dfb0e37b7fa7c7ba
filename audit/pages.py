"""The pages all rooms are built of: list, detail, add, edit, and one step of state.

Each writes its line in the audit trail; none changes anything on GET.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm, BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, FormView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView

from accounts.access import Access
from accounts.models import PAGE_SIZES, User
from audit import downloads
from audit.actions import record
from audit.columns import Column
from audit.list_choices import ROWS, ListChoices, page_size
from audit.models import Download, Verb
from audit.paging import FromBothEnds, in_full_order
from audit.refusals import refusals_explained

Text = str | Promise


class ListPage(Access, FilterView):
    """Rows the user may see, searched and filtered from the URL, one page at a time; all of them as a file.

    `columns` say what of a row goes into the file: what the page shows. A list without them has no file. Where the
    address names some of them, page and file show those. A saved view that opens with the list is its address.
    """

    columns: ClassVar[Sequence[Column]] = ()
    file_name: Text = ""
    paginate_by = PAGE_SIZES[0]
    has_page_sizes = True
    strict = False

    @cached_property
    def choices(self) -> ListChoices:
        return ListChoices(self)

    @property
    def shown_columns(self) -> Sequence[Column]:
        return self.choices.columns or self.columns

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET and (default := self.choices.default):
            return HttpResponseRedirect(default.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_paginate_by(self, queryset: QuerySet[Any]) -> int:
        if not self.has_page_sizes:
            return self.paginate_by
        return page_size(self.request.GET.get(ROWS, ""), self.user.page_size)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        table = self.choices.table(context["page_obj"])
        return {**context, "choices": self.choices, "chosen": table, "clear_url": self.choices.clear_url}

    def url_of(self, row: Any) -> str:
        """The row's own page, where it has one."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        kwargs["queryset"] = kwargs["queryset"] if kwargs.get("queryset") is not None else self.get_queryset()
        return kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The rows as a file of the kind asked for. A list too long for one answer is written by a job."""
        if "rows" in request.POST and self.has_page_sizes:
            return self.keep_page_size(request.POST["rows"])
        kind = request.POST.get("file", "")
        if not self.columns or kind not in downloads.AT_ONCE:
            return HttpResponseRedirect(request.get_full_path())
        return downloads.answer(self, Download.Kind(kind))

    def keep_page_size(self, asked: str) -> HttpResponse:
        """From now on the person's lists have so many rows on a page; this one too, from its beginning."""
        rows, query = page_size(asked, 0), self.request.GET.copy()
        query.pop("page", None)
        if rows:
            User.objects.filter(pk=self.user.pk).update(page_size=rows)
            query[ROWS] = str(rows)
        return HttpResponseRedirect(f"{self.request.path}?{query.urlencode()}")

    def name_of_file(self) -> str:
        return str(self.file_name or self.rows().model._meta.verbose_name_plural)

    def size_of_file(self) -> int:
        return self.rows().count()

    def write_file(self, file: IO[bytes], kind: Download.Kind, progress: downloads.Progress) -> None:
        downloads.WRITTEN[kind](file, downloads.header(self), progress.through(downloads.cells(self)))

    def rows(self) -> QuerySet[Any]:
        """All rows that the address asks for, in the order of the page."""
        return in_full_order(self.get_filterset(self.get_filterset_class()).qs)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """A page number that is no number, or too high, shows the nearest page instead of an error."""
        paginator = FromBothEnds(in_full_order(queryset), page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()


class DetailPage(Access, DetailView):
    pass


class FormPage(Access):
    """A whole page for one form: what it is called, what its button says, and where cancel leads."""

    template_name: str | None = "generic/form.html"
    heading: Text = ""
    lead: Text = ""
    submit_label: Text = _("Save")
    success_message: Text = ""

    def get_heading(self) -> Text:
        return self.heading

    def get_cancel_url(self) -> str:
        return self.get_success_url()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc]
            heading=self.get_heading(),
            lead=self.lead,
            submit_label=self.submit_label,
            cancel_url=self.get_cancel_url(),
            **kwargs,
        )

    def said(self) -> None:
        if self.success_message:
            messages.success(self.request, str(self.success_message))


class SavePage(FormPage):
    """Saves a model form and writes it down; a rule the database alone knows comes back as the form's error."""

    verb: ClassVar[Verb]
    success_message: Text = _("Saved.")

    def save(self, form: BaseModelForm[Any]) -> Any:
        """The row as it is now on record, written down. A page whose change is an action calls that instead."""
        thing = form.save()
        record(self.verb, thing, by=self.user, fields=sorted(form.changed_data))
        return thing

    def form_valid(self, form: BaseModelForm[Any]) -> HttpResponse:
        try:
            with refusals_explained():
                self.object = self.save(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        self.said()
        return HttpResponseRedirect(self.get_success_url())  # type: ignore[attr-defined]


class AddPage(SavePage, CreateView):
    verb = Verb.ADD

    def get_cancel_url(self) -> str:
        return ""


class EditPage(SavePage, UpdateView):
    verb = Verb.EDIT

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()


class StepPage(FormPage, SingleObjectMixin, FormView):
    """One step of one row that needs a word with it (a reason, a number): GET asks, POST does."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    form: Any

    def step(self, *args: Any, **cleaned: Any) -> None:
        """Call the action with the form's clean values. Raises ValidationError when it may not happen.

        The valid form itself is at hand as `self.form`.
        """
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def form_valid(self, form: BaseForm) -> HttpResponse:
        self.form = form
        try:
            with refusals_explained():
                self.step(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        self.said()
        return HttpResponseRedirect(self.get_success_url())


class StepButton(Access, SingleObjectMixin, View):
    """One step of one row that needs no word: POST only; what stands against it comes back as a message."""

    http_method_names = ["post"]
    success_message: Text = _("Done.")

    def step(self) -> None:
        """Call the action. Raises ValidationError when it may not happen."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        try:
            with refusals_explained():
                self.step()
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
        else:
            messages.success(request, str(self.success_message))
        return redirect(self.get_success_url())

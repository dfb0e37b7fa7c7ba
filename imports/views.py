from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import DetailPage, FormPage, ListPage, StepButton
from imports import actions, columns
from imports.filters import ImportFilter
from imports.forms import UploadForm
from imports.headings import layout_of
from imports.models import Import, ImportRow
from imports.sheets import SHEETS, sheets_of
from imports.workbooks import MEDIA_TYPE, corrections_of, template_of

IMPORTS = (_("Imports"), reverse_lazy("imports:import-list"))
ROWS_PER_PAGE = 50
ALL = "ALL"


class ImportList(ListPage):
    permission = Permission.IMPORT_LISTS
    queryset = Import.objects.select_related("uploaded_by", "facility")
    filterset_class = ImportFilter
    template_name = "imports/import_list.html"
    columns = columns.IMPORTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sheets=sheets_of(self.user), **kwargs)


class ImportAdd(FormPage, FormView):
    """Asks which list and for its file; what is dangerous or no list is refused at the field."""

    permission = Permission.IMPORT_LISTS
    form_class = UploadForm
    template_name = "imports/import_add.html"
    heading = _("Import from Excel")
    lead = _(
        "A list from your own register, or the template filled in. First you see what would change; then you decide."
    )
    submit_label = _("Upload and look")
    extra_context = {"breadcrumbs": [IMPORTS]}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("sheet", "")
        first = next((sheet.name for sheet in sheets_of(self.user)), None)
        return {"sheet": asked if asked in SHEETS else first, "facility": self.request.GET.get("facility")}

    def get_cancel_url(self) -> str:
        return reverse("imports:import-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = sheets_of(self.user)
        has_templates = any(sheet.has_template for sheet in sheets)
        return super().get_context_data(sheets=sheets, has_templates=has_templates, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        facility, file = form.facility(), form.cleaned_data["file"]
        if facility is None:
            raise PermissionDenied
        try:
            source = actions.upload(
                SHEETS[form.cleaned_data["sheet"]],
                facility=facility,
                name=file.name,
                file=file,
                size=file.size,
                by=self.user,
            )
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        return HttpResponseRedirect(source.get_absolute_url())


class ImportTemplate(Access, View):
    """The empty workbook of a kind of list, named in `?sheet=`; without it the first one. Lists of people have one."""

    permission = Permission.EDIT_INMATES

    def get(self, request: HttpRequest) -> HttpResponse:
        sheets = {sheet.name: sheet for sheet in sheets_of(self.user) if sheet.has_template}
        name = request.GET.get("sheet") or next(iter(sheets), "")
        if name not in sheets:
            raise Http404
        return workbook(template_of(sheets[name]), f"templat-{name}.xlsx")


class ImportDetail(DetailPage):
    """How far the import is, and once it is read, what each row would do."""

    permission = Permission.IMPORT_LISTS
    queryset = Import.objects.select_related("facility", "uploaded_by", "confirmed_by")
    template_name = "imports/import_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.outcome()
        page = self.page_of_rows(asked)
        return super().get_context_data(
            tabs=self.tabs(asked), page_obj=page, rows=self.readable(page), has_rows=page.paginator.count > 0, **kwargs
        )

    def outcome(self) -> str:
        """The outcome asked for in the URL; else the errors, as long as there are any."""
        asked = self.request.GET.get("outcome", "")
        if asked in ImportRow.Outcome.values or asked == ALL:
            return asked
        return ImportRow.Outcome.ERROR if self.object.error_rows else ALL

    def tabs(self, asked: str) -> list[dict[str, Any]]:
        source = self.object
        counts = {"": source.total} | {key: getattr(source, f"{key.lower()}_rows") for key in ImportRow.Outcome.values}
        labels = [(ALL, _("All rows"), counts[""])]
        labels += [(key, label, counts[key]) for key, label in ImportRow.Outcome.choices]
        return [
            {"label": label, "count": count, "url": f"?outcome={key}", "is_current": key == asked}
            for key, label, count in labels
        ]

    def page_of_rows(self, asked: str) -> Page[ImportRow]:
        rows = self.object.rows.all() if not self.object.is_working else self.object.rows.none()
        if asked != ALL:
            rows = rows.filter(outcome=asked)
        return Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("page"))

    def readable(self, page: Page[ImportRow]) -> list[dict[str, Any]]:
        """The rows of the page in words: who, and what would happen or why not."""
        sheet, headings = self.object.sheet, self.object.file_headings
        layout = layout_of(list(headings), sheet)
        names = {column.name: column.heading for column in layout.columns}
        rows = []
        for row in page:
            said = row.said
            cells = layout.cells_of(said["cells"])
            who = [str(cells.get(name, "")) for name in sheet.shows]
            rows.append(
                {
                    "row": row,
                    "who": who[0],
                    "more": " · ".join(filter(None, who[1:])),
                    "changes": [(names[name], before, after) for name, before, after in said["changes"]],
                    "errors": [(names.get(name, ""), message) for name, message in said["errors"]],
                }
            )
        return rows


class ImportConfirm(StepButton):
    permission = Permission.IMPORT_LISTS
    model = Import
    success_message = _("Confirmed. The rows are being saved.")

    def step(self) -> None:
        actions.confirm(self.object, by=self.user)


class ImportCancel(StepButton):
    permission = Permission.IMPORT_LISTS
    model = Import
    success_message = _("Cancelled. Nothing was saved, and the file is deleted.")

    def step(self) -> None:
        actions.cancel(self.object, by=self.user)


class ImportCorrections(Access, SingleObjectMixin, View):
    """The rows with errors as a workbook to correct and upload again."""

    permission = Permission.IMPORT_LISTS
    model = Import

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        source = self.get_object()
        if source.is_working or not source.rows.filter(outcome=ImportRow.Outcome.ERROR).exists():
            raise Http404
        return workbook(corrections_of(source), f"perbaikan-impor-{source.pk}.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

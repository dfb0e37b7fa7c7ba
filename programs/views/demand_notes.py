"""What the labour market looks for: noted by prisons, training centres and the regional office."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, EditPage, ListPage, StepButton
from programs import columns
from programs.actions import demand_notes as actions
from programs.filters import DemandNoteFilter
from programs.forms.demand_notes import DemandNoteForm
from programs.models import DemandNote
from programs.prospects import prospects, region_of, told_by_field

NOTES = (_("Labour market"), reverse_lazy("programs:demand-note-list"))


class DemandNoteList(ListPage):
    """The notes, and below them what people told after release, field by field."""

    permission = Permission.SEE_DEMAND
    model = DemandNote
    filterset_class = DemandNoteFilter
    template_name = "programs/demand_note_list.html"
    columns = columns.DEMAND_NOTES

    def get_queryset(self) -> QuerySet[DemandNote]:
        return super().get_queryset().select_related("field", "region", "facility", "centre")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today, region = timezone.localdate(), region_of(self.user)
        mine = set()
        if self.user.has(Permission.RECORD_DEMAND):
            shown = [note.pk for note in context["page_obj"]]
            mine = set(DemandNote.objects.editable_by(self.user).filter(pk__in=shown).values_list("pk", flat=True))
        told = told_by_field(prospects(region, on=today))
        return {**context, "mine": mine, "told": told, "region": region, "today": today}


class OfNotes:
    """A form about a note, under the list that it belongs to."""

    form_class: Any = DemandNoteForm
    extra_context: Any = {"breadcrumbs": [NOTES]}
    user: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}  # type: ignore[misc]

    def save(self, form: BaseModelForm[Any]) -> DemandNote:
        changed = sorted(form.changed_data)
        return actions.save_note(form.instance, today=timezone.localdate(), changed=changed, by=self.user)

    def get_success_url(self) -> str:
        return reverse("programs:demand-note-list")

    def get_cancel_url(self) -> str:
        return reverse("programs:demand-note-list")


class DemandNoteAdd(OfNotes, AddPage):
    permission = Permission.RECORD_DEMAND
    model = DemandNote
    heading = _("Note what the labour market looks for")
    lead = _("Shown to who chooses packages in your region, with its source and day.")


class Editable:
    user: Any

    def get_queryset(self) -> QuerySet[DemandNote]:
        return super().get_queryset().editable_by(self.user)  # type: ignore[misc]


class DemandNoteEdit(Editable, OfNotes, EditPage):
    permission = Permission.RECORD_DEMAND
    model = DemandNote
    heading = _("Mend the note")
    template_name = "programs/demand_note_form.html"


class DemandNoteRemove(Editable, StepButton):
    permission = Permission.RECORD_DEMAND
    model = DemandNote
    success_message = _("The note is removed.")

    def step(self) -> None:
        actions.remove_note(self.object, by=self.user)

    def get_success_url(self) -> str:
        return reverse("programs:demand-note-list")

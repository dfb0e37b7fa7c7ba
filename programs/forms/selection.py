from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.actions.selection import Decision, SheetRow
from programs.models import Batch, Enrollment
from trainees.models import Inmate


class ProposeForm(ScopedForm):
    """Those ticked, or with one tick everybody found whom nothing blocks."""

    inmates = forms.ModelMultipleChoiceField(label=_("Candidates"), queryset=Inmate.objects.none(), required=False)
    everybody = forms.BooleanField(label=_("Everybody who may join"), required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inmates"].queryset = Inmate.objects.visible_to(self.user).filter(  # type: ignore[attr-defined]
            facility=batch.facility
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("everybody") and not cleaned.get("inmates") and not self.has_error("inmates"):
            self.add_error("inmates", _("Tick at least one person."))
        return cleaned


@dataclass(frozen=True, slots=True)
class CandidateRow:
    enrollment: Enrollment
    score: forms.BoundField
    decision: forms.BoundField
    reason: forms.BoundField


class SelectionForm(ScopedForm):
    """Points, decision and reason for each candidate, in one sheet. What is left empty stays as it is."""

    def __init__(self, *args: Any, candidates: list[Enrollment], own_scores: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for candidate in candidates:
            name = candidate.person.name
            self.fields[f"score_{candidate.pk}"] = forms.IntegerField(
                label=_("Score of %(name)s") % {"name": name},
                min_value=0,
                max_value=100,
                required=False,
                initial=own_scores.get(candidate.pk),
                widget=forms.NumberInput(attrs={"min": 0, "max": 100}),
            )
            self.fields[f"decision_{candidate.pk}"] = forms.ChoiceField(
                label=_("Decision on %(name)s") % {"name": name},
                choices=[("", _("– no change –")), *Decision.choices],
                required=False,
            )
            self.fields[f"reason_{candidate.pk}"] = forms.CharField(
                label=_("Reason for %(name)s") % {"name": name}, max_length=500, required=False
            )
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def rows(self) -> Iterator[CandidateRow]:
        for candidate in self.candidates:
            yield CandidateRow(
                candidate,
                self[f"score_{candidate.pk}"],
                self[f"decision_{candidate.pk}"],
                self[f"reason_{candidate.pk}"],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for candidate in self.candidates:
            rejected = cleaned.get(f"decision_{candidate.pk}") == Decision.REJECT
            if rejected and not cleaned.get(f"reason_{candidate.pk}"):
                self.add_error(f"reason_{candidate.pk}", _("A rejection needs a reason."))
        return cleaned

    def sheet(self) -> Iterator[SheetRow]:
        for candidate in self.candidates:
            decision = self.cleaned_data[f"decision_{candidate.pk}"]
            yield SheetRow(
                enrollment=candidate,
                points=self.cleaned_data[f"score_{candidate.pk}"],
                decision=Decision(decision) if decision else None,
                reason=self.cleaned_data[f"reason_{candidate.pk}"],
            )

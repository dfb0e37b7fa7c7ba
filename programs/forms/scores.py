from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.actions.sheets import Criterion
from programs.models import Enrollment, ScoreCriterion, ScoreSheet
from programs.models.scores import WHOLE

ROWS = 8


def labelled(field: forms.Field) -> forms.Field:
    """A field in a table has no label of its own beside it."""
    field.widget.attrs["aria-label"] = field.label
    return field


@dataclass(frozen=True, slots=True)
class ScoreRow:
    enrollment: Enrollment
    marks: list[tuple[ScoreCriterion, forms.BoundField]]


class ScoresForm(ScopedForm):
    """This officer's points for some candidates in some criteria. What is left empty stays as it is."""

    def __init__(
        self,
        *args: Any,
        candidates: list[Enrollment],
        criteria: list[ScoreCriterion],
        own: Mapping[tuple[int, int], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates, self.criteria = candidates, criteria
        for candidate in candidates:
            for criterion in criteria:
                words = {"criterion": criterion.name, "name": candidate.person.name}
                self.fields[name_of(candidate, criterion)] = labelled(
                    forms.IntegerField(
                        label=gettext("%(criterion)s of %(name)s") % words,
                        min_value=0,
                        max_value=WHOLE,
                        required=False,
                        initial=own.get((candidate.pk, criterion.position)),
                        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "class": "points"}),
                    )
                )

    def rows(self) -> Iterator[ScoreRow]:
        for candidate in self.candidates:
            yield ScoreRow(candidate, [(criterion, self[name_of(candidate, criterion)]) for criterion in self.criteria])

    def given(self) -> dict[Enrollment, dict[int, int]]:
        return {
            candidate: {
                criterion.position: points
                for criterion in self.criteria
                if (points := self.cleaned_data[name_of(candidate, criterion)]) is not None
            }
            for candidate in self.candidates
        }


def name_of(candidate: Enrollment, criterion: ScoreCriterion) -> str:
    return f"score_{candidate.pk}_{criterion.position}"


class ShortlistForm(ScopedForm):
    """Who goes on to the TPP session; a reason where somebody equal or better stays behind."""

    chosen = forms.ModelMultipleChoiceField(
        label=_("Shortlisted"),
        queryset=Enrollment.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Only where somebody equal or better stays behind."),
    )

    def __init__(self, *args: Any, candidates: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = Enrollment.objects.visible_to(self.user).filter(  # type: ignore[attr-defined]
            pk__in=[row.pk for row in candidates]
        )


@dataclass(frozen=True, slots=True)
class CriterionRow:
    number: int
    kind: forms.BoundField
    name: forms.BoundField
    weight: forms.BoundField


class ScoreSheetForm(ScopedForm):
    """A package's own score sheet: up to eight criteria whose weights make 100 %."""

    least_scorers = forms.IntegerField(
        label=_("Officers who must score each candidate"), min_value=1, max_value=9, help_text=_("Usually two.")
    )
    joins_until = forms.IntegerField(
        label=_("A reserve may join until (% of the lesson hours)"),
        min_value=0,
        max_value=WHOLE,
        help_text=_("After that share of the lessons a seat that falls free stays free."),
    )

    def __init__(self, *args: Any, sheet: ScoreSheet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = list(sheet.criteria.all()) if sheet else []
        if sheet:
            self.fields["least_scorers"].initial = sheet.least_scorers
            self.fields["joins_until"].initial = sheet.joins_until
        for number in range(1, ROWS + 1):
            given = criteria[number - 1] if number <= len(criteria) else None
            place = {"number": number}
            self.fields[f"kind_{number}"] = labelled(
                forms.ChoiceField(
                    label=gettext("Kind of criterion %(number)d") % place,
                    choices=[("", _("Choose …")), *ScoreCriterion.Kind.choices],
                    required=False,
                    initial=given.kind if given else "",
                )
            )
            self.fields[f"name_{number}"] = labelled(
                forms.CharField(
                    label=gettext("Name of criterion %(number)d") % place,
                    max_length=60,
                    required=False,
                    initial=given.name if given else "",
                )
            )
            self.fields[f"weight_{number}"] = labelled(
                forms.IntegerField(
                    label=gettext("Weight of criterion %(number)d") % place,
                    min_value=1,
                    max_value=WHOLE,
                    validators=[MaxValueValidator(WHOLE)],
                    required=False,
                    initial=given.weight if given else None,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "class": "points"}),
                )
            )

    def rows(self) -> Iterator[CriterionRow]:
        for number in range(1, ROWS + 1):
            yield CriterionRow(number, self[f"kind_{number}"], self[f"name_{number}"], self[f"weight_{number}"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, ROWS + 1):
            parts = {part: cleaned.get(f"{part}_{number}") for part in ("kind", "name", "weight")}
            if not any(parts.values()):
                continue
            for part, value in parts.items():
                if not value and f"{part}_{number}" not in self.errors:
                    self.add_error(f"{part}_{number}", _("Fill in kind, name and weight, or none of them."))
        return cleaned

    def criteria(self) -> list[Criterion]:
        return [
            Criterion(*(self.cleaned_data[f"{part}_{number}"] for part in ("kind", "name", "weight")))
            for number in range(1, ROWS + 1)
            if self.cleaned_data[f"name_{number}"]
        ]

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from programs.models import Batch, Enrollment, Instructor, PackageUnit, UnitResult


@dataclass(frozen=True, slots=True)
class ResultCell:
    """One unit of one person: K already (`passed`), or a choice still to be made."""

    unit: PackageUnit
    passed: bool
    attempts: int
    verdict: forms.BoundField | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    enrollment: Enrollment
    cells: list[ResultCell]


class ResultsForm(ScopedForm):
    """K or BK for each person and unit. Units already K are shown and not asked again; empty means not assessed."""

    assessor = forms.ModelChoiceField(
        label=_("Assessor"), queryset=Instructor.objects.none(), empty_label=_("Choose …")
    )
    on = forms.DateField(label=_("Assessed on"), widget=DAY)

    def __init__(
        self,
        *args: Any,
        batch: Batch,
        enrollments: list[Enrollment],
        today: dt.date,
        fill: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrollments = enrollments
        self.units = list(batch.package.package_units.select_related("unit"))
        self.fields["assessor"].queryset = Instructor.objects.visible_to(self.user).of_batch(batch)  # type: ignore[attr-defined]
        self.fields["on"].initial = min(batch.tested_on, today)
        self.attempts = {
            enrollment.pk: [(result.unit_id, result.verdict) for result in enrollment.results.all()]
            for enrollment in enrollments
        }
        for enrollment in enrollments:
            for unit in self.units:
                if not self._passed(enrollment, unit):
                    self.fields[self._name(enrollment, unit)] = self._verdict_field(enrollment, unit, fill)

    @staticmethod
    def _name(enrollment: Enrollment, unit: PackageUnit) -> str:
        return f"verdict_{enrollment.pk}_{unit.unit_id}"

    def _passed(self, enrollment: Enrollment, unit: PackageUnit) -> bool:
        return (unit.unit_id, UnitResult.Verdict.COMPETENT) in self.attempts[enrollment.pk]

    def _verdict_field(self, enrollment: Enrollment, unit: PackageUnit, fill: str) -> forms.ChoiceField:
        label = f"{enrollment.person.name}: {unit.unit.title}"
        return forms.ChoiceField(
            label=label,
            choices=[("", "–"), *((verdict.value, verdict.value) for verdict in UnitResult.Verdict)],
            required=False,
            initial=fill if fill in UnitResult.Verdict.values else "",
            widget=forms.Select(attrs={"aria-label": label}),
        )

    def rows(self) -> Iterator[ResultRow]:
        for enrollment in self.enrollments:
            yield ResultRow(enrollment, [self._cell(enrollment, unit) for unit in self.units])

    def _cell(self, enrollment: Enrollment, unit: PackageUnit) -> ResultCell:
        name = self._name(enrollment, unit)
        attempts = sum(unit.unit_id == tried for tried, _verdict in self.attempts[enrollment.pk])
        passed = self._passed(enrollment, unit)
        return ResultCell(unit, passed, attempts, None if passed else self[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in self.fields if name.startswith("verdict_")):
            raise forms.ValidationError(_("Choose K or BK for at least one unit."))
        return cleaned

    def verdicts(self) -> Iterator[tuple[Enrollment, int, UnitResult.Verdict]]:
        for enrollment in self.enrollments:
            for unit in self.units:
                verdict = self.cleaned_data.get(self._name(enrollment, unit))
                if verdict:
                    yield enrollment, unit.unit_id, UnitResult.Verdict(verdict)

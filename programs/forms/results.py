from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.access import ScopedForm
from facilities.forms import DAY
from programs.actions.results import Absence, Assessment, Points
from programs.assessors import allowed_assessors, taught_alone
from programs.models import Batch, Enrollment, Instructor, MissedTest, PackageUnit, UnitResult
from programs.models.results import MOST, SCORES
from programs.standings import Standing, UnitStanding, standings_of

VERDICTS = [(verdict.value, verdict.value) for verdict in UnitResult.Verdict]
REASONS = [(reason.value, reason.value) for reason in MissedTest.Reason]
CHOICES = [("", "–"), *VERDICTS, *REASONS]
PARTS = {"knowledge": _("knowledge"), "skill": _("skill"), "attitude": _("attitude")}
SENT = re.compile(r"verdict_(\d{1,18})_(\d{1,18})(?:_([1-9]\d{0,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ResultCell:
    """One unit of one person: K already, or a choice still to be made, with points where one unit is shown."""

    label: str
    standing: UnitStanding
    verdict: forms.BoundField | None
    points: list[forms.BoundField]

    @property
    def options(self) -> SafeString:
        return options_for(self.verdict, tuple(CHOICES)) if self.verdict else SafeString("")


@dataclass(frozen=True, slots=True)
class ResultRow:
    enrollment: Enrollment
    absent: forms.BoundField
    cells: list[ResultCell]

    @property
    def options(self) -> SafeString:
        return options_for(self.absent, (("", "–"), *REASONS))


def options_for(field: forms.BoundField, choices: tuple[tuple[str, str], ...]) -> SafeString:
    """Those of one cell; what was sent and is no choice chooses nothing, and is not kept in memory."""
    chosen = str(field.value() or "")
    return options(chosen if chosen in dict(choices) else "", choices)


@lru_cache(maxsize=32)
def options(chosen: str, choices: tuple[tuple[str, str], ...]) -> SafeString:
    """The options of a select. Two hundred selects on a page are too many for a template to be asked for each."""
    marked = ((value, SafeString(" selected") if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


class AssessorField(forms.ModelChoiceField):
    """Says beside the name how many units this person may not assess here."""

    barred: dict[int, int]

    def label_from_instance(self, instructor: Instructor) -> str:
        count = self.barred.get(instructor.pk)
        if not count:
            return instructor.name
        text = ngettext("taught %(count)d unit alone", "taught %(count)d units alone", count) % {"count": count}
        return f"{instructor.name} ({text})"


class ResultsForm(ScopedForm):
    """K, BK or a reason of absence for each person and unit. What is K is not asked again; empty is not tested.

    A cell's name holds the attempt it asks for, so that what is sent twice, or after somebody else has recorded the
    same, is known for what it is. With `only` it is about one unit and takes points too.
    """

    assessor = AssessorField(label=_("Assessor"), queryset=Instructor.objects.none(), empty_label=_("Choose …"))
    on = forms.DateField(label=_("Assessed on"), widget=DAY)

    def __init__(
        self,
        *args: Any,
        batch: Batch,
        enrollments: list[Enrollment],
        today: dt.date,
        only: PackageUnit | None = None,
        fill: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrollments, self.only = enrollments, only
        self.all_units = list(batch.package.package_units.select_related("unit"))
        self.units = [only] if only else self.all_units
        self._offer_assessors(batch)
        self.fields["on"].initial = min(batch.tested_on, today)
        self.standings = {row.pk: standings_of(row, self.units) for row in enrollments}
        for enrollment in enrollments:
            self.fields[f"absent_{enrollment.pk}"] = self._choice(enrollment.person.name, [("", "–"), *REASONS])
            for standing in self.standings[enrollment.pk]:
                if standing.state != Standing.COMPETENT:
                    self._ask(enrollment, standing, fill)
        self._take_what_was_sent_before()

    def _offer_assessors(self, batch: Batch) -> None:
        allowed = allowed_assessors(batch)
        units = [row.unit_id for row in self.all_units]
        teachers = [teacher for teacher in taught_alone(batch, units).values() if teacher not in allowed]
        field = self.fields["assessor"]
        field.barred = {teacher: teachers.count(teacher) for teacher in teachers}  # type: ignore[attr-defined]
        field.queryset = Instructor.objects.visible_to(self.user).of_batch(batch)  # type: ignore[attr-defined]
        own = Instructor.objects.filter(user=self.user).first()
        if own and own.pk not in field.barred:  # type: ignore[attr-defined]
            field.initial = own

    @staticmethod
    def _choice(label: str, choices: list[tuple[str, str]], initial: str = "") -> forms.ChoiceField:
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    @staticmethod
    def _name(enrollment: Enrollment, standing: UnitStanding) -> str:
        name = f"verdict_{enrollment.pk}_{standing.unit.unit_id}"
        return f"{name}_{standing.attempts + 1}" if standing.attempts else name

    def _ask(self, enrollment: Enrollment, standing: UnitStanding, fill: str) -> None:
        initial = fill if fill in UnitResult.Verdict.values and not standing.attempts else ""
        label = f"{enrollment.person.name}: {standing.unit.unit.title}"
        self.fields[self._name(enrollment, standing)] = self._choice(label, CHOICES, initial)
        for part in SCORES if self.only else ():
            name = f"{part}_{enrollment.pk}_{standing.unit.unit_id}"
            self.fields[name] = self._points_field(f"{enrollment.person.name}: {PARTS[part]}")

    @staticmethod
    def _points_field(label: str) -> forms.IntegerField:
        attrs = {"inputmode": "numeric", "maxlength": 3, "class": "points", "aria-label": label}
        return forms.IntegerField(
            label=label, min_value=0, max_value=MOST, required=False, widget=forms.TextInput(attrs=attrs)
        )

    def _take_what_was_sent_before(self) -> None:
        """Cells of attempts that are on record by now are cleaned like the others, and the action judges them."""
        for name in self.data:
            sent = SENT.fullmatch(name)
            if sent and name not in self.fields and self._is_on_record(*sent.groups()):
                self.fields[name] = self._choice("", CHOICES)

    def _is_on_record(self, person: str, unit: str, attempt: str | None) -> bool:
        standings = self.standings.get(int(person), [])
        return any(row.unit.unit_id == int(unit) and row.attempts >= int(attempt or 1) for row in standings)

    def rows(self) -> Iterator[ResultRow]:
        for enrollment in self.enrollments:
            cells = [self._cell(enrollment, standing) for standing in self.standings[enrollment.pk]]
            yield ResultRow(enrollment, self[f"absent_{enrollment.pk}"], cells)

    def _cell(self, enrollment: Enrollment, standing: UnitStanding) -> ResultCell:
        label = f"{enrollment.person.name}: {standing.unit.unit.title}"
        if standing.state == Standing.COMPETENT:
            return ResultCell(label, standing, None, [])
        names = [f"{part}_{enrollment.pk}_{standing.unit.unit_id}" for part in SCORES if self.only]
        return ResultCell(label, standing, self[self._name(enrollment, standing)], [self[name] for name in names])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = any(value for name, value in cleaned.items() if name.startswith(("verdict_", "absent_")))
        if not self.errors and not given:
            raise forms.ValidationError(_("Choose K, BK or a reason of absence for at least one unit."))
        if self.only:
            self._refuse_points_alone(self.only)
        return cleaned

    def _refuse_points_alone(self, unit: PackageUnit) -> None:
        """Points belong to a verdict; without one they would be lost unsaid."""
        for row in self.enrollments:
            name = self._name(row, self.standings[row.pk][0])
            has_points = any(point is not None for point in self._points(row, unit.unit_id))
            was_asked = name in self.data and name in self.cleaned_data
            if has_points and was_asked and self.cleaned_data[name] not in UnitResult.Verdict.values:
                self.add_error(name, _("Points go with K or BK: choose one of them."))

    def _given(self) -> Iterator[tuple[Enrollment, int, int, str]]:
        """Person, unit, attempt and choice of each cell that was filled in."""
        people = {row.pk: row for row in self.enrollments}
        for name, choice in self.cleaned_data.items():
            sent = SENT.fullmatch(name)
            if sent and choice:
                yield people[int(sent[1])], int(sent[2]), int(sent[3] or 1), choice

    def assessments(self) -> list[Assessment]:
        return [
            Assessment(person, unit, UnitResult.Verdict(choice), attempt, self._points(person, unit))
            for person, unit, attempt, choice in self._given()
            if choice in UnitResult.Verdict.values
        ]

    def _points(self, person: Enrollment, unit: int) -> Points:
        return Points(*(self.cleaned_data.get(f"{part}_{person.pk}_{unit}") for part in SCORES))

    def absences(self) -> list[Absence]:
        """Of single units, and of the whole day."""
        single = [
            Absence(person, unit, MissedTest.Reason(choice))
            for person, unit, _attempt, choice in self._given()
            if choice in MissedTest.Reason.values
        ]
        chosen = [(row, self.cleaned_data.get(f"absent_{row.pk}")) for row in self.enrollments]
        return single + [Absence(row, None, MissedTest.Reason(reason)) for row, reason in chosen if reason]

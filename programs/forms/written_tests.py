from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from programs.actions.written_tests import Score
from programs.models import Enrollment, WrittenTest
from programs.models.results import MOST

Kind = WrittenTest.Kind


@dataclass(frozen=True, slots=True)
class ScoreRow:
    enrollment: Enrollment
    before: forms.BoundField
    after: forms.BoundField
    gain: int | None


class WrittenTestsForm(ScopedForm):
    """Points before and after the lessons for the class. A field that is emptied takes the points away.

    Each field carries what it showed when it was opened, so that two people at once do not overwrite each other.
    """

    pre_on = forms.DateField(label=_("Day of the pre-test"), widget=DAY, required=False)
    post_on = forms.DateField(label=_("Day of the post-test"), widget=DAY, required=False)

    def __init__(self, *args: Any, enrollments: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrollments = enrollments
        self.standing = {row.pk: {test.kind: test for test in row.written_tests.all()} for row in enrollments}
        for kind in Kind:
            days = {tests[kind].taken_on for tests in self.standing.values() if kind in tests}
            self.fields[f"{kind.value.lower()}_on"].initial = max(days, default=None)
            for enrollment in enrollments:
                self.fields[self._name(kind, enrollment)] = self._field(kind, enrollment)

    @staticmethod
    def _name(kind: WrittenTest.Kind, enrollment: Enrollment) -> str:
        return f"{kind.value.lower()}_{enrollment.pk}"

    def _field(self, kind: WrittenTest.Kind, enrollment: Enrollment) -> forms.IntegerField:
        test = self.standing[enrollment.pk].get(kind)
        label = f"{enrollment.person.name}: {kind.label}"
        field = forms.IntegerField(
            label=label,
            min_value=0,
            max_value=MOST,
            required=False,
            initial=test.score if test else None,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "maxlength": 3, "class": "points", "aria-label": label}
            ),
        )
        field.show_hidden_initial = True
        return field

    def rows(self) -> Iterator[ScoreRow]:
        for row in self.enrollments:
            before, after = (self.standing[row.pk].get(kind) for kind in Kind)
            gain = after.score - before.score if before and after else None
            yield ScoreRow(row, self[self._name(Kind.PRE, row)], self[self._name(Kind.POST, row)], gain)

    def scores(self) -> list[Score]:
        """What was changed on this page."""
        changed = []
        for kind in Kind:
            for row in self.enrollments:
                name = self._name(kind, row)
                if name in self.changed_data:
                    changed.append(Score(row, kind, self.cleaned_data[name], self._shown(name)))
        return changed

    def _shown(self, name: str) -> int | None:
        """The points that the page showed; what is no number was never shown."""
        text = self.data.get(self.add_initial_prefix(name), "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) else None

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.actions.attendance import Mark, Status
from programs.models import Attendance, Enrollment, Session

NAMES = ("status", "late", "note")


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One participant of the list. `theirs` is what somebody else recorded since the page was opened."""

    enrollment: Enrollment
    status: forms.BoundField
    late: forms.BoundField
    note: forms.BoundField
    theirs: Attendance | None

    @property
    def is_open(self) -> bool:
        """Whether minutes late and note are worth a look."""
        return bool(self.late.value() or self.note.value() or self.late.errors or self.note.errors)

    @property
    def errors(self) -> list[str]:
        return [*self.status.errors, *self.late.errors, *self.note.errors]


class AttendanceForm(ScopedForm):
    """The day's list: everybody present, then the exceptions.

    `seen` carries what the page showed when it was opened. Who joined the class after the list was first recorded is
    not set to present, and may stay without a mark; so may everybody at an additional lesson, to which not all come.
    """

    asked: ClassVar[tuple[Enrollment.State, ...]] = (Enrollment.State.ACTIVE,)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, session: Session, enrollments: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = enrollments
        self.enrollments = [row for row in enrollments if row.state in self.asked]
        self.is_additional = session.is_additional
        recorded = {row.enrollment_id: row for row in session.attendances.select_related("recorded_by")}
        self.is_recorded = bool(recorded)
        self.theirs: Mapping[int, Attendance] = {}
        for enrollment in self.enrollments:
            self._add_fields(enrollment, recorded.get(enrollment.pk))
        self.initial["seen"] = seen_text(recorded.values())

    def _add_fields(self, enrollment: Enrollment, row: Attendance | None) -> None:
        name = enrollment.person.name
        status, late, note = (f"{part}_{enrollment.pk}" for part in NAMES)
        is_open = self.is_recorded or self.is_additional or enrollment.state == Enrollment.State.DROPPED
        self.fields[status] = forms.ChoiceField(
            label=name,
            choices=Status.choices,
            initial=row.status if row else "" if is_open else Status.PRESENT.value,
            required=row is not None or not is_open,
            widget=forms.RadioSelect,
            error_messages={"required": _("Say whether this person was there.")},
        )
        self.fields[late] = forms.IntegerField(
            label=name, min_value=0, max_value=999, required=False, initial=(row and row.minutes_late) or None
        )
        self.fields[note] = forms.CharField(label=name, max_length=200, required=False, initial=row.note if row else "")

    def rows(self) -> Iterator[AttendanceRow]:
        for enrollment in self.enrollments:
            status, late, note = (self[f"{part}_{enrollment.pk}"] for part in NAMES)
            yield AttendanceRow(enrollment, status, late, note, self.theirs.get(enrollment.pk))

    def paused(self) -> list[Enrollment]:
        """Who is suspended: shown, and not asked for."""
        return [row for row in self.everybody if row.state == Enrollment.State.SUSPENDED]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[f"status_{row.pk}"] for row in self.enrollments):
            raise forms.ValidationError(_("Mark at least one participant. A lesson to which nobody came is cancelled."))
        return cleaned

    def marks(self) -> dict[Enrollment, Mark]:
        return {row: mark for row in self.enrollments if (mark := self._mark(row)) is not None}

    def _mark(self, row: Enrollment) -> Mark | None:
        status, late, note = (self.cleaned_data[f"{part}_{row.pk}"] for part in NAMES)
        return Mark(Status(status), late or 0, note) if status else None

    def seen_digests(self) -> dict[int, str] | None:
        """By enrollment what the page had shown; None where the sender does not say."""
        if "seen" not in self.data:
            return None
        pairs = (part.partition("-") for part in self.cleaned_data["seen"].split())
        return {int(pk): digest for pk, _dash, digest in pairs if pk.isdecimal() and len(pk) < 19}

    def show_meanwhile(self, theirs: Mapping[int, Attendance]) -> None:
        """Shows what somebody else recorded beside the rows; a row that was not touched here takes their mark."""
        seen = self.seen_digests() or {}
        data = QueryDict(mutable=True)
        data.update(self.data)
        for row, mark in self.marks().items():
            if row.pk in theirs and seen.get(row.pk) == mark.digest:
                other = Mark.of(theirs[row.pk])
                for part, value in zip(NAMES, (other.status, other.minutes_late or "", other.note), strict=True):
                    data[f"{part}_{row.pk}"] = str(value)
        data["seen"] = " ".join(
            f"{pk}-{digest}" for pk, digest in (seen | {pk: Mark.of(row).digest for pk, row in theirs.items()}).items()
        )
        self.theirs, self.data = theirs, data


def seen_text(rows: Any) -> str:
    return " ".join(f"{row.enrollment_id}-{Mark.of(row).digest}" for row in rows)


class CorrectionForm(AttendanceForm):
    """The same list for the prison's head, who says why; with those who have left the class since that day."""

    asked = (Enrollment.State.ACTIVE, Enrollment.State.DROPPED)

    reason = forms.CharField(
        label=_("Why is this corrected?"),
        max_length=200,
        help_text=_("Kept with the change and read by the training centre too. Nothing of sentence or conduct."),
        error_messages={"required": _("Say why.")},
    )

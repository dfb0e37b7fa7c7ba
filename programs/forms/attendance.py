from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from programs.models import Attendance, Enrollment, Session


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    enrollment: Enrollment
    status: forms.BoundField


class AttendanceForm(ScopedForm):
    """The day's list: everybody present, then the exceptions."""

    def __init__(self, *args: Any, session: Session, enrollments: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrollments = enrollments
        recorded = dict(session.attendances.values_list("enrollment", "status"))
        for enrollment in enrollments:
            self.fields[f"status_{enrollment.pk}"] = forms.ChoiceField(
                label=enrollment.person.name,
                choices=Attendance.Status.choices,
                initial=recorded.get(enrollment.pk, Attendance.Status.PRESENT),
                widget=forms.Select(attrs={"aria-label": _("Status of %(name)s") % {"name": enrollment.person.name}}),
            )

    def rows(self) -> Iterator[AttendanceRow]:
        for enrollment in self.enrollments:
            yield AttendanceRow(enrollment, self[f"status_{enrollment.pk}"])

    def statuses(self) -> dict[Enrollment, Attendance.Status]:
        return {
            enrollment: Attendance.Status(self.cleaned_data[f"status_{enrollment.pk}"])
            for enrollment in self.enrollments
        }

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY, REASON
from facilities.models import Workshop
from programs.actions.additional_lessons import MOST_HOURS
from programs.forms.timetable import clock, teachers_of
from programs.make_ups import who_would_leave
from programs.models import Batch, Instructor, Session, Unit


class LessonForm(ScopedForm):
    """When, where and by whom one lesson is held."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    starts_at = clock(_("Starts at"), help_text=_("Local time of the prison."))
    instructor = forms.ModelChoiceField(label=_("Instructor"), queryset=Instructor.objects.none())
    workshop = forms.ModelChoiceField(label=_("Workshop"), queryset=Workshop.objects.none())

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["instructor"]
        who.queryset = teachers_of(batch, self.user, batch.starts_on)
        where: Any = self.fields["workshop"]
        where.queryset = Workshop.objects.filter(
            Q(facility=batch.facility_id) | Q(centre=batch.package.centre_id) | Q(pk=batch.workshop_id)
        )
        who.empty_label = where.empty_label = _("Choose …")
        self.fields["day"].help_text = _("From %(first)s to %(last)s.") % {
            "first": date_format(batch.starts_on),
            "last": date_format(batch.ends_on),
        }


class SessionForm(LessonForm):
    """One session of a timetable with its unit; its JP stay, so that the sum does."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, batch=batch, **kwargs)
        what: Any = self.fields["unit"]
        what.queryset = Unit.objects.filter(package_units__package=batch.package_id)
        what.empty_label = _("No single unit")


def heads_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=REASON,
        help_text=_("Kept with the change and read by the training centre too. Nothing of sentence or conduct."),
    )


class AdditionalLessonForm(SessionForm):
    """A lesson beyond the package's hours."""

    lesson_hours = forms.IntegerField(
        label=_("Lesson hours (JP)"),
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("As many as the participants lack; the hours radar says how many."),
    )
    field_order = ("day", "starts_at", "lesson_hours", "unit", "instructor", "workshop")


class HeldMakeUpForm(LessonForm):
    """A make-up that was held already, as the prison's head says."""

    reason = heads_reason()


class RedateForm(ScopedForm):
    """On which day a lesson was or will be held after all, said by the prison's head."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    starts_at = clock(_("Starts at"), help_text=_("Local time of the prison."))
    reason = heads_reason()


WHY: Any = [("", _("Choose …")), *Session.Cancellation.choices]


def in_your_words() -> forms.CharField:
    return forms.CharField(
        label=_("In your words"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CancelSessionForm(ScopedForm):
    cancellation = forms.ChoiceField(
        label=_("Why"), choices=WHY, help_text=_("The next review of the workshop asks about it.")
    )
    reason = in_your_words()


class SessionsForm(ScopedForm):
    """One thing done to all ticked sessions: cancelled, moved, given to another instructor, or held after all."""

    MOVE, HAND_OVER, CANCEL, RESTORE = "move", "hand-over", "cancel", "restore"
    ACTIONS = (
        (MOVE, _("Move by days")),
        (HAND_OVER, _("Give to another instructor")),
        (CANCEL, _("Cancel")),
        (RESTORE, _("Hold after all")),
    )
    sessions = forms.ModelMultipleChoiceField(
        label=_("Sessions"),
        queryset=Session.objects.none(),
        error_messages={"required": _("Tick at least one session.")},
    )
    action = forms.ChoiceField(label=_("What to do"), choices=ACTIONS, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("Move by how many days"),
        min_value=-60,
        max_value=60,
        required=False,
        help_text=_("To move. Negative: earlier."),
    )
    instructor = forms.ModelChoiceField(
        label=_("New instructor"),
        queryset=Instructor.objects.none(),
        required=False,
        empty_label=_("Choose …"),
        help_text=_("To give to another."),
    )
    cancellation = forms.ChoiceField(
        label=_("Why"),
        choices=WHY,
        required=False,
        help_text=_("To cancel."),
    )
    reason = in_your_words()

    NEEDS = {MOVE: "days", HAND_OVER: "instructor", CANCEL: "cancellation"}

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which: Any = self.fields["sessions"]
        which.queryset = batch.sessions.all()
        who: Any = self.fields["instructor"]
        who.queryset = teachers_of(batch, self.user, batch.starts_on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = self.NEEDS.get(cleaned.get("action", ""))
        if needed and not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("This is needed for what you want to do."))
        return cleaned


class ExtendForm(ScopedForm):
    """Until when a running batch goes on, and why."""

    ends_on = forms.DateField(label=_("Last day of lessons"), widget=DAY)
    tested_on = forms.DateField(label=_("Day of the test"), widget=DAY)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)
    knows = forms.BooleanField(
        label=_("The batch goes on although people leave before the test"),
        required=False,
        help_text=_("Asked for only where somebody would."),
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_on, tested_on = cleaned.get("ends_on"), cleaned.get("tested_on")
        if ends_on and tested_on and not cleaned.get("knows"):
            leaving = who_would_leave(self.batch, ends_on=ends_on, tested_on=tested_on)
            for text in leaving:
                self.add_error("knows", text)
            if leaving:
                self.add_error("knows", _("Tick this if the batch goes on all the same."))
        return cleaned

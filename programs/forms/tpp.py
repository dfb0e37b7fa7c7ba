from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from programs.actions.tpp import Line, Member, Outcome
from programs.forms.scores import labelled
from programs.models import Batch, Enrollment, TppSession
from programs.tpp import Suggestion

MEMBERS = 7
PARTS = ("name", "position", "nip")


@dataclass(frozen=True, slots=True)
class MemberRow:
    number: int
    name: forms.BoundField
    position: forms.BoundField
    nip: forms.BoundField


class TppSessionForm(PlausibleDays, ScopedModelForm):
    """A session with who sat in it; a new one begins with the people of the prison's last."""

    batches = forms.ModelMultipleChoiceField(
        label=_("Batches on the agenda"),
        queryset=Batch.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one batch.")},
    )

    class Meta:
        model = TppSession
        fields = ("held_on", "minutes_number", "place", "chair_name", "chair_position", "chair_nip", "agenda")
        widgets = {"held_on": DAY, "agenda": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"minutes_number": _("As it stands in the office's agenda book.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.user.posting is not None:
            self.instance.facility = self.user.posting.facility
        last = self.instance if self.instance.pk else self._last()
        if self.instance.pk is None:
            self._begin_with(last)
        self.fields["batches"].queryset = self._batches()  # type: ignore[attr-defined]
        if "batches" not in self.initial:
            self.initial["batches"] = list(self.instance.batches.all() if self.instance.pk else self._batches())
        members = list(last.members.all()) if last else []
        for number in range(1, MEMBERS + 1):
            given = members[number - 1] if number <= len(members) else None
            for part, label in (("name", gettext("Name")), ("position", gettext("Office")), ("nip", gettext("NIP"))):
                self.fields[f"member_{part}_{number}"] = labelled(
                    forms.CharField(
                        label=gettext("%(part)s of member %(number)d") % {"part": label, "number": number},
                        max_length=30 if part == "nip" else 120,
                        required=False,
                        initial=getattr(given, part, ""),
                    )
                )

    def _last(self) -> TppSession | None:
        return TppSession.objects.visible_to(self.user).prefetch_related("members").first()

    def _begin_with(self, last: TppSession | None) -> None:
        self.fields["agenda"].initial = gettext("Choosing the participants of skills training")
        if last:
            for name in ("place", "chair_name", "chair_position", "chair_nip"):
                self.fields[name].initial = getattr(last, name)

    def _batches(self) -> QuerySet[Batch]:
        open_ones = Q(state=Batch.State.SELECTING)
        if self.instance.pk:
            open_ones |= Q(tpp_sessions=self.instance)
        return Batch.objects.visible_to(self.user).filter(open_ones).distinct().order_by("name")

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility"}

    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.Meta.fields, "batches")]

    def member_rows(self) -> Iterator[MemberRow]:
        for number in range(1, MEMBERS + 1):
            yield MemberRow(number, *(self[f"member_{part}_{number}"] for part in PARTS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, MEMBERS + 1):
            name, position = (cleaned.get(f"member_{part}_{number}") for part in ("name", "position"))
            if bool(name) != bool(position) or (cleaned.get(f"member_nip_{number}") and not name):
                missing = "position" if name else "name"
                self.add_error(f"member_{missing}_{number}", _("Give name and office of each member."))
        return cleaned

    def members(self) -> list[Member]:
        return [
            Member(*(self.cleaned_data[f"member_{part}_{number}"] for part in PARTS))
            for number in range(1, MEMBERS + 1)
            if self.cleaned_data[f"member_name_{number}"]
        ]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    suggestion: Suggestion
    outcome: forms.BoundField
    note: forms.BoundField


class TppDecisionsForm(ScopedForm):
    """The session's word on everybody of a batch, filled in beforehand by rank; only what differs is saved."""

    def __init__(self, *args: Any, suggestions: list[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = suggestions
        for row in suggestions:
            enrollment = row.enrollment
            name = {"name": enrollment.person.name}
            self.fields[f"outcome_{enrollment.pk}"] = labelled(
                forms.ChoiceField(
                    label=gettext("Decision on %(name)s") % name,
                    choices=[("", _("– not decided –")), *Outcome.choices],
                    required=False,
                    initial=row.outcome,
                )
            )
            self.fields[f"note_{enrollment.pk}"] = labelled(
                forms.CharField(
                    label=gettext("Reason or note on %(name)s") % name, max_length=500, required=False, initial=row.note
                )
            )

    def rows(self) -> Iterator[DecisionRow]:
        for row in self.suggestions:
            yield DecisionRow(row, self[f"outcome_{row.enrollment.pk}"], self[f"note_{row.enrollment.pk}"])

    def lines(self) -> list[Line]:
        return [line for row in self.suggestions if (line := self._line(row)) is not None]

    def _line(self, row: Suggestion) -> Line | None:
        outcome = self.cleaned_data[f"outcome_{row.enrollment.pk}"]
        note = self.cleaned_data[f"note_{row.enrollment.pk}"]
        if not outcome or (row.is_decided and (outcome, note) == (row.outcome, row.note)):
            return None
        return Line(row.enrollment, Outcome(outcome), note)


class DecreeForm(PlausibleDays, ScopedForm):
    """Number and day of the decree, and which other batches it covers besides the one it was opened from."""

    number = forms.CharField(
        label=_("Number of the decree (SK)"),
        max_length=100,
        help_text=_("As it stands in the office's agenda book."),
    )
    on = forms.DateField(label=_("Day of the decree"), widget=DAY)
    together = forms.ModelMultipleChoiceField(
        label=_("In the same decree"),
        queryset=Batch.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Batches whose candidates are all decided on."),
    )

    def __init__(self, *args: Any, others: QuerySet[Batch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["together"]
        else:
            self.fields["together"].queryset = self.narrow("together", others)  # type: ignore[attr-defined]
            self.fields["together"].initial = list(others)


class AddendumForm(PlausibleDays, ScopedForm):
    number = forms.CharField(
        label=_("Number of the addendum"), max_length=100, help_text=_("As it stands in the office's agenda book.")
    )
    on = forms.DateField(label=_("Day of the addendum"), widget=DAY)


class ChooseReserveForm(ScopedForm):
    chosen = forms.ModelChoiceField(
        label=_("Who takes the seat"), queryset=Enrollment.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, fit: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.queryset = self.narrow("chosen", Enrollment.objects.filter(pk__in=[row.pk for row in fit]))
        field.queryset = field.queryset.with_people().order_by("reserve_order", "pk")
        field.label_from_instance = lambda row: f"{row.reserve_order or '–'}. {row.person.name}"

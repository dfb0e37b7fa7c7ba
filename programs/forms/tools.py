from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import ScopedForm
from programs.actions.tools import Count, GuardNote
from programs.models import Session, ToolLog

NUMBER = {"inputmode": "numeric", "class": "points", "autocomplete": "off", "maxlength": "4"}


@dataclass(frozen=True, slots=True)
class Row:
    """A tool as the page asks for it: what it is called, how many there are, out and (once they went out) in."""

    key: str
    name: str
    counted: int
    out: BoundField
    back: BoundField | None
    missing: int


class ToolLogForm(ScopedForm):
    """All tools of the workshop go out, all that went out come back; only exceptions are typed.

    Of a session without a log only what goes out is asked; `do` says which button was pressed.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    guard_name = forms.CharField(label=gettext_lazy("Name of the guard"), max_length=150, required=False)
    guard_at = forms.DateTimeField(
        label=gettext_lazy("When the guard was told"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    guard_action = forms.CharField(
        label=gettext_lazy("What was done"),
        help_text=gettext_lazy("For example searched, counted again, reported to whom. No names of inmates."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, session: Session, log: ToolLog | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.log = session, log
        self.lines = {line.name: line for line in log.lines.all()} if log else {}
        self.tools = {tool.name: (f"t{tool.pk}", tool.count) for tool in session.workshop.tools.all()}
        for line in self.lines.values():
            key = self.tools.get(line.name, (f"l{line.pk}", 0))[0]
            self.tools[line.name] = (key, line.counted)
        self.fields["revision"].initial = log.revision if log else 0
        if log:
            self.initial.update({name: getattr(log, name) for name in ("guard_name", "guard_at", "guard_action")})
        for name, (key, counted) in self.tools.items():
            self._ask(name, key, counted)

    def _ask(self, name: str, key: str, counted: int) -> None:
        line = self.lines.get(name)
        out = line.handed_out if line else 0 if self.log else counted
        back = out if line is None or line.returned is None else line.returned
        for prefix, label, initial in (("out", _("%(tool)s: out"), out), ("in", _("%(tool)s: in"), back)):
            if prefix == "in" and self.log is None:
                continue
            self.fields[f"{prefix}_{key}"] = forms.IntegerField(
                label=label % {"tool": name},
                min_value=0,
                max_value=counted if prefix == "out" else None,
                initial=initial,
                widget=forms.TextInput(attrs=NUMBER),
                error_messages={
                    "required": _("Type 0 if there was none."),
                    "max_value": _("The workshop has only %(limit_value)d."),
                },
            )

    def rows(self) -> Iterator[Row]:
        for name, (key, counted) in self.tools.items():
            line = self.lines.get(name)
            back = self[f"in_{key}"] if self.log else None
            yield Row(key, name, counted, self[f"out_{key}"], back, line.missing if line else 0)

    def guard_fields(self) -> list[BoundField]:
        return [self["guard_name"], self["guard_at"], self["guard_action"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("do") == "none":
            return cleaned
        for name, (key, _counted) in self.tools.items():
            out, back = cleaned.get(f"out_{key}"), cleaned.get(f"in_{key}")
            if out is not None and back is not None and back > out:
                self.add_error(f"in_{key}", _("%(tool)s: no more can come back than went out.") % {"tool": name})
        parts = [cleaned.get(name) for name in ("guard_name", "guard_at", "guard_action")]
        if any(parts) and not all(parts):
            for name in ("guard_name", "guard_at", "guard_action"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("The guard's note says who, what was done and when."))
        return cleaned

    def counts(self) -> list[Count]:
        """What was counted; while tools are only handed out, nothing has come back."""
        do = self.data.get("do")
        if do == "none":
            return []
        counts = []
        for name, (key, counted) in self.tools.items():
            out = self.cleaned_data[f"out_{key}"]
            back = None if do == "out" else out if do == "all" else self.cleaned_data.get(f"in_{key}")
            if out:
                counts.append(Count(name, counted, out, back))
        return counts

    def note(self) -> GuardNote | None:
        """The guard's word, where a tool is missing."""
        at: dt.datetime | None = self.cleaned_data.get("guard_at")
        if at is None or not any(row.returned is not None and row.returned < row.handed_out for row in self.counts()):
            return None
        at = timezone.make_aware(at) if timezone.is_naive(at) else at
        return GuardNote(self.cleaned_data["guard_name"], self.cleaned_data["guard_action"], at)


class SettleForm(ScopedForm):
    """What became of missing tools."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"), choices=ToolLog.Outcome.choices, widget=forms.RadioSelect
    )
    outcome_on = forms.DateField(
        label=gettext_lazy("Found or written off on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    outcome_note = forms.CharField(
        label=gettext_lazy("Where, or by which letter"),
        help_text=gettext_lazy("No names of inmates."),
        max_length=300,
    )

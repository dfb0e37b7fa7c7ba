from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import ScopedForm
from certificates.actions.competence import Letter, Said
from certificates.models import CompetenceDecision, CompetenceVerdict, Scheme
from facilities.forms import DAY
from facilities.forms.pdfs import PdfField
from programs.models import Batch, Enrollment

VERDICTS = [("", "–"), *((value, value) for value in CompetenceVerdict.Verdict.values)]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    enrollment: Enrollment
    verdict: forms.BoundField
    registration: forms.BoundField
    blank: forms.BoundField


class DecisionForm(ScopedForm):
    """An LSP's letter: what it says of all, and of each person K or BK; whoever is left out was not decided on."""

    scheme = forms.ModelChoiceField(label=gettext_lazy("Certification scheme"), queryset=Scheme.objects.none())
    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=100)
    decided_on = forms.DateField(label=gettext_lazy("Day of the decision"), widget=DAY)
    assessor_name = forms.CharField(label=gettext_lazy("Assessor of the LSP"), max_length=150)
    assessor_registration = forms.CharField(
        label=gettext_lazy("Registration number of the assessor"),
        max_length=60,
        help_text=gettext_lazy("As on the letter, for example MET.000.001234.2020."),
    )

    def __init__(
        self,
        *args: Any,
        batch: Batch,
        enrollments: list[Enrollment],
        decision: CompetenceDecision | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrollments = enrollments
        schemes = Scheme.objects.visible_to(self.user).certifying(batch.package).select_related("lsp")
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]
        self.fields["scheme"].label_from_instance = _scheme_named  # type: ignore[attr-defined]
        if decision:
            for name in ("number", "decided_on", "assessor_name", "assessor_registration", "scheme"):
                self.fields[name].initial = getattr(decision, name)
        elif len(schemes) == 1:
            self.fields["scheme"].initial = schemes[0]
        standing = {row.enrollment_id: row for row in decision.verdicts.all()} if decision else {}
        for enrollment in enrollments:
            self._add_person(enrollment, standing.get(enrollment.pk))

    def _add_person(self, enrollment: Enrollment, standing: CompetenceVerdict | None) -> None:
        name, key = enrollment.person.name, enrollment.pk
        labels = {
            "registration": _("Registration number of %(name)s") % {"name": name},
            "blank": _("Number of the blank of %(name)s") % {"name": name},
        }
        verdict = _("Verdict on %(name)s") % {"name": name}
        self.fields[f"verdict_{key}"] = forms.ChoiceField(
            label=verdict,
            choices=VERDICTS,
            required=False,
            initial=standing.verdict if standing else "",
            widget=forms.Select(attrs={"aria-label": verdict}),
        )
        for part, label in labels.items():
            self.fields[f"{part}_{key}"] = forms.CharField(
                label=label,
                max_length=60,
                required=False,
                initial=getattr(standing, f"{part}_number", ""),
                widget=forms.TextInput(attrs={"aria-label": label}),
            )

    def rows(self) -> Iterator[VerdictRow]:
        for row in self.enrollments:
            yield VerdictRow(row, *(self[f"{part}_{row.pk}"] for part in ("verdict", "registration", "blank")))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):  # one blank is not two by another space in its number
                cleaned[name] = " ".join(value.split())
        for row in self.enrollments:
            self._check_person(row.pk, cleaned)
        self._refuse_the_same_twice("blank", cleaned)
        self._refuse_the_same_twice("registration", cleaned)
        return cleaned

    def _check_person(self, key: int, cleaned: dict[str, Any]) -> None:
        verdict = cleaned.get(f"verdict_{key}")
        for part in ("registration", "blank"):
            given = cleaned.get(f"{part}_{key}")
            if verdict == "K" and not given:
                self.add_error(f"{part}_{key}", _("K needs this number, as BNSP gave it."))
            elif verdict == "BK" and given:
                self.add_error(f"{part}_{key}", _("Who is BK has no number."))
            elif given and not verdict:
                self.add_error(f"verdict_{key}", _("Choose K or BK."))

    def _refuse_the_same_twice(self, part: str, cleaned: dict[str, Any]) -> None:
        seen: set[str] = set()
        for row in self.enrollments:
            given = cleaned.get(f"{part}_{row.pk}") or ""
            if given and given in seen:
                self.add_error(f"{part}_{row.pk}", ValidationError(_("The same number stands above already.")))
            seen.add(given)

    @property
    def letter(self) -> Letter:
        names = ("scheme", "number", "decided_on", "assessor_name", "assessor_registration")
        return Letter(**{name: self.cleaned_data[name] for name in names})

    @property
    def said(self) -> list[Said]:
        cleaned = self.cleaned_data
        return [
            Said(
                row,
                cleaned[f"verdict_{row.pk}"],
                cleaned[f"registration_{row.pk}"],
                cleaned[f"blank_{row.pk}"],
            )
            for row in self.enrollments
            if cleaned[f"verdict_{row.pk}"]
        ]


class LetterScanForm(ScopedForm):
    """The LSP's letter as it was signed."""

    scan = PdfField(label=gettext_lazy("Letter of the LSP (PDF)"))


def _scheme_named(scheme: Scheme) -> str:
    return f"{scheme.title} ({scheme.lsp}, {scheme.code})"

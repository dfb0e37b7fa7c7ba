from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from facilities.forms import REASON
from facilities.forms.pdfs import PdfField
from programs.actions.packages import TaughtUnit
from programs.models import Package, Unit
from programs.neutrality import betraying_word


def neutral_name(name: str) -> str:
    """The name is printed on certificates, which must not tell where they were earned. Raises ValidationError."""
    if word := betraying_word(name):
        raise forms.ValidationError(
            _("The name is printed on certificates and must not say “%(word)s”."), params={"word": word}
        )
    return name


class PackageForm(ScopedModelForm):
    """A package of the user's own centre."""

    class Meta:
        model = Package
        fields = (
            "name",
            "field",
            "kind",
            "lesson_hours",
            "least_participants",
            "most_participants",
            "attendance_threshold",
            "pass_mark",
            "minimum_age",
            "minimum_education",
            "requirements",
            "tags",
            "trains_instructors",
            "instructor_field",
            "instructor_months",
        )
        widgets = {"requirements": REASON, "tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instructor_months"].required = False
        if self.instance.pk is None and self.user.posting is not None:
            self.instance.centre = self.user.posting.centre
        elif self.instance.pk is not None and self.instance.package_units.exists():
            self.fields["field"].disabled = True
            self.fields["field"].help_text = _("Fixed by the units chosen.")
        if self.instance.version > 1:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("All versions of a package bear the same name.")

    def clean_instructor_months(self) -> int:
        """As many as usual where nothing is said: most packages train no instructors."""
        usual: int = Package._meta.get_field("instructor_months").default
        return self.cleaned_data["instructor_months"] or usual

    def clean_name(self) -> str:
        return neutral_name(self.cleaned_data["name"])

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"centre"}


class CopyForm(ScopedForm):
    """What the copy is called at the centre that takes it over."""

    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(self, *args: Any, package: Package, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = package.name

    def clean_name(self) -> str:
        return neutral_name(self.cleaned_data["name"])


class SyllabusForm(ScopedForm):
    syllabus = PdfField(label=_("Syllabus (PDF)"))


@dataclass(frozen=True, slots=True)
class UnitRow:
    unit: Unit
    hours: forms.BoundField
    optional: forms.BoundField


class PackageUnitsForm(forms.Form):
    """The lesson hours (JP) that a package gives to each unit of its field; empty means not taught."""

    def __init__(self, *args: Any, package: Package, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package
        self.units = list(
            Unit.objects.filter(standard__field=package.field).select_related("standard").order_by("standard", "id")
        )
        taught = {row.unit_id: row for row in package.package_units.all()}
        for unit in self.units:
            row = taught.get(unit.pk)
            self.fields[f"hours_{unit.pk}"] = forms.IntegerField(
                label=unit.title,
                min_value=1,
                max_value=2000,
                required=False,
                initial=row.lesson_hours if row else None,
                widget=forms.NumberInput(attrs={"min": 1, "aria-label": _("JP of “%(unit)s”") % {"unit": unit.title}}),
            )
            self.fields[f"optional_{unit.pk}"] = forms.BooleanField(
                label=unit.title,
                required=False,
                initial=bool(row and not row.is_compulsory),
                widget=forms.CheckboxInput(attrs={"aria-label": _("“%(unit)s” is optional") % {"unit": unit.title}}),
            )

    def rows(self) -> Iterator[UnitRow]:
        for unit in self.units:
            yield UnitRow(unit, self[f"hours_{unit.pk}"], self[f"optional_{unit.pk}"])

    def taught(self) -> list[TaughtUnit]:
        return [
            TaughtUnit(unit, self.cleaned_data[f"hours_{unit.pk}"], not self.cleaned_data[f"optional_{unit.pk}"])
            for unit in self.units
            if self.cleaned_data[f"hours_{unit.pk}"]
        ]

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.access import ScopedForm, ScopedModelForm
from facilities.forms import DAY
from facilities.models import Agreement, AgreementParty, Workshop
from programs.forms.batches import LAST_YEAR
from programs.forms.timetable import WEEKDAYS
from programs.models import Instructor, Package, RotationCell, RotationPlan
from programs.rotation.checks import short
from programs.rotation.plan import Frame

# What decides which classes there are: when one of these changes, all classes are laid out anew.
SHAPE = {"agreement", "facility", "packages", "tracks", "groups", "packages_per_group"}


class RotationForm(ScopedModelForm):
    """Packages of one centre for one prison, both parties to the agreement; the user's own side is not asked."""

    packages = forms.ModelMultipleChoiceField(
        label=_("Training packages"),
        queryset=Package.objects.select_related("centre").exclude(trains_instructors=True),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All of one training centre. The groups take turns at them."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Lesson days"), coerce=int, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RotationPlan
        fields = (
            "name",
            "agreement",
            "facility",
            "packages",
            "starts_on",
            "block_days",
            "tracks",
            "groups",
            "packages_per_group",
            "seats",
            "weekdays",
            "lessons_start_at",
            "hours_per_day",
        )
        widgets = {"starts_on": DAY, "lessons_start_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if posting is not None and posting.facility_id:
            self.instance.facility = posting.facility
            del self.fields["facility"]
        packages: Any = self.fields["packages"]
        packages.label_from_instance = lambda row: f"{row.name} ({row.lesson_hours} JP) · {row.centre}"
        if self.instance.pk:
            self.initial.setdefault("packages", list(self.instance.cells.values_list("package", flat=True).distinct()))
        self.initial.setdefault("weekdays", self.instance.weekdays)

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Packages in their newest version; for a centre's staff the prisons that it has an agreement with."""
        if name == "facility":
            agreements = Agreement.objects.visible_to(self.user).values("pk")
            parties = AgreementParty.objects.filter(agreement__in=agreements).exclude(facility=None)
            return rows.filter(pk__in=parties.values("facility"))
        rows = super().narrow(name, rows)
        if name == "packages":
            kept = self.instance.cells.values("package") if self.instance.pk else []
            return rows.filter(Q(superseded_by__isnull=True) | Q(pk__in=kept))
        return rows.working() if name == "agreement" else rows  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility"}

    @property
    def changes_shape(self) -> bool:
        return not self.instance.pk or bool(SHAPE.intersection(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("starts_on") and cleaned["starts_on"].year > LAST_YEAR:
            self.add_error("starts_on", _("Check the year."))
        packages = list(cleaned.get("packages") or ())
        if packages and len({package.centre_id for package in packages}) > 1:
            self.add_error("packages", _("These packages are of different training centres."))
        elif packages:
            self.instance.centre = packages[0].centre
            self._refuse_other_parties(cleaned)
        each = cleaned.get("packages_per_group")
        if packages and each and each > len(packages):
            text = ngettext("Only %(count)d package is chosen.", "Only %(count)d packages are chosen.", len(packages))
            self.add_error("packages_per_group", text % {"count": len(packages)})
        return cleaned

    def _refuse_other_parties(self, cleaned: dict[str, Any]) -> None:
        agreement = cleaned.get("agreement")
        facility = cleaned.get("facility") or (self.instance.facility if self.instance.facility_id else None)
        if not agreement or not facility:
            return
        parties = agreement.parties.filter(Q(facility=facility) | Q(centre=self.instance.centre))
        if parties.count() < 2:
            self.add_error("agreement", _("The prison and the packages' training centre must both be parties."))


class RotationCellForm(ScopedForm):
    """Where, when and from whom a group learns a package. Clashes are shown in the plan, not refused here."""

    block = forms.TypedChoiceField(label=_("Block"), coerce=int)
    track = forms.TypedChoiceField(
        label=_("Track"),
        coerce=int,
        help_text=_("A class that stands in this block and track already takes the place of this one."),
    )
    workshop = forms.ModelChoiceField(
        label=_("Workshop"), queryset=Workshop.objects.all(), required=False, empty_label=_("Not chosen yet")
    )
    instructor = forms.ModelChoiceField(
        label=_("Instructor"), queryset=Instructor.objects.all(), required=False, empty_label=_("Not chosen yet")
    )

    def __init__(self, *args: Any, cell: RotationCell, frame: Frame, **kwargs: Any) -> None:
        self.plan = cell.plan
        super().__init__(*args, **kwargs)
        last = max(frame.least_blocks, cell.block, *cell.plan.cells.values_list("block", flat=True)) + 1
        blocks, tracks = self.fields["block"], self.fields["track"]
        blocks.choices = [  # type: ignore[attr-defined]
            (block.number, f"{block.number}: {short(block.days[0])} – {short(block.days[-1])}")
            for block in frame.blocks[:last]
        ]
        tracks.choices = [(number, str(number)) for number in range(1, cell.plan.tracks + 1)]  # type: ignore[attr-defined]
        for name in ("block", "track", "workshop", "instructor"):
            self.initial.setdefault(name, getattr(cell, name))

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Workshops and instructors of both sides of the plan, which its reader sees as a whole."""
        if name == "workshop":
            return rows.filter(Q(facility=self.plan.facility) | Q(centre=self.plan.centre))
        officers = Q(officer__facility=self.plan.facility, officer__left_on__isnull=True)
        return rows.filter(Q(centre=self.plan.centre) | officers)

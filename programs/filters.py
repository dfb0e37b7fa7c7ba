import datetime as dt
from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from facilities.filters import Sorting
from facilities.forms import DAY
from facilities.models import Agreement, AgreementParty, Facility, Field, TrainingCentre
from programs.models import (
    Batch,
    BudgetLine,
    Circumstance,
    DemandNote,
    Enrollment,
    EnrollmentQuerySet,
    Instructor,
    Package,
    ProgrammeTag,
    RotationPlan,
    Session,
    WorkResult,
)
from programs.models.budgets import FIRST_YEAR, LAST_YEAR
from programs.released import to_ask
from trainees.models import Inmate


def prisons_of_the_readers_batches(request: HttpRequest) -> QuerySet[Facility]:
    return Facility.objects.filter(pk__in=Batch.objects.visible_to(request.user).values("facility"))  # type: ignore[arg-type]


def prisons_with_instructors(request: HttpRequest) -> QuerySet[Facility]:
    """The reader's own, and those that the reader's centre or region works with."""
    agreements = Agreement.objects.visible_to(request.user).in_force(on=timezone.localdate())  # type: ignore[arg-type]
    parties = AgreementParty.objects.filter(agreement__in=agreements, facility__isnull=False)
    return Facility.objects.filter(pk__in=parties.values("facility"))


class BatchFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name of the batch"), field_name="name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Batch.State.choices, empty_label=_("All"))
    field = django_filters.ModelChoiceFilter(
        label=_("Field"), field_name="package__field", queryset=Field.objects.all(), empty_label=_("All")
    )
    facility = django_filters.ModelChoiceFilter(
        label=_("Prison"), queryset=prisons_of_the_readers_batches, empty_label=_("All")
    )
    year = django_filters.NumberFilter(
        label=_("Year"), field_name="starts_on", lookup_expr="year", min_value=1990, max_value=2100
    )
    tag = django_filters.ModelChoiceFilter(
        label=_("Programme tag"), field_name="tags", queryset=ProgrammeTag.objects.all(), empty_label=_("All")
    )
    sort = Sorting(fields={"name": "name", "starts_on": "starts_on", "state": "state", "facility__name": "facility"})

    class Meta:
        model = Batch
        fields: tuple[str, ...] = ()


class ConductMonthFilter(django_filters.FilterSet):
    """Which month: the page itself reads it, since it sums up over its days."""

    bulan = django_filters.ChoiceFilter(label=_("Month"), method="keep", empty_label=None)

    class Meta:
        model = Inmate
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, months: Iterable[dt.date], month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted({*months, month}, reverse=True)
        self.filters["bulan"].extra["choices"] = [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in offered]
        self.filters["bulan"].extra["initial"] = f"{month:%Y-%m}"

    def keep(self, rows: QuerySet[Inmate], name: str, value: object) -> QuerySet[Inmate]:
        return rows


class MakeUpFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name of the batch"), field_name="batch__name", lookup_expr="icontains")

    class Meta:
        model = Session
        fields: tuple[str, ...] = ()


class RotationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=RotationPlan.State.choices, empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "starts_on": "starts_on", "state": "state", "facility__name": "facility"})

    class Meta:
        model = RotationPlan
        fields: tuple[str, ...] = ()


class CircumstanceFilter(django_filters.FilterSet):
    """What is handled is hidden until asked for."""

    q = django_filters.CharFilter(label=_("Name"), field_name="inmate__name", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label=_("What happened"), choices=Circumstance.Kind.choices, empty_label=_("All")
    )
    handled = django_filters.BooleanFilter(
        label=_("Show what is handled too"), method="handled_too", widget=forms.CheckboxInput
    )

    class Meta:
        model = Circumstance
        fields: tuple[str, ...] = ()

    @property
    def qs(self) -> QuerySet[Circumstance]:
        rows: QuerySet[Circumstance] = super().qs
        is_asked = self.is_bound and self.form.is_valid() and self.form.cleaned_data["handled"]
        return rows if is_asked else rows.filter(done_at__isnull=True)

    def handled_too(self, rows: QuerySet[Circumstance], name: str, wanted: bool) -> QuerySet[Circumstance]:
        return rows


class PackageFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name of the package"), field_name="name", lookup_expr="icontains")
    field = django_filters.ModelChoiceFilter(label=_("Field"), queryset=Field.objects.all(), empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "field__name": "field", "lesson_hours": "lesson_hours"})

    class Meta:
        model = Package
        fields: tuple[str, ...] = ()


class CatalogueFilter(PackageFilter):
    centre = django_filters.ModelChoiceFilter(
        label=_("Training centre"), queryset=TrainingCentre.objects.all(), empty_label=_("All")
    )


class InstructorFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    field = django_filters.ModelChoiceFilter(
        label=_("Field"), field_name="fields", queryset=Field.objects.all(), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Instructor.Kind.choices, empty_label=_("All"))
    prison = django_filters.ModelChoiceFilter(
        label=_("Can teach in"), queryset=prisons_with_instructors, method="in_the_prison", empty_label=_("All")
    )
    sort = Sorting(fields={"name": "name"})

    class Meta:
        model = Instructor
        fields: tuple[str, ...] = ()

    def in_the_prison(self, rows: QuerySet[Instructor], name: str, prison: Facility) -> QuerySet[Instructor]:
        """Its officers, and those of the centres that it has an agreement with in force today."""
        agreements = Agreement.objects.in_force(on=timezone.localdate()).filter(parties__facility=prison)
        centres = AgreementParty.objects.filter(agreement__in=agreements, centre__isnull=False)
        return rows.filter(Q(officer__facility=prison) | Q(centre__in=centres.values("centre")))


class InstructorDaysFilter(InstructorFilter):
    """Which instructors, and around which day: the page itself reads the day and the span."""

    hari = django_filters.DateFilter(label=_("Around the day"), method="keep", widget=DAY)
    rentang = django_filters.ChoiceFilter(
        label=_("Show"), choices=(("bulan", _("The month")),), method="keep", empty_label=_("The week")
    )

    def keep(self, rows: QuerySet[Instructor], name: str, value: object) -> QuerySet[Instructor]:
        return rows


class BudgetFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Activity"), field_name="name", lookup_expr="icontains")
    year = django_filters.NumberFilter(label=_("Fiscal year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = django_filters.ChoiceFilter(
        label=_("Source of funds"), choices=BudgetLine.Source.choices, empty_label=_("All")
    )
    sort = Sorting(
        fields={"name": "name", "year": "year", "ceiling": "ceiling", "realised": "realised", "source": "source"}
    )

    class Meta:
        model = BudgetLine
        fields: tuple[str, ...] = ()


class WorkResultFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("What was made"), field_name="what", lookup_expr="icontains")
    year = django_filters.NumberFilter(
        label=_("Year"), field_name="made_on", lookup_expr="year", min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    sort = Sorting(fields={"what": "what", "made_on": "made_on", "proceeds": "proceeds"})

    class Meta:
        model = WorkResult
        fields: tuple[str, ...] = ()


def prisons_of_reader(request: HttpRequest) -> QuerySet[Facility]:
    return Facility.objects.visible_to(request.user)  # type: ignore[arg-type]


class ReleasedFilter(django_filters.FilterSet):
    """Whom to ask, and in which field they were trained."""

    q = django_filters.CharFilter(label=_("Name"), field_name="inmate__name", lookup_expr="icontains")
    field = django_filters.ModelChoiceFilter(
        label=_("Field"), field_name="batch__package__field", queryset=Field.objects.all(), empty_label=_("All")
    )
    facility = django_filters.ModelChoiceFilter(
        label=_("Prison"), field_name="inmate__facility", queryset=prisons_of_reader, empty_label=_("All")
    )
    due = django_filters.BooleanFilter(label=_("Only whom to ask"), method="only_due", widget=forms.CheckboxInput)

    class Meta:
        model = Enrollment
        fields: tuple[str, ...] = ()

    def only_due(self, rows: EnrollmentQuerySet, name: str, wanted: bool) -> EnrollmentQuerySet:
        return to_ask(rows, on=timezone.localdate()) if wanted else rows


class DemandNoteFilter(django_filters.FilterSet):
    """What no longer counts is hidden until asked for."""

    q = django_filters.CharFilter(label=_("City, source or words"), method="by_words")
    field = django_filters.ModelChoiceFilter(label=_("Field"), queryset=Field.objects.all(), empty_label=_("All"))
    old = django_filters.BooleanFilter(
        label=_("Show what no longer counts too"), method="old_too", widget=forms.CheckboxInput
    )
    sort = Sorting(fields={"field__name": "field", "district": "district", "wanted": "wanted", "noted_on": "noted_on"})

    class Meta:
        model = DemandNote
        fields: tuple[str, ...] = ()

    @property
    def qs(self) -> QuerySet[DemandNote]:
        rows: QuerySet[DemandNote] = super().qs
        is_asked = self.is_bound and self.form.is_valid() and self.form.cleaned_data["old"]
        return rows if is_asked else rows.filter(valid_until__gte=timezone.localdate())

    def old_too(self, rows: QuerySet[DemandNote], name: str, wanted: bool) -> QuerySet[DemandNote]:
        return rows

    def by_words(self, rows: QuerySet[DemandNote], name: str, words: str) -> QuerySet[DemandNote]:
        return rows.filter(Q(district__icontains=words) | Q(source__icontains=words) | Q(text__icontains=words))


class RadarFilter(django_filters.FilterSet):
    """Of which place and field the running batches are looked at."""

    facility = django_filters.ModelChoiceFilter(
        label=_("Prison"), queryset=prisons_of_the_readers_batches, empty_label=_("All")
    )
    field = django_filters.ModelChoiceFilter(
        label=_("Field"), field_name="package__field", queryset=Field.objects.all(), empty_label=_("All")
    )

    class Meta:
        model = Batch
        fields: tuple[str, ...] = ()

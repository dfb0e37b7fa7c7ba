from __future__ import annotations

import django_filters
from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilities.filters import Sorting
from facilities.models import Field
from trainees.models import CONVICT_REGISTERS, Inmate, InmateQuerySet, Officer, OfficerQuerySet, RegisterKind

People = InmateQuerySet | OfficerQuerySet


class LegalStatus(TextChoices):
    CONVICT = "convict", _("Convicts")
    DETAINEE = "detainee", _("Detainees")


class Custody(TextChoices):
    """Who has left custody is shown only when asked for."""

    RELEASED = "RELEASED", _("Released")
    DIED = "DIED", _("Died")
    ALL = "all", _("All")


class InmateFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name or register number"), method="search")
    status = django_filters.ChoiceFilter(
        label=_("Legal status"), choices=LegalStatus.choices, empty_label=_("All"), method="of_status"
    )
    custody = django_filters.ChoiceFilter(
        label=_("Custody"), choices=Custody.choices, empty_label=_("In custody"), method="of_custody"
    )
    register_kind = django_filters.ChoiceFilter(label=_("Register"), choices=RegisterKind.choices, empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "register_number": "register", "release_on": "release_on"})

    class Meta:
        model = Inmate
        fields: tuple[str, ...] = ()

    def search(self, rows: InmateQuerySet, name: str, words: str) -> InmateQuerySet:
        return rows.search(words)

    @property
    def qs(self) -> InmateQuerySet:
        rows: InmateQuerySet = super().qs
        is_asked = self.is_bound and self.form.is_valid() and self.form.cleaned_data["custody"]
        return rows if is_asked else rows.in_custody()

    def of_custody(self, rows: InmateQuerySet, name: str, custody: str) -> InmateQuerySet:
        return rows if custody == Custody.ALL else rows.filter(status=custody)

    def of_status(self, rows: InmateQuerySet, name: str, status: str) -> InmateQuerySet:
        """Registers A hold detainees; B.III and C hold people who are neither."""
        if status == LegalStatus.CONVICT:
            return rows.filter(register_kind__in=CONVICT_REGISTERS)
        return rows.filter(register_kind__startswith="A.")


class InterestFilter(django_filters.FilterSet):
    """Whose lines the sheet shows, and for which field; the field narrows nobody."""

    field = django_filters.ModelChoiceFilter(
        label=_("Field"), queryset=Field.objects.all(), empty_label=_("Choose …"), method="for_the_sheet"
    )
    q = django_filters.CharFilter(label=_("Name or register number"), method="search")
    open = django_filters.BooleanFilter(
        label=_("Only people without any interest"), method="without_interest", widget=forms.CheckboxInput
    )

    def for_the_sheet(self, rows: People, name: str, field: Field) -> People:
        return rows

    def search(self, rows: People, name: str, words: str) -> People:
        return rows.search(words)

    def without_interest(self, rows: People, name: str, wanted: bool) -> People:
        return rows.exclude(interests__choice__isnull=False) if wanted else rows


class InmateInterestFilter(InterestFilter):
    class Meta:
        model = Inmate
        fields: tuple[str, ...] = ()


class OfficerInterestFilter(InterestFilter):
    q = django_filters.CharFilter(label=_("Name, NIP or position"), method="search")

    class Meta:
        model = Officer
        fields: tuple[str, ...] = ()


class Service(TextChoices):
    SERVING = "serving", _("Serving")
    LEFT = "left", _("No longer posted here")


class OfficerFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name, NIP or position"), method="search")
    service = django_filters.ChoiceFilter(
        label=_("Service"), choices=Service.choices, empty_label=_("All"), method="of_service"
    )
    sort = Sorting(fields={"name": "name", "position": "position"})

    class Meta:
        model = Officer
        fields: tuple[str, ...] = ()

    def search(self, rows: OfficerQuerySet, name: str, words: str) -> OfficerQuerySet:
        return rows.search(words)

    def of_service(self, rows: OfficerQuerySet, name: str, service: str) -> OfficerQuerySet:
        today = timezone.localdate()
        return rows.serving(on=today) if service == Service.SERVING else rows.filter(left_on__lte=today)

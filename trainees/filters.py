from __future__ import annotations

import django_filters
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from facilities.filters import Sorting
from trainees.models import CONVICT_REGISTERS, Inmate, InmateQuerySet, RegisterKind


class LegalStatus(TextChoices):
    CONVICT = "convict", _("Convicts")
    DETAINEE = "detainee", _("Detainees")


class InmateFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name or register number"), method="search")
    status = django_filters.ChoiceFilter(
        label=_("Legal status"), choices=LegalStatus.choices, empty_label=_("All"), method="of_status"
    )
    register_kind = django_filters.ChoiceFilter(label=_("Register"), choices=RegisterKind.choices, empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "register_number": "register", "release_on": "release_on"})

    class Meta:
        model = Inmate
        fields: tuple[str, ...] = ()

    def search(self, rows: InmateQuerySet, name: str, words: str) -> InmateQuerySet:
        return rows.search(words)

    def of_status(self, rows: InmateQuerySet, name: str, status: str) -> InmateQuerySet:
        """Registers A hold detainees; B.III and C hold people who are neither."""
        if status == LegalStatus.CONVICT:
            return rows.filter(register_kind__in=CONVICT_REGISTERS)
        return rows.filter(register_kind__startswith="A.")

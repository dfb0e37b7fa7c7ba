from __future__ import annotations

import django_filters
from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent, AuditEventQuerySet, Verb


def things() -> list[tuple[str, str]]:
    """The models that actions write about, each under its own name."""
    found = [
        (model._meta.label_lower, str(capfirst(model._meta.verbose_name)))
        for model in apps.get_models()
        if hasattr(model, "scope_keys")
    ]
    return sorted(found, key=lambda pair: pair[1].lower())


def day_field(label: object, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label, field_name="at", lookup_expr=lookup, widget=forms.DateInput(attrs={"type": "date"})
    )


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Words in what or why"), method="search")
    who = django_filters.CharFilter(label=_("Who"), field_name="by__name", lookup_expr="icontains")
    verb = django_filters.ChoiceFilter(label=_("What was done"), choices=Verb.choices, empty_label=_("All"))
    thing = django_filters.ChoiceFilter(
        label=_("To what"), field_name="object_type", choices=things, empty_label=_("All")
    )
    first = day_field(_("From"), "date__gte")
    last = day_field(_("Until"), "date__lte")
    number = django_filters.NumberFilter(
        field_name="object_id", widget=forms.HiddenInput, max_value=2**63 - 1, min_value=0
    )

    class Meta:
        model = AuditEvent
        fields: tuple[str, ...] = ()

    def search(self, rows: AuditEventQuerySet, name: str, words: str) -> AuditEventQuerySet:
        return rows.filter(Q(object_label__icontains=words) | Q(why__icontains=words))

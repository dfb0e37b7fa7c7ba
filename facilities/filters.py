from __future__ import annotations

from typing import Any, cast

import django_filters
from django.db.models import F, OrderBy, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES

from accounts.models import User
from facilities.forms import DAY
from facilities.models import (
    ActionItem,
    Agreement,
    Facility,
    FacilityKind,
    Field,
    Meeting,
    ReadinessReview,
    Region,
    Standing,
    TrainingCentre,
    Workshop,
)
from facilities.models.action_items import ActionItemQuerySet, Promise
from facilities.models.agreements import AgreementQuerySet
from facilities.models.meetings import MeetingQuerySet


class Sorting(django_filters.OrderingFilter):
    """Sorts by the columns in the URL: empty values last, equals by their id, so that no row is on two pages."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value in EMPTY_VALUES:
            return qs
        return qs.order_by(*(self.by(self.get_ordering_value(param)) for param in value), "pk")

    @staticmethod
    def by(name: str) -> OrderBy:
        column = F(name.removeprefix("-"))
        return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def regions_of_reader(request: HttpRequest) -> QuerySet[Region]:
    return Region.objects.visible_to(cast(User, request.user))


def by_name_or_city(rows: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
    return rows.filter(Q(name__icontains=words) | Q(city__icontains=words))


class FacilityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name or city"), method=by_name_or_city)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=FacilityKind.choices, empty_label=_("All"))
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=regions_of_reader, empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "city": "city", "region__name": "region", "capacity": "capacity"})

    class Meta:
        model = Facility
        fields: tuple[str, ...] = ()


class TrainingCentreFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name or city"), method=by_name_or_city)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=TrainingCentre.Kind.choices, empty_label=_("All"))
    region = django_filters.ModelChoiceFilter(label=_("Region"), queryset=regions_of_reader, empty_label=_("All"))
    sort = Sorting(fields={"name": "name", "city": "city", "region__name": "region"})

    class Meta:
        model = TrainingCentre
        fields: tuple[str, ...] = ()


class WorkshopFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains")
    field = django_filters.ModelChoiceFilter(
        label=_("Field"), field_name="fields", queryset=Field.objects.all(), empty_label=_("All")
    )
    sort = Sorting(fields={"name": "name", "seats": "seats"})

    class Meta:
        model = Workshop
        fields: tuple[str, ...] = ()


class AgreementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Title, number or party"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Agreement.Kind.choices, empty_label=_("All"))
    standing = django_filters.ChoiceFilter(
        label=_("State today"), choices=Standing.choices, empty_label=_("All"), method="stands"
    )
    sort = Sorting(fields={"title": "title", "starts_on": "starts_on", "ends_on": "ends_on", "kind": "kind"})

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()

    def search(self, rows: AgreementQuerySet, name: str, words: str) -> AgreementQuerySet:
        return rows.search(words)

    def stands(self, rows: AgreementQuerySet, name: str, standing: str) -> AgreementQuerySet:
        return rows.standing(Standing(standing), on=timezone.localdate())


class ReadinessReviewFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Workshop"), field_name="workshop__name", lookup_expr="icontains")
    field = django_filters.ModelChoiceFilter(label=_("Field"), queryset=Field.objects.all(), empty_label=_("All"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReadinessReview.State.choices, empty_label=_("All"))
    verdict = django_filters.ChoiceFilter(
        label=_("Verdict"), choices=ReadinessReview.Verdict.choices, empty_label=_("All")
    )
    sort = Sorting(fields={"workshop__name": "workshop", "reviewed_on": "reviewed_on", "valid_until": "valid_until"})

    class Meta:
        model = ReadinessReview
        fields: tuple[str, ...] = ()


class MeetingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Subject, number or party"), method="search")
    kind = django_filters.ChoiceFilter(label=_("Occasion"), choices=Meeting.Kind.choices, empty_label=_("All"))
    sort = Sorting(fields={"subject": "subject", "held_on": "held_on", "kind": "kind"})

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()

    def search(self, rows: MeetingQuerySet, name: str, words: str) -> MeetingQuerySet:
        return rows.search(words)


class ActionItemFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("What, who or where from"), method="search")
    standing = django_filters.ChoiceFilter(
        label=_("State"), choices=Promise.choices, empty_label=_("All"), method="stands"
    )
    side = django_filters.ChoiceFilter(
        label=_("Who has to do it"),
        choices=(("facility", _("A prison")), ("centre", _("A training centre"))),
        empty_label=_("All"),
        method="of_side",
    )
    due_until = django_filters.DateFilter(label=_("Due until"), field_name="due_on", lookup_expr="lte", widget=DAY)
    sort = Sorting(fields={"what": "what", "due_on": "due_on", "done_on": "done_on"})

    class Meta:
        model = ActionItem
        fields: tuple[str, ...] = ()

    def search(self, rows: ActionItemQuerySet, name: str, words: str) -> ActionItemQuerySet:
        return rows.search(words)

    def stands(self, rows: ActionItemQuerySet, name: str, standing: str) -> ActionItemQuerySet:
        return rows.standing(Promise(standing), on=timezone.localdate())

    def of_side(self, rows: ActionItemQuerySet, name: str, side: str) -> ActionItemQuerySet:
        return rows.filter(**{f"{side}__isnull": False})

from typing import Any, cast

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certificates.models import (
    AuditFinding,
    Certificate,
    CertificateKind,
    CertificateQuerySet,
    is_accounted_for,
    is_handed_over,
)
from certificates.models.audits import titles_of_signs
from facilities.filters import Sorting
from facilities.models import Region

STATES = Certificate.State.choices
SHEETS = (
    ("owed", _("Not handed over yet")),
    ("received", _("Handed over")),
    ("unsaid", _("No longer counts, not taken back")),
)
LEAST_LETTERS = 3


class CertificateFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Number or holder"), method="by_number_or_holder", max_length=200)
    year = django_filters.NumberFilter(
        label=_("Year of issue"), field_name="issued_on", lookup_expr="year", min_value=1990, max_value=9999
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CertificateKind.choices, empty_label=_("All"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("All"))
    sheet = django_filters.ChoiceFilter(label=_("Sheet"), choices=SHEETS, method="by_sheet", empty_label=_("All"))
    sort = Sorting(fields={"number": "number", "holder_name": "holder", "issued_on": "issued_on"})

    class Meta:
        model = Certificate
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Of the whole nation's holders the index finds three letters or more."""
        super().__init__(*args, **kwargs)
        posting = cast(User, self.request.user).posting
        if posting is not None and posting.is_national:
            self.filters["q"].extra["min_length"] = LEAST_LETTERS

    def by_number_or_holder(self, rows: CertificateQuerySet, name: str, words: str) -> CertificateQuerySet:
        return rows.filter(Q(number__icontains=words) | Q(holder_name__icontains=words))

    def by_sheet(self, rows: CertificateQuerySet, name: str, where: str) -> CertificateQuerySet:
        if where == "owed":
            return rows.standing().filter(~is_handed_over())
        if where == "received":
            return rows.filter(is_handed_over())
        return rows.filter(~is_accounted_for(), revoked_at__isnull=False)

    def by_state(self, rows: CertificateQuerySet, name: str, state: str) -> CertificateQuerySet:
        today = timezone.localdate()
        if state == Certificate.State.VALID:
            return rows.in_force(on=today)
        if state == Certificate.State.EXPIRED:
            return rows.expired(on=today)
        return rows.filter(revoked_at__isnull=False, is_replaced=state == Certificate.State.REPLACED)


class AnomalyFilter(django_filters.FilterSet):
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        field_name="batch__facility__region",
        queryset=lambda request: Region.objects.visible_to(request.user),
        empty_label=_("All"),
    )
    sign = django_filters.ChoiceFilter(
        label=_("Sign"), field_name="rule", choices=titles_of_signs, empty_label=_("All")
    )

    class Meta:
        model = AuditFinding
        fields: tuple[str, ...] = ()

"""What open data counts, row by row: sums by month and place, of the reader's own scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.models import User
from certificates.models import Certificate
from facilities.models import Facility
from programs.demand import FEWEST
from programs.models import Session
from reports.dashboards.counting import MEASURES
from reports.dashboards.scope import own_scope
from reports.rollups.people import people_by_facility

PEOPLE = ("proposed", "accepted", "completed", "competent", "certified")
FEW = range(1, FEWEST)


def prison_of(row: dict[str, Any]) -> str:
    """As the prison calls itself everywhere, without asking for it again."""
    return str(Facility(kind=row["prison_kind"], klass=row["prison_class"], name=row["prison_name"]))


def of_prison(path: str) -> dict[str, F]:
    return {
        "prison_kind": F(f"{path}__kind"),
        "prison_class": F(f"{path}__klass"),
        "prison_name": F(f"{path}__name"),
        "prison_region": F(f"{path}__region__name"),
    }


def month(row: dict[str, Any]) -> str:
    return f"{row['month']:%Y-%m}"


def figures(user: User, on: dt.date) -> QuerySet[Any]:
    """The same sums as the dashboard's, so that they add up to it."""
    groups = {"centre": F("package__centre__name"), "field_name": F("package__field__name")}
    # Named apart from the columns that are summed up.
    sums: dict[str, Any] = {f"sum_{name}": Sum(f"now__{name}", default=0) for name in MEASURES[1:]}
    # What the list of batches leaves empty, a sum with another batch's count must not tell.
    sums |= {f"few_{name}": Count("pk", filter=Q(**{f"now__{name}__in": FEW})) for name in PEOPLE}
    rows: QuerySet[Any] = own_scope(user).batches().order_by().annotate(month=TruncMonth("starts_on"))
    grouped = rows.values("month", "facility", **of_prison("facility"), **groups)
    return grouped.annotate(sum_batches=Count("pk"), **sums).order_by("month", "facility", "centre", "field_name")


def lessons(user: User, on: dt.date) -> QuerySet[Any]:
    rows: QuerySet[Any] = Session.objects.filter(batch__in=own_scope(user).batches().order_by(), day__lte=on)
    of_reason = {f"for_{reason}": Count("pk", filter=Q(cancellation=reason)) for reason in Session.Cancellation.values}
    grouped = rows.order_by().annotate(month=TruncMonth("day"))
    return (
        grouped.values("month", "batch__facility", **of_prison("batch__facility"))
        .annotate(held=Count("pk", filter=Q(cancelled_at=None)), **of_reason)
        .order_by("month", "batch__facility")
    )


def certificates(user: User, on: dt.date) -> QuerySet[Any]:
    batches = own_scope(user).batches().order_by()
    rows: QuerySet[Any] = Certificate.objects.filter(enrollment__batch__in=batches)
    small = Q(enrollment__batch__in=batches.filter(now__certified__in=FEW).values("pk"))
    grouped = rows.order_by().annotate(month=TruncMonth("issued_on"))
    groups = {
        "centre": F("enrollment__batch__package__centre__name"),
        "field_name": F("enrollment__batch__package__field__name"),
    }
    return (
        grouped.values("month", "kind", **groups)
        .annotate(
            issued=Count("pk"),
            revoked=Count("pk", filter=Q(revoked_at__isnull=False)),
            holders=Count("enrollment", distinct=True),
            few=Count("pk", filter=small),
        )
        .order_by("month", "centre", "field_name", "kind")
    )


def people(user: User, on: dt.date) -> list[Any]:
    """One row for each prison; as many as there are prisons, whoever asks."""
    prisons = own_scope(user).prisons().select_related("region")
    counts = people_by_facility(prisons, on=on)
    return [(prison, counts[prison.pk]) for prison in prisons if prison.pk in counts]

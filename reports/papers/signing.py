"""Who signs: the heads posted on the paper's day, and dotted lines for those whom the application does not know."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, Posting, Region, TrainingCentre
from papers.signatures import Signature
from papers.wording import indonesian_date

WORK_SECTION = "Kepala Seksi Kegiatan Kerja"


def head_of(place: Facility | TrainingCentre | Region, *, on: dt.date) -> User | None:
    """Who is posted as the head of the place on the day; the one who came last where two are."""
    heads = Posting.objects.running(on=on).select_related("user").order_by("starts_on")
    if isinstance(place, Facility):
        last = heads.filter(role=Role.FACILITY_HEAD, facility=place).last()
    elif isinstance(place, TrainingCentre):
        last = heads.filter(role=Role.CENTRE_HEAD, centre=place).last()
    else:
        last = heads.filter(role=Role.REGIONAL_HEAD, region=place).last()
    return last.user if last else None


def signed_by_head(
    place: Facility | TrainingCentre | Region, *, on: dt.date, position: str = "", above: tuple[str, ...] = ()
) -> Signature:
    head = head_of(place, on=on)
    title = position or f"Kepala {official_name(place)}"
    return Signature(title, head.name if head else "", head.nip if head else "", above)


def official_name(place: Facility | TrainingCentre | Region) -> str:
    return place.official_name if isinstance(place, Facility) else place.name


def at(place: Facility | TrainingCentre, on: dt.date) -> tuple[str, ...]:
    """As above a signature: Pekalongan, 10 Juni 2021."""
    return (f"{place.city}, {indonesian_date(on)}",)

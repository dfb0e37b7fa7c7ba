"""The head of an office's paper, and how the regional head was called, by the paper's day (rule 6.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from facilities.models import Facility, Region, TrainingCentre


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines over the office's own name, the name, and where it is."""

    over: tuple[str, ...]
    office: str
    address: str


def is_under_the_new_ministry(on: dt.date) -> bool:
    """From settings.NEW_MINISTRY_FROM (2025) the prisons belong to the Ministry of Immigration and Corrections."""
    return on >= settings.NEW_MINISTRY_FROM


def letterhead_of(place: Facility | TrainingCentre, *, on: dt.date) -> Letterhead:
    """What stands on top of this office's paper of the day."""
    if isinstance(place, Facility):
        return Letterhead(over_a_prison(place.region, on=on), place.official_name, place.city)
    return Letterhead((place.owner,), place.name, place.city)


def over_a_prison(region: Region, *, on: dt.date) -> tuple[str, str]:
    if is_under_the_new_ministry(on):
        return (
            "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia",
            f"Kantor Wilayah Direktorat Jenderal Pemasyarakatan {region.name}",
        )
    return (
        "Kementerian Hukum dan Hak Asasi Manusia Republik Indonesia",
        f"Kantor Wilayah Kementerian Hukum dan HAM {region.name}",
    )


def regional_title(region: Region, *, on: dt.date) -> str:
    """How the head of corrections in the region is called on a paper of the day."""
    if is_under_the_new_ministry(on):
        return f"Kepala Kantor Wilayah Direktorat Jenderal Pemasyarakatan {region.name}"
    return f"Kepala Divisi Pemasyarakatan Kantor Wilayah Kementerian Hukum dan HAM {region.name}"

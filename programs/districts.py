"""Cities and regencies as a region's offices have written them, so that one of them has one name."""

from __future__ import annotations

from facilities.models import Facility, Region, TrainingCentre
from programs.models import DemandNote

LONG = {"kab": "Kabupaten", "kab.": "Kabupaten", "kabupaten": "Kabupaten", "kota": "Kota"}


def districts_of(region: Region) -> set[str]:
    """Those in which the region's prisons and training centres lie, and those that a note speaks of."""
    prisons, centres = Facility.objects.filter(region=region), TrainingCentre.objects.filter(region=region)
    noted = DemandNote.objects.in_region(region).values_list("district", flat=True)
    cities = (rows.order_by().values_list("city", flat=True) for rows in (prisons, centres))
    return {name for names in (*cities, noted.order_by().distinct()) for name in names if name}


def district_named(typed: str, region: Region) -> str:
    """As the region's offices write it already, however shortened; else with its first word written out."""
    name = written_out(typed)
    known = {written_out(one).casefold(): one for one in sorted(districts_of(region))}
    return known.get(name.casefold(), name)


def written_out(name: str) -> str:
    first, *rest = name.split() or [""]
    return " ".join([LONG.get(first.lower(), first) if rest else first, *rest])

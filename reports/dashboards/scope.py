"""What a dashboard is about: the nation, a region, a prison or a training centre, and what lies one step below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from facilities.models import Facility, Region, TrainingCentre
from facilities.models.places import FacilityQuerySet
from programs.models import Batch
from programs.models.batches import BatchQuerySet

Place = Region | Facility | TrainingCentre


class Level(StrEnum):
    """Its value is the place's name in addresses; the nation needs none."""

    NATION = ""
    REGION = "region"
    FACILITY = "facility"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Scope:
    """A region counts what happens in its prisons, so that regions add up to the nation; a centre what it gives."""

    level: Level
    place: Place | None = None
    is_own: bool = True

    @property
    def name(self) -> str:
        return str(self.place or _("All Indonesia"))

    @property
    def key(self) -> int | None:
        return self.place.pk if self.place else None

    def batches(self) -> BatchQuerySet:
        rows = Batch.objects.all()
        match self.level:
            case Level.REGION:
                return rows.filter(facility__region=self.key)
            case Level.FACILITY:
                return rows.filter(facility=self.key)
            case Level.CENTRE:
                return rows.filter(package__centre=self.key)
        return rows

    def prisons(self) -> FacilityQuerySet:
        """The prisons whose people are counted; a centre sees of people only those in its batches."""
        match self.level:
            case Level.REGION:
                return Facility.objects.filter(region=self.key)
            case Level.FACILITY:
                return Facility.objects.filter(pk=self.key or 0)
            case Level.CENTRE:
                return Facility.objects.none()
        return Facility.objects.all()

    def of_places(self) -> Q:
        """Rows of one prison or one centre each: those that belong here."""
        match self.level:
            case Level.REGION:
                return Q(facility__region=self.key) | Q(centre__region=self.key)
            case Level.FACILITY:
                return Q(facility=self.key)
            case Level.CENTRE:
                return Q(centre=self.key)
        return Q()

    @property
    def below(self) -> str:
        """The column of a batch that says in which of the places one step below it counts; empty at the bottom."""
        return {Level.NATION: "facility__region", Level.REGION: "facility", Level.CENTRE: "facility"}.get(
            self.level, ""
        )

    @property
    def query(self) -> dict[str, str]:
        """What in an address leads here."""
        return {} if self.is_own or self.place is None else {self.level.value: str(self.place.pk)}


def scope_of(user: User, asked: Mapping[str, str]) -> Scope:
    """The place asked for, or that of the user's posting. Raises Http404 for a place out of the user's reach."""
    own, posting = own_scope(user), user.posting
    if posting is not None and (posting.is_national or posting.region_id):
        if posting.is_national and asked.get("region"):
            return Scope(Level.REGION, _found(Region.objects.visible_to(user), asked["region"]), is_own=False)
        if asked.get("facility"):
            prisons = Facility.objects.visible_to(user).select_related("region")
            return Scope(Level.FACILITY, _found(prisons, asked["facility"]), is_own=False)
        if asked.get("centre"):
            centres = TrainingCentre.objects.visible_to(user).select_related("region")
            return Scope(Level.CENTRE, _found(centres, asked["centre"]), is_own=False)
    for level in (Level.REGION, Level.FACILITY, Level.CENTRE):
        if asked.get(level.value) and (own.level is not level or asked[level.value] != str(own.key)):
            raise Http404
    return own


def own_scope(user: User) -> Scope:
    posting = user.posting
    if posting is None:
        raise Http404
    if posting.facility:
        return Scope(Level.FACILITY, posting.facility)
    if posting.centre:
        return Scope(Level.CENTRE, posting.centre)
    return Scope(Level.REGION, posting.region) if posting.region else Scope(Level.NATION)


def _found(rows: object, key: str) -> Place:
    found = rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 10 else None  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    place: Place = found
    return place


def above(scope: Scope, user: User) -> list[Scope]:
    """The scopes that lead down to this one, from the user's own; without itself."""
    if scope.is_own:
        return []
    own = own_scope(user)
    region = getattr(scope.place, "region", None)
    if own.level is Level.NATION and region is not None:
        return [own, Scope(Level.REGION, region, is_own=False)]
    return [own]

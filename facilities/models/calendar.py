"""Days without lessons besides the national holidays: of the whole country, of a region, or of one prison."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.models.places import Facility, Region

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = dt.timedelta(days=366)


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    def visible_to(self, user: User) -> Self:
        """Of the whole country, of the user's region, and of the prisons that the user sees."""
        if user.posting is None:
            return self.none()
        return self.filter(
            Q(region__isnull=True, facility__isnull=True)
            | Q(region__in=Region.objects.visible_to(user))
            | Q(facility__in=Facility.objects.visible_to(user))
        )

    def at(self, facility: Facility) -> Self:
        """Which close this prison: its own, its region's, and the whole country's."""
        return self.filter(
            Q(region__isnull=True, facility__isnull=True) | Q(region=facility.region_id) | Q(facility=facility)
        )

    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(starts_on__lte=last, ends_on__gte=first)


@pghistory.track()
class ClosedDay(models.Model):
    """Days on which no lessons are held, such as joint leave (cuti bersama), a regional feast, a search of the prison.

    National holidays are not listed here: a library knows them.
    """

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_days", verbose_name=_("region")
    )
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_days", verbose_name=_("prison")
    )
    name = models.CharField(_("occasion"), max_length=100)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ("starts_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(region__isnull=True) | Q(facility__isnull=True),
                name="closed_day_of_one_place",
                violation_error_message=_("Closed days are a region's or a prison's, never both."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="closed_day_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lt=F("starts_on") + LONGEST),
                name="closed_day_within_a_year",
                violation_error_message=_("Closed days last a year at most: check the years."),
            ),
            models.UniqueConstraint(
                fields=["region", "facility", "starts_on", "name"],
                name="closed_day_once",
                nulls_distinct=False,
                violation_error_message=_("This closed day is already listed."),
            ),
        )
        indexes = (models.Index(fields=["facility", "ends_on"], name="closed_day_facility"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_on})"

    @property
    def scope_keys(self) -> list[str]:
        place = self.facility or self.region
        return place.scope_keys if place else []

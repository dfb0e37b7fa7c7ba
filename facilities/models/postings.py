from __future__ import annotations

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from facilities.models.places import Facility, Region, TimeZone, TrainingCentre

FACILITY_ROLES = (Role.GIATJA_STAFF, Role.FACILITY_HEAD)
CENTRE_ROLES = (Role.CENTRE_STAFF, Role.INSTRUCTOR, Role.CENTRE_HEAD)


class PostingQuerySet(models.QuerySet["Posting"]):
    def running(self, *, on: dt.date) -> Self:
        """Postings on whose first day, last day or any day between `on` falls."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def with_places(self) -> Self:
        return self.select_related("region", "facility__region", "centre__region")

    def at(self, now: dt.datetime) -> Posting | None:
        """The one that runs at this moment, each by the day that its own place has."""
        days = [timezone.localdate(now, ZoneInfo(zone)) for zone in TimeZone.values]
        near = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=min(days)), starts_on__lte=max(days))
        return next((posting for posting in near.with_places() if posting.runs(posting.today(now))), None)


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class Posting(models.Model):
    """A person holds a role at one place from one day to another. Nobody holds two at once.

    National roles have no place. The last day is included: access ends when it is over.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("region"),
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("prison"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("training centre"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="posting_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        role__in=FACILITY_ROLES,
                        facility__isnull=False,
                        centre__isnull=True,
                        region__isnull=True,
                    )
                    | Q(
                        role__in=CENTRE_ROLES,
                        facility__isnull=True,
                        centre__isnull=False,
                        region__isnull=True,
                    )
                    | Q(
                        role=Role.REGIONAL_HEAD,
                        facility__isnull=True,
                        centre__isnull=True,
                        region__isnull=False,
                    )
                    | Q(
                        role__in=(Role.NATIONAL_ADMIN, Role.AUDITOR),
                        facility__isnull=True,
                        centre__isnull=True,
                        region__isnull=True,
                    )
                ),
                name="posting_place_fits_role",
                violation_error_message=_("Choose exactly the one place that belongs to the role."),
            ),
            ExclusionConstraint(
                name="one_posting_of_a_user_at_a_time",
                expressions=(
                    ("user", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message=_("This person already has a posting on some of these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place_name}"

    @property
    def place(self) -> Facility | TrainingCentre | Region | None:
        return self.facility or self.centre or self.region

    @property
    def place_name(self) -> str:
        return str(self.place or _("national level"))

    @property
    def time_zone(self) -> str:
        """The clock of the place; the national level keeps Jakarta's."""
        if self.centre:
            return self.centre.region.time_zone
        place = self.facility or self.region
        return place.time_zone if place else TimeZone.WIB.value

    @property
    def time_zone_label(self) -> str:
        return TimeZone(self.time_zone).label

    def today(self, now: dt.datetime) -> dt.date:
        """The day that it is at the place at this moment."""
        return timezone.localdate(now, ZoneInfo(self.time_zone))

    def runs(self, day: dt.date) -> bool:
        """Says the same as the QuerySet's `running`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_national(self) -> bool:
        return self.place is None

    @property
    def home_region_id(self) -> int | None:
        if self.facility:
            return self.facility.region_id
        if self.centre:
            return self.centre.region_id
        return self.region_id

    @property
    def scope_key(self) -> str:
        """The one key that marks this posting's own rows in the audit trail."""
        if self.facility_id:
            return f"facility:{self.facility_id}"
        if self.centre_id:
            return f"centre:{self.centre_id}"
        return f"region:{self.region_id}" if self.region_id else "national"

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys if self.place else []

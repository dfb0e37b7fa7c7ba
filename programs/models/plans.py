"""What a year is to bring: the plan that dashboards hold the figures against."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, TrainingCentre
from facilities.models.one_place import AtOnePlace
from facilities.models.places import at_places_of
from programs.models.budgets import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from accounts.models import User

MOST = 100_000


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def visible_to(self, user: User) -> Self:
        """Plans of the user's own places: what a partner plans is the partner's affair."""
        return self.filter(at_places_of(user))

    def of(self, places: Collection[Facility | TrainingCentre]) -> Self:
        prisons = [place for place in places if isinstance(place, Facility)]
        centres = [place for place in places if isinstance(place, TrainingCentre)]
        return self.filter(Q(facility__in=prisons) | Q(centre__in=centres))


@pghistory.track()
class YearPlan(AtOnePlace):
    """How many seats and certificates a prison, or a training centre in all prisons, wants to reach in a year.

    A region's plan is the sum of its prisons': the centres' are of the same seats.
    """

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="year_plans", verbose_name=_("prison")
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="year_plans",
        verbose_name=_("training centre"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    participants = models.PositiveIntegerField(
        _("participants planned"), validators=[MaxValueValidator(MOST)], help_text=_("Seats in batches of the year.")
    )
    certified = models.PositiveIntegerField(
        _("certified planned"),
        validators=[MaxValueValidator(MOST)],
        help_text=_("Of the participants, those who are to be certified."),
    )

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("year plan")
        verbose_name_plural = _("year plans")
        ordering = ("-year", "facility", "centre")
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True),
                name="year_plan_of_one_place",
                violation_error_message=_("A plan belongs either to a prison or to a training centre."),
            ),
            models.UniqueConstraint(
                fields=["facility", "centre", "year"],
                name="year_plan_once",
                nulls_distinct=False,
                violation_error_message=_("This place already has a plan for the year."),
            ),
            models.CheckConstraint(
                condition=Q(certified__lte=models.F("participants")),
                name="year_plan_certifies_participants_only",
                violation_error_message=_("No more people can be certified than take part."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('programs:year-plan')}?year={self.year}"

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys

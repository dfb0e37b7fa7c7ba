"""What a year is to bring: the plan that dashboards hold the figures against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from programs.models.budgets import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from accounts.models import User

MOST = 100_000


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))


@pghistory.track()
class YearPlan(models.Model):
    """How many seats and certificates a prison wants to reach in a year; a region's plan is the sum of its prisons'."""

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="year_plans", verbose_name=_("prison")
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
        ordering = ("-year", "facility")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "year"],
                name="year_plan_once",
                violation_error_message=_("This prison already has a plan for the year."),
            ),
            models.CheckConstraint(
                condition=Q(certified__lte=models.F("participants")),
                name="year_plan_certifies_participants_only",
                violation_error_message=_("No more people can be certified than take part."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility}, {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('programs:year-plan')}?year={self.year}"

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys

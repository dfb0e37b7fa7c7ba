"""How an inmate has behaved and is judged to behave: monthly scores (SPPN) and risk screenings (ISPN); rule 4.8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainees.models.inmates import Inmate

if TYPE_CHECKING:
    from accounts.models import User


Row = TypeVar("Row", bound=models.Model)


class OfInmateQuerySet(models.QuerySet[Row]):
    """Rows that belong to one inmate each, and are seen by whoever sees the inmate."""

    def visible_to(self, user: User) -> Self:
        return self.filter(inmate__in=Inmate.objects.visible_to(user))


class RiskLevel(models.IntegerChoices):
    """Levels of the screening, in their order."""

    LOW = 1, _("Low")
    MEDIUM = 2, _("Medium")
    HIGH = 3, _("High")
    VERY_HIGH = 4, _("Very high")


@pghistory.track()
class RiskScreening(models.Model):
    """One screening of the risk that a person carries (ISPN or a later assessment)."""

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="screenings", verbose_name=_("inmate"))
    screened_on = models.DateField(_("screened on"))
    level = models.PositiveSmallIntegerField(_("risk"), choices=RiskLevel.choices)
    instrument = models.CharField(_("instrument"), max_length=60, default="ISPN")

    objects = OfInmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk screening")
        verbose_name_plural = _("risk screenings")
        ordering = ("screened_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["inmate", "screened_on"],
                name="screening_once_a_day",
                violation_error_message=_("A screening of this day is already recorded."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.screened_on}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys


@pghistory.track()
class ConductScore(models.Model):
    """The month's result of the guidance sheet (SPPN), 0 to 100, as the case officer (wali) sums it up."""

    inmate = models.ForeignKey(
        Inmate, on_delete=models.CASCADE, related_name="conduct_scores", verbose_name=_("inmate")
    )
    month = models.DateField(_("month"), help_text=_("Its first day."))
    score = models.PositiveSmallIntegerField(_("SPPN score"), validators=[MaxValueValidator(100)])
    follows_guidance = models.BooleanField(_("follows the guidance actively"), null=True, blank=True)

    objects = OfInmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("conduct score")
        verbose_name_plural = _("conduct scores")
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(
                fields=["inmate", "month"],
                name="conduct_once_a_month",
                violation_error_message=_("The score of this month is already recorded."),
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="conduct_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(score__lte=100),
                name="conduct_score_up_to_100",
                violation_error_message=_("The score lies between 0 and 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.score} {self.month:%Y-%m}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

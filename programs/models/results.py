from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.enrollments import Enrollment
from programs.models.instructors import Instructor
from programs.models.standards import Unit

if TYPE_CHECKING:
    from accounts.models import User


class UnitResultQuerySet(models.QuerySet["UnitResult"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def competent(self) -> Self:
        return self.filter(verdict=UnitResult.Verdict.COMPETENT)


@pghistory.track()
class UnitResult(models.Model):
    """An assessor's verdict on one unit: competent (K) or not yet (BK). A further attempt is a further row."""

    class Verdict(models.TextChoices):
        COMPETENT = "K", _("K – competent")
        NOT_YET = "BK", _("BK – not yet competent")

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="results")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1, validators=[MinValueValidator(1)])
    verdict = models.CharField(_("verdict"), max_length=2, choices=Verdict.choices)
    assessor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="+", verbose_name=_("assessor"))
    assessed_on = models.DateField(_("assessed on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = UnitResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit result")
        verbose_name_plural = _("unit results")
        ordering = ("enrollment", "unit", "attempt")
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "unit", "attempt"], name="one_verdict_per_attempt"),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="attempts_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.verdict}"

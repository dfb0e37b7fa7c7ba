from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from programs.models.enrollments import Enrollment
from trainees.models import Inmate

if TYPE_CHECKING:
    from accounts.models import User


class CircumstanceQuerySet(models.QuerySet["Circumstance"]):
    def visible_to(self, user: User) -> Self:
        """The prison's own inbox."""
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True)

    def with_rows(self) -> Self:
        return self.select_related("inmate", "enrollment__batch", "facility", "done_by")


@pghistory.track()
class Circumstance(models.Model):
    """Something happened to a person in training and asks the prison for a next step: a line of its inbox.

    A line about a person who arrives from another prison has no enrollment.
    """

    class Kind(models.TextChoices):
        TRANSFERRED = "TRANSFERRED", _("Transferred")
        RELEASED = "RELEASED", _("Released")
        DIED = "DIED", _("Died")
        DISCIPLINE = "DISCIPLINE", _("Disciplinary sanction")
        ILLNESS = "ILLNESS", _("Illness")
        ARRIVED = "ARRIVED", _("Arrived from another prison")

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+", verbose_name=_("prison"))
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="+", verbose_name=_("inmate"))
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, null=True, related_name="circumstances", verbose_name=_("enrollment")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices)
    happened_on = models.DateField(_("day"))
    freed_seat = models.BooleanField(_("a seat became free"), default=False)
    recorded_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(_("handled at"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )

    objects = CircumstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("circumstance")
        verbose_name_plural = _("circumstances")
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="circumstance_handled_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(kind="ARRIVED", enrollment__isnull=True, freed_seat=False)
                | (~Q(kind="ARRIVED") & Q(enrollment__isnull=False)),
                name="circumstance_of_an_enrollment_unless_arrived",
            ),
        )
        indexes = (models.Index(fields=["facility"], condition=Q(done_at__isnull=True), name="circumstance_waiting"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys

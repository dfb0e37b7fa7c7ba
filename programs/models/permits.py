from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.enrollments import Enrollment

if TYPE_CHECKING:
    from accounts.models import User


class OutsidePermitQuerySet(models.QuerySet["OutsidePermit"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))


@pghistory.track()
class OutsidePermit(models.Model):
    """By what an inmate may leave the prison for a class: an assimilation decree or an escort letter, on file.

    One paper often names many people; each has a row of their own with the same number. Kind and number are the
    prison's alone: people of a training centre learn only that a permit is on file (rule 8).
    """

    class Kind(models.TextChoices):
        ASSIMILATION = "ASSIMILATION", _("Assimilation decree")
        ESCORT = "ESCORT", _("Escort letter")

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="outside_permits")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=100)
    dated_on = models.DateField(_("dated"))
    valid_until = models.DateField(_("valid until"))
    file_name = models.CharField(max_length=100, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("filed"), db_default=Now())

    objects = OutsidePermitQuerySet.as_manager()

    class Meta:
        verbose_name = _("permit to train outside")
        verbose_name_plural = _("permits to train outside")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("dated_on")),
                name="permit_valid_after_its_day",
                violation_error_message=_("A permit cannot end before its own day."),
            ),
            models.CheckConstraint(
                condition=~Q(number=""), name="permit_has_a_number", violation_error_message=_("Enter the number.")
            ),
            models.CheckConstraint(
                condition=Q(file_name="", sha256="") | (~Q(file_name="") & ~Q(sha256="")), name="permit_scan_has_hash"
            ),
            models.UniqueConstraint(
                fields=["enrollment", "kind", "number"],
                name="permit_once",
                violation_error_message=_("This permit is already on file for this person."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def audit_label(self) -> str:
        """Whose it is, without a name; and not its number, which the trail need not know."""
        return f"#{self.enrollment_id}, {self.enrollment.batch.name}"

    @property
    def scope_keys(self) -> list[str]:
        return self.enrollment.batch.facility.scope_keys

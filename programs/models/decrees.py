from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from facilities.models import Facility
from programs.models.batches import Batch
from programs.models.enrollments import Enrollment

if TYPE_CHECKING:
    from accounts.models import User


class DecreeQuerySet(models.QuerySet["Decree"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batches__in=Batch.objects.visible_to(user)).distinct()


@pghistory.track()
class Decree(models.Model):
    """The prison head's decree (SK) on who is trained, or an addendum to it. Rows are only ever added.

    `record` are names, register numbers and offices as they stood when it was decreed: what is printed.
    """

    class Kind(models.TextChoices):
        DECREE = "DECREE", _("Decree (SK)")
        ADDENDUM = "ADDENDUM", _("Addendum to the decree")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.DECREE)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="decrees", verbose_name=_("prison"))
    batches = models.ManyToManyField(Batch, related_name="decrees", verbose_name=_("batches"))
    number = models.CharField(_("number of the decree (SK)"), max_length=100)
    decreed_on = models.DateField(_("decreed on"))
    decreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("decreed by")
    )
    record = models.JSONField(editable=False)

    objects = DecreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = ("-decreed_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "number"],
                name="decree_number_once_per_facility",
                violation_error_message=_("Another decree has this number."),
            ),
            models.CheckConstraint(condition=~Q(number=""), name="decree_has_a_number"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


class SeatChangeQuerySet(models.QuerySet["SeatChange"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(left__batch__in=Batch.objects.visible_to(user))

    def with_people(self) -> Self:
        return self.select_related(
            "left__inmate",
            "left__officer",
            "moved_up__inmate",
            "moved_up__officer",
            "left__batch__facility",
            "addendum",
        )

    def unseen_by(self, user: User) -> Self:
        """Those that the user's own side has not ticked yet."""
        if not user.has(Permission.TICK_SEAT_CHANGES) or user.posting is None:
            return self.none()
        if user.posting.facility_id:
            return self.filter(left__batch__facility=user.posting.facility_id, facility_saw_at__isnull=True)
        return self.filter(left__batch__package__centre=user.posting.centre_id, centre_saw_at__isnull=True)

    def without_addendum(self) -> Self:
        """Changes after the decree that no addendum covers yet."""
        return self.filter(needs_addendum=True, addendum__isnull=True)


@pghistory.track()
class SeatChange(models.Model):
    """Somebody's seat fell free, and who of the reserve has moved up to it; nobody, where nobody could.

    Both sides are told: each ticks it once seen. After the decree the head adds an addendum to it.
    """

    left = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="seat_changes", verbose_name=_("who left")
    )
    moved_up = models.OneToOneField(
        Enrollment, on_delete=models.PROTECT, null=True, related_name="seat_taken", verbose_name=_("who moved up")
    )
    is_tied = models.BooleanField(_("several of the reserve are equal"), default=False)
    needs_addendum = models.BooleanField(_("needs an addendum to the decree"), default=False)
    addendum = models.ForeignKey(
        Decree, on_delete=models.PROTECT, null=True, related_name="seat_changes", verbose_name=_("addendum")
    )
    happened_at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    facility_saw_at = models.DateTimeField(_("seen by the prison"), null=True)
    centre_saw_at = models.DateTimeField(_("seen by the training centre"), null=True)

    objects = SeatChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a seat")
        verbose_name_plural = _("changes of seats")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_tied=False) | Q(moved_up__isnull=True), name="a_tie_has_nobody_moved_up"
            ),
        )

    def __str__(self) -> str:
        return self.audit_label

    def get_absolute_url(self) -> str:
        return reverse("programs:seat-change", args=[self.pk])

    @property
    def batch(self) -> Batch:
        return self.left.batch

    @property
    def audit_label(self) -> str:
        """Which change, without the names: the trail is read far from the prison too."""
        return f"#{self.pk}, {self.left.batch.name}"

    @property
    def scope_keys(self) -> list[str]:
        return self.left.scope_keys

from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainees.models.conduct import OfInmateQuerySet
from trainees.models.inmates import Inmate


class DateOverrideQuerySet(OfInmateQuerySet["DateOverride"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


@pghistory.track()
class DateOverride(models.Model):
    """A day that SDP gives and that counts instead of the computed one, with who said so and why (rule 4.5).

    It stays on record when it is withdrawn; then the computed day counts again.
    """

    class Which(models.TextChoices):
        THIRD = "THIRD", _("1/3 served")
        HALF = "HALF", _("1/2 served")
        TWO_THIRDS = "TWO_THIRDS", _("2/3 served")
        RELEASE = "RELEASE", _("Expected release")
        FINAL = "FINAL", _("Final expiry")

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="overrides", verbose_name=_("inmate"))
    which = models.CharField(_("which day"), max_length=10, choices=Which.choices)
    day = models.DateField(_("day according to SDP"))
    reason = models.TextField(_("reason"))
    sdp_reference = models.CharField(_("SDP reference"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)

    objects = DateOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("day taken from SDP")
        verbose_name_plural = _("days taken from SDP")
        ordering = ("which", "-at")
        constraints = (
            models.UniqueConstraint(
                fields=["inmate", "which"],
                condition=Q(withdrawn_at=None),
                name="one_standing_override_per_day",
                violation_error_message=_("This day is already replaced; withdraw that first."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(sdp_reference=""),
                name="override_has_reason_and_reference",
                violation_error_message=_("Give the reason and the SDP reference."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="override_withdrawn_with_reason",
                violation_error_message=_("A withdrawal needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return self.get_which_display()

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

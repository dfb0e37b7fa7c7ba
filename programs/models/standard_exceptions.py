from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.batches import Batch

if TYPE_CHECKING:
    from accounts.models import User


class StandardExceptionQuerySet(models.QuerySet["StandardException"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def covering(self, code: str, figure: int | OuterRef) -> Self:
        """Those that allow this figure: what was allowed and everything nearer to the standard."""
        further = Q(figure__gte=figure) if code == StandardException.Code.TOO_MANY else Q(figure__lte=figure)
        return self.filter(further, code=code)


@pghistory.track()
class StandardException(models.Model):
    """The head of the training centre allows a batch to stay off its package's standard, and says why.

    `figure` is what the head saw: it and better figures are allowed, worse ones are not. Rows are only ever added.
    """

    class Code(models.TextChoices):
        TOO_FEW = "TOO_FEW", _("Fewer participants than the standard")
        TOO_MANY = "TOO_MANY", _("More participants than the standard")
        HOURS_SHORT = "HOURS_SHORT", _("Fewer lesson hours than the standard")

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="standard_exceptions", verbose_name=_("batch")
    )
    code = models.CharField(_("what is off the standard"), max_length=11, choices=Code.choices)
    figure = models.PositiveSmallIntegerField(_("figure"))
    standard = models.PositiveSmallIntegerField(_("standard"))
    reason = models.CharField(_("reason"), max_length=500)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("allowed by")
    )
    allowed_at = models.DateTimeField(_("allowed at"), db_default=Now())

    objects = StandardExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception to a standard")
        verbose_name_plural = _("exceptions to standards")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="standard_exception_has_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(code="TOO_MANY", figure__gt=F("standard"))
                | (~Q(code="TOO_MANY") & Q(figure__lt=F("standard"))),
                name="standard_exception_is_off_the_standard",
                violation_error_message=_("This figure keeps the standard; it needs no exception."),
            ),
            models.UniqueConstraint(
                fields=["batch", "code", "figure"],
                name="standard_exception_once",
                violation_error_message=_("This has been allowed already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.figure}/{self.standard}"

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys

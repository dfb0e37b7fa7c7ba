from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.batches import Batch
from trainees.models import Inmate

if TYPE_CHECKING:
    from accounts.models import User


class HelperQuerySet(models.QuerySet["Helper"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def helping(self) -> Self:
        """Who have not left, with their names."""
        return self.filter(left_on__isnull=True).select_related("inmate")


@pghistory.track()
class Helper(models.Model):
    """A senior inmate who completed the field and now helps others to learn it (mitra pembelajaran, rule 5.8).

    Takes no seat, earns no hours; the training centre learns the name and nothing else.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="helpers", verbose_name=_("batch"))
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="helps", verbose_name=_("inmate"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning helper")
        verbose_name_plural = _("learning helpers")
        ordering = ("inmate__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "inmate"],
                condition=Q(left_on__isnull=True),
                name="helper_once_per_batch",
                violation_error_message=_("This person already helps in the batch."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.inmate.name}, {self.batch.name}"

    def get_absolute_url(self) -> str:
        return self.batch.get_absolute_url()

    @property
    def audit_label(self) -> str:
        return f"#{self.pk}, {self.batch.name}"

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys

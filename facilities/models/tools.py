from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models.places import Field
from facilities.models.workshops import Workshop

if TYPE_CHECKING:
    from accounts.models import User

MOST = 1000


class ToolQuerySet(models.QuerySet["Tool"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(workshop__in=Workshop.objects.visible_to(user))


@pghistory.track()
class Tool(models.Model):
    """A kind of tool that is counted out and in at a workshop, and how many there are of it."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="tools", verbose_name=_("workshop"))
    name = models.CharField(_("tool"), max_length=100)
    count = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])

    objects = ToolQuerySet.as_manager()

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["workshop", "name"],
                name="tool_once_per_workshop",
                violation_error_message=_("This tool is already listed in this workshop."),
            ),
            models.CheckConstraint(condition=Q(count__range=(1, MOST)), name="tool_count_plausible"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def scope_keys(self) -> list[str]:
        return self.workshop.scope_keys


@pghistory.track()
class ToolProposal(models.Model):
    """A tool that workshops of a field usually lock away and count (rule 5.9): offered, never imposed."""

    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="tool_proposals", verbose_name=_("field"))
    name = models.CharField(_("tool"), max_length=100)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("proposed tool")
        verbose_name_plural = _("proposed tools")
        ordering = ("field", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["field", "name"],
                name="tool_proposed_once_per_field",
                violation_error_message=_("This tool is already proposed for this field."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def scope_keys(self) -> list[str]:
        return []

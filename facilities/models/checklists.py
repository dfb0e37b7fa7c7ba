"""What a review of a workshop asks: the checklist of each field as reference data (rule 7)."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.models.places import Field


class Topic(models.TextChoices):
    SPACE = "SPACE", _("Room")
    POWER = "POWER", _("Electricity")
    TOOLS = "TOOLS", _("Tools and machines")
    SAFETY = "SAFETY", _("Safety and health")
    MATERIALS = "MATERIALS", _("Training materials")
    SECURITY = "SECURITY", _("Security")


# The order in which a review walks through the workshop.
TOPIC_ORDER = models.Case(
    *(models.When(topic=topic, then=models.Value(place)) for place, topic in enumerate(Topic)),
    output_field=models.IntegerField(),
)


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def asked_for(self, field: Field) -> Self:
        """What a review for this field asks today, topic by topic: what every field needs, then the field's own."""
        asked = self.filter(Q(field__isnull=True) | Q(field=field), is_in_use=True)
        return asked.order_by(TOPIC_ORDER, F("field").asc(nulls_first=True), "position", "id")


@pghistory.track()
class ChecklistItem(models.Model):
    """One point of the checklist of workshops: reference data, for one field or for every one.

    No official list was found; the rows that come with the code are a proposal, and say so in `source`.
    """

    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    text = models.CharField(_("what must be so"), max_length=200, help_text=_("In Indonesian, as a sentence to tick."))
    field = models.ForeignKey(
        Field,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="checklist_items",
        verbose_name=_("field"),
        help_text=_("Empty for every field."),
    )
    is_blocking = models.BooleanField(
        _("blocks"), default=False, help_text=_("Without it no class may be held in the workshop.")
    )
    unit = models.CharField(
        _("figure wanted, in"), max_length=20, blank=True, help_text=_("For example watt or m². Empty for none.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_in_use = models.BooleanField(_("in use"), default=True, help_text=_("New reviews ask only what is in use."))

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        ordering = (TOPIC_ORDER, "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["text", "field"],
                name="checklist_item_once",
                nulls_distinct=False,
                violation_error_message=_("The checklist of this field already asks this."),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def scope_keys(self) -> list[str]:
        return []

"""What people would like to learn and what they are made for (minat-bakat), field by field (rule 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Field
from trainees.models.inmates import Inmate

if TYPE_CHECKING:
    from accounts.models import User

LAST_CHOICE = 3


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(inmate__in=Inmate.objects.visible_to(user))


@pghistory.track()
class Interest(models.Model):
    """One person and one field: the wish (first, second or third choice), the aptitude measured, the skill brought.

    `aptitude` is 0 to 100 points of the test named in `instrument`, taken on `tested_on`.
    """

    class Choice(models.IntegerChoices):
        FIRST = 1, _("First choice")
        SECOND = 2, _("Second choice")
        THIRD = 3, _("Third choice")

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="interests", verbose_name=_("inmate"))
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="interests", verbose_name=_("field"))
    choice = models.PositiveSmallIntegerField(_("interest"), choices=Choice.choices, null=True, blank=True)
    aptitude = models.PositiveSmallIntegerField(
        _("aptitude (0–100)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    instrument = models.CharField(_("aptitude test"), max_length=100, blank=True)
    tested_on = models.DateField(_("day of the aptitude test"), null=True, blank=True)
    skill = models.CharField(_("earlier skill"), max_length=200, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest and aptitude")
        verbose_name_plural = _("interests and aptitudes")
        ordering = ("choice", "field__name")
        constraints = (
            models.UniqueConstraint(fields=["inmate", "field"], name="interest_once_per_field"),
            # Deferred, so that first and second choice can change places in one transaction.
            models.UniqueConstraint(
                fields=["inmate", "choice"],
                name="interest_choice_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("This person already has another field as that choice."),
            ),
            models.CheckConstraint(
                condition=Q(choice__isnull=True) | Q(choice__range=(1, LAST_CHOICE)), name="interest_choice_in_range"
            ),
            models.CheckConstraint(
                condition=Q(aptitude__isnull=True, instrument="", tested_on__isnull=True)
                | (Q(aptitude__range=(0, 100), tested_on__isnull=False) & ~Q(instrument="")),
                name="aptitude_has_test_and_day",
                violation_error_message=_("An aptitude needs the test that measured it and the day of the test."),
            ),
            models.CheckConstraint(
                condition=Q(choice__isnull=False) | Q(aptitude__isnull=False) | ~Q(skill=""),
                name="interest_says_something",
                violation_error_message=_("Enter a choice, an aptitude or a skill."),
            ),
        )
        indexes = (models.Index(fields=["field", "choice"], name="interest_field_choice"),)

    def __str__(self) -> str:
        return f"{self.inmate}: {self.field}"

    @property
    def audit_label(self) -> str:
        """Which person and field, without the name."""
        return f"#{self.inmate_id}: {self.field}"

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

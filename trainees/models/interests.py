"""What people would like to learn and what they are made for (minat-bakat), field by field (rule 5.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Field
from trainees.models.inmates import Inmate
from trainees.models.officers import Officer

if TYPE_CHECKING:
    from accounts.models import User

LAST_CHOICE = 3


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(
            Q(inmate__in=Inmate.objects.visible_to(user)) | Q(officer__in=Officer.objects.visible_to(user))
        )

    def of(self, people: Iterable[Inmate | Officer]) -> Self:
        people = list(people)
        inmates = {person.pk for person in people if isinstance(person, Inmate)}
        officers = {person.pk for person in people if isinstance(person, Officer)}
        return self.filter(Q(inmate__in=inmates) | Q(officer__in=officers))


@pghistory.track()
class Interest(models.Model):
    """One inmate or officer and one field: the wish (first, second or third choice), the aptitude, the skill brought.

    `aptitude` is 0 to 100 points of the test named in `instrument`, taken on `tested_on`.
    """

    class Choice(models.IntegerChoices):
        FIRST = 1, _("First choice")
        SECOND = 2, _("Second choice")
        THIRD = 3, _("Third choice")

    inmate = models.ForeignKey(
        Inmate, on_delete=models.CASCADE, related_name="interests", null=True, blank=True, verbose_name=_("inmate")
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.CASCADE, related_name="interests", null=True, blank=True, verbose_name=_("officer")
    )
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
            models.CheckConstraint(
                condition=Q(inmate__isnull=True) ^ Q(officer__isnull=True),
                name="interest_of_an_inmate_or_an_officer",
                violation_error_message=_("An interest is an inmate's or an officer's, never both."),
            ),
            models.UniqueConstraint(fields=["inmate", "field"], name="interest_once_per_field"),
            models.UniqueConstraint(fields=["officer", "field"], name="officer_interest_once_per_field"),
            # Deferred, so that first and second choice can change places in one transaction.
            models.UniqueConstraint(
                fields=["inmate", "choice"],
                name="interest_choice_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("This person already has another field as that choice."),
            ),
            models.UniqueConstraint(
                fields=["officer", "choice"],
                name="officer_choice_once",
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
        return f"{self.person}: {self.field}"

    @property
    def person(self) -> Inmate | Officer:
        """Whose it is."""
        return self.officer if self.inmate_id is None else self.inmate  # type: ignore[return-value]

    @person.setter
    def person(self, person: Inmate | Officer) -> None:
        self.inmate, self.officer = (None, person) if isinstance(person, Officer) else (person, None)

    @property
    def audit_label(self) -> str:
        """Which person and field, without the name."""
        return f"{self.person.audit_label}: {self.field}"

    @property
    def scope_keys(self) -> list[str]:
        return self.person.scope_keys

"""Rooms where one can practise, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models.places import Facility, Field, TrainingCentre, at_places_of

if TYPE_CHECKING:
    from accounts.models import User


class Place(models.TextChoices):
    """Where people practise; whoever leaves the prison for it needs a permit on file."""

    INSIDE = "INSIDE", _("Inside the prison")
    OPEN = "OPEN", _("Open facility of the prison (SAE)")
    CENTRE = "CENTRE", _("At the training centre")
    COMPANY = "COMPANY", _("At a company")


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(at_places_of(user))


@pghistory.track()
class Workshop(models.Model):
    """A room where one can practise: a prison's, inside or in its open facility, a centre's, or a company's.

    A company's is entered by the prison whose people practise there, with the company's name and address.
    """

    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("prison"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("training centre"),
    )
    name = models.CharField(_("name"), max_length=100)
    seats = models.PositiveSmallIntegerField(_("work places"), validators=[MinValueValidator(1)])
    fields = models.ManyToManyField(Field, related_name="workshops", verbose_name=_("fields"))
    place = models.CharField(_("where"), max_length=7, choices=Place.choices, default=Place.INSIDE)
    company_name = models.CharField(_("name of the company"), max_length=150, blank=True)
    company_address = models.CharField(_("address of the company"), max_length=300, blank=True)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True),
                name="workshop_at_one_place",
                violation_error_message=_("A workshop stands either at a prison or at a training centre."),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="workshop_has_seats"),
            models.CheckConstraint(
                condition=Q(centre__isnull=True) ^ Q(place="CENTRE"),
                name="workshop_of_a_centre_is_at_the_centre",
                violation_error_message=_("A workshop of a training centre stands at the centre, and no other does."),
            ),
            models.CheckConstraint(
                condition=(Q(place="COMPANY") & ~Q(company_name="") & ~Q(company_address=""))
                | (~Q(place="COMPANY") & Q(company_name="", company_address="")),
                name="workshop_of_a_company_names_it",
                violation_error_message=_("A workshop at a company has the company's name and address; others do not."),
            ),
            models.UniqueConstraint(
                fields=["facility", "centre", "name"],
                name="workshop_name_once_per_place",
                nulls_distinct=False,
                violation_error_message=_("A workshop of this name is already listed here."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("facilities:workshop-detail", args=[self.pk])

    @property
    def owner(self) -> Facility | TrainingCentre:
        """The prison or the centre that lists it."""
        return self.facility or self.centre  # type: ignore[return-value]

    @property
    def is_outside(self) -> bool:
        """Inmates leave the prison to practise here."""
        return self.place != Place.INSIDE

    @property
    def scope_keys(self) -> list[str]:
        return self.owner.scope_keys


@pghistory.track()
class WorkshopField(Workshop.fields.through):  # type: ignore[name-defined]
    """A field that a workshop is made for, so that the row history knows when it came and went."""

    class Meta:
        proxy = True

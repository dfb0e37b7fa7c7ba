"""What the labour market around a place asks for, as an office heard or read it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from facilities.models import Facility, Field, Region, TrainingCentre

if TYPE_CHECKING:
    from accounts.models import User

MOST_WANTED = 100_000


class DemandNoteQuerySet(models.QuerySet["DemandNote"]):
    def visible_to(self, user: User) -> Self:
        """Those of the region in which the user works; all for the national level. They name no person."""
        return self.filter(region__in=Region.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        """One's own office's; the regional office mends all of its region."""
        posting = user.posting
        if posting is None or posting.is_national:
            return self.none()
        if posting.region_id:
            return self.filter(region=posting.region_id)
        if posting.facility_id:
            return self.filter(facility=posting.facility_id)
        return self.filter(centre=posting.centre_id)

    def in_region(self, region: Region | None) -> Self:
        """Of the region; of all without one."""
        return self if region is None else self.filter(region=region)

    def standing(self, *, on: dt.date) -> Self:
        """Not older than their source is good for."""
        return self.filter(noted_on__lte=on, valid_until__gte=on)


@pghistory.track()
class DemandNote(models.Model):
    """In one field and district: who looks for people, how many if the source tells, and until when that counts.

    `district` is a city or regency; empty speaks of the whole region. Written by a prison, a training centre or,
    with neither, the regional office. The source is an office or a publication, never a private person.
    """

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="demand_notes", verbose_name=_("field"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="demand_notes", verbose_name=_("region"))
    district = models.CharField(
        _("city or regency"), max_length=100, blank=True, help_text=_("Empty if it is true of the whole region.")
    )
    text = models.CharField(
        _("what is looked for"),
        max_length=300,
        help_text=_("For example “two garment factories look for sewing operators, training from 200 JP”."),
    )
    wanted = models.PositiveIntegerField(
        _("people looked for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WANTED)],
        help_text=_("Only if the source tells."),
    )
    source = models.CharField(
        pgettext_lazy("note", "source"),
        max_length=200,
        help_text=_("Office, company or publication; no private person and no phone number."),
    )
    noted_on = models.DateField(_("as of"), help_text=_("The day of the source."))
    valid_until = models.DateField(_("counts until"), help_text=_("After this day it is no longer shown to who plans."))
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("prison"), editable=False
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("training centre"),
        editable=False,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    objects = DemandNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand note")
        verbose_name_plural = _("demand notes")
        ordering = ("-noted_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("noted_on")),
                name="demand_note_counts_after_its_day",
                violation_error_message=_("It cannot stop counting before its own day."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(source=""),
                name="demand_note_says_what_and_whence",
                violation_error_message=_("Say what is looked for, and who says so."),
            ),
            models.CheckConstraint(
                condition=Q(wanted__isnull=True) | Q(wanted__range=(1, MOST_WANTED)), name="demand_note_wants_somebody"
            ),
            models.CheckConstraint(
                condition=Q(facility__isnull=True) | Q(centre__isnull=True), name="demand_note_of_one_office"
            ),
            models.UniqueConstraint(
                fields=["field", "region", "district", "source", "noted_on"],
                name="demand_note_once",
                violation_error_message=_("What this source says of the field and place on that day is already noted."),
            ),
        )
        indexes = (models.Index(fields=["region", "valid_until"], name="demand_note_standing"),)

    def __str__(self) -> str:
        return f"{self.field}, {self.place}"

    def get_absolute_url(self) -> str:
        return f"{reverse('programs:demand-note-list')}#n{self.pk}"

    @property
    def place(self) -> str:
        """The district, or the whole region."""
        return self.district or str(self.region)

    @property
    def office(self) -> Facility | TrainingCentre | Region:
        """Who wrote it."""
        return self.facility or self.centre or self.region

    @property
    def scope_keys(self) -> list[str]:
        return self.office.scope_keys

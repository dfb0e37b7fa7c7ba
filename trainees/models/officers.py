from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.models.health import HealthLimitsField, limits_in_words
from trainees.models.people import Education, PeopleQuerySet, Sex, whole_years

if TYPE_CHECKING:
    from accounts.models import User


class OfficerQuerySet(PeopleQuerySet["Officer"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def serving(self, *, on: dt.date) -> Self:
        """Not gone from their prison on the day."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))

    def search(self, words: str) -> Self:
        """By part of the name, of the NIP however it is spaced, or of the position."""
        digits = "".join(words.split())
        return self.filter(Q(name__icontains=words) | Q(nip__contains=digits) | Q(position__icontains=words))


@pghistory.track()
class Officer(models.Model):
    """Somebody of a prison's staff who may be trained (petugas): no sentence, no register, but a NIP (rule 6.6)."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="officers", verbose_name=_("prison"))
    name = models.CharField(_("name"), max_length=200)
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        unique=True,
        validators=[RegexValidator(r"\A[0-9]{18}\Z", _("A NIP has 18 digits."))],
        error_messages={"unique": _("An officer with this NIP is already listed.")},
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    birth_place = models.CharField(_("place of birth"), max_length=100)
    birth_date = models.DateField(_("date of birth"))
    education = models.CharField(_("education"), max_length=4, choices=Education.choices)
    position = models.CharField(_("position"), max_length=150, help_text=_("For example “Staf Kegiatan Kerja”."))
    health_limits = HealthLimitsField(
        verbose_name=_("health limits known by name"),
        help_text=_("They are held against what the field of a training asks."),
    )
    health_note = models.CharField(
        _("health limits for work"),
        max_length=200,
        blank=True,
        help_text=_("Only what matters for the training, for example “colour-blind”."),
    )
    left_on = models.DateField(
        _("no longer posted here since"), null=True, blank=True, help_text=_("Leave it empty while the officer serves.")
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(nip__regex=r"^[0-9]{18}$"),
                name="officer_nip_has_18_digits",
                violation_error_message=_("A NIP has 18 digits."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("birth_date")),
                name="officer_left_after_birth",
                violation_error_message=_("This day cannot be before the date of birth."),
            ),
        )
        indexes = (models.Index(fields=["facility", "name"], name="officer_facility_name"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trainees:officer-detail", args=[self.pk])

    @property
    def printed_nip(self) -> str:
        """As offices print it: 19661018 199203 1 001."""
        return f"{self.nip[:8]} {self.nip[8:14]} {self.nip[14]} {self.nip[15:]}"

    @property
    def nip_fits(self) -> bool:
        """Whether the NIP begins with the date of birth and tells the sex, as nearly all do (rule 6.6)."""
        return self.nip[:8] == f"{self.birth_date:%Y%m%d}" and self.nip[14] == ("1" if self.sex == Sex.MALE else "2")

    def age(self, *, on: dt.date) -> int:
        """Whole years on the day."""
        return whole_years(self.birth_date, on)

    @property
    def health_words(self) -> str:
        """Limits known by name, then the note."""
        return "; ".join(part for part in (limits_in_words(self.health_limits), self.health_note) if part)

    @property
    def audit_label(self) -> str:
        return f"#{self.pk}"

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys

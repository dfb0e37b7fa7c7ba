from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from trainees.models.inmates import Inmate

if TYPE_CHECKING:
    from accounts.models import User


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, user: User) -> Self:
        """Of the prison that recorded them; where somebody came to reads of it in the training record alone."""
        return self.filter(facility__in=Facility.objects.visible_to(user))


@pghistory.track()
class Movement(models.Model):
    """How somebody left a prison: to another one, into freedom, or by death (rule 4.1).

    `register_number` is the number the person had there: it changes on transfer.
    """

    class Kind(models.TextChoices):
        TRANSFER = "TRANSFER", _("Transfer to another prison")
        RELEASE = "RELEASE", _("Release")
        DEATH = "DEATH", _("Death")

    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="movements", verbose_name=_("inmate"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+", verbose_name=_("prison left"))
    to_facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("receiving prison")
    )
    moved_on = models.DateField(_("day"))
    reference = models.CharField(_("number of the letter"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    register_number = models.CharField(_("register number until then"), max_length=40)

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ("-moved_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="TRANSFER", to_facility__isnull=False)
                | (~Q(kind="TRANSFER") & Q(to_facility__isnull=True)),
                name="movement_leads_somewhere_on_transfer",
            ),
            models.CheckConstraint(
                condition=Q(to_facility__isnull=True) | ~Q(to_facility=F("facility")),
                name="movement_leads_elsewhere",
                violation_error_message=_("The person is held in this prison already."),
            ),
            models.UniqueConstraint(
                fields=["inmate"], condition=~Q(kind="TRANSFER"), name="movement_out_of_custody_once"
            ),
        )
        indexes = (models.Index(fields=["moved_on"], condition=Q(kind="RELEASE"), name="movement_release_day"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.moved_on}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        places = [self.facility, *([self.to_facility] if self.to_facility else [])]
        return sorted({key for place in places for key in place.scope_keys})


class IllnessQuerySet(models.QuerySet["Illness"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(inmate__in=Inmate.objects.visible_to(user))

    def running(self) -> Self:
        return self.filter(ended_on__isnull=True)


@pghistory.track()
class Illness(models.Model):
    """Days on which somebody is too ill to be trained; what the illness is, is nobody's matter here."""

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="illnesses", verbose_name=_("inmate"))
    starts_on = models.DateField(_("ill since"))
    expected_until = models.DateField(_("expected until"))
    ended_on = models.DateField(_("well again on"), null=True, editable=False)
    note = models.CharField(
        _("note"), max_length=100, blank=True, help_text=_("What the training must know. No diagnosis.")
    )

    objects = IllnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("illness")
        verbose_name_plural = _("illnesses")
        ordering = ("-starts_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(expected_until__gte=F("starts_on")),
                name="illness_expected_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="illness_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["inmate"],
                condition=Q(ended_on__isnull=True),
                name="one_illness_at_a_time",
                violation_error_message=_("An illness is already recorded and has not ended."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.expected_until}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

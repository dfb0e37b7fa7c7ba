from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, Role
from facilities.models import Facility, Posting, Region, TrainingCentre

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONGEST = dt.timedelta(days=366)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> Self:
        """All of them, for whoever keeps the accounts."""
        return self if user.has(Permission.MANAGE_ACCOUNTS) else self.none()

    def in_force(self, *, on: dt.date) -> Self:
        """Not revoked, and not after the last day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=on)

    def with_places(self) -> Self:
        return self.select_related("region", "facility__region", "centre__region", "made_by", "revoked_by")


@pghistory.track(exclude=["digest", "last_used_on"])
class ApiToken(models.Model):
    """A key with which another system reads the figures of one office, or of the nation where no place is named.

    Only the digest is kept: whoever reads the database reads no key. `ending` are the key's last four characters, by
    which the office tells which one it has.
    """

    name = models.CharField(
        _("what it is for"), max_length=80, help_text=_("The system that asks, for example “Data warehouse”.")
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prison")
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training centre"),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("ends with"), max_length=4, editable=False)
    made_on = models.DateField(_("made on"), editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
    )
    expires_on = models.DateField(_("last day"), help_text=_("At most a year; a new token takes its place then."))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("revoked by"),
    )
    last_used_on = models.DateField(_("last used on"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(region__isnull=True, facility__isnull=True)
                | Q(region__isnull=True, centre__isnull=True)
                | Q(facility__isnull=True, centre__isnull=True),
                name="api_token_of_one_office",
                violation_error_message=_("Choose one office, or none for the nation."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on"), expires_on__lte=F("made_on") + Value(LONGEST)),
                name="api_token_lasts_a_year",
                violation_error_message=_("Choose a last day from today to a year from today."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_token_revoked_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["name", "region", "facility", "centre"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="api_token_named_once",
                violation_error_message=_("The office has a token of this name. Revoke that one, or use another name."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="api_token_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="api_token_stays_revoked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="api_token_keeps_its_office",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("region", "facility", "centre", "digest", "expires_on", "made_on"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"

    def get_absolute_url(self) -> str:
        return reverse("api:token-list")

    @property
    def place(self) -> Facility | TrainingCentre | Region | None:
        return self.facility or self.centre or self.region

    @property
    def office(self) -> str:
        return str(self.place or _("national level"))

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys if self.place else []

    def standing(self, *, on: dt.date) -> Promise:
        if self.revoked_at:
            return _("token revoked")
        return _("in force") if on <= self.expires_on else _("token expired")

    def is_in_force(self, *, on: dt.date) -> bool:
        return self.revoked_at is None and on <= self.expires_on

    @property
    def reader(self) -> User:
        """Somebody who is nobody, but sees what the head of the office sees; never saved."""
        role = Role.AUDITOR
        if self.facility:
            role = Role.FACILITY_HEAD
        elif self.centre:
            role = Role.CENTRE_HEAD
        elif self.region:
            role = Role.REGIONAL_HEAD
        reader = User(name=self.name)
        reader.posting = Posting(role=role, facility=self.facility, centre=self.centre, region=self.region)
        return reader

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from facilities.models import Facility
from imports.sealing import seal_json, unseal, unseal_json
from imports.sheets import SHEETS, Sheet, sheets_of

if TYPE_CHECKING:
    from accounts.models import User

# An office comes back from the weekend and from a holiday; longer nobody needs other people's data twice.
DAYS_KEPT = 7
SLOW_AFTER = dt.timedelta(minutes=2)


def sealed_path(instance: Import, filename: str) -> str:
    """A name that tells nothing, whatever the file was called."""
    return f"imports/{secrets.token_hex(16)}"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> Self:
        """Those of one's own prison; who works at none sees what they brought themselves.

        Of the latter only lists that they might bring today: who has moved leaves the former place's behind.
        """
        seen = Q(facility__in=Facility.objects.visible_to(user))
        for sheet in sheets_of(user):
            seen |= Q(uploaded_by=user, sheet_name=sheet.name, facility__in=sheet.places(user))
        return self.filter(seen)


@keeps_its_steps
@pghistory.track(exclude=["headings", "rows_read"])
class Import(models.Model):
    """One uploaded sheet on its way: read, looked at, confirmed, written.

    File and rows are sealed and are deleted some days after the upload; the counts stay.
    """

    class State(models.TextChoices):
        UPLOADED = "UPLOADED", _("waiting")
        READING = "READING", _("being read")
        PREVIEWED = "PREVIEWED", _("waits for your confirmation")
        CONFIRMED = "CONFIRMED", _("being saved")
        DONE = "DONE", _("saved")
        FAILED = "FAILED", _("could not be read")
        CANCELLED = "CANCELLED", _("cancelled")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.UPLOADED: {State.READING, State.FAILED, State.CANCELLED},
        State.READING: {State.PREVIEWED, State.FAILED, State.CANCELLED},
        State.PREVIEWED: {State.CONFIRMED, State.CANCELLED},
        State.CONFIRMED: {State.DONE, State.PREVIEWED, State.FAILED},
        State.DONE: set(),
        State.FAILED: set(),
        State.CANCELLED: set(),
    }

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="imports", verbose_name=_("prison"))
    sheet_name = models.CharField(_("kind of list"), max_length=30)
    file = models.FileField(_("file"), upload_to=sealed_path, blank=True)
    file_kind = models.CharField(_("kind of file"), max_length=4)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    language = models.CharField(_("language of the messages"), max_length=5)
    headings = models.TextField(_("headings"), blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    new_rows = models.PositiveIntegerField(_("new"), default=0)
    changed_rows = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_rows = models.PositiveIntegerField(_("unchanged"), default=0)
    error_rows = models.PositiveIntegerField(_("with errors"), default=0)
    failure = models.CharField(_("why it could not be read"), max_length=500, blank=True)
    is_stale = models.BooleanField(_("looked at anew"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), db_default=Now(), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("uploaded by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_imports",
        verbose_name=_("confirmed by"),
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="import_confirmed_by_somebody",
                violation_error_message=_("Who confirmed and when belong together."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["CONFIRMED", "DONE"]) | Q(confirmed_at__isnull=False),
                name="import_saved_when_confirmed",
                violation_error_message=_("Nothing is saved before somebody confirmed it."),
            ),
        )
        indexes = (models.Index(fields=["facility", "-id"], name="import_facility"),)

    def __str__(self) -> str:
        return f"{self.sheet.label} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("imports:import-detail", args=[self.pk])

    @property
    def sheet(self) -> Sheet:
        return SHEETS[self.sheet_name]

    @property
    def today(self) -> dt.date:
        """The day at the facility."""
        return timezone.localdate(timezone=ZoneInfo(self.facility.time_zone))

    @property
    def is_working(self) -> bool:
        """Whether a job has something to do with it, so that its page looks again."""
        return self.state in {self.State.UPLOADED, self.State.READING, self.State.CONFIRMED}

    @property
    def is_slow(self) -> bool:
        return self.is_working and timezone.now() - (self.confirmed_at or self.uploaded_at) > SLOW_AFTER

    @property
    def writes(self) -> int:
        """How many rows confirmation writes."""
        return self.new_rows + self.changed_rows

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new_rows": self.new_rows,
            "changed_rows": self.changed_rows,
            "unchanged_rows": self.unchanged_rows,
            "error_rows": self.error_rows,
        }

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def file_headings(self) -> list[str]:
        """The headings as they stand in the file."""
        return [str(heading) for heading in unseal_json(self.headings)] if self.headings else []

    def content(self) -> bytes:
        """The uploaded bytes. Raises OSError when the file is gone."""
        with self.file.open("rb") as file:
            return unseal(file.read())

    @property
    def audit_label(self) -> str:
        return f"#{self.pk}"

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


class ImportRow(models.Model):
    """What one row of the file would do. Cells, changes and messages are sealed: they are people's data.

    No row history is kept of it: it must be gone when it is deleted.
    """

    class Outcome(models.TextChoices):
        ERROR = "ERROR", _("With errors")
        NEW = "NEW", _("New")
        CHANGED = "CHANGED", _("Changed")
        UNCHANGED = "UNCHANGED", _("Unchanged")

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices)
    target = models.BigIntegerField(_("whom it changes"), null=True)
    sealed = models.TextField(_("what it says"))

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["source", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["CHANGED", "UNCHANGED"], target__isnull=False)
                | Q(outcome__in=["NEW", "ERROR"], target__isnull=True),
                name="import_row_changes_somebody_known",
            ),
        )
        indexes = (models.Index(fields=["source", "outcome", "number"], name="import_row_outcome"),)

    def __str__(self) -> str:
        return f"#{self.source_id}/{self.number}"

    @property
    def said(self) -> dict[str, Any]:
        """`cells`, `changes` (column, before, after) and `errors` (column, message)."""
        found: dict[str, Any] = unseal_json(self.sealed)
        return found

    def seal(self, **said: Any) -> None:
        self.sealed = seal_json(said)

    @property
    def scope_keys(self) -> list[str]:
        return self.source.scope_keys

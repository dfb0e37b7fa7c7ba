from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from certificates.ledger.notes import fingerprint
from certificates.models.certificates import Certificate
from facilities.models import Region

if TYPE_CHECKING:
    from accounts.models import User


class Ledger(models.Model):
    """The one ledger of this database; its row is locked while positions are taken.

    `identity` names the file that keeps its checkpoints outside the database: a restored copy has the same one.
    """

    identity = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")

    def __str__(self) -> str:
        return str(self.identity)


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def endings(self) -> Self:
        return self.exclude(event=LedgerEntry.Event.ISSUED)


class LedgerEntry(models.Model):
    """A certificate was issued, revoked or replaced: written once, in order, never changed (docs/trust.md 3).

    `body` is canonical JSON of digests only; with 16 random bytes of `salt` its hash is the leaf of the tree, so
    that a leaf tells nothing of the holder. The database holds body, hash, position and certificate together.
    """

    class Event(models.TextChoices):
        ISSUED = "ISSUED", _("Issued")
        REVOKED = "REVOKED", _("Revoked")
        REPLACED = "REPLACED", _("Replaced")

    position = models.BigIntegerField(_("position"), primary_key=True)
    event = models.CharField(_("event"), max_length=10, choices=Event.choices)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="ledger_entries")
    salt = models.BinaryField()
    body = models.TextField()
    leaf_hash = models.BinaryField()
    entered_at = models.DateTimeField(db_default=Now())

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(event="ISSUED"),
                name="one_ledger_entry_of_issue",
                violation_error_message=_("This certificate is in the ledger already."),
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=~Q(event="ISSUED"),
                name="one_ledger_entry_of_the_end",
                violation_error_message=_("The end of this certificate is in the ledger already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.event}"

    @property
    def number(self) -> int:
        """As people count: the first is 1, and the last of a checkpoint is its size."""
        return self.position + 1


class LedgerNode(models.Model):
    """The hash over 256 full neighbours of the level below; level 1 stands over the entries themselves."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        verbose_name = _("ledger node")
        verbose_name_plural = _("ledger nodes")
        ordering = ("level", "index")
        constraints = (models.UniqueConstraint(fields=["level", "index"], name="one_node_per_place"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    def visible_to(self, user: User) -> Self:
        return self if user.has(Permission.SEE_LEDGER) else self.none()

    def newest(self) -> Checkpoint | None:
        return self.order_by("-size").first()


class Checkpoint(models.Model):
    """The signed state of the ledger after so many entries, for witnesses to keep."""

    size = models.BigIntegerField(_("entries"), primary_key=True)
    root = models.BinaryField()
    note = models.TextField(_("note"))
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ("-size",)
        indexes = (models.Index(fields=["made_at"], name="checkpoint_made_at"),)

    def __str__(self) -> str:
        return f"{self.size}: {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        return fingerprint(bytes(self.root))


class WitnessQuerySet(models.QuerySet["Witness"]):
    def visible_to(self, user: User) -> Self:
        """All for the national level; a regional head sees what the own region kept."""
        if user.posting is None or not user.has(Permission.SEE_LEDGER):
            return self.none()
        return self if user.posting.is_national else self.filter(region=user.posting.region)


class Witness(models.Model):
    """Somebody outside kept a checkpoint, and the ledger of that moment was found to begin with it."""

    class Source(models.TextChoices):
        BROWSER = "BROWSER", _("Browser")
        PASTED = "PASTED", _("Pasted note")
        REPORT = "REPORT", _("Monthly report")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("region"))
    source = models.CharField(_("from"), max_length=10, choices=Source.choices)
    size = models.BigIntegerField(_("entries"))
    root = models.BinaryField()
    seen_at = models.DateTimeField(_("compared at"), db_default=Now())

    objects = WitnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("witness of the ledger")
        verbose_name_plural = _("witnesses of the ledger")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.size}: {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        return fingerprint(bytes(self.root))


class LedgerAlarmQuerySet(models.QuerySet["LedgerAlarm"]):
    def visible_to(self, user: User) -> Self:
        return self if user.has(Permission.SEE_LEDGER) else self.none()

    def standing(self) -> Self:
        return self.filter(accepted_at__isnull=True)


class LedgerAlarm(models.Model):
    """A kept checkpoint that this ledger does not continue: entries were lost or rewritten.

    Nothing is issued or revoked until an administrator accepts it with a reason. An accepted alarm also answers for
    the other checkpoints of what was lost: those of more than `base` entries, made before it was accepted.
    """

    class Kind(models.TextChoices):
        SHORTER = "SHORTER", _("The ledger has fewer entries than the kept checkpoint")
        OTHER = "OTHER", _("The ledger has other entries than the kept checkpoint")

    class Source(models.TextChoices):
        FILE = "FILE", _("Checkpoint file on the server")
        BROWSER = "BROWSER", _("Browser")
        PASTED = "PASTED", _("Pasted note")
        REPORT = "REPORT", _("Monthly report")

    kind = models.CharField(_("finding"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("from"), max_length=10, choices=Source.choices)
    size = models.BigIntegerField(_("entries of the kept checkpoint"))
    fingerprint = models.CharField(_("fingerprint of the kept checkpoint"), max_length=24)
    base = models.BigIntegerField()
    entries = models.BigIntegerField(_("entries of the ledger"))
    raised_at = models.DateTimeField(_("raised at"), db_default=Now())
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("raised by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("accepted by")
    )
    reason = models.TextField(_("reason"), blank=True)

    objects = LedgerAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger alarm")
        verbose_name_plural = _("ledger alarms")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["size", "fingerprint"],
                condition=Q(accepted_at__isnull=True),
                name="one_standing_alarm_per_checkpoint",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True, reason="")
                | (Q(accepted_at__isnull=False, accepted_by__isnull=False) & ~Q(reason="")),
                name="accepted_alarm_has_moment_name_and_reason",
                violation_error_message=_("Accepting an alarm needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.size})"

    @property
    def scope_keys(self) -> list[str]:
        """An event about the whole nation's ledger belongs to no place: the national level reads it."""
        return []

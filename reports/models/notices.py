"""What happened at a place, told to whose work it is; what waits for whom is derived, not kept (reports/tasks)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.models import Download
from certificates.models import AuditRun, Certificate, IssueRun, LedgerAlarm
from facilities.models import Agreement, Posting, ReadinessReview
from programs.models import Batch
from reports.models.counts import CountCheck
from trainees.models import Inmate

if TYPE_CHECKING:
    from accounts.models import User


class EventMark(models.Model):
    """An event of the trail that nobody has been told of yet: a trigger marks it in the event's own transaction."""

    event_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("event to tell of")
        verbose_name_plural = _("events to tell of")

    def __str__(self) -> str:
        return f"#{self.event_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        """Those of one's office of today: who has moved on leaves them behind."""
        return self.filter(posting=user.posting) if user.posting else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def with_subjects(self, user: User) -> Self:
        """What each is about, as far as the reader may see it now; a fixed number of queries."""
        return self.prefetch_related(GenericPrefetch("subject", [rows.visible_to(user) for rows in subjects()]))


def subjects() -> list[Any]:
    """Of each model that notices are about, its rows with what its name needs."""
    return [
        AuditRun.objects.all(),
        Agreement.objects.all(),
        Batch.objects.all(),
        Certificate.objects.all(),
        CountCheck.objects.all(),
        Download.objects.all(),
        Inmate.objects.all(),
        IssueRun.objects.with_names(),
        LedgerAlarm.objects.all(),
        ReadinessReview.objects.select_related("workshop", "field"),
    ]


class Notice(models.Model):
    """Something happened that the holder of a posting should know: what, about which row, when, how often.

    No text and no name is kept; both are made from kind and subject when it is shown. What happens to the same thing
    again before it was read is the same notice.
    """

    class Kind(models.TextChoices):
        MOVED_UP = "MOVED_UP", _("Moved up from the reserve")
        BATCH_DECREED = "BATCH_DECREED", _("Batch decreed")
        BATCH_POSTPONED = "BATCH_POSTPONED", _("Batch postponed")
        BATCH_CANCELLED = "BATCH_CANCELLED", _("Batch cancelled")
        MOVED_OUT = "MOVED_OUT", _("Transfer to another prison")
        MOVED_IN = "MOVED_IN", _("Transfer from another prison")
        REPLACEMENT_ASKED = "REPLACEMENT_ASKED", _("Replacement of a certificate asked for")
        REPLACEMENT_DECLINED = "REPLACEMENT_DECLINED", _("Replacement of a certificate declined")
        CERTIFICATE_REVOKED = "CERTIFICATE_REVOKED", _("Certificate revoked")
        RUN_ENDED = "RUN_ENDED", _("Issue of many certificates ended")
        FILE_READY = "FILE_READY", _("List as a file is ready")
        AGREEMENT_ENDED = "AGREEMENT_ENDED", _("Agreement terminated")
        REVIEW_REJECTED = "REVIEW_REJECTED", _("Readiness check sent back")
        LEDGER_ALARM = "LEDGER_ALARM", _("Alarm of the certificate ledger")
        AUDIT_FINDING = "AUDIT_FINDING", _("Finding of the audit of certificates")
        ANOMALY = "ANOMALY", _("Anomalies in classes")
        COUNTS_WRONG = "COUNTS_WRONG", _("Counts of the dashboards were wrong")

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    subject_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    at = models.DateTimeField(_("when"))
    times = models.PositiveIntegerField(_("times"), default=1)
    read_at = models.DateTimeField(_("read at"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["posting", "kind", "subject_type", "subject_id"],
                condition=Q(read_at__isnull=True),
                name="notice_waits_once",
            ),
            models.CheckConstraint(condition=Q(times__gte=1), name="notice_happened"),
        )
        indexes = (models.Index(fields=["posting", "-at"], name="notice_of_posting"),)

    def __str__(self) -> str:
        return self.get_kind_display()


class DigestMail(models.Model):
    """A digest went to this person on this day: one at most, whatever runs twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())

    class Meta:
        verbose_name = _("digest by e-mail")
        verbose_name_plural = _("digests by e-mail")
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day"),)

    def __str__(self) -> str:
        return f"#{self.user_id}, {self.day}"

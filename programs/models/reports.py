"""What the report of a batch (LAPORAN, rule 7) says in words and pictures; its figures are counted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models.batches import Batch

if TYPE_CHECKING:
    from accounts.models import User

MOST_PHOTOS = 8


@pghistory.track()
class BatchReport(models.Model):
    """The words of the work section on a batch: what it was for, what stood in the way, what it proposes."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="report", verbose_name=_("batch"))
    purpose = models.TextField(_("purpose"), blank=True, max_length=3000)
    activities = models.TextField(_("what was done"), blank=True, max_length=3000)
    obstacles = models.TextField(_("obstacles"), blank=True, max_length=3000)
    suggestions = models.TextField(_("suggestions"), blank=True, max_length=3000)

    class Meta:
        verbose_name = _("report of a batch")
        verbose_name_plural = _("reports of batches")

    def __str__(self) -> str:
        return str(self.batch)

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys


class ReportPhotoQuerySet(models.QuerySet["ReportPhoto"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))


@pghistory.track()
class ReportPhoto(models.Model):
    """A photo of the training for the report. Whoever adds it says that everybody to be recognised has agreed."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="photos", verbose_name=_("batch"))
    position = models.PositiveSmallIntegerField(editable=False)
    file = models.FileField(_("photo"), upload_to="reports/")
    caption = models.CharField(_("caption"), max_length=150)
    taken_on = models.DateField(_("taken on"))
    has_consent = models.BooleanField(_("everybody who can be recognised has agreed, or nobody can be recognised"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    objects = ReportPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a batch")
        verbose_name_plural = _("photos of batches")
        ordering = ("batch", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="report_photo_position_once",
                violation_error_message=_("Somebody added a photo at the same time. Try again."),
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)),
                name="report_photo_position_is_one_of_eight",
                violation_error_message=_("A report takes at most 8 photos."),
            ),
            models.CheckConstraint(
                condition=Q(has_consent=True),
                name="report_photo_has_consent",
                violation_error_message=_("Without the consent of those in the picture it cannot be kept."),
            ),
            models.CheckConstraint(
                condition=~Q(caption=""),
                name="report_photo_has_a_caption",
                violation_error_message=_("Say what the photo shows."),
            ),
        )

    def __str__(self) -> str:
        return self.caption

    @property
    def url(self) -> str:
        return reverse("programs:report-photo", args=[self.pk])

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys

"""What a review of a workshop found: its answers, point by point, and photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from facilities.models.checklists import Topic
from facilities.models.readiness import ReadinessReview

if TYPE_CHECKING:
    from accounts.models import User

MOST_PHOTOS = 8


class ReadinessAnswerQuerySet(models.QuerySet["ReadinessAnswer"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(review__in=ReadinessReview.objects.visible_to(user))

    def missing(self) -> Self:
        return self.filter(answer=ReadinessAnswer.Answer.NO)


@pghistory.track()
class ReadinessAnswer(models.Model):
    """What was found on one point, with the point as the checklist put it on that day."""

    class Answer(models.TextChoices):
        YES = "YES", _("Yes")
        NO = "NO", _("No")
        NOT_APPLICABLE = "NOT_APPLICABLE", _("Not applicable")

    review = models.ForeignKey(ReadinessReview, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices)
    text = models.CharField(_("what must be so"), max_length=200)
    unit = models.CharField(max_length=20, blank=True)
    is_blocking = models.BooleanField(default=False)
    answer = models.CharField(_("answer"), max_length=14, choices=Answer.choices, blank=True)
    figure = models.DecimalField(
        _("figure"), max_digits=10, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ReadinessAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of a review")
        verbose_name_plural = _("answers of reviews")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["review", "position"], name="answer_once_per_position"),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(figure__gte=0), name="answer_figure_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.text


class ReadinessPhotoQuerySet(models.QuerySet["ReadinessPhoto"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(review__in=ReadinessReview.objects.visible_to(user))


@pghistory.track()
class ReadinessPhoto(models.Model):
    """A picture of the workshop, encoded anew when it came in: it tells neither where nor with what it was taken."""

    review = models.ForeignKey(ReadinessReview, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_PHOTOS)])
    file = models.FileField(upload_to="readiness/")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    objects = ReadinessPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a review")
        verbose_name_plural = _("photos of reviews")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["review", "position"], name="photo_once_per_position"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)),
                name="photo_at_most_eight",
                violation_error_message=_("A review takes at most 8 photos."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.review}, {self.position}"

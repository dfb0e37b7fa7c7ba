from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.models.batches import Batch
from programs.models.enrollments import Enrollment
from programs.models.packages import Package

if TYPE_CHECKING:
    from accounts.models import User

WHOLE = 100


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def visible_to(self, user: User) -> Self:
        """The national sheet, and those of packages and batches that the user may see."""
        return self.filter(
            Q(package__isnull=True, batch__isnull=True)
            | Q(package__in=Package.objects.visible_to(user))
            | Q(batch__in=Batch.objects.visible_to(user))
        )

    def for_package(self, package: Package) -> ScoreSheet | None:
        """The package's own sheet, else the national one."""
        own = self.filter(Q(package=package) | Q(package__isnull=True, batch__isnull=True))
        return own.prefetch_related("criteria").order_by(models.F("package").asc(nulls_last=True)).first()

    def for_batch(self, batch: Batch) -> ScoreSheet | None:
        """The sheet the batch's selection was opened with, else the one it would be opened with."""
        own = self.filter(batch=batch).prefetch_related("criteria").first()
        return own or self.for_package(batch.package)


@pghistory.track()
class ScoreSheet(models.Model):
    """What candidates are scored by: a package's own sheet, a batch's copy of it, or the nation's, with neither.

    A batch keeps the copy that it was opened with, so that a package's sheet may change at any time. Rule 5.4
    names instruments and a score sheet with weights; numbers are the centre's, the national ones a proposal.
    """

    package = models.ForeignKey(
        Package, on_delete=models.CASCADE, null=True, blank=True, related_name="score_sheets", editable=False
    )
    batch = models.ForeignKey(
        Batch, on_delete=models.CASCADE, null=True, blank=True, related_name="score_sheets", editable=False
    )
    least_scorers = models.PositiveSmallIntegerField(
        _("officers who must score each candidate"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    joins_until = models.PositiveSmallIntegerField(
        _("a reserve may join until (% of the lesson hours)"),
        default=10,
        validators=[MaxValueValidator(WHOLE)],
        help_text=_("After that share of the lessons a seat that falls free stays free."),
    )

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        constraints = (
            models.CheckConstraint(
                condition=Q(package__isnull=True) | Q(batch__isnull=True), name="score_sheet_has_one_owner"
            ),
            models.UniqueConstraint(
                fields=["package", "batch"], name="one_score_sheet_of_an_owner", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(least_scorers__gte=1), name="score_sheet_has_a_scorer"),
            models.CheckConstraint(condition=Q(joins_until__range=(0, WHOLE)), name="score_sheet_joins_until_a_share"),
        )

    def __str__(self) -> str:
        owner = self.package or self.batch
        return str(owner) if owner else str(_("National score sheet"))

    @property
    def scope_keys(self) -> list[str]:
        owner = self.package or self.batch
        return owner.scope_keys if owner else []


@pghistory.track()
class ScoreCriterion(models.Model):
    """One thing that candidates are scored on, and its weight in percent.

    Points for conduct are conduct data: people of a training centre receive neither them nor what they add up to.
    """

    class Kind(models.TextChoices):
        APTITUDE = "APTITUDE", _("Aptitude")
        SKILL = "SKILL", _("Skill at hand")
        INTEREST = "INTEREST", _("Interest")
        CONDUCT = "CONDUCT", _("Conduct")
        INTERVIEW = "INTERVIEW", _("Interview")

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60)
    weight = models.PositiveSmallIntegerField(
        _("weight (%)"), validators=[MinValueValidator(1), MaxValueValidator(WHOLE)]
    )

    class Meta:
        verbose_name = _("score criterion")
        verbose_name_plural = _("score criteria")
        ordering = ("sheet", "position")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "position"], name="criterion_position_once_per_sheet"),
            models.UniqueConstraint(
                fields=["sheet", "name"],
                name="criterion_name_once_per_sheet",
                violation_error_message=_("The sheet already has a criterion of this name."),
            ),
            models.CheckConstraint(condition=Q(weight__range=(1, WHOLE)), name="criterion_weight_in_range"),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class SelectionScore(models.Model):
    """One officer's points for one candidate in one criterion, 0 to 100."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(ScoreCriterion, on_delete=models.PROTECT, related_name="scores")
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(_("score (0–100)"), validators=[MaxValueValidator(WHOLE)])

    class Meta:
        verbose_name = _("selection score")
        verbose_name_plural = _("selection scores")
        constraints = (
            models.UniqueConstraint(
                fields=["enrollment", "criterion", "scored_by"], name="one_score_per_officer_and_criterion"
            ),
            models.CheckConstraint(condition=Q(score__range=(0, WHOLE)), name="score_in_range"),
        )

    def __str__(self) -> str:
        return str(self.score)

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.batches import Batch
from programs.models.enrollments import Enrollment
from programs.models.instructors import Instructor
from programs.models.standards import Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User

MOST = 100
SCORES = ("knowledge", "skill", "attitude")


def score_field(label: str | _StrPromise) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(MOST)])


class UnitResultQuerySet(models.QuerySet["UnitResult"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def competent(self) -> Self:
        return self.filter(verdict=UnitResult.Verdict.COMPETENT)

    def assessed_here(self) -> Self:
        """Tested in the batch itself, not recognised from an earlier one."""
        return self.filter(recognised_from__isnull=True)


@pghistory.track()
class UnitResult(models.Model):
    """An assessor's verdict on one unit: competent (K) or not yet (BK). A further attempt is a further row.

    `recognised_from` is the verdict of an earlier training that counts here too, with its assessor and day (RPL).
    Points are of 100 and may be missing: the verdict is the assessor's, not a sum.
    """

    class Verdict(models.TextChoices):
        COMPETENT = "K", _("K – competent")
        NOT_YET = "BK", _("BK – not yet competent")

    # `one_verdict_per_attempt` begins with the enrollment and answers for it.
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="results", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1, validators=[MinValueValidator(1)])
    verdict = models.CharField(_("verdict"), max_length=2, choices=Verdict.choices)
    knowledge = score_field(_("knowledge"))
    skill = score_field(_("skill"))
    attitude = score_field(_("attitude"))
    assessor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="+", verbose_name=_("assessor"))
    assessed_on = models.DateField(_("assessed on"))
    recognised_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recognised_as",
        verbose_name=_("recognised from"),
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = UnitResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit result")
        verbose_name_plural = _("unit results")
        ordering = ("enrollment", "unit", "attempt")
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "unit", "attempt"], name="one_verdict_per_attempt"),
            models.CheckConstraint(condition=Q(verdict__in=("K", "BK")), name="verdict_is_known"),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="attempts_count_from_one"),
            models.CheckConstraint(
                condition=Q(recognised_from__isnull=True) | Q(attempt=1, verdict="K"),
                name="recognised_unit_is_k_at_once",
                violation_error_message=_("Only a unit passed (K) and not tested here yet is recognised."),
            ),
            models.CheckConstraint(
                condition=Q(*(Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": MOST}) for name in SCORES)),
                name="unit_scores_out_of_hundred",
                violation_error_message=_("Points go from 0 to 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.verdict}"

    def get_absolute_url(self) -> str:
        return self.enrollment.get_absolute_url()


class WrittenTestQuerySet(models.QuerySet["WrittenTest"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))


@pghistory.track()
class WrittenTest(models.Model):
    """A participant's points in the test before the lessons or in the one after them (rule 5.6).

    The points of the test afterwards are the final score, which the package's pass mark asks for. Somebody who
    sits it again gets the new points and day; the row history keeps the old ones.
    """

    class Kind(models.TextChoices):
        PRE = "PRE", _("Pre-test")
        POST = "POST", _("Post-test")

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="written_tests")
    kind = models.CharField(_("test"), max_length=4, choices=Kind.choices)
    score = models.PositiveSmallIntegerField(_("score"), validators=[MaxValueValidator(MOST)])
    taken_on = models.DateField(_("day of the test"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = WrittenTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("pre-test or post-test")
        verbose_name_plural = _("pre-tests and post-tests")
        ordering = ("enrollment", "-kind")
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "kind"], name="written_test_once"),
            models.CheckConstraint(condition=Q(kind__in=("PRE", "POST")), name="written_test_kind_is_known"),
            models.CheckConstraint(
                condition=Q(score__lte=MOST),
                name="written_test_out_of_hundred",
                violation_error_message=_("Points go from 0 to 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.score}"


class MissedTestQuerySet(models.QuerySet["MissedTest"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))


@pghistory.track()
class MissedTest(models.Model):
    """A participant who was not at the test of a unit, or with no unit of any, on that day.

    Never a verdict: who was absent is not "not yet competent". A later day makes it good.
    """

    class Reason(models.TextChoices):
        """The letters of the attendance list, rule 5.5."""

        SICK = "S", _("S – sick")
        EXCUSED = "I", _("I – excused")
        ABSENT = "A", _("A – absent")
        DUTY = "D", _("D – court or duty")

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="missed_tests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    missed_on = models.DateField(_("day of the test"))
    reason = models.CharField(_("reason"), max_length=1, choices=Reason.choices)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = MissedTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("missed test")
        verbose_name_plural = _("missed tests")
        ordering = ("enrollment", "missed_on", "unit")
        constraints = (
            models.CheckConstraint(condition=Q(reason__in=("S", "I", "A", "D")), name="missed_test_letter_is_known"),
            models.UniqueConstraint(
                fields=["enrollment", "unit", "missed_on"], name="missed_test_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.missed_on} {self.reason}"


class AssessorExceptionQuerySet(models.QuerySet["AssessorException"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))


@pghistory.track()
class AssessorException(models.Model):
    """The centre's head lets somebody assess what nobody else has taught in the batch, and says why."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="assessor_exceptions")
    assessor = models.ForeignKey(Instructor, on_delete=models.PROTECT, related_name="+", verbose_name=_("assessor"))
    reason = models.CharField(_("reason"), max_length=500)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("allowed by")
    )
    allowed_at = models.DateTimeField(_("allowed at"), db_default=Now())

    objects = AssessorExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception for an assessor")
        verbose_name_plural = _("exceptions for assessors")
        ordering = ("batch", "allowed_at")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "assessor"],
                name="assessor_allowed_once_per_batch",
                violation_error_message=_("This assessor is allowed in this batch already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="assessor_allowed_with_reason",
                violation_error_message=_("Say why."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessor}, {self.batch}"

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys

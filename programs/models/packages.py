from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from facilities.models import Agreement, AgreementParty, Facility, Field, TrainingCentre
from programs.models.standards import Unit
from programs.models.tags import ProgrammeTag
from trainees.models import Education

if TYPE_CHECKING:
    from accounts.models import User


class PackageQuerySet(models.QuerySet["Package"]):
    def visible_to(self, user: User) -> Self:
        """Packages of the user's centres, and of centres that the user's facilities have an agreement with."""
        partners = AgreementParty.objects.filter(
            agreement__in=Agreement.objects.filter(parties__facility__in=Facility.objects.visible_to(user)),
            centre__isnull=False,
        )
        return self.filter(
            Q(centre__in=TrainingCentre.objects.visible_to(user)) | Q(centre__in=partners.values("centre"))
        )

    def unused(self) -> Self:
        """No batch has been planned with it, so it may still change."""
        return self.filter(batches__isnull=True)

    def newest(self) -> Self:
        """Of each package the version that no other has taken the place of."""
        return self.filter(superseded_by__isnull=True)

    def versions_of(self, package: Package) -> Self:
        """All versions of one package, the newest first: they bear one name at one centre."""
        return self.filter(centre=package.centre_id, name=package.name).order_by("-version")

    def with_hours(self) -> Self:
        return self.annotate(unit_hours=Sum("package_units__lesson_hours", default=0))


@pghistory.track()
class Package(models.Model):
    """What a training centre teaches: units of one field with their lesson hours (JP), and the rules of passing.

    A row is one version, numbered from 1; a batch keeps the version that it was planned with. All versions bear the
    same name at the same centre. `copied_from` is another centre's package that this one began as.
    """

    class Kind(models.TextChoices):
        OCCUPATION = "OKUPASI", _("Occupation (okupasi)")
        CLUSTER = "KLASTER", _("Cluster (klaster)")
        KKNI = "KKNI", _("Qualification (KKNI)")
        SHORT = "SHORT", _("Short course")

    centre = models.ForeignKey(
        TrainingCentre, on_delete=models.PROTECT, related_name="packages", verbose_name=_("training centre")
    )
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="packages", verbose_name=_("field"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SHORT)
    name = models.CharField(_("name"), max_length=200)
    lesson_hours = models.PositiveSmallIntegerField(
        _("lesson hours (JP)"), validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    least_participants = models.PositiveSmallIntegerField(
        _("least participants"), default=10, validators=[MinValueValidator(1)]
    )
    most_participants = models.PositiveSmallIntegerField(
        _("most participants"), default=16, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    attendance_threshold = models.PositiveSmallIntegerField(
        _("attendance needed (%)"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        null=True,
        blank=True,
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Points of the post-test needed to complete, usually 70. Empty: it decides nothing."),
    )
    trains_instructors = models.BooleanField(
        _("trains instructors"),
        default=False,
        help_text=_("For officers, ends with the methodology test: who completes it may teach."),
    )
    instructor_field = models.ForeignKey(
        Field,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("field that they may teach"),
        help_text=_("Only where instructors are trained. Leave it empty for the package's own field."),
    )
    instructor_months = models.PositiveSmallIntegerField(
        _("months that they may teach"),
        default=36,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Only where instructors are trained: from the day of the test."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest age"),
        null=True,
        blank=True,
        validators=[MinValueValidator(14), MaxValueValidator(60)],
        help_text=_("A warning, no bar. Leave it empty for the age that the rules ask."),
    )
    minimum_education = models.CharField(
        _("least education"),
        max_length=4,
        choices=Education.choices,
        blank=True,
        help_text=_("A warning, no bar: often waived for inmates."),
    )
    requirements = models.TextField(
        _("what a participant needs"),
        max_length=2000,
        blank=True,
        help_text=_("For example health, skills at hand, clothing; one on each line."),
    )
    tags = models.ManyToManyField(
        ProgrammeTag,
        blank=True,
        related_name="packages",
        verbose_name=_("programme tags"),
        help_text=_("Batches of this package begin with these."),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="superseded_by",
        verbose_name=_("takes the place of"),
    )
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="copies",
        verbose_name=_("copied from"),
    )
    units: models.ManyToManyField[Unit, PackageUnit] = models.ManyToManyField(
        Unit, through="PackageUnit", related_name="packages", verbose_name=_("units")
    )

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("training package")
        verbose_name_plural = _("training packages")
        ordering = ("name", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["centre", "name", "version"],
                name="package_name_once_per_centre",
                violation_error_message=_("The centre already has a package of this name."),
            ),
            models.CheckConstraint(
                condition=Q(least_participants__gte=1, most_participants__gte=F("least_participants")),
                name="package_most_not_below_least",
                violation_error_message=_("The most participants cannot be fewer than the least."),
            ),
            models.CheckConstraint(
                condition=Q(attendance_threshold__range=(1, 100)), name="package_threshold_in_range"
            ),
            models.CheckConstraint(condition=Q(lesson_hours__gte=1), name="package_has_hours"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True) | Q(version__gt=1, supersedes__isnull=False),
                name="package_version_follows_another",
                violation_error_message=_("The first version follows none; every other follows the one before it."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__range=(1, 100)),
                name="package_pass_mark_in_range",
                violation_error_message=_("The pass mark goes from 1 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(instructor_months__range=(1, 120)), name="package_instructor_months_plausible"
            ),
        )

    def __str__(self) -> str:
        if self.version == 1:
            return self.name
        return gettext("%(name)s, version %(version)d") % {"name": self.name, "version": self.version}

    def get_absolute_url(self) -> str:
        return reverse("programs:package-detail", args=[self.pk])

    @property
    def is_in_use(self) -> bool:
        return self.batches.exists()

    @property
    def is_superseded(self) -> bool:
        return hasattr(self, "superseded_by")

    def is_version_of(self, other: Package) -> bool:
        """Both are versions of one package."""
        return (self.centre_id, self.name) == (other.centre_id, other.name)

    @property
    def kind_printed(self) -> str:
        """The kind as a certificate prints it, in Indonesian whatever the reader's language."""
        return PRINTED_KIND[Package.Kind(self.kind)]

    @property
    def hours_needed(self) -> int:
        """Lesson hours (JP) that a participant must attend, rounded up."""
        return -(-self.lesson_hours * self.attendance_threshold // 100)

    @property
    def taught_afterwards(self) -> Field:
        """The field that officers who complete a training of instructors may teach."""
        return self.instructor_field or self.field

    @property
    def scope_keys(self) -> list[str]:
        return self.centre.scope_keys


PRINTED_KIND = {
    Package.Kind.OCCUPATION: "Okupasi",
    Package.Kind.CLUSTER: "Klaster",
    Package.Kind.KKNI: "KKNI",
    Package.Kind.SHORT: "Pelatihan singkat",
}


@pghistory.track()
class PackageTag(Package.tags.through):  # type: ignore[name-defined]
    """A programme that a package's batches are reported under, so that the row history knows when it came and went."""

    class Meta:
        proxy = True


@pghistory.track()
class PackageUnit(models.Model):
    """A unit as a package teaches it: in its order, with its lesson hours."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="package_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="package_units", verbose_name=_("unit"))
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"))
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours (JP)"), validators=[MinValueValidator(1)])
    is_compulsory = models.BooleanField(_("compulsory"), default=True)

    class Meta:
        verbose_name = _("unit of a package")
        verbose_name_plural = _("units of a package")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["package", "unit"], name="unit_once_per_package"),
            models.UniqueConstraint(
                fields=["package", "position"],
                name="position_once_per_package",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(lesson_hours__gte=1), name="package_unit_has_hours"),
        )

    def __str__(self) -> str:
        return str(self.unit)

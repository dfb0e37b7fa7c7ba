from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Field
from programs.models.enrollments import Enrollment
from programs.models.instructors import Instructor

if TYPE_CHECKING:
    from accounts.models import User


class InstructorCertificateQuerySet(models.QuerySet["InstructorCertificate"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(instructor__in=Instructor.objects.visible_to(user))

    def kept_by(self, user: User) -> Self:
        """What the user's centre fills in: its own instructors', and those that officers earned with it."""
        centre = user.posting.centre_id if user.posting else None
        if centre is None:
            return self.none()
        return self.filter(Q(instructor__centre=centre) | Q(earned_in__batch__package__centre=centre))

    def newest(self) -> Self:
        """Of each kind and field of an instructor the one that lasts longest: a renewed one waits for nobody."""
        longer = self.model.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until")),
            instructor=OuterRef("instructor"),
            kind=OuterRef("kind"),
            field=OuterRef("field"),
        )
        return self.filter(~Exists(longer), valid_until__isnull=False)

    def ending(self, first: dt.date, last: dt.date) -> Self:
        """Whose last day lies between the two, both counted."""
        return self.filter(valid_until__range=(first, last))


@pghistory.track()
class InstructorCertificate(models.Model):
    """What lets somebody teach a field: skill in the trade, or the methodology of teaching, until its last day.

    An officer's methodology certificate is earned by completing a package that trains instructors (rule 5.8).
    """

    class Kind(models.TextChoices):
        TECHNICAL = "TECHNICAL", _("Technical")
        METHODOLOGY = "METHODOLOGY", _("Training methodology")

    instructor = models.ForeignKey(
        Instructor, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("instructor")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices, default=Kind.METHODOLOGY)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name=_("field"))
    number = models.CharField(_("certificate number"), max_length=100, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=150, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Leave it empty for one that does not expire.")
    )
    earned_in = models.OneToOneField(
        Enrollment,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="instructor_certificate",
        verbose_name=_("earned in"),
    )

    objects = InstructorCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("instructor's certificate")
        verbose_name_plural = _("instructors' certificates")
        ordering = ("field__name", "kind", "-valid_until")
        constraints = (
            models.UniqueConstraint(
                fields=["instructor", "kind", "field", "number", "valid_until"],
                nulls_distinct=False,
                name="instructor_certificate_once",
                violation_error_message=_("This certificate is already on file."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.field}"

    def get_absolute_url(self) -> str:
        return self.instructor.get_absolute_url()

    def is_valid(self, *, on: dt.date) -> bool:
        return self.valid_until is None or self.valid_until >= on

    @property
    def scope_keys(self) -> list[str]:
        return self.instructor.scope_keys

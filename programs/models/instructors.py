from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Role
from facilities.models import Facility, Field, TrainingCentre
from programs.models.batches import Batch
from trainees.models import Officer

if TYPE_CHECKING:
    from accounts.models import User


class MayTeach(Func):
    """Whether an instructor's certificates let them teach the field on the day; the database's own function
    (migration 0010), so that pages, actions and the trigger on sessions never disagree."""

    function = "instructor_may_teach"
    output_field = models.BooleanField()


class InstructorQuerySet(models.QuerySet["Instructor"]):
    def visible_to(self, user: User) -> Self:
        """Of the user's centres, teaching in the user's batches, or officers who may teach there."""
        return self.filter(
            Q(centre__in=TrainingCentre.objects.visible_to(user))
            | Q(officer__facility__in=Facility.objects.visible_to(user))
            | Q(officer__facility__in=Batch.objects.visible_to(user).values("facility"))
            | Q(pk__in=Batch.objects.visible_to(user).values("sessions__instructor"))
        )

    def kept_by(self, user: User) -> Self:
        """Whose days the user keeps: a centre's staff its instructors', a prison's its officers', and one's own."""
        posting = user.posting
        kept = Q(user=user)
        if posting is not None and posting.role == Role.CENTRE_STAFF:
            kept |= Q(centre=posting.centre_id)
        if posting is not None and posting.role == Role.GIATJA_STAFF:
            kept |= Q(officer__facility=posting.facility_id)
        return self.filter(kept)

    def of_own_centre(self, user: User) -> Self:
        """Of the training centre where the user works."""
        centre = user.posting.centre_id if user.posting else None
        return self.filter(centre=centre) if centre else self.none()

    def with_places(self) -> Self:
        return self.select_related("centre", "officer__facility", "user")

    def with_standing(self, *, on: dt.date) -> Self:
        """`has_ended`: a certificate, and none that renews it, had run out by that day; `is_away` on that day."""
        from programs.models.instructor_certificates import InstructorCertificate  # which needs this module first

        ended = InstructorCertificate.objects.newest().filter(instructor=OuterRef("pk"), valid_until__lt=on)
        away = self.model.objects.filter(pk=OuterRef("pk"), absences__starts_on__lte=on, absences__ends_on__gte=on)
        return self.annotate(has_ended=Exists(ended), is_away=Exists(away))

    def of_batch(self, batch: Batch) -> Self:
        """Of the package's centre, or an officer who serves in the batch's prison until its last day."""
        serving = Q(officer__left_on__isnull=True) | Q(officer__left_on__gt=batch.last_day)
        return self.filter(Q(centre=batch.package.centre_id) | Q(serving, officer__facility=batch.facility_id))

    def teaching(self, field: int, *, until: dt.date) -> Self:
        """Who teach the field, and whose certificates for it let them do so on that day (rule 5.8).

        Of each kind on file for the field one must still be valid. An officer needs one of methodology; somebody of
        a centre needs both kinds where the centre demands certificates.
        """
        return self.filter(MayTeach(F("pk"), Value(field), Value(until)), fields=field)


@pghistory.track()
class Instructor(models.Model):
    """Somebody who teaches and assesses: for a training centre, or as an officer in their own prison (rule 5.8)."""

    class Kind(models.TextChoices):
        CENTRE = "CENTRE", _("Staff of the training centre")
        THIRD_PARTY = "THIRD_PARTY", _("Third party")
        OFFICER = "OFFICER", _("Officer of the prison")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices, default=Kind.CENTRE)
    officer = models.OneToOneField(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="instructor",
        verbose_name=_("officer"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        related_name="instructors",
        verbose_name=_("training centre"),
    )
    name = models.CharField(_("name"), max_length=200)
    nip = models.CharField(
        _("NIP"), max_length=30, blank=True, help_text=_("Leave it empty for who is no civil servant.")
    )
    employer = models.CharField(
        _("company or institution"),
        max_length=150,
        blank=True,
        help_text=_("Of a third party, for example “LKP Mandiri”."),
    )
    fields = models.ManyToManyField(Field, related_name="instructors", verbose_name=_("fields"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instructor",
        verbose_name=_("signs in as"),
    )

    objects = InstructorQuerySet.as_manager()

    class Meta:
        verbose_name = _("instructor")
        verbose_name_plural = _("instructors")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="OFFICER", officer__isnull=False, centre__isnull=True, nip="")
                | (~Q(kind="OFFICER") & Q(officer__isnull=True, centre__isnull=False)),
                name="instructor_of_a_centre_or_an_officer",
            ),
            models.CheckConstraint(
                condition=Q(kind="THIRD_PARTY") | Q(employer=""),
                name="instructor_employer_of_a_third_party",
                violation_error_message=_("Only a third party comes from a company or institution."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:instructor-detail", args=[self.pk])

    @property
    def place(self) -> TrainingCentre | Facility:
        return self.centre if self.officer is None else self.officer.facility  # type: ignore[return-value]

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys

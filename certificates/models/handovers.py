"""Where the sheet of a certificate is: who received it, and what became of one that no longer counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from certificates.models.certificates import Certificate

if TYPE_CHECKING:
    from accounts.models import User


class ReceiverKind(models.TextChoices):
    """Who takes the sheet: the holder, or after release and transfer somebody for the holder (rule 5.3)."""

    HOLDER = "HOLDER", _("The holder in person")
    BAPAS = "BAPAS", _("An officer of the Bapas, after release")
    FAMILY = "FAMILY", _("A family member")
    PRISON = "PRISON", _("An officer of the prison where the holder is now")


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(certificate__in=Certificate.objects.visible_to(user))

    def newest(self) -> Self:
        """Those that no later one corrects: one for each sheet."""
        # A row that is looked for in vain is what PostgreSQL expects to find nowhere; of an outer join it expects the
        # contrary, and then reads the nation's certificates for one prison's sheets.
        return self.filter(~Exists(Handover.objects.filter(corrects=OuterRef("pk"))))

    def happened(self) -> Self:
        """What is held to be true today."""
        return self.newest().filter(is_void=False)


class Handover(models.Model):
    """The sheet was received (BA-SERAH, rule 7). Rows are only added: a correction is a row that `corrects` another.

    A correction that `is_void` says that the sheet was not handed over after all. The database holds that the
    certificate stood, and that the day lies between its issue and today at the prison.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("certificate")
    )
    received_on = models.DateField(_("received on"), null=True)
    received_by_kind = models.CharField(_("received by"), max_length=6, choices=ReceiverKind.choices, blank=True)
    receiver_name = models.CharField(_("name of the receiver"), max_length=150, blank=True)
    receiver_role = models.CharField(_("relation or office"), max_length=150, blank=True)
    identity_shown = models.BooleanField(_("identity card was shown"), default=False)
    witness = models.CharField(_("witness"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    correction = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    is_void = models.BooleanField(_("not handed over after all"), default=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover of a sheet")
        verbose_name_plural = _("handovers of sheets")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(corrects__isnull=True),
                name="sheet_handed_over_once",
                violation_error_message=_("This sheet has already been handed over."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction="", is_void=False)
                | (Q(corrects__isnull=False) & ~Q(correction="")),
                name="handover_correction_says_why",
                violation_error_message=_("A correction needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(
                    is_void=True,
                    received_on__isnull=True,
                    received_by_kind="",
                    receiver_name="",
                    receiver_role="",
                    identity_shown=False,
                    witness="",
                    note="",
                )
                | Q(
                    is_void=False,
                    received_on__isnull=False,
                    received_by_kind="HOLDER",
                    receiver_name="",
                    receiver_role="",
                )
                | (
                    Q(is_void=False, received_on__isnull=False, received_by_kind__in=("BAPAS", "FAMILY", "PRISON"))
                    & ~Q(receiver_name="")
                    & ~Q(receiver_role="")
                ),
                name="handover_names_its_receiver",
                violation_error_message=_("Who receives a sheet for the holder is named, with relation or office."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate} {self.received_on or '–'}"

    @property
    def scope_keys(self) -> list[str]:
        return self.certificate.scope_keys


def is_handed_over() -> Exists:
    """Of a certificate: that its sheet has been received."""
    return Exists(Handover.objects.happened().filter(certificate=OuterRef("pk")))


class EndedSheetQuerySet(models.QuerySet["EndedSheet"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(certificate__in=Certificate.objects.visible_to(user))


class EndedSheet(models.Model):
    """What became of the sheet of a revoked or replaced certificate. Rows are only added; the newest counts.

    The check page says at once that such a sheet no longer counts; this keeps it out of drawers and copiers.
    """

    class Outcome(models.TextChoices):
        DESTROYED = "DESTROYED", _("In our hands and destroyed")
        LOST = "LOST", _("Lost or ruined before")
        OUTSIDE = "OUTSIDE", _("Could not be taken back")

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="ended_sheets", verbose_name=_("certificate")
    )
    outcome = models.CharField(_("what became of the sheet"), max_length=9, choices=Outcome.choices)
    ended_on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    objects = EndedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet that no longer counts")
        verbose_name_plural = _("sheets that no longer count")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.certificate} {self.ended_on}"

    @property
    def scope_keys(self) -> list[str]:
        return self.certificate.scope_keys


def is_accounted_for() -> Exists:
    """Of an ended certificate: that it is on record what became of its sheet."""
    return Exists(EndedSheet.objects.filter(certificate=OuterRef("pk")))

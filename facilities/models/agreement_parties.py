"""Who signed an agreement, who witnessed it, and the signed paper."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models.one_place import AtOnePlace
from facilities.models.places import Facility, TrainingCentre
from facilities.models.uploads import UploadedPdf


@pghistory.track()
class AgreementParty(AtOnePlace):
    """One side of an agreement with its own number and signatory. Numbers are typed, never invented."""

    agreement = models.ForeignKey("facilities.Agreement", on_delete=models.CASCADE, related_name="parties")
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prison")
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training centre"),
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    signatory_name = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=200, blank=True)
    signatory_nip = models.CharField(_("NIP of the signatory"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True), name="party_is_one_place"
            ),
            models.UniqueConstraint(
                fields=["agreement", "facility", "centre"],
                name="party_once_per_agreement",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return str(self.place)


@pghistory.track()
class AgreementWitness(models.Model):
    """Somebody who witnessed the signing, such as the regional head."""

    agreement = models.ForeignKey("facilities.Agreement", on_delete=models.CASCADE, related_name="witnesses")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class AgreementScan(UploadedPdf):
    """The signed paper."""

    agreement = models.ForeignKey("facilities.Agreement", on_delete=models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of an agreement")
        verbose_name_plural = _("scans of agreements")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.agreement.title

    @property
    def scope_keys(self) -> list[str]:
        return self.agreement.scope_keys

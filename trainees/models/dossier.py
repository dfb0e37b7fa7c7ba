from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from trainees.models.conduct import OfInmateQuerySet
from trainees.models.inmates import Inmate


class Document(models.TextChoices):
    """The papers of an assimilation dossier (rule 4.4), and the photo that certificates need."""

    VERDICT = "VERDICT", _("Verdict and minutes of its execution (BA.8)")
    FINE = "FINE", _("Proof that fine or compensation is paid")
    PROGRESS = "PROGRESS", _("Report on progress, or risk and needs assessment")
    LITMAS = "LITMAS", _("Social inquiry report (Litmas)")
    REG_F = "REG_F", _("Copy of Register F")
    CHANGES = "CHANGES", _("List of changes of the sentence")
    STATEMENT = "STATEMENT", _("Own statement not to flee and to break no law")
    FAMILY = "FAMILY", _("Guarantee of the family, known to the village")
    INSTITUTION = "INSTITUTION", _("Guarantee of a school, office or company")
    NO_OTHER_CASE = "NO_OTHER_CASE", _("Prosecutor's letter of no other case")
    HEALTH = "HEALTH", _("Letter of a doctor or psychologist")
    DERAD = "DERAD", _("Letter on deradicalisation")
    FOREIGN = "FOREIGN", _("Guarantee letters for a foreigner")
    JC = "JC", _("Letter on a justice collaborator")
    PHOTO = "PHOTO", _("Photo 3 × 4")


@pghistory.track()
class DossierDocument(models.Model):
    """A paper of the person's dossier that has come in."""

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="documents", verbose_name=_("inmate"))
    code = models.CharField(_("document"), max_length=13, choices=Document.choices)
    received_on = models.DateField(_("received on"))
    note = models.CharField(_("number or note"), max_length=120, blank=True)

    objects = OfInmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the dossier")
        verbose_name_plural = _("documents of the dossier")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["inmate", "code"],
                name="document_once_per_dossier",
                violation_error_message=_("This document is already in the dossier."),
            ),
        )

    def __str__(self) -> str:
        return self.get_code_display()

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

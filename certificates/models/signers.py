from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SealCertificateQuerySet(models.QuerySet["SealCertificate"]):
    def newest_first(self) -> models.QuerySet[SealCertificate]:
        return self.order_by("-first_used_at", "sha256")


class SealCertificate(models.Model):
    """The public certificate of a key that sealed our files; stays when the key is exchanged for another.

    A file is only ever ours by its hash in register and ledger; this says whose seal a reader finds in it.
    """

    class Standing(models.TextChoices):
        DEVELOPMENT = "DEVELOPMENT", _("Development key: proves nothing")
        UNCERTIFIED = "UNCERTIFIED", _("Not certified")
        CERTIFIED = "CERTIFIED", _("Of a certified provider (PSrE)")

    sha256 = models.CharField(_("SHA-256 fingerprint"), max_length=64, primary_key=True)
    subject = models.CharField(_("name"), max_length=500)
    standing = models.CharField(_("standing"), max_length=11, choices=Standing.choices)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    pem = models.TextField(_("certificate"))
    first_used_at = models.DateTimeField(_("first used"), db_default=Now())

    objects = SealCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("seal certificate")
        verbose_name_plural = _("seal certificates")

    def __str__(self) -> str:
        return self.subject

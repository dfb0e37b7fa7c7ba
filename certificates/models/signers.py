from __future__ import annotations

import re

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

    @property
    def name(self) -> str:
        """Of the subject only what people call it, such as the office (RFC 4514: CN=…)."""
        called = re.search(r"(?:^|,)CN=((?:[^,\\]|\\.)+)", self.subject)
        return re.sub(r"\\(.)", r"\1", called.group(1)) if called else self.subject

    @property
    def kind(self) -> str:
        """What kind of seal it makes, as the law calls it (PP 71/2019, article 60)."""
        return str(KINDS_OF_SEAL[self.Standing(self.standing)])

    @property
    def fingerprint(self) -> str:
        """The whole SHA-256 in groups of four, to compare by eye."""
        return " ".join(re.findall("....", self.sha256))

    @property
    def short_fingerprint(self) -> str:
        return self.fingerprint[:19]


KINDS_OF_SEAL = {
    SealCertificate.Standing.DEVELOPMENT: _("Uncertified electronic seal, made with a development key: proves nothing"),
    SealCertificate.Standing.UNCERTIFIED: _("Uncertified electronic seal"),
    SealCertificate.Standing.CERTIFIED: _("Certified electronic seal (PSrE)"),
}

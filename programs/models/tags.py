from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class ProgrammeTag(models.Model):
    """A point of one of the minister's programmes that a batch can be reported under (rule 6.10).

    The full lists were not obtained: what is loaded is what sources name, and the administrator adds the rest.
    """

    class Programme(models.TextChoices):
        ACCELERATION = "AKSELERASI", _("13 Program Akselerasi")
        ACTION = "AKSI", _("15 Program Aksi")

    programme = models.CharField(_("programme"), max_length=12, choices=Programme.choices)
    name = models.CharField(_("name"), max_length=150)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("programme tag")
        verbose_name_plural = _("programme tags")
        ordering = ("programme", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="programme_tag_once",
                violation_error_message=_("This programme already has a tag of this name."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_programme_display()}: {self.name}"

    @property
    def scope_keys(self) -> list[str]:
        return []

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Field


@pghistory.track()
class Standard(models.Model):
    """A national work competency standard (SKKNI) with its decree."""

    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="standards", verbose_name=_("field"))
    decree = models.CharField(_("decree"), max_length=100)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ("field__name", "decree")
        constraints = (models.UniqueConstraint(fields=["field", "decree"], name="standard_once_per_field"),)

    def __str__(self) -> str:
        return f"{self.title} ({self.decree})"

    @property
    def scope_keys(self) -> list[str]:
        return []


@pghistory.track()
class Unit(models.Model):
    """A unit of competency. Its code may be unknown; an unverified code is always shown as such."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="units", verbose_name=_("standard"))
    code = models.CharField(_("unit code"), max_length=40, blank=True)
    title = models.CharField(_("unit title"), max_length=300)
    code_verified = models.BooleanField(_("code is verified"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("unit of competency")
        verbose_name_plural = _("units of competency")
        ordering = ("standard", "id")
        constraints = (
            models.UniqueConstraint(fields=["standard", "code"], condition=~Q(code=""), name="unit_code_once"),
            models.UniqueConstraint(fields=["standard", "title"], name="unit_title_once"),
            models.CheckConstraint(
                condition=Q(code_verified=False) | ~Q(code=""),
                name="verified_unit_has_code",
                violation_error_message=_("Only a unit with a code can be verified."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def scope_keys(self) -> list[str]:
        return []

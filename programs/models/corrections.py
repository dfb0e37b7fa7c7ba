from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.results import UnitResult, score_field

if TYPE_CHECKING:
    from accounts.models import User


class ResultCorrectionQuerySet(models.QuerySet["ResultCorrection"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(result__in=UnitResult.objects.visible_to(user))


@pghistory.track()
class ResultCorrection(models.Model):
    """The centre's head puts right what was typed wrongly: what the result said, what it says since, and why.

    Rows are only added. The result itself says what the newest of them does; the database lets its verdict and
    points change in no other way.
    """

    result = models.ForeignKey(UnitResult, on_delete=models.PROTECT, related_name="corrections")
    former_verdict = models.CharField(_("verdict before"), max_length=2, choices=UnitResult.Verdict.choices)
    former_knowledge = score_field(_("knowledge before"))
    former_skill = score_field(_("skill before"))
    former_attitude = score_field(_("attitude before"))
    verdict = models.CharField(_("verdict"), max_length=2, choices=UnitResult.Verdict.choices)
    knowledge = score_field(_("knowledge"))
    skill = score_field(_("skill"))
    attitude = score_field(_("attitude"))
    reason = models.CharField(_("reason"), max_length=500)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("corrected by")
    )
    corrected_at = models.DateTimeField(_("corrected at"), db_default=Now())

    objects = ResultCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a result")
        verbose_name_plural = _("corrections of results")
        ordering = ("result", "id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_with_reason",
                violation_error_message=_("Say why."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.former_verdict} → {self.verdict}"

    @property
    def scope_keys(self) -> list[str]:
        return self.result.enrollment.scope_keys

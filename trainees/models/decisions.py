from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainees.models.conduct import OfInmateQuerySet
from trainees.models.inmates import Inmate


@pghistory.track()
class AssimilationDecision(models.Model):
    """What was decided on a person's assimilation, with the rules and the facts that the decision saw (rule 0.1).

    Never changed: rules and facts move on, the decision stays explained.
    """

    class Outcome(models.TextChoices):
        """The answers of a TPP session (rule 4.8)."""

        APPROVED = "APPROVED", _("Approved")
        POSTPONED = "POSTPONED", _("Postponed")
        REJECTED = "REJECTED", _("Rejected")

    inmate = models.ForeignKey(
        Inmate, on_delete=models.CASCADE, related_name="assimilation_decisions", verbose_name=_("inmate")
    )
    evaluated_for = models.DateField(_("conditions judged for"))
    outcome = models.CharField(_("decision"), max_length=9, choices=Outcome.choices)
    minutes_number = models.CharField(_("number of the TPP minutes"), max_length=80)
    reason = models.TextField(_("reason"), blank=True)
    rule_set = models.CharField(_("rule set"), max_length=100, editable=False)
    facts = models.JSONField(_("facts as they stood"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = OfInmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on assimilation")
        verbose_name_plural = _("decisions on assimilation")
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=["inmate", "minutes_number"],
                name="decision_once_per_minutes",
                violation_error_message=_("A decision of these minutes is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="APPROVED") | ~Q(reason=""),
                name="refusal_has_a_reason",
                violation_error_message=_("A postponement or rejection needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys

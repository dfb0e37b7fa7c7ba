from __future__ import annotations

import datetime as dt

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trainees.conditions import documents_of_training, known_conditions, known_documents, standard_conditions
from trainees.dates import FractionPolicy
from trainees.models.conduct import RiskLevel


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def in_force(self, *, on: dt.date) -> RuleSet:
        """The rules of the day. Raises RuleSet.DoesNotExist for a day before the first ones."""
        return self.filter(valid_from__lte=on).latest("valid_from")


@pghistory.track()
class RuleSet(models.Model):
    """The rules of a time: what the law of the day asks of somebody who is to be trained.

    They changed in 2018, 2022 and 2026, so each has its first day and legal basis; the newest begun is in force.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    valid_from = models.DateField(_("in force from"), unique=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    fraction_policy = models.CharField(
        _("how remissions bear on 1/2 and 2/3"),
        max_length=13,
        choices=[(policy.value, policy.value) for policy in FractionPolicy],
        default=FractionPolicy.NET.value,
    )
    conduct_months = models.PositiveSmallIntegerField(_("months without discipline, general crimes"), default=6)
    conduct_months_special = models.PositiveSmallIntegerField(_("months without discipline, special crimes"), default=9)
    near_release_months = models.PositiveSmallIntegerField(_("near release means at most so many months"), default=24)
    certificate_days = models.PositiveSmallIntegerField(_("days needed after the test for the certificate"), default=14)
    minimum_age = models.PositiveSmallIntegerField(_("younger than this at the start is worth a word"), default=18)
    retirement_age = models.PositiveSmallIntegerField(
        _("officers of this age on the day of the test have retired"), default=58
    )

    conduct_score_minimum = models.PositiveSmallIntegerField(
        _("lowest SPPN score that counts as good conduct"), default=65, validators=[MaxValueValidator(100)]
    )
    risk_warns_from = models.PositiveSmallIntegerField(
        _("risk from which there is a warning"), choices=RiskLevel.choices, default=RiskLevel.HIGH
    )
    risk_blocks_tools_from = models.PositiveSmallIntegerField(
        _("risk from which fields with dangerous tools are barred"), choices=RiskLevel.choices, default=RiskLevel.HIGH
    )
    training_documents = models.JSONField(
        _("documents that training needs"), default=documents_of_training, validators=[known_documents]
    )
    assimilation = models.JSONField(
        _("conditions of assimilation"), default=standard_conditions, validators=[known_conditions]
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """As people call them; `name` is the key that old decisions keep."""
        return gettext("Rules in force from %(day)s") % {"day": date_format(self.valid_from)}

    @property
    def policy(self) -> FractionPolicy:
        return FractionPolicy(self.fraction_policy)

    @property
    def scope_keys(self) -> list[str]:
        return []

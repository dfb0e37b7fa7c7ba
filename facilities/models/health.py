"""Health limits that matter at work, in words that a field and a person share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _


class HealthLimit(models.TextChoices):
    """What somebody cannot do or must not be near; which of them a field rules out is data (rule 4.9)."""

    COLOUR_BLIND = "COLOUR_BLIND", _("Colour-blind")
    LOW_VISION = "LOW_VISION", _("Sees badly, also with glasses")
    LOW_HEARING = "LOW_HEARING", _("Hears badly")
    NO_HEAVY_LIFTING = "NO_HEAVY_LIFTING", _("Must not lift heavy things")
    NO_LONG_STANDING = "NO_LONG_STANDING", _("Cannot stand or walk for long")
    HANDS = "HANDS", _("Limited use of the hands")
    DUST_SMOKE = "DUST_SMOKE", _("Must keep away from dust and smoke")
    SEIZURES = "SEIZURES", _("Seizures or fainting")
    SKIN = "SKIN", _("Skin must not touch chemicals")


class HealthLimitsField(ArrayField):
    """Some of the limits; none unless said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("base_field", models.CharField(max_length=20, choices=HealthLimit.choices))
        kwargs.setdefault("default", list)
        kwargs.setdefault("db_default", Value("{}"))
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, *_args: Any, **kwargs: Any) -> Any:
        """Boxes to tick."""
        kwargs |= {"form_class": forms.MultipleChoiceField, "choices_form_class": forms.MultipleChoiceField}
        kwargs |= {"choices": HealthLimit.choices, "widget": forms.CheckboxSelectMultiple}
        kwargs |= {"show_hidden_initial": False}
        return models.Field.formfield(self, **kwargs)


def limits_in_words(codes: list[str]) -> str:
    """As they stand in the middle of a sentence."""
    return ", ".join(str(HealthLimit(code).label).lower() for code in codes)

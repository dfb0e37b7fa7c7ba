"""Whole rupiah: how they are written ("Rp50.000.000,00"), typed and shared out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# A thousand billion: more is a slip of the finger.
MOST = 10**15
GROUPED = re.compile(r"[0-9]{1,3}([.,  ][0-9]{3})+|[0-9]+")


def grouped(amount: int) -> str:
    """The digits in groups of three as Indonesian papers write them: 50.000.000."""
    return f"{amount:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """The amount as papers and pages show it, in whatever language the reader has."""
    return f"{'-' if amount < 0 else ''}Rp{grouped(abs(amount))},00"


def shares(amount: int, percents: Sequence[int]) -> list[int]:
    """Split whole rupiah by percentages that add up to 100: the parts always add up to the amount.

    Each part is rounded down; the rupiah left over go one each to the largest remainders, the first of equals
    first. Raises ValueError when the percentages do not add up.
    """
    if sum(percents) != 100 or min(percents) < 0 or amount < 0:
        raise ValueError(percents)
    parts = [amount * percent // 100 for percent in percents]
    remainders = [amount * percent % 100 for percent in percents]
    by_remainder = sorted(range(len(parts)), key=lambda place: -remainders[place])
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts


class RupiahInput(forms.TextInput):
    """Shows the amount in groups of three, so that a zero too many is seen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return grouped(value) if isinstance(value, int) else super().format_value(value)


class RupiahField(forms.Field):
    """Whole rupiah typed as people type them: 50000000, 50.000.000, Rp50.000.000,00."""

    widget = RupiahInput
    default_error_messages = {"invalid": _("Enter whole rupiah, for example 50.000.000.")}

    def __init__(self, *, min_value: int = 0, max_value: int = MOST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(min_value), MaxValueValidator(max_value)]

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or None if value == "" else value
        text = str(value).strip().removeprefix("Rp").strip().removesuffix(",00").removesuffix(",-")
        if not GROUPED.fullmatch(text) or len(text) > 30:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"\D", "", text))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

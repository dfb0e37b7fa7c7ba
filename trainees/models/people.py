from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class Education(models.TextChoices):
    NONE = "NONE", _("No school certificate")
    SD = "SD", "SD"
    SMP = "SMP", "SMP"
    SMA = "SMA", "SMA/SMK"
    D3 = "D3", "D3"
    S1 = "S1", "S1"


class Person(Protocol):
    """What a training knows of whoever is trained, inmate or officer alike; nothing of sentence, register or NIP."""

    pk: Any
    facility_id: Any
    name: Any
    sex: Any
    birth_place: Any
    birth_date: Any
    education: Any
    health_limits: Any
    health_note: Any

    @property
    def health_words(self) -> str: ...
    def age(self, *, on: dt.date) -> int: ...
    def get_absolute_url(self) -> str: ...
    def get_sex_display(self) -> str: ...
    def get_education_display(self) -> str: ...


def whole_years(since: dt.date, on: dt.date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol, Self, TypeVar

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from facilities.models import Field

Who = TypeVar("Who", bound=models.Model)


class PeopleQuerySet(models.QuerySet[Who]):
    """Inmates or officers."""

    def with_fit(self, field: Field) -> Self:
        """`interest` (1 is the first choice), `aptitude` (0 to 100) and `skill` for the field; None where not recorded.

        One join on a unique key, so that large lists may sort by it.
        """
        return self.annotate(
            fit=FilteredRelation("interests", condition=Q(interests__field=field)),
            interest=F("fit__choice"),
            aptitude=F("fit__aptitude"),
            skill=F("fit__skill"),
        )


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

"""Rows that belong either to a prison or to a training centre."""

from __future__ import annotations

from django.db import models

from facilities.models.places import Facility, TrainingCentre


class AtOnePlace(models.Model):
    """Has a `facility` or a `centre`, never both and never neither: a constraint of each table says so."""

    class Meta:
        abstract = True

    @property
    def place(self) -> Facility | TrainingCentre:
        return self.facility or self.centre  # type: ignore[attr-defined]

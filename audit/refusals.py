"""What the database refuses, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Constraints that triggers keep have no place in a model's Meta; each room adds its own sentences.
TRIGGER_SENTENCES: dict[str, Promise] = {}
CHANGED_MEANWHILE = _("Somebody changed this at the same moment. Look at it again, then repeat your step.")
# PostgreSQL's codes for a serialization failure and for a deadlock: nothing is broken, one of two had to give way.
GAVE_WAY = {"40001", "40P01"}


def sentences() -> dict[str, object]:
    """By the name of each constraint what it says, in the language of the moment."""
    declared = {
        constraint.name: constraint.get_violation_error_message()
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }
    return {**declared, **TRIGGER_SENTENCES}


@contextmanager
def refusals_explained() -> Iterator[None]:
    """An atomic block whose IntegrityError becomes a ValidationError with the constraint's own sentence.

    Forms and actions ask first; this is for the one who came second in a race, also where the database had to
    choose between two who waited for each other.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or ""
        sentence = sentences().get(name) or CHANGED_MEANWHILE
        raise ValidationError(str(sentence), code=name or "race") from error
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) not in GAVE_WAY:
            raise
        raise ValidationError(str(CHANGED_MEANWHILE), code="race") from error

"""What the database refuses, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Constraints that triggers keep have no place in a model's Meta; each room adds its own sentences.
TRIGGER_SENTENCES: dict[str, Promise] = {}


@cache
def sentences() -> dict[str, object]:
    declared = {
        constraint.name: constraint.get_violation_error_message()
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }
    return {**declared, **TRIGGER_SENTENCES}


@contextmanager
def refusals_explained() -> Iterator[None]:
    """An atomic block whose IntegrityError becomes a ValidationError with the constraint's own sentence.

    Forms and actions ask first; this is for the one who came second in a race.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None) or ""
        sentence = sentences().get(name) or _(
            "Somebody changed this at the same moment. Look at it again, then repeat your step."
        )
        raise ValidationError(str(sentence), code=name or "race") from error

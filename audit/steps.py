"""The database keeps each model's table of steps, so that bulk updates and SQL meet it too."""

from __future__ import annotations

from typing import TypeVar

import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def keeps_its_steps(model: M) -> M:
    """Class decorator: `state` changes only along the model's `STEPS`."""
    steps = [(str(before), str(after)) for before, afters in model.STEPS.items() for after in sorted(afters)]  # type: ignore[attr-defined]
    pgtrigger.register(pgtrigger.FSM(name="keep_the_steps", field="state", transitions=steps))(model)
    return model

"""The head of the training centre allows a batch to stay off its package's standard."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, StandardException
from programs.standards import open_shortfalls

Code = StandardException.Code
ALLOWING = (Batch.State.SELECTING, Batch.State.DECREED)


@transaction.atomic
def allow_exceptions(batch: Batch, seen: Mapping[Code, int], *, reason: str, by: User) -> list[StandardException]:
    """Allow these shortfalls with the figures that the head saw; better figures are allowed with them.

    Raises ValidationError when nothing was chosen, or a figure has changed since, or is allowed or kept by now.
    """
    batch = locked(batch)
    require(batch, *ALLOWING)
    if not seen:
        raise ValidationError({"allowed": _("Choose what you allow.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    now = {row.code: row for row in open_shortfalls(batch)}
    if any(code not in now or now[code].figure != figure for code, figure in seen.items()):
        raise ValidationError(_("The figures have changed meanwhile: look at them again."))
    if 0 in seen.values():
        raise ValidationError(_("There is nothing to allow yet: nobody is accepted."))
    made = [
        StandardException.objects.create(
            batch=batch, code=code, figure=figure, standard=now[code].standard, reason=reason, allowed_by=by
        )
        for code, figure in seen.items()
    ]
    figures = [f"{row.get_code_display()}: {row.figure}/{row.standard}" for row in made]
    record(Verb.ALLOW, batch, by=by, reason=reason, figures=figures)
    return made


def refuse_off_the_standard(batch: Batch) -> None:
    """Asked at the decree: each shortfall that the centre's head has not allowed, with figure and standard."""
    standing = open_shortfalls(batch)
    if standing:
        call = _("Ask the head of the training centre to allow it.")
        raise ValidationError([f"{row.text} {call}" for row in standing])

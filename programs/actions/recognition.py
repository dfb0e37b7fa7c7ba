"""Units passed in an earlier training are taken over into a later one."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, UnitResult
from programs.recognition import Offer, offers_of

BEFORE_THE_CLOSE = (Batch.State.DECREED, Batch.State.RUNNING, Batch.State.TESTING)


@transaction.atomic
def recognise(batch: Batch, offers: Iterable[Offer], *, by: User) -> int:
    """Let these units count in the batch, each with the assessor and the day it was passed; how many are new.

    Lesson hours are not carried over. What was recognised already is passed over. Raises ValidationError before the
    decree and after the close, and for a unit that has been tested here meanwhile.
    """
    batch = locked(batch)
    require(batch, *BEFORE_THE_CLOSE)
    standing = {offer.key: offer for offer in offers_of(batch)}
    new = []
    for offer in offers:
        if offer.key in standing:
            new.append(standing[offer.key])
        elif not offer.source.recognised_as.filter(enrollment=offer.enrollment).exists():
            words = {"name": offer.enrollment.person.name, "unit": offer.unit.unit.title}
            raise ValidationError(_("%(name)s, “%(unit)s” can no longer be recognised.") % words)
    UnitResult.objects.bulk_create(_recognised(offer, by) for offer in new)
    if new:
        record(Verb.ASSESS, batch, by=by, recognised=len(new))
    return len(new)


def _recognised(offer: Offer, by: User) -> UnitResult:
    return UnitResult(
        enrollment=offer.enrollment,
        unit=offer.unit.unit,
        verdict=UnitResult.Verdict.COMPETENT,
        assessor=offer.source.assessor,
        assessed_on=offer.source.assessed_on,
        recognised_from=offer.source,
        recorded_by=by,
    )

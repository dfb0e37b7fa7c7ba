"""Senior inmates who help others to learn (mitra pembelajaran): chosen, and leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, Enrollment, Helper
from trainees.models import Inmate

State = Batch.State
WITH_HELPERS = (State.PLANNED, State.SELECTING, State.DECREED, State.RUNNING, State.TESTING)
OUT_OF_IT = (Enrollment.State.REJECTED, Enrollment.State.DROPPED)


def possible_helpers(batch: Batch, user: User) -> QuerySet[Inmate]:
    """Held in the batch's prison, completed its field before, neither in the batch nor helping there already."""
    learnt = Enrollment.objects.filter(
        state=Enrollment.State.COMPLETED, inmate__isnull=False, batch__package__field=batch.package.field_id
    ).exclude(batch=batch)
    taking_part = batch.enrollments.filter(inmate__isnull=False).exclude(state__in=OUT_OF_IT)
    return (
        Inmate.objects.visible_to(user)
        .filter(facility=batch.facility_id, status=Inmate.Status.IN_CUSTODY, pk__in=learnt.values("inmate"))
        .exclude(pk__in=taking_part.values("inmate"))
        .exclude(pk__in=batch.helpers.helping().values("inmate"))
        .order_by("name", "pk")
    )


@transaction.atomic
def choose_helpers(batch: Batch, inmates: Iterable[Inmate], *, by: User) -> list[Helper]:
    """These people help in the batch from now on; they take no seat.

    Raises ValidationError for a batch that is over, and for who may not help in it.
    """
    batch = locked(batch)
    require(batch, *WITH_HELPERS)
    inmates = list(inmates)
    fit = set(possible_helpers(batch, by).filter(pk__in=[inmate.pk for inmate in inmates]).values_list("pk", flat=True))
    for inmate in inmates:
        if inmate.pk not in fit:
            raise ValidationError(_("%(name)s cannot help in this batch.") % {"name": inmate.name})
    return [_choose(batch, inmate, by) for inmate in inmates]


def _choose(batch: Batch, inmate: Inmate, by: User) -> Helper:
    helper = Helper.objects.create(batch=batch, inmate=inmate)
    record(Verb.ADD, helper, by=by)
    return helper


@transaction.atomic
def let_helper_go(helper: Helper, *, on: dt.date, by: User) -> None:
    """The person helps no longer; a second click changes nothing. Refused once the batch is over."""
    require(locked(helper.batch), *WITH_HELPERS)
    row = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    if row.left_on is None:
        row.left_on = on
        row.save(update_fields=["left_on"])
        record(Verb.DROP, row, by=by)


def let_go_everywhere(inmate: Inmate, *, on: dt.date, by: User) -> None:
    """Who is transferred, released or dead helps nowhere any more. Part of recording that, in its transaction."""
    helping = inmate.helps.filter(left_on__isnull=True, batch__state__in=[*WITH_HELPERS, State.POSTPONED])
    for helper in helping.select_for_update(of=("self",)).select_related("batch__facility", "batch__package__centre"):
        helper.left_on = on
        helper.save(update_fields=["left_on"])
        record(Verb.DROP, helper, by=by)

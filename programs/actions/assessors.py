"""The centre's head lets an instructor assess what nobody else has taught."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Role
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.instructors import refuse_who_is_of_elsewhere
from programs.models import AssessorException, Batch, Instructor

BEFORE_THE_CLOSE = (Batch.State.DECREED, Batch.State.RUNNING, Batch.State.TESTING)


@transaction.atomic
def allow_assessor(batch: Batch, assessor: Instructor, *, reason: str, by: User) -> None:
    """From now on the assessor may assess in this batch what they alone have taught; asked twice it stands once.

    Raises ValidationError without a reason, for anybody but the centre's head, and once the batch is closed.
    """
    batch = locked(batch)
    require(batch, *BEFORE_THE_CLOSE)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if by.posting is None or by.role != Role.CENTRE_HEAD or by.posting.centre_id != batch.package.centre_id:
        raise ValidationError(_("Only the head of the training centre may allow this."))
    refuse_who_is_of_elsewhere(assessor, batch, _("The assessor belongs to another training centre."))
    if batch.assessor_exceptions.filter(assessor=assessor).exists():
        return
    exception = AssessorException.objects.create(batch=batch, assessor=assessor, reason=reason, allowed_by=by)
    record(Verb.ADD, exception, by=by, reason=reason)

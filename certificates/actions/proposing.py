"""The first pair of eyes: the centre's staff propose."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.models import CertificateKind, Proposal
from programs.completion import progress_of
from programs.models import Batch, Enrollment


@transaction.atomic
def propose(batch: Batch, *, by: User, again: Iterable[Enrollment] = ()) -> list[Proposal]:
    """Propose a training certificate for everybody who completed the batch and was never proposed.

    Whose certificate was revoked is proposed anew only when named in `again`: revoking is not undone by the way.
    """
    batch = Batch.objects.select_for_update(of=("self",), no_key=True).with_places().get(pk=batch.pk)
    if batch.state != Batch.State.CLOSED:
        raise ValidationError(_("Certificates can be proposed once the batch is closed."))
    completed = batch.enrollments.filter(state=Enrollment.State.COMPLETED)
    trainings = Proposal.objects.of_kind(CertificateKind.TRAINING)
    named = Q(pk__in=[enrollment.pk for enrollment in again])
    anew = named & ~Q(pk__in=trainings.in_hand().values("enrollment"))
    rows = progress_of(batch, completed.filter(~Q(pk__in=trainings.values("enrollment")) | anew))
    with refusals_explained():
        proposals = [
            Proposal.objects.create(enrollment=progress.enrollment, proposed_by=by)
            for progress in rows
            if progress.is_complete
        ]
    for proposal in proposals:
        record(Verb.PROPOSE, proposal, by=by)
    return proposals

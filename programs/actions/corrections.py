"""The centre's head corrects a result that was typed wrongly, while the batch is not closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Role
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, ResultCorrection, UnitResult

K = UnitResult.Verdict.COMPETENT


@dataclass(frozen=True, slots=True)
class Said:
    """What a result says: the verdict and, where they were given, points of 100."""

    verdict: str
    knowledge: int | None = None
    skill: int | None = None
    attitude: int | None = None


@transaction.atomic
def correct_result(result: UnitResult, *, said: Said, seen: int, reason: str, by: User) -> ResultCorrection:
    """From now on the result says `said`; what it said before, who corrected it and why stay on record.

    `seen` is how many corrections it had when it was looked at, so that nobody corrects what they have not seen.
    Whoever turns BK into K counts as the one who recorded it, and so issues no certificate on it. Raises
    ValidationError outside the testing state, for anybody but the centre's head, without a reason, for a result that
    says something else by now, was tested again or comes from another training, and when nothing would change.
    """
    batch = locked(result.enrollment.batch)
    require(batch, Batch.State.TESTING)
    result = UnitResult.objects.select_for_update(of=("self",)).select_related("enrollment", "unit").get(pk=result.pk)
    if by.posting is None or by.role != Role.CENTRE_HEAD or by.posting.centre_id != batch.package.centre_id:
        raise ValidationError(_("Only the head of the training centre corrects a result."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    _refuse_what_does_not_stand_alone(result, said)
    former = Said(result.verdict, result.knowledge, result.skill, result.attitude)
    if result.corrections.count() != seen:
        raise ValidationError(_("The result says something else by now. Look at it again."))
    if said == former:
        raise ValidationError(_("Nothing was changed."))
    correction = ResultCorrection.objects.create(
        result=result, reason=reason, corrected_by=by, **_prefixed(former), **asdict(said)
    )
    _apply(result, said, by)
    words = f"{result.unit.title}: {correction}"
    record(Verb.CORRECT_RESULT, result.enrollment, by=by, reason=reason, verdicts=words)
    return correction


def _refuse_what_does_not_stand_alone(result: UnitResult, said: Said) -> None:
    if result.recognised_from_id is not None:
        raise ValidationError(_("This unit was recognised from another training; it is not corrected here."))
    if result.recognised_as.exists():
        raise ValidationError(_("This result is recognised in a later training; it stays as it is."))
    later = UnitResult.objects.filter(
        enrollment=result.enrollment_id, unit=result.unit_id, attempt__gt=result.attempt
    ).exists()
    if later and said.verdict == K:
        raise ValidationError(_("The unit was tested again afterwards, so this attempt stays BK."))


def _prefixed(former: Said) -> dict[str, object]:
    return {f"former_{name}": value for name, value in asdict(former).items()}


def _apply(result: UnitResult, said: Said, by: User) -> None:
    if said.verdict == K and result.verdict != K:
        result.recorded_by = by
    for name, value in asdict(said).items():
        setattr(result, name, value)
    result.save(update_fields=["recorded_by", *asdict(said)])

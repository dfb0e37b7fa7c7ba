"""Score sheets: a package's own, and the copy that a batch is given when its selection opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from programs.models import Batch, Package, ScoreCriterion, ScoreSheet
from programs.models.scores import WHOLE


@dataclass(frozen=True, slots=True)
class Criterion:
    kind: str
    name: str
    weight: int


@transaction.atomic
def set_sheet(
    package: Package, criteria: Iterable[Criterion], *, least_scorers: int, joins_until: int, by: User
) -> ScoreSheet:
    """Give a package its own score sheet, in place of the one it had; batches keep the copies they have.

    Raises ValidationError unless the weights add up to 100 and every name is there once.
    """
    criteria = list(criteria)
    total = sum(criterion.weight for criterion in criteria)
    if total != WHOLE:
        raise ValidationError(_("The weights add up to %(total)d%%; they must make 100%%.") % {"total": total})
    if len({criterion.name for criterion in criteria}) < len(criteria):
        raise ValidationError(_("Two criteria have the same name."))
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    facts = {"least_scorers": least_scorers, "joins_until": joins_until}
    sheet, _new = ScoreSheet.objects.update_or_create(package=package, batch=None, defaults=facts)
    sheet.criteria.all().delete()
    _write(sheet, criteria)
    record(Verb.EDIT, package, by=by, criteria=[f"{row.name}: {row.weight}%" for row in criteria])
    return sheet


def _write(sheet: ScoreSheet, criteria: Iterable[Criterion]) -> None:
    ScoreCriterion.objects.bulk_create(
        ScoreCriterion(sheet=sheet, position=position, kind=row.kind, name=row.name, weight=row.weight)
        for position, row in enumerate(criteria, start=1)
    )


def copy_sheet(batch: Batch) -> ScoreSheet:
    """The batch's own copy of the sheet that candidates are scored by, made when its selection opens."""
    sheet = ScoreSheet.objects.for_batch(batch)
    if sheet is None:
        raise ValidationError(_("No score sheet is on record: neither the package's own nor the national one."))
    if sheet.batch_id == batch.pk:
        return sheet
    copy = ScoreSheet.objects.create(batch=batch, least_scorers=sheet.least_scorers, joins_until=sheet.joins_until)
    _write(copy, [Criterion(row.kind, row.name, row.weight) for row in sheet.criteria.all()])
    return copy

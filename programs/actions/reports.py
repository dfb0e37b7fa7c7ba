"""The words and photos of a batch's report."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, BatchReport, ReportPhoto
from programs.models.reports import MOST_PHOTOS

State = Batch.State
REPORTED = (State.RUNNING, State.TESTING, State.CLOSED)


@transaction.atomic
def write_report(batch: Batch, *, by: User, **words: str) -> BatchReport:
    """Keep purpose, activities, obstacles and suggestions. Raises ValidationError before the batch runs."""
    batch = locked(batch)
    require(batch, *REPORTED)
    report, is_new = BatchReport.objects.get_or_create(batch=batch)
    changed = sorted(name for name, text in words.items() if getattr(report, name) != text)
    if changed:
        for name in changed:
            setattr(report, name, words[name])
        report.save(update_fields=changed)
    if changed or is_new:
        record(Verb.EDIT, report, by=by, fields=changed)
    return report


@transaction.atomic
def add_photo(
    batch: Batch, photo: ContentFile[bytes], *, caption: str, taken_on: dt.date, has_consent: bool, by: User
) -> ReportPhoto:
    """Add a photo, encoded anew before, at the first free place. Raises ValidationError when eight are there."""
    batch = locked(batch)
    require(batch, *REPORTED)
    taken = set(batch.photos.values_list("position", flat=True))
    free = [place for place in range(1, MOST_PHOTOS + 1) if place not in taken]
    if not free:
        raise ValidationError({"photo": _("A report takes at most 8 photos.")})
    row = ReportPhoto(
        batch=batch, position=free[0], caption=caption, taken_on=taken_on, has_consent=has_consent, added_by=by
    )
    try:
        row.file.save(photo.name, photo, save=False)
    except OSError as error:
        raise ValidationError({"photo": _("The photo could not be stored. Try again later.")}) from error
    try:
        row.save()
        record(Verb.ADD, row, by=by)
    except Exception:
        default_storage.delete(row.file.name)  # the row goes with the transaction; the file does not
        raise
    return row


@transaction.atomic
def remove_photo(photo: ReportPhoto, *, by: User) -> None:
    """Take a photo out of the report, and its file away: consent may be taken back."""
    record(Verb.REMOVE, photo, by=by)
    name = photo.file.name
    photo.delete()
    transaction.on_commit(lambda: default_storage.delete(name))

"""The steps of an import: upload, read, confirm, save, cancel, forget."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

import pghistory
import structlog
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import move, record, require
from audit.jobs import enqueue, enqueue_later
from audit.models import Verb
from audit.refusals import refusals_explained
from facilities.models import Facility
from imports.headings import laid_out, layout_of
from imports.limits import kind_of
from imports.models import DAYS_KEPT, Import, ImportRow
from imports.outcomes import Judge, Outcome, Verdict
from imports.reading import UnreadableError, lines_of
from imports.sealing import seal, seal_json
from imports.sheets import Sheet

log = structlog.get_logger()
State = Import.State


class StoppedError(Exception):
    """The import was cancelled while its rows were read."""


@transaction.atomic
def upload(sheet: Sheet, *, facility: Facility, name: str, file: BinaryIO, size: int, by: User) -> Import:
    """Keep the file and have it read. Raises ValidationError for a file that is refused unread."""
    kind = kind_of(name, file, size)
    source = Import(
        facility=facility,
        sheet_name=sheet.name,
        file_kind=kind,
        language=get_language() or "id",
        uploaded_by=by,
    )
    source.file.save("", ContentFile(seal(file.read())), save=False)
    source.save()
    record(Verb.UPLOAD, source, by=by)
    enqueue_later("imports.jobs.forget_import", source.pk, at=timezone.now() + dt.timedelta(days=DAYS_KEPT))
    enqueue("imports.jobs.read_import", source.pk)
    return source


def read(source: Import) -> None:
    """Fill the preview. Done twice it does the same once more; what cannot be read says why and ends."""
    if not begin(source):
        return
    try:
        with override(source.language):
            fill(source)
    except StoppedError:
        source.rows.all().delete()
    except UnreadableError as error:
        fail(source, str(error))
    except (OSError, InvalidToken):
        fail(source, _("The uploaded file is no longer there. Upload it again."))


@transaction.atomic
def begin(source: Import) -> bool:
    """Whether there is something to read. Rows of a reading that was broken off are read anew."""
    source.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if source.state not in (State.UPLOADED, State.READING):
        return False
    source.rows.all().delete()
    step(source, State.READING, rows_read=0)
    return True


def step(source: Import, to: str, **facts: object) -> None:
    """A step that no person takes: the trail has the upload and the saving."""
    for name, value in facts.items():
        setattr(source, name, value)
    source.state = to
    source.save(update_fields=["state", *facts])


@transaction.atomic
def fail(source: Import, sentence: str) -> None:
    """End the import with a sentence for the person who waits; nothing of it was saved."""
    source.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if source.is_working:
        source.rows.all().delete()
        step(source, State.FAILED, failure=sentence[:500])


def fill(source: Import) -> None:
    """Read the file and keep each row's verdict, a chunk at a time so that the page can tell how far it is."""
    sheet = source.sheet
    layout, lines = laid_out(lines_of(source.content(), source.file_kind), sheet)
    judge = Judge(
        sheet, layout, sheet.known_to(source.uploaded_by, source.facility, lock=False), source.facility, source.today
    )
    read_so_far = 0
    for verdicts in judge.verdicts(lines):
        keep(source, verdicts)
        read_so_far += len(verdicts)
        # A plain update: the row is locked for no longer than this, so that cancelling need not wait.
        if not Import.objects.filter(pk=source.pk, state=State.READING).update(rows_read=read_so_far):
            raise StoppedError
    if not read_so_far:
        raise UnreadableError(_("The file holds no rows."))
    with transaction.atomic():
        source.refresh_from_db(from_queryset=Import.objects.select_for_update())
        if source.state != State.READING:
            raise StoppedError
        step(source, State.PREVIEWED, headings=seal_json(layout.headings), **counted(source))


def keep(source: Import, verdicts: list[Verdict]) -> None:
    rows = []
    for verdict in verdicts:
        row = ImportRow(source=source, number=verdict.number, outcome=verdict.outcome, target=verdict.target)
        row.seal(**verdict.said)
        rows.append(row)
    ImportRow.objects.bulk_create(rows, batch_size=500)


def counted(source: Import) -> dict[str, int]:
    outcomes = list(source.rows.values_list("outcome", flat=True))
    return {f"{outcome.lower()}_rows": outcomes.count(outcome) for outcome in Outcome.values}


@transaction.atomic
def confirm(source: Import, *, by: User) -> None:
    """Have what the preview shows saved, rows with errors left out. Raises ValidationError with nothing to save."""
    source = Import.objects.select_for_update().get(pk=source.pk)
    require(source, State.PREVIEWED)
    if not source.writes:
        raise ValidationError(_("There is nothing to save: no row is new or changed."))
    step(source, State.CONFIRMED, confirmed_at=timezone.now(), confirmed_by=by, is_stale=False)
    enqueue("imports.jobs.save_import", source.pk)


def save(source: Import) -> None:
    """Save all that was confirmed, or nothing: where rows are no longer as previewed, show a new preview."""
    with override(source.language), pghistory.context(user=source.confirmed_by_id, job="imports.save"):
        try:
            with refusals_explained():
                save_or_preview_anew(source)
        except ValidationError as error:
            fail(source, _("Nothing was saved. %(reason)s") % {"reason": " ".join(error.messages)})


def save_or_preview_anew(source: Import) -> None:
    source.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if source.state != State.CONFIRMED:
        return
    # Two imports of one facility, and whoever adds people by hand, wait for each other here.
    facility = Facility.objects.select_for_update(no_key=True).get(pk=source.facility_id)
    sheet, by = source.sheet, source.confirmed_by
    assert by is not None  # noqa: S101  # a constraint of the table
    refuse_who_may_no_longer(by, source)
    seen, verdicts = judged_again(source, facility)
    if [(verdict.number, verdict.outcome, verdict.target, verdict.said) for verdict in verdicts] != seen:
        source.rows.all().delete()
        keep(source, verdicts)
        step(source, State.PREVIEWED, is_stale=True, confirmed_at=None, confirmed_by=None, **counted(source))
        return
    new = [verdict.values for verdict in verdicts if verdict.outcome == Outcome.NEW]
    changed = [
        (verdict.target, verdict.values if sheet.writes_whole else verdict.changed)
        for verdict in verdicts
        if verdict.outcome == Outcome.CHANGED and verdict.target is not None
    ]
    sheet.write(facility, new, changed, by=by, today=source.today)
    step(source, State.DONE)
    record(
        Verb.IMPORT,
        source,
        by=by,
        new_rows=source.new_rows,
        changed_rows=source.changed_rows,
        unchanged_rows=source.unchanged_rows,
        error_rows=source.error_rows,
    )
    forget_file(source)


def refuse_who_may_no_longer(by: User, source: Import) -> None:
    """The job runs later than the click: whoever confirmed must still work here. Raises ValidationError."""
    fresh = User.objects.get(pk=by.pk)
    may_import = fresh.has(Permission.IMPORT_LISTS) and fresh.has(source.sheet.permission)
    if not (may_import and Import.objects.visible_to(fresh).filter(pk=source.pk).exists()):
        raise ValidationError(_("%(name)s confirmed this import and may no longer do so.") % {"name": fresh.name})


def judged_again(source: Import, facility: Facility) -> tuple[list[object], list[Verdict]]:
    """What the preview says of each row, and what is true now, under locks."""
    sheet, headings = source.sheet, source.file_headings
    layout = layout_of(list(headings), sheet)
    seen: list[object] = []
    lines = []
    for row in source.rows.iterator(chunk_size=1000):
        said = row.said
        seen.append((row.number, row.outcome, row.target, said))
        lines.append((row.number, said["cells"]))
    by = source.confirmed_by or source.uploaded_by
    judge = Judge(sheet, layout, sheet.known_to(by, facility, lock=True), facility, source.today)
    return seen, [verdict for chunk in judge.verdicts(lines) for verdict in chunk]


@transaction.atomic
def cancel(source: Import, *, by: User) -> None:
    """Give up an import that nobody confirmed; file and rows are deleted at once."""
    source = Import.objects.select_for_update().get(pk=source.pk)
    require(source, State.UPLOADED, State.READING, State.PREVIEWED)
    source.rows.all().delete()
    move(source, State.CANCELLED, Verb.CANCEL, by=by)
    forget_file(source)


def forget_file(source: Import) -> None:
    """Delete the uploaded file once the step that makes it needless is certain."""
    file = source.file
    if file:
        storage, name = file.storage, file.name
        transaction.on_commit(lambda: storage.delete(name))
        source.file = ""
        source.save(update_fields=["file"])


@transaction.atomic
def forget(source: Import) -> None:
    """Delete file and rows some days after the upload, in whatever state the import is; the counts stay."""
    source.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if source.state in (State.UPLOADED, State.READING, State.PREVIEWED):
        step(source, State.CANCELLED)
    elif source.state == State.CONFIRMED:
        step(source, State.FAILED)
    source.rows.all().delete()
    if source.headings:
        source.headings = ""
        source.save(update_fields=["headings"])
    forget_file(source)

"""A readiness review from its first answers to the signatures of both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from facilities.models import ActionItem, ChecklistItem, ReadinessAnswer, ReadinessPhoto, ReadinessReview
from facilities.models.review_findings import MOST_PHOTOS

State = ReadinessReview.State
Verdict = ReadinessReview.Verdict
UNSIGNED: dict[str, Any] = {
    f"{side}_{part}": None for side in ("facility_confirmed", "centre_confirmed", "witnessed") for part in ("by", "at")
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one point: YES, NO, NOT_APPLICABLE, or "" while nobody has looked."""

    answer: str
    figure: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What mends one missing point, whose side does it (FACILITY or CENTRE), and by which day."""

    what: str
    side: str
    due_on: dt.date


def locked(review: ReadinessReview) -> ReadinessReview:
    rows = ReadinessReview.objects.select_for_update(of=("self",), no_key=True).with_places()
    row = rows.filter(pk=review.pk).first()
    if row is None:
        raise ValidationError(CHANGED_MEANWHILE)
    return row


def copy_checklist(review: ReadinessReview) -> None:
    """Give a new review the points that the checklist asks today; later edits of the checklist leave it alone."""
    asked = ChecklistItem.objects.asked_for(review.field)
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(
            review=review,
            position=position,
            topic=item.topic,
            text=item.text,
            unit=item.unit,
            is_blocking=item.is_blocking,
        )
        for position, item in enumerate(asked, start=1)
    )


@transaction.atomic
def fill_in(
    review: ReadinessReview,
    found: Mapping[int, Found],
    *,
    photos: Sequence[ContentFile[bytes]] = (),
    removed: Iterable[ReadinessPhoto] = (),
    by: User,
) -> None:
    """Keep answers (by the answer's id) and photos; who edits what was submitted takes it back to a draft.

    Confirmations given before are gone then. Raises ValidationError for a confirmed review or too many photos.
    """
    review = locked(review)
    require(review, State.DRAFT, State.SUBMITTED, State.REJECTED)
    if review.state == State.DRAFT:
        record(Verb.EDIT, review, by=by)
    else:
        _take_back(review, by=by)
    answers = list(review.answers.all())
    for answer in answers:
        if answer.pk in found:
            given = found[answer.pk]
            answer.answer, answer.figure, answer.note = given.answer, given.figure, given.note
    ReadinessAnswer.objects.bulk_update(answers, ["answer", "figure", "note"])
    _remove_photos(review, removed)
    _add_photos(review, photos, by=by)


def _take_back(review: ReadinessReview, *, by: User) -> None:
    for item in review.action_items.select_for_update(of=("self",)).open().with_origin():
        record(Verb.REMOVE, item, by=by)
        item.delete()
    move(
        review,
        State.DRAFT,
        Verb.EDIT,
        by=by,
        verdict="",
        valid_until=None,
        blocking_gaps=0,
        submitted_by=None,
        rejection_reason="",
        **UNSIGNED,
    )


def _remove_photos(review: ReadinessReview, removed: Iterable[ReadinessPhoto]) -> None:
    for photo in review.photos.filter(pk__in=[photo.pk for photo in removed]):
        name = photo.file.name
        photo.delete()
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


def _add_photos(review: ReadinessReview, photos: Sequence[ContentFile[bytes]], *, by: User) -> None:
    taken = set(review.photos.values_list("position", flat=True))
    free = [place for place in range(1, MOST_PHOTOS + 1) if place not in taken]
    if len(photos) > len(free):
        raise ValidationError(
            {
                "photos": _("A review takes at most %(most)d photos; it has %(taken)d.")
                % {"most": MOST_PHOTOS, "taken": len(taken)}
            }
        )
    stored: list[str] = []
    try:
        for place, photo in zip(free, photos, strict=False):
            row = ReadinessPhoto(review=review, position=place, added_by=by)
            row.file.save(photo.name, photo, save=False)
            stored.append(row.file.name)
            row.save()
    except Exception as error:
        # Rows go with the transaction; files do not.
        for name in stored:
            default_storage.delete(name)
        if isinstance(error, OSError):
            raise ValidationError({"photos": _("The photo could not be stored. Try again later.")}) from error
        raise


@transaction.atomic
def submit(
    review: ReadinessReview,
    *,
    verdict: str,
    valid_until: dt.date | None,
    tasks: Mapping[int, Task],
    today: dt.date,
    by: User,
) -> None:
    """Hand the review to both heads with its verdict; each missing point becomes an action item of one side.

    `tasks` are by the answer's id. A missing point that blocks leaves no verdict but “not ready”.
    """
    review = locked(review)
    require(review, State.DRAFT)
    missing = _missing_points(review, today)
    _refuse_verdict(verdict, missing, valid_until, review)
    _promise(review, missing, tasks)
    move(
        review,
        State.SUBMITTED,
        Verb.SUBMIT,
        by=by,
        verdict=verdict,
        valid_until=None if verdict == Verdict.NOT_READY else valid_until,
        blocking_gaps=sum(answer.is_blocking for answer in missing),
        submitted_by=by,
    )


def _missing_points(review: ReadinessReview, today: dt.date) -> list[ReadinessAnswer]:
    """What the reviewers found missing. Raises ValidationError while a point has no answer or the day is to come."""
    answers = list(review.answers.all())
    open_points = sum(not answer.answer for answer in answers)
    if open_points or not answers:
        raise ValidationError(
            ngettext("%(count)d point has no answer yet.", "%(count)d points have no answer yet.", open_points)
            % {"count": open_points}
        )
    if review.reviewed_on > today:
        raise ValidationError(_("The day of the review lies in the future."))
    return [answer for answer in answers if answer.answer == ReadinessAnswer.Answer.NO]


def _promise(review: ReadinessReview, missing: list[ReadinessAnswer], tasks: Mapping[int, Task]) -> None:
    """Each missing point becomes an action item. Raises ValidationError without a task or with one due too early."""
    if {answer.pk for answer in missing} - set(tasks):
        raise ValidationError(_("Each missing point needs somebody who mends it, and a day."))
    for answer in missing:
        if tasks[answer.pk].due_on < review.reviewed_on:
            raise ValidationError({f"due_{answer.pk}": _("It cannot be due before the review.")})
    for answer in missing:
        task = tasks[answer.pk]
        side: dict[str, Any] = {"facility": review.facility} if task.side == "FACILITY" else {"centre": review.centre}
        ActionItem.objects.create(review=review, what=task.what, due_on=task.due_on, **side)


def _refuse_verdict(
    verdict: str, missing: list[ReadinessAnswer], valid_until: dt.date | None, review: ReadinessReview
) -> None:
    if verdict != Verdict.NOT_READY and any(answer.is_blocking for answer in missing):
        raise ValidationError({"verdict": _("A blocking point is missing, so the workshop is not ready.")})
    if verdict == Verdict.READY and missing:
        raise ValidationError({"verdict": _("Points are missing: the workshop is ready with notes, or not ready.")})
    if verdict != Verdict.NOT_READY and valid_until is None:
        raise ValidationError({"valid_until": _("Say until when the workshop counts as ready.")})
    if valid_until is not None and valid_until < review.reviewed_on:
        raise ValidationError({"valid_until": _("The last day of validity cannot be before the day of the review.")})


@transaction.atomic
def confirm(review: ReadinessReview, *, by: User) -> None:
    """The head of one side confirms, or the regional head signs as witness. With both sides the review counts."""
    review = locked(review)
    side = review.side_of(by)
    if not side:
        raise ValidationError(_("Only the heads of the two sides confirm this review."))
    require(review, *((State.SUBMITTED, State.CONFIRMED) if side == "witnessed" else (State.SUBMITTED,)))
    if getattr(review, f"{side}_at"):
        raise ValidationError(_("Your side has confirmed this review already."))
    signature: dict[str, Any] = {f"{side}_by": by, f"{side}_at": Now()}
    other = {"facility_confirmed": "centre_confirmed", "centre_confirmed": "facility_confirmed"}.get(side)
    if other and getattr(review, f"{other}_at"):
        move(review, State.CONFIRMED, Verb.CONFIRM, by=by, **signature)
        return
    for name, value in signature.items():
        setattr(review, name, value)
    review.save(update_fields=list(signature))
    record(Verb.CONFIRM, review, by=by)


@transaction.atomic
def reject(review: ReadinessReview, *, reason: str, by: User) -> None:
    """One side's head does not agree: the review goes back to those who made it, with the reason."""
    review = locked(review)
    if review.side_of(by) not in ("facility_confirmed", "centre_confirmed"):
        raise ValidationError(_("Only the heads of the two sides reject this review."))
    move(review, State.REJECTED, Verb.REJECT, by=by, reason=reason, rejection_reason=reason, **UNSIGNED)


@transaction.atomic
def discard(review: ReadinessReview, *, by: User) -> None:
    """Take a draft away with its photos, so that it stands in nobody's way: only one review is open at a time.

    Raises ValidationError once it was submitted, and for a draft that a meeting or something done rests on.
    """
    review = locked(review)
    require(review, State.DRAFT)
    if review.meetings.exists():
        raise ValidationError(_("A meeting was about this review, so it stays."))
    if review.action_items.exists():
        raise ValidationError(_("Something has been done already about what this review found, so it stays."))
    _remove_photos(review, review.photos.all())
    record(Verb.REMOVE, review, by=by)
    review.delete()

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import ReadinessReview
from facilities.models.readiness import ENDS_SOON_DAYS
from programs.models import Batch
from programs.models.batches import BatchQuerySet
from reports.tasks.task import DUE, NEXT, Example, Task, day_text, task_for

State = ReadinessReview.State


def _reviews(label: Promise, tone: str, rows: QuerySet[ReadinessReview], *, page: str = "review-detail") -> Task:
    def show(review: ReadinessReview) -> Example:
        day = review.valid_until or review.reviewed_on
        return Example(str(review), reverse(f"facilities:{page}", args=[review.pk]), day_text(day))

    rows = rows.select_related("workshop", "field").order_by("valid_until", "reviewed_on", "pk")
    return Task(label, tone, rows, show)


@task_for(Permission.CONFIRM_REVIEWS)
def reviews_to_confirm(user: User, now: dt.datetime) -> Task:
    rows = ReadinessReview.objects.visible_to(user).unsigned_by(user)
    return _reviews(_("Readiness reviews wait for your confirmation"), DUE, rows)


@task_for(Permission.REVIEW_WORKSHOPS)
def reviews_rejected(user: User, now: dt.datetime) -> Task:
    rows = ReadinessReview.objects.visible_to(user).filter(state=State.REJECTED)
    return _reviews(_("Readiness reviews were rejected: mend them"), DUE, rows)


@task_for(Permission.REVIEW_WORKSHOPS)
def reviews_to_submit(user: User, now: dt.datetime) -> Task:
    rows = ReadinessReview.objects.visible_to(user).filter(state=State.DRAFT)
    return _reviews(_("Readiness reviews are not submitted yet"), NEXT, rows, page="review-checklist")


@task_for(Permission.REVIEW_WORKSHOPS)
def reviews_ending_soon(user: User, now: dt.datetime) -> Task:
    rows = ReadinessReview.objects.visible_to(user).ending_within(ENDS_SOON_DAYS, on=timezone.localdate(now))
    return _reviews(_("Readiness reviews that end within 30 days"), NEXT, rows)


@task_for(Permission.REVIEW_WORKSHOPS)
def batches_without_readiness(user: User, now: dt.datetime) -> Task:
    """Batches that begin within 30 days, or should have begun, in a workshop not found ready for that day."""
    rows = not_found_ready(
        Batch.objects.visible_to(user).filter(
            state__in=(Batch.State.PLANNED, Batch.State.SELECTING, Batch.State.DECREED),
            starts_on__lte=timezone.localdate(now) + dt.timedelta(days=ENDS_SOON_DAYS),
        )
    )
    return Task(
        _("Batches begin soon in a workshop that nobody found ready"),
        DUE,
        rows.order_by("starts_on", "pk"),
        lambda batch: Example(batch.name, batch.get_absolute_url(), day_text(batch.starts_on)),
    )


def not_found_ready(batches: BatchQuerySet) -> BatchQuerySet:
    """Of these the ones whose workshop nobody found ready for their field and first day."""
    last = (
        ReadinessReview.objects.confirmed()
        .filter(workshop=OuterRef("workshop"), field=OuterRef("package__field"), reviewed_on__lte=OuterRef("starts_on"))
        .order_by("-reviewed_on", "-pk")
    )
    ready_until = batches.annotate(ready_until=Subquery(last.values("valid_until")[:1]))
    return ready_until.filter(Q(ready_until__isnull=True) | Q(ready_until__lt=F("starts_on")))

"""Events become notices for the people whose work they are: right after, beside the pages, once each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import structlog
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import GRANTS, Permission
from audit.models import AuditEvent
from facilities.models import Posting
from reports.models import EventMark, Notice
from reports.notices.rules import Rule, rules_for

log = structlog.get_logger()

PIECE = 200
"""Events of one transaction."""


def tell_all() -> int:
    """Tell of everything that is marked; how many events that was."""
    told = 0
    while piece := tell_piece():
        told += piece
    return told


@transaction.atomic
def tell_piece() -> int:
    """Tell of the oldest events and take their marks away; two workers never take the same ones.

    An event that cannot be told is logged and passed over: it must not keep the others waiting.
    """
    marks = list(EventMark.objects.select_for_update(skip_locked=True).order_by("event_id")[:PIECE])
    for event in AuditEvent.objects.filter(pk__in=[mark.event_id for mark in marks]).order_by("pk"):
        try:
            with transaction.atomic():
                tell(event)
        except OperationalError:
            raise
        except Exception:
            log.exception("notice_failed", event=event.pk)
    EventMark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(marks)


def tell(event: AuditEvent) -> None:
    thing = apps.get_model(event.object_type)._default_manager.filter(pk=event.object_id).first()
    if thing is None:
        return
    for rule in rules_for(event):
        if rule.when(thing):
            subject = rule.subject(thing)
            keep(rule, subject, event, to=readers(rule, thing, event))


def keep(rule: Rule, subject: object, event: AuditEvent, *, to: Iterable[Posting]) -> None:
    """A notice for each; one that waits unread about the same thing says instead that it happened again."""
    same = {
        "kind": rule.kind,
        "subject_type": ContentType.objects.get_for_model(subject),  # type: ignore[arg-type]
        "subject_id": subject.pk,  # type: ignore[attr-defined]
    }
    postings = list(to)
    waiting = Notice.objects.unread().filter(posting__in=postings, **same)
    known = set(waiting.select_for_update().values_list("posting_id", flat=True))
    waiting.update(times=F("times") + 1, at=Greatest("at", event.at))
    Notice.objects.bulk_create(
        (Notice(posting=one, at=event.at, **same) for one in postings if one.pk not in known), ignore_conflicts=True
    )


def readers(rule: Rule, thing: object, event: AuditEvent) -> Iterator[Posting]:
    """Who holds the work today in the places that the event touches; not who did it themselves."""
    now = timezone.now()
    if rule.only:
        posting = rule.only(thing).posting
        if posting:
            yield posting
        return
    for posting in postings_at(rule.places(event, thing), rule.permission, now):
        if posting.user_id != event.by_id and posting.user.is_active and posting.runs(posting.today(now)):
            yield posting


def postings_at(keys: list[str], permission: Permission, now: dt.datetime) -> Iterable[Posting]:
    """Postings of the places that have the permission, and of the national level; some may be over by their clock."""
    roles = [role for role, grants in GRANTS.items() if permission in grants]
    ids: dict[str, list[str]] = {}
    for key in keys:
        place, _colon, pk = key.partition(":")
        ids.setdefault(place, []).append(pk)
    held = Q(region=None, facility=None, centre=None)
    for place in ("facility", "centre", "region"):
        held |= Q(**{f"{place}__in": ids.get(place, [])})
    near = (now - dt.timedelta(days=1)).date(), (now + dt.timedelta(days=1)).date()
    rows = Posting.objects.filter(held, role__in=roles, starts_on__lte=near[1]).with_places().select_related("user")
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=near[0]))


def forget_old(*, before: dt.datetime) -> None:
    Notice.objects.filter(at__lt=before).delete()


def read(notices: Iterable[int], *, by: User) -> None:
    """Mark these of the person's own as read; those read before keep their moment."""
    Notice.objects.visible_to(by).unread().filter(pk__in=list(notices)).update(read_at=timezone.now())


def read_all(*, by: User) -> None:
    """The same of everything that waits for the person."""
    Notice.objects.visible_to(by).unread().update(read_at=timezone.now())

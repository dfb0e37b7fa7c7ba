"""The digest by mail: how many of what, and one link. No name, no number, no place of a person leaves the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Count, Sum
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Digest, User
from reports.models import DigestMail, Notice
from reports.tasks import tasks_of


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    count: int


def wanting(*, on: dt.date) -> Iterator[int]:
    """Ids of those who want a digest on this day; the weekly ones on the first day of the week that is sent."""
    asked = User.objects.filter(is_active=True).exclude(digest=Digest.NEVER).exclude(email="").order_by("pk")
    monday = on - dt.timedelta(days=on.weekday())
    had = set(DigestMail.objects.filter(day__gte=monday).values_list("user_id", flat=True))
    for pk, rhythm in asked.values_list("pk", "digest"):
        if rhythm == Digest.DAILY or pk not in had:
            yield pk


@transaction.atomic
def send(user: User, *, on: dt.date) -> bool:
    """Send the day's digest unless it is sent already or there is nothing to say; whether it went.

    The row comes first: a second worker waits for it and finds it kept. A server that fails takes the row back with
    the transaction, so that the queue may try again. Raises what the mail server raises.
    """
    if user.posting is None or not user.email or user.digest == Digest.NEVER:
        return False
    with override(settings.LANGUAGE_CODE):
        happened, waits = lines_of(user)
        if not (happened or waits):
            return False
        _row, is_first = DigestMail.objects.get_or_create(user=user, day=on)
        if is_first:
            message(user, happened, waits).send()
    return is_first


def lines_of(user: User) -> tuple[list[Line], list[Line]]:
    """What happened and was not read yet, by kind; what waits, as the home page names it."""
    unread = Notice.objects.visible_to(user).unread().order_by()
    kinds = unread.values_list("kind").annotate(Count("pk"), Sum("times")).order_by("kind")
    happened = [Line(str(Notice.Kind(kind).label), times) for kind, _count, times in kinds]
    waits = [Line(str(task.label), task.count) for task in tasks_of(user, timezone.now())]
    return happened, waits


def message(user: User, happened: list[Line], waits: list[Line]) -> EmailMessage:
    context = {
        "happened": happened,
        "waits": waits,
        "url": settings.PUBLIC_ORIGIN + reverse("reports:notice-list"),
        "rhythm": user.get_digest_display(),
    }
    body = render_to_string("reports/email/digest.txt", context)
    return EmailMessage(_("Digest of the training application"), body, to=[user.email])

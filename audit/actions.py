"""How the trail is written: one event per action, in the action's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from audit.models import AuditEvent, Verb

if TYPE_CHECKING:
    from accounts.models import User


class Scoped(Protocol):
    """A row that knows the places it belongs to."""

    pk: Any
    _meta: ClassVar[Any]

    @property
    def scope_keys(self) -> list[str]: ...


class Stepped(Scoped, Protocol):
    """A row with a state; `STEPS` is its table of allowed steps."""

    STEPS: ClassVar[Any]
    state: str

    def save(self, *, update_fields: Any = ...) -> None: ...
    def get_state_display(self) -> str: ...


def record(
    verb: Verb, thing: Scoped, *, by: User | None, reason: str = "", is_confidential: bool = False, **detail: Any
) -> AuditEvent:
    """Write one event about `thing`, under its `audit_label` where its own words would name an inmate.

    `detail` must be JSON and hold no more personal data than the label. A confidential reason is read only by
    those who may see inmates.
    """
    return AuditEvent.objects.create(
        **event_of(verb, thing), by=by, reason=reason, is_confidential=is_confidential, detail=detail
    )


def record_all(verb: Verb, things: Iterable[tuple[Scoped, dict[str, Any]]], *, by: User | None) -> None:
    """Write one event about each thing with its detail, thousands at a time."""
    events = [AuditEvent(**event_of(verb, thing), by=by, detail=detail) for thing, detail in things]
    AuditEvent.objects.bulk_create(events, batch_size=1000)


def event_of(verb: Verb, thing: Scoped) -> dict[str, Any]:
    """What every event says: what was done, to what, where, in which request."""
    return {
        "verb": verb,
        "object_type": thing._meta.label_lower,
        "object_id": thing.pk,
        "object_label": getattr(thing, "audit_label", str(thing))[:300],
        "scope": thing.scope_keys,
        "request_id": get_contextvars().get("request_id", ""),
    }


def require(thing: Stepped, *states: models.TextChoices) -> None:
    """Refuse what is only done in these states. Raises ValidationError naming the state it is in."""
    if thing.state not in states:
        raise ValidationError(
            _("This cannot be done while the state is “%(state)s”.") % {"state": thing.get_state_display()},
            code="state",
        )


@transaction.atomic
def move(
    thing: Stepped,
    to: models.TextChoices,
    verb: Verb,
    *,
    by: User,
    reason: str = "",
    is_confidential: bool = False,
    **facts: Any,
) -> None:
    """Take a row from its state to the next, with the facts that go with the step, and write it down.

    The caller has locked the row. Raises ValidationError when the table of steps does not allow it.
    """
    if to not in thing.STEPS[type(to)(thing.state)]:
        require(thing)
    for name, value in facts.items():
        setattr(thing, name, value)
    thing.state = to
    thing.save(update_fields=["state", *facts])
    record(verb, thing, by=by, reason=reason, is_confidential=is_confidential)

"""Signing in and out, and changing passwords, as the trail sees them.

It stands here and not with the accounts because this room knows the accounts and not the other way round.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from accounts.adapter import AccountAdapter
from accounts.models import User
from audit.actions import record
from audit.models import AuditEvent, Verb


class RecordingAdapter(AccountAdapter):
    """allauth calls these methods at each step, so that no signal receiver is needed."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        person = cast(User, user)
        record(Verb.SIGN_IN, person, by=person)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            record(Verb.SIGN_OUT, user, by=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Somebody typed a wrong user name or password: which ones, is nobody's business."""
        super().authentication_failed(request, **credentials)
        AuditEvent.objects.create(
            verb=Verb.SIGN_IN_FAILED,
            by=None,
            object_type=User._meta.label_lower,
            object_label=_("unknown person"),
            scope=[],
            request_id=get_contextvars().get("request_id", ""),
        )

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A password is only ever set by its owner: signed in, or with the link sent by mail."""
        super().set_password(user, password)
        person = cast(User, user)
        record(Verb.PASSWORD, person, by=person)

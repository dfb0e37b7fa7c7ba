"""The one door to allauth's internals: an upgrade that moves it fails here first."""

import inspect
from pathlib import Path

import pytest
from allauth.account.internal.flows import reauthentication
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from certificates.confirmation import require_confirmation
from tests.certificates.classes import Class


def test_allauth_still_asks_as_we_call_it():
    parameters = inspect.signature(reauthentication.raise_if_reauthentication_required).parameters

    assert "request" in parameters
    assert "app" in parameters


def test_who_has_not_given_the_password_is_stopped(school: Class):
    request = RequestFactory().post("/")
    request.user, request.session = school.head, SessionStore()

    with pytest.raises(ReauthenticationRequired):
        require_confirmation(request)


def test_allauths_internals_are_touched_in_one_place():
    rooms = ("accounts", "audit", "facilities", "trainees", "programs", "certificates", "reports", "lapastraining")
    files = [path for room in rooms for path in (Path(settings.BASE_DIR) / room).rglob("*.py")]

    touching = [path.name for path in files if "allauth.account.internal" in path.read_text(encoding="utf-8")]

    assert touching == ["confirmation.py"]

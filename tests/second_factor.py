"""How tests give a second factor, as its owner would: with the code that the app shows next."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo.second_factor import open_code


def code_of(user: User) -> str:
    code = open_code(user)
    assert code, f"{user} has no app of the tests, or used all codes of this half minute"
    return code


def sign_in(client: Client, user: User, password: str) -> Any:
    """Through the front door: password, then code."""
    answer = client.post(reverse("account_login"), {"login": user.username, "password": password})
    if answer.status_code == 302 and answer.url == reverse("mfa_authenticate"):
        answer = client.post(answer.url, {"code": code_of(user)})
    return answer


def confirm(client: Client, user: User, url: str | None = None, **data: str) -> Any:
    """Give the second factor once more, where a step asked for it."""
    return client.post(url or reverse("mfa_reauthenticate"), {"code": code_of(user), **data})

"""How somebody signs in and does what the pages offer: in a browser, or faster by the pages' forms alone."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from demo.cases import PASSWORD
from tests.second_factor import confirm, sign_in


class Person:
    """One of the cast at a browser of their own; `steps` are the things they opened, pressed, chose or filled in."""

    def __init__(self, browser: Any, origin: str, username: str = "", password: str = "", width: int = 1280) -> None:
        self.context = browser.new_context(base_url=origin, locale="id-ID", viewport={"width": width, "height": 900})
        # Nine papers are drawn before a class is issued, and other tests may run beside this one.
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.steps = 0
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        if username:
            self.sign_in(username, password)

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *failure: object) -> None:
        self.context.close()

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto(reverse("account_login"))
        self.page.fill("#id_login", username)
        self.page.fill("#id_password", password)
        self.press("main button[type=submit]")
        self.give_code()

    def give_code(self) -> None:
        """Type the code that the demonstration's page shows, where a second factor is asked for."""
        if self.page.locator("#id_code").count():
            shown = self.page.locator(".notice").first.inner_text()
            self.page.fill("#id_code", re.findall(r"\d{6}", shown)[0])
            self.press("main button[type=submit]")

    def open(self, name: str, *args: Any) -> None:
        self.steps += 1
        response = self.page.goto(reverse(name, args=args))
        assert response is not None and response.status == 200, (name, response and response.status)

    def fill(self, **values: str) -> None:
        """Fill fields by their name: text, dates and numbers are typed, choices are chosen."""
        for name, value in values.items():
            self.steps += 1
            field = self.page.locator(f"[name='{name}']").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def choose(self, name: str, label: str) -> None:
        """Choose the option of a list that begins with these words."""
        self.steps += 1
        option = self.page.locator(f"select[name='{name}'] option", has_text=label).first
        self.page.locator(f"select[name='{name}']").select_option(option.get_attribute("value"))

    def tick(self, name: str, *labels: str) -> None:
        for label in labels:
            self.steps += 1
            self.page.locator(f"label:has(input[name='{name}']), label", has_text=label).first.click()

    def check(self, name: str, count: int) -> None:
        """Tick the first boxes of this name."""
        boxes = self.page.locator(f"input[name={name}]")
        for index in range(count):
            self.steps += 1
            boxes.nth(index).check()

    def press(self, selector: str) -> None:
        """Press a button that leads to another page, and insist that no form came back with errors."""
        self.steps += 1
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        errors = self.page.locator(".error-summary, .message-error")
        assert errors.count() == 0, errors.first.inner_text()

    def save(self) -> None:
        self.press("main form[method=post] .form-actions button[type=submit]")

    def shot(self, name: str) -> None:
        """A picture for people to look at, when SHOTS names a folder."""
        if os.environ.get("SHOTS"):
            folder = Path(os.environ["SHOTS"])
            folder.mkdir(parents=True, exist_ok=True)
            for width in (1280, 360):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
            self.page.set_viewport_size({"width": 1280, "height": 900})


class Walker:
    """Somebody of the cast who sends the pages' forms; one that is not answered with the next page fails the test.

    Asked for the second factor once more, they give it.
    """

    def __init__(self, username: str) -> None:
        self.client = Client()
        self.user = User.objects.get(username=username)
        assert sign_in(self.client, self.user, PASSWORD).status_code == 302

    def sends(self, page: str, *args: object, **data: object) -> None:
        answer: Any = self.client.post(reverse(page, args=args), data)
        if answer.status_code == 302 and answer.url.startswith(reverse("mfa_reauthenticate")):
            answer = confirm(self.client, self.user, answer.url)
        assert answer.status_code == 302, said_by(answer)
        assert "message-error" not in self.client.get(answer.url).content.decode(), page

    def form(self, page: str, *args: object) -> Any:
        return self.client.get(reverse(page, args=args)).context["form"]

    def saves(self, page: str, *args: object, **changes: object) -> None:
        """Send the form as the page offers it, but for these changes."""
        offered = {field.html_name: field.value() for field in self.form(page, *args)}
        filled = {name: value for name, value in offered.items() if value not in (None, "", False)}
        self.sends(page, *args, **{**filled, **changes})


def said_by(answer: Any) -> object:
    form = (answer.context or {}).get("form")
    return form.errors if form is not None else answer.status_code

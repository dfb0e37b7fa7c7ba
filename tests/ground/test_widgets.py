"""Widgets that we draw ourselves, beside what Django's templates make of them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy

from lapastraining.widgets import DRAWN, Renderer

CHOICES = [("", gettext_lazy("Name")), (1, "<b>"), ("K & BK", 2021), ("Kelompok", [("a", "A"), ("b", "“B”")])]
ATTRS = {"class": 'a "b"', "required": True, "disabled": False, "maxlength": 3, "aria-label": "Ani & Budi"}


def drawn(widget: forms.Widget, value: Any, renderer: TemplatesSetting) -> str:
    """Without the breaks between lines, which a browser does not show."""
    return re.sub(r"\s*\n\s*", "", widget.render("nama<", value, ATTRS, renderer=renderer))


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), None),
        (forms.TextInput(), '<script>"'),
        (forms.NumberInput(), 1234),
        (forms.DateInput(attrs={"type": "date"}), dt.date(2021, 6, 10)),
        (forms.HiddenInput(), "x"),
        (forms.PasswordInput(), "secret"),
        (forms.EmailInput(), ""),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Select(choices=CHOICES), "K & BK"),
        (forms.Select(choices=CHOICES), "b"),
        (forms.Select(choices=[]), None),
        (forms.NullBooleanSelect(), True),
        (forms.SelectMultiple(choices=CHOICES), ["1", "a"]),
        (forms.RadioSelect(choices=CHOICES), "1"),
        (forms.Textarea(), "dua\nbaris"),
    ],
)
def test_a_widget_looks_as_django_draws_it(widget: forms.Widget, value: Any) -> None:
    assert drawn(widget, value, Renderer()) == drawn(widget, value, TemplatesSetting())


def test_every_template_that_is_left_out_is_one_of_djangos() -> None:
    assert [name for name in DRAWN if TemplatesSetting().get_template(name) is None] == []


def test_a_select_with_options_of_its_own_is_left_to_its_template() -> None:
    class Marked(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    widget = Marked(choices=[("a", "A")])

    assert drawn(widget, "a", Renderer()) == drawn(widget, "a", TemplatesSetting())

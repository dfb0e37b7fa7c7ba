"""Inputs and selects drawn without templates: a page of a hundred of them spends its time in five includes for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = dict[str, Any]
FOLDER = "django/forms/widgets/"
OPTION = f"{FOLDER}select_option.html"
INPUTS = [
    "checkbox",
    "color",
    "date",
    "datetime",
    "email",
    "hidden",
    "input",
    "number",
    "password",
    "search",
    "tel",
    "text",
    "time",
    "url",
]


class Renderer(TemplatesSetting):
    """Writes what Django's own templates of the plain widgets write; a test holds both side by side."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        drawn = draw(context["widget"]) if draw else None
        return super().render(template_name, context, request) if drawn is None else drawn


def _input(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{_attributes(widget)}>')  # noqa: S308  (escaped above)


def _select(widget: Widget) -> SafeString | None:
    """None for a select whose options look otherwise."""
    lines = []
    for name, options, _index in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return None
        drawn = [_option(option) for option in options]
        lines += [f'<optgroup label="{_shown(name)}">', *drawn, "</optgroup>"] if name else drawn
    opened = f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>'
    return mark_safe("\n".join([opened, *lines, "</select>"]))  # noqa: S308  (escaped part by part)


def _option(option: Widget) -> str:
    value = conditional_escape(option["value"])
    return f'<option value="{value}"{_attributes(option)}>{_shown(option["label"])}</option>'


def _shown(label: Any) -> str:
    return conditional_escape(localize(label))


def _attributes(widget: Widget) -> str:
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in given
    )


DRAWN: dict[str, Callable[[Widget], SafeString | None]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    f"{FOLDER}select.html": _select,
}

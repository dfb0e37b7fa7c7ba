"""Tags and filters behind the page components in ``templates/components/``."""

import datetime as dt
import re
from functools import cache
from typing import Any, Final

from django import template
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import Context
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.permissions import Permission
from facilities import money

register = template.Library()

ICON_SPRITE: Final = "vendor/bootstrap-icons-1.13.1/sprite.svg"
# The first name found in the user agent wins: the others' names appear in it too.
BROWSERS: Final = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: Final = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
TONES: Final = frozenset({"neutral", "info", "success", "warning", "danger"})


@cache
def icon_names() -> frozenset[str]:
    """Names of the icons in our sprite. Raises FileNotFoundError when the sprite is missing."""
    path = finders.find(ICON_SPRITE)
    if path is None:
        raise FileNotFoundError(ICON_SPRITE)
    with open(path, encoding="utf-8") as sprite:
        return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite.read()))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon, hidden from screen readers unless labelled. Raises ValueError when the sprite lacks it."""
    if not name:
        return SafeString("")
    if name not in icon_names():
        raise ValueError(f"no icon called {name!r} in {ICON_SPRITE}")
    href = f"{static(ICON_SPRITE)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.simple_tag
def badge(label: str, tone: str = "neutral") -> SafeString:
    """A state in words on a quiet colour. Raises ValueError for an unknown tone."""
    if tone not in TONES:
        raise ValueError(f"unknown tone {tone!r}: use one of {', '.join(sorted(TONES))}")
    return format_html('<span class="badge badge-{}">{}</span>', tone, label)


STATE_TONES: Final = {
    "SIGNED": "success",
    "CREATED": "success",
    "SUBMITTED": "warning",
    "TERMINATED": "danger",
    "SELECTING": "info",
    "DECREED": "info",
    "RUNNING": "success",
    "TESTING": "warning",
    "POSTPONED": "warning",
    "CANCELLED": "danger",
    "SHORTLISTED": "info",
    "ACCEPTED": "success",
    "RESERVE": "warning",
    "REJECTED": "danger",
    "ACTIVE": "success",
    "SUSPENDED": "warning",
    "COMPLETED": "success",
    "DROPPED": "danger",
    "READING": "info",
    "PREVIEWED": "warning",
    "CONFIRMED": "info",
    "DONE": "success",
    "FAILED": "danger",
    "STOPPED": "warning",
    "valid": "success",
    "revoked": "danger",
}


@register.simple_tag
def state_badge(thing: Any) -> SafeString:
    """The badge of a row's state, in the words of its model."""
    return badge(thing.get_state_display(), STATE_TONES.get(thing.state, "neutral"))


@register.inclusion_tag("components/sort_th.html", takes_context=True)
def sort_th(context: Context, field: str, label: str, num: bool = False, most_first: bool = False) -> dict[str, Any]:
    """A table heading that sorts by ``?sort=field``, and backwards by ``?sort=-field``, from page one.

    With `most_first` the first click asks for the greatest, where that is what people look for.
    """
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    query.pop("page", None)
    first, then = (f"-{field}", field) if most_first else (field, f"-{field}")
    query["sort"] = then if current == first else first
    directions = {field: "ascending", f"-{field}": "descending"}
    return {"label": label, "num": num, "query": query.urlencode(), "direction": directions.get(current, "")}


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """First, last and neighbouring page numbers, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def error_anchor(field: BoundField) -> str:
    """The id that a link in the error summary jumps to: of several choices, the first."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's control with the look of our forms, for pages that lay fields out by hand."""
    classes = "form-control"
    if isinstance(field.field.widget, CheckboxInput):
        classes = "form-check-input"
    elif isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        classes = ""
    elif isinstance(field.field.widget, Select):
        classes = "form-select"
    if field.errors:
        classes += " is-invalid"
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {classes}".strip()})


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether the field shows radios or check boxes, one for each choice."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    """Whether the field is one check box, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def percent_of(numerator: float | None, denominator: float | None) -> int | None:
    """Whole per cent, never capped; None when there is nothing to divide by."""
    if numerator is None or not denominator:
        return None
    return round(100 * numerator / denominator)


@register.filter
def rupiah(amount: int | None) -> str:
    """Money as papers write it, "Rp50.000.000,00"; a dash where there is none."""
    return "–" if amount is None else money.rupiah(amount)


@register.filter
def browser_name(user_agent: str) -> str:
    """Browser and system in words ("Chrome, Windows"), else the start of the user agent."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system))) or user_agent[:60]


@register.filter
def may(user: Any, permission: str) -> bool:
    """Whether the person may do this at all; an unknown permission is a KeyError, never a silent no."""
    return bool(getattr(user, "has", None) and user.has(Permission[permission]))


@register.simple_tag
def period(first: dt.date, last: dt.date, month: str = "M") -> str:
    """The days from `first` to `last`, month and year said once: "16–22 Nov 2026"; `month` is a date format of it."""
    whole = f"j {month} Y"
    if first == last:
        return date_format(last, whole)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, whole)}"
    start = f"j {month}" if first.year == last.year else whole
    return f"{date_format(first, start)} – {date_format(last, whole)}"

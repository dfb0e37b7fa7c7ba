"""A text that is typed freely, with what is known already offered while typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms


class OfferedText(forms.TextInput):
    """`offered` are proposals (a datalist): the browser shows them without a script, and any other text is taken."""

    template_name = "components/offered_text.html"

    def __init__(self, offered: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.offered = sorted(set(offered))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_offered"
        context["widget"]["attrs"]["list"] = list_id
        return {**context, "list_id": list_id, "offered": self.offered}

"""Words that would tell a reader of a certificate where its holder was trained (docs/trust.md 3)."""

from __future__ import annotations

import re

_BETRAYING = re.compile(
    r"\b(lapas|rutan|lpka|lpp|bapas|pemasyarakatan|narapidana|napi|tahanan|wbp|warga\s+binaan|andikpas|nik|register|prison|inmate)\b",
    re.IGNORECASE,
)


def betraying_word(text: str) -> str | None:
    """The first such word in the text as it stands there, or None."""
    found = _BETRAYING.search(text)
    return found.group() if found else None

"""Which outline of the map belongs to which region, by the provinces' BPS codes (rule 6.2).

The outlines are those of 34 provinces: the provinces that Papua was divided into since 2022 share its two outlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

MAP = "vendor/svg-maps-indonesia-1.0.0/provinces.svg"
OUTLINES = {
    "11": "id-ac",
    "12": "id-su",
    "13": "id-sb",
    "14": "id-ri",
    "15": "id-ja",
    "16": "id-ss",
    "17": "id-be",
    "18": "id-la",
    "19": "id-bb",
    "21": "id-kr",
    "31": "id-jk",
    "32": "id-jb",
    "33": "id-jt",
    "34": "id-yo",
    "35": "id-ji",
    "36": "id-bt",
    "51": "id-ba",
    "52": "id-nb",
    "53": "id-nt",
    "61": "id-kb",
    "62": "id-kt",
    "63": "id-ks",
    "64": "id-ki",
    "65": "id-ku",
    "71": "id-sa",
    "72": "id-st",
    "73": "id-sn",
    "74": "id-sg",
    "75": "id-go",
    "76": "id-sr",
    "81": "id-ma",
    "82": "id-mu",
    "91": "id-pb",
    "92": "id-pb",
    "94": "id-pa",
    "95": "id-pa",
    "96": "id-pa",
    "97": "id-pa",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """A province's shape: its name in the map's file, and its path for a paper, which reads no other file."""

    name: str
    path: str


def outlines_of(province_codes: list[str]) -> list[Outline]:
    """Each outline of these provinces once; none for a code that the map does not know."""
    names = dict.fromkeys(OUTLINES[code] for code in province_codes if code in OUTLINES)
    return [Outline(name, paths()[name]) for name in names]


@cache
def paths() -> dict[str, str]:
    text = (Path(settings.BASE_DIR) / "static" / MAP).read_text(encoding="utf-8")
    return dict(re.findall(r'<path id="([^"]+)" d="([^"]+)"/>', text))

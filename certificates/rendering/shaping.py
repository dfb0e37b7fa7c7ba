"""A line of text as WeasyPrint draws it: shaped by HarfBuzz, spaced as Pango does, written as PDF operators.

Pango counts in 1/1024 of a CSS pixel ("units" here). Every way of rounding below is Pango's or WeasyPrint's own; a
blank is only used when its specimens come out of here byte for byte as WeasyPrint drew them.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .gaps import NotExactError

UNITS = 1024

SPACE = re.compile("([ \u00a0])")


@dataclass(frozen=True, slots=True)
class Glyph:
    number: int
    advance: int
    """As the font has it, in units."""
    width: int
    """With kerning and spacing, in units."""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file at a size, and what the style asks of it. `letter_spacing` is None where the style says normal."""

    path: Path
    size: int
    features: tuple[tuple[str, int], ...]
    language: str
    letter_spacing: float | None
    word_spacing: float

    def draw(self, text: str) -> tuple[str, float]:
        """The array of a TJ operator, and the width in CSS pixels. Raises NotExactError."""
        runs = self._spaced(text)
        width = sum(glyph.width for run in runs for glyph in run) / UNITS + (self.letter_spacing or 0)
        return self._written(runs), width

    def _spaced(self, text: str) -> list[list[Glyph]]:
        """Words and the spaces between them as runs; half of a run's spacing stands on each side of its letters."""
        letters = int((self.letter_spacing or 0) * UNITS)
        space = int(self.word_spacing * UNITS + letters)
        ends = (0, len(text.encode()) - 1)
        parts = [part for part in SPACE.split(text) if part]
        runs, start = [], 0
        for number, part in enumerate(parts):
            spacing = space * (1 + (start in ends)) if self.word_spacing and part in " \u00a0" else letters
            start += len(part.encode())
            glyphs = _shaped(self.path, self.size, self.features, self.language, part)
            runs.append(list(_apart(glyphs, spacing, is_first=number == 0, is_last=number == len(parts) - 1)))
        return runs

    def _written(self, runs: list[list[Glyph]]) -> str:
        """As WeasyPrint writes glyphs: what a glyph's width lacks of its advance follows it in whole thousandths."""
        size = self.size / UNITS
        written = ""
        for run in runs:
            written += "<" + "".join(_one(glyph, size) for glyph in run)
            written = written[:-1] if written[-1] == "<" else written + ">"
        return written


def _one(glyph: Glyph, size: float) -> str:
    offset = glyph.offset / size
    thousandths = round(glyph.advance * 1000 * (1 / UNITS) / size)
    kerning = thousandths + offset - glyph.width * 1000 * (1 / UNITS) / size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph.number:04x}{after}"


def _apart(glyphs: tuple[Glyph, ...], spacing: int, *, is_first: bool, is_last: bool) -> Iterator[Glyph]:
    before = spacing // 2
    if spacing % UNITS == 0:
        before = (before + UNITS // 2) // UNITS * UNITS
    for number, glyph in enumerate(glyphs):
        left = 0 if is_first and number == 0 else before
        right = 0 if is_last and number == len(glyphs) - 1 else spacing - before
        yield Glyph(glyph.number, glyph.advance, glyph.width + left + right, glyph.offset + left)


@functools.lru_cache(maxsize=4096)
def _shaped(
    path: Path, size: int, features: tuple[tuple[str, int], ...], language: str, text: str
) -> tuple[Glyph, ...]:
    """Raises NotExactError for a letter that the font lacks, or that does not stand on the line."""
    font = _font(path, size)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", language
    hb.shape(font, buffer, dict(features))
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0 or position.y_offset or position.y_advance or position.x_offset:
            raise NotExactError("a letter does not stand on the line")
        advance = font.get_glyph_h_advance(info.codepoint)
        glyphs.append(Glyph(info.codepoint, advance, position.x_advance))
    if len(glyphs) != len(text):
        raise NotExactError("letters melt into one another")
    return tuple(glyphs)


@functools.lru_cache(maxsize=64)
def _font(path: Path, size: int) -> hb.Font:
    font = hb.Font(_face(path))
    font.scale = (size, size)
    return font


@functools.cache
def _face(path: Path) -> hb.Face:
    unpacked = io.BytesIO()
    with TTFont(path) as font:
        font.flavor = None
        font.save(unpacked)
    return hb.Face(unpacked.getvalue())


@functools.cache
def letters_of(path: Path) -> frozenset[str]:
    with TTFont(path) as font:
        return frozenset(map(chr, font.getBestCmap()))

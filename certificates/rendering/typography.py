"""Where a blank's lines stand, read from WeasyPrint's own boxes, and how each is drawn with other words in it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weasyprint import CSS, Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import font_features

from certificates.pdf import ASSETS

from .gaps import NotExactError, Wording
from .shaping import UNITS, Typeface, letters_of

LETTERS = "".join(map(chr, range(0x21, 0x7F))) + "".join(map(chr, range(0xC0, 0x100))) + "‘’“”–·"
"""What a gap can be filled with, besides the space: letters of the Latin alphabets that most names are written with.
In italics only English stands, which needs no more than ASCII."""

SHOWN = re.compile(
    rb"BT\n1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) Tm\n"
    rb"/(?P<font>\w+) (?P<size>[\d.]+) Tf\n\[(?P<glyphs>[^\]]*)\] TJ\nET\n"
)
CORNERS = ("top-left-corner", "top-left", "top-center", "top-right", "top-right-corner", "bottom-left-corner")

FACE = re.compile(r'font-family: "([^"]+)"; font-weight: (\d+);( font-style: italic;)? src: url\("([^"]+)"\)')

Box = Any


@functools.cache
def faces() -> dict[tuple[str, int, str], Path]:
    """The Latin font files of the style sheet by family, weight and style."""
    found = FACE.findall((ASSETS / "pdf.css").read_text())
    return {
        (family, int(weight), "italic" if italic else "normal"): ASSETS / url
        for family, weight, italic, url in found
        if not family.endswith(" Ext")
    }


@functools.cache
def all_letters() -> CSS:
    """Style that draws all letters of each face in a margin of page one, so that each file embeds them.

    They are decoration there, outside the tags, and are taken out of the drawing again.
    """
    margins = [
        f'@{corner} {{ content: "{_escaped(drawable(face))}"; font: {face[2]} {face[1]} 1pt "{face[0]}"; '
        "white-space: pre; font-variant-ligatures: none; }"
        for corner, face in zip(CORNERS, faces(), strict=False)
    ]
    return CSS(string=f"@page :first {{ {' '.join(margins)} }}")


def drawable(face: tuple[str, int, str]) -> str:
    wanted = filter(str.isascii, LETTERS) if face[2] == "italic" else LETTERS
    return "".join(letter for letter in wanted if letter in letters_of(faces()[face]))


def _escaped(text: str) -> str:
    return "".join(f"\\{ord(letter):06x}" for letter in text)


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of a line: in one face, drawn at (x, y) in CSS pixels."""

    text: str
    typeface: Typeface
    letters: frozenset[str]
    x: float
    y: bytes
    width: float
    font: bytes
    shown: bytes
    start: int
    end: int

    def drawn(self, text: str) -> tuple[bytes, float]:
        if text == self.text:
            return self.shown, self.width
        if not self.letters.issuperset(text):
            raise NotExactError("a letter is not in the blank's fonts")
        array, width = self.typeface.draw(text)
        return array.encode(), width


@dataclass(frozen=True, slots=True)
class Line:
    """A line with gaps. `share` of what is free in the `room` (pixels) stands before it: none, half or all."""

    runs: tuple[Run, ...]
    between: tuple[bytes, ...]
    left: float
    width: float
    room: float
    share: float

    def draw(self, wording: Wording, texts: dict[str, str]) -> bytes:
        """The line's part of the page with these texts. Raises NotExactError when a plain render would break it."""
        drawn = [run.drawn(wording.put(run.text, texts)) for run in self.runs]
        width = self.width + sum(new - run.width for run, (_shown, new) in zip(self.runs, drawn, strict=True))
        if width > self.room - 0.5:
            raise NotExactError("the line would break")
        moved = self.left + (self.room - width) * self.share - self.runs[0].x
        parts = []
        for run, (shown, new), after in zip(self.runs, drawn, self.between, strict=True):
            at = number(run.x + moved)
            parts.append(b"BT\n1 0 0 -1 %b %b Tm\n%b Tf\n[%b] TJ\nET\n%b" % (at, run.y, run.font, shown, after))
            moved += new - run.width
        return b"".join(parts)


def number(value: float) -> bytes:
    """As WeasyPrint's writer has it."""
    return (str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")).encode()


def lines_with_gaps(document: Document, page: int, drawing: bytes, wording: Wording) -> list[Line]:
    """The lines of a page that hold specimens, in the order they are drawn. Raises NotExactError."""
    shown = {(found["x"], found["y"]): found for found in SHOWN.finditer(drawing)}
    found = [
        _line(line, ancestors, shown, drawing)
        for line, ancestors in _lines(document.pages[page]._page_box, ())
        if any(wording.in_text(box.text) for box in _texts(line))
    ]
    _hold_every_specimen(document.pages[page]._page_box, found, wording)
    return sorted(found, key=lambda line: line.runs[0].start)


def all_letters_shown(document: Document, drawing: bytes) -> list[tuple[int, int]]:
    """Where page one draws all letters of a face, from and to."""
    texts = {drawable(face) for face in faces()}
    shown = {(found["x"], found["y"]): found for found in SHOWN.finditer(drawing)}
    places = [shown[_place(box)].span() for box in _texts(document.pages[0]._page_box) if box.text in texts]
    if len(places) != len(faces()):
        raise NotExactError("the letters are not all drawn")
    return sorted(places)


def _hold_every_specimen(page: Box, lines: list[Line], wording: Wording) -> None:
    """A specimen that was broken over two lines, or drawn in two pieces, is not found in one."""
    whole = "".join("".join(box.text for box in _texts(page)).split())
    held = [found for line in lines for run in line.runs for found in wording.in_text(run.text)]
    for specimen in set(wording.specimens):
        if whole.count("".join(specimen.split())) != held.count(specimen):
            raise NotExactError("a specimen is broken")


def _lines(box: Box, ancestors: tuple[Box, ...]) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.LineBox):
        yield box, ancestors
    for child in getattr(box, "children", ()):
        yield from _lines(child, (*ancestors, box))


def _texts(box: Box) -> Iterator[Box]:
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _line(line: Box, ancestors: tuple[Box, ...], shown: dict[Any, re.Match[bytes]], drawing: bytes) -> Line:
    block = ancestors[-1]
    _refuse_what_would_move(line, block, ancestors)
    runs = [_run(box, shown) for box in _texts(line) if box.text.strip()]
    if any(one.end > other.start for one, other in itertools.pairwise(runs)):
        raise NotExactError("a line is not drawn in order")
    between = [drawing[one.end : other.start] for one, other in itertools.pairwise(runs)]
    share = {"start": 0.0, "left": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}[line.style["text_align_all"]]
    made = Line(tuple(runs), (*between, b""), block.content_box_x(), line.width, block.width, share)
    _prove(made, line, drawing)
    return made


def _refuse_what_would_move(line: Box, block: Box, ancestors: tuple[Box, ...]) -> None:
    """Raises NotExactError unless other words would leave everything outside the line where it stands."""
    inline = [child for child in line.descendants(placeholders=True) if child is not line]
    if not all(isinstance(child, boxes.InlineBox | boxes.TextBox) for child in inline):
        raise NotExactError("a line holds more than text")
    lines = [found for found, _above in _lines(block, ())]
    breaks = sum(box.element_tag == "br" for found in lines for box in found.descendants())
    if len(lines) != 1 + breaks:
        raise NotExactError("a text with gaps takes more than one line")
    for box in ancestors:
        is_free = box.style["float"] != "none" or box.style["position"] in ("absolute", "fixed")
        is_held = "auto" not in (box.style["left"], box.style["right"]) or box.style["width"] != "auto"
        if isinstance(box, boxes.InlineBlockBox | boxes.TableCellBox) or (is_free and not is_held):
            raise NotExactError("a box takes its width from a gap")


def _run(box: Box, shown: dict[Any, re.Match[bytes]]) -> Run:
    found = shown.get(_place(box))
    if found is None:
        raise NotExactError("a text is not drawn where its box stands")
    style = box.style
    face = (style["font_family"][0], style["font_weight"], style["font_style"])
    if face not in faces():
        raise NotExactError("a face is not known")
    spacing = style["letter_spacing"]
    return Run(
        text=box.text,
        typeface=Typeface(
            path=faces()[face],
            size=round(float(found["size"]) * UNITS),
            features=_features(style),
            language=style["lang"] or "id",
            letter_spacing=None if spacing == "normal" else spacing,
            word_spacing=style["word_spacing"],
        ),
        letters=frozenset(drawable(face) + " " + box.text),
        x=box.position_x,
        y=found["y"],
        width=box.width,
        font=b"/%b %b" % (found["font"], found["size"]),
        shown=found["glyphs"],
        start=found.start(),
        end=found.end(),
    )


def _features(style: Any) -> tuple[tuple[str, int], ...]:
    names = ("kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric")
    more = ("variant_alternates", "variant_east_asian", "feature_settings")
    return tuple(font_features(*(style[f"font_{name}"] for name in (*names, *more))).items())


def _place(box: Box) -> tuple[bytes, bytes]:
    return number(float(box.position_x)), number(float(box.position_y + box.baseline))


def _prove(made: Line, line: Box, drawing: bytes) -> None:
    """Draws the line anew with the specimens in it; raises NotExactError unless WeasyPrint drew the same."""
    for run in made.runs:
        array, width = run.typeface.draw(run.text)
        if array.encode() != run.shown or abs(width - run.width) > 1e-6:
            raise NotExactError("the text is shaped otherwise")
    start = made.left + (made.room - line.width) * made.share
    if abs(start - line.position_x) > 1e-6:
        raise NotExactError("the line stands elsewhere")

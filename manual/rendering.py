"""Markdown of docs/manual as HTML of ours: HTML in it stays text, links lead to pages, pictures to static files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from PIL import Image

PICTURES = settings.BASE_DIR / "docs" / "pictures"
PICTURE = re.compile(r"\.\./pictures/([a-z0-9-]+\.(?:png|webp))")
# Pixels up to which a picture can be read on a phone; a wider one opens by itself.
READABLE = 400
# "seleksi.md", "audit.md#kejanggalan" or "#kejanggalan".
LINK = re.compile(r"(?:([a-z-]+|README)\.md)?(#[\w-]+)?")


def anchor(heading: str) -> str:
    """The id of a heading, as GitHub makes it, so that a link works there and here."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def words_of(inline: Token) -> str:
    """What a line says without its marks."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def parse(text: str) -> list[Token]:
    """Tokens with ids at their headings."""
    tokens = MARKDOWN.parse(text)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor(words_of(inline)))
    return tokens


def html(tokens: Sequence[Token]) -> str:
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def url_of(slug: str) -> str:
    """Where a page is read; the one about signing in stands before the door."""
    if slug == "README":
        return reverse("manual:index")
    if slug == "masuk":
        return reverse("manual:sign-in")
    return reverse("manual:page", kwargs={"slug": slug})


def size_of(picture: str) -> tuple[int, int]:
    """Width and height in pixels, so that the text does not jump when the picture arrives."""
    with Image.open(PICTURES / picture) as opened:
        return opened.size


def _link(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    match = LINK.fullmatch(str(token.attrGet("href")))
    if match:
        slug, part = match.groups(default="")
        token.attrSet("href", (url_of(slug) if slug else "") + part)
    return self.renderToken(tokens, index, options, env)


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    match = PICTURE.fullmatch(str(token.attrGet("src")))
    if match:
        width, height = size_of(match[1])
        token.attrSet("src", static(f"manual/{match[1]}"))
        token.attrSet("width", str(width))
        token.attrSet("height", str(height))
        token.attrSet("loading", "lazy")
    token.attrSet("alt", self.renderInlineAsText(token.children or [], options, env))
    image = str(self.renderToken(tokens, index, options, env))
    if match and width > READABLE:
        return f'<a class="picture" href="{token.attrGet("src")}">{image}</a>'
    return image


def _table(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<div class="table-wrap"><table class="table">\n'


def _table_end(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
MARKDOWN.add_render_rule("link_open", _link)
MARKDOWN.add_render_rule("image", _image)
MARKDOWN.add_render_rule("table_open", _table)
MARKDOWN.add_render_rule("table_close", _table_end)

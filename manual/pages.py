"""The pages of the manual, read from docs/manual once for as long as the server runs.

A page is its title, then the line "**Untuk:** …" with the roles whose task it is, then what it says. The one page
that strangers read stands beside it in English too, with "**For:** anybody".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from django.conf import settings
from markdown_it.token import Token

from accounts.permissions import Role
from manual.rendering import html, parse, words_of

FOLDER: Final = settings.BASE_DIR / "docs" / "manual"
INDEX: Final = "README"
CHECK: Final = "memeriksa-sertifikat"
ROLES: Final = {
    "petugas giatja": Role.GIATJA_STAFF,
    "Kalapas": Role.FACILITY_HEAD,
    "petugas BLK": Role.CENTRE_STAFF,
    "instruktur": Role.INSTRUCTOR,
    "kepala BLK": Role.CENTRE_HEAD,
    "kepala Kanwil": Role.REGIONAL_HEAD,
    "administrator": Role.NATIONAL_ADMIN,
    "auditor": Role.AUDITOR,
}
EVERYBODY: Final = "semua peran"
PUBLIC: Final = ("siapa saja", "anybody")
FOR: Final = ("Untuk: ", "For: ")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a page, for its contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    title: str
    readers: str
    roles: frozenset[Role]
    parts: tuple[Part, ...]
    body: str
    links: tuple[str, ...]
    pictures: tuple[str, ...]


class BrokenPageError(Exception):
    """A file that is no page: without title, or for a role that there is not."""


@cache
def slugs() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.md") if "." not in path.stem) - {INDEX}


@cache
def page(slug: str) -> Page:
    """Raises KeyError for a name that no file has, BrokenPageError when the file is no page."""
    if slug not in slugs() | {INDEX}:
        raise KeyError(slug)
    return read(slug, (FOLDER / f"{slug}.md").read_text(encoding="utf-8"))


@cache
def check_page(language: str) -> Page:
    """How a certificate is checked, in the language of the check."""
    if language == "id":
        return page(CHECK)
    return read(CHECK, (FOLDER / f"{CHECK}.{language}.md").read_text(encoding="utf-8"))


def read(slug: str, text: str) -> Page:
    """Raises BrokenPageError as `page` does."""
    tokens = parse(text)
    if [token.type for token in tokens[:1]] != ["heading_open"] or tokens[0].tag != "h1":
        raise BrokenPageError(f"{slug}: begins with no title")
    title, rest = words_of(tokens[1]), tokens[3:]
    readers, rest = _readers(slug, rest)
    parts = [
        Part(str(opening.attrGet("id")), words_of(inline))
        for opening, inline in pairwise(rest)
        if opening.type == "heading_open" and opening.tag == "h2"
    ]
    # What the text names, before drawing turns it into addresses.
    links, pictures = _named(rest, "link_open", "href"), _named(rest, "image", "src")
    return Page(slug, title, readers, roles_of(slug, readers), tuple(parts), html(rest), links, pictures)


def _readers(slug: str, tokens: list[Token]) -> tuple[str, list[Token]]:
    if slug == INDEX:
        return EVERYBODY, tokens
    said = words_of(tokens[1]) if len(tokens) > 1 else ""
    if not said.startswith(FOR):
        raise BrokenPageError(f"{slug}: does not say for whom it is")
    return said.partition(": ")[2].rstrip("."), tokens[3:]


def roles_of(slug: str, readers: str) -> frozenset[Role]:
    """Raises BrokenPageError for somebody who is no role."""
    if readers == EVERYBODY or readers in PUBLIC:
        return frozenset(Role)
    names = readers.split(", ")
    if strange := set(names) - set(ROLES):
        raise BrokenPageError(f"{slug}: no role is called {', '.join(sorted(strange))}")
    return frozenset(ROLES[name] for name in names)


def _named(tokens: list[Token], kind: str, attribute: str) -> tuple[str, ...]:
    children = [child for token in tokens for child in token.children or ()]
    return tuple(str(child.attrGet(attribute)) for child in children if child.type == kind)


@cache
def pages() -> tuple[Page, ...]:
    """All of them, in the order of the index."""
    return tuple(page(link.removesuffix(".md")) for link in page(INDEX).links)


def pages_of(role: Role) -> list[Page]:
    """The tasks of a role; what is for everybody is not its own."""
    return [each for each in pages() if role in each.roles and each.roles != frozenset(Role)]

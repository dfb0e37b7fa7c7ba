"""Each page of ours has its help; each link, anchor and picture of the manual is there; each page can be reached."""

import inspect
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from accounts.permissions import Role
from demo.management.commands import picture_papers
from manual.help import HELP, LINES
from manual.pages import CHECK, INDEX, BrokenPageError, Page, check_page, page, pages, pages_of, read, slugs
from manual.rendering import LINK, url_of
from manual.rendering import PICTURES as FOLDER
from tests.accounts.test_access import PUBLIC, WHO_GETS_IN, get_resolver
from tests.accounts.test_access import pages as patterns
from tests.manual.pictures import PICTURES

EVERY = sorted(slugs() | {INDEX})
# Answers to machines, and the button that changes the language of the page one is on.
NO_PAGES = {"healthz", "readyz", "set_language", "certificates:", "api:"}
LIBRARY = ("account_", "mfa_", "usersessions_")


def library_names() -> set[str]:
    names = {name for name, _pattern in patterns(get_resolver().url_patterns)}
    return {name for name in names if name.startswith(LIBRARY)}


def anchors(of: Page) -> set[str]:
    return set(re.findall(r'<h[2-6] id="([^"]+)"', of.body))


def is_there(place: str) -> bool:
    slug, _hash, part = place.partition("#")
    return slug in EVERY and (not part or part in anchors(page(slug)))


def test_every_page_of_ours_has_its_help_and_no_other_has() -> None:
    assert set(HELP) == (set(WHO_GETS_IN) | PUBLIC | library_names()) - NO_PAGES


def test_no_page_has_two_helps() -> None:
    assert [name for name, count in Counter(name for name, _place in LINES).items() if count > 1] == []


def test_every_help_is_a_page_and_a_heading_of_the_manual() -> None:
    assert {name: place for name, place in HELP.items() if not is_there(place)} == {}


@pytest.mark.parametrize("slug", EVERY)
def test_every_link_of_a_page_leads_to_a_page_and_a_heading(slug: str) -> None:
    broken = []
    for link in page(slug).links:
        match = LINK.fullmatch(link)
        target, part = match.groups(default="") if match else ("", "#")
        if not is_there((target or slug) + part):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("slug", EVERY)
def test_every_picture_of_a_page_is_served(slug: str) -> None:
    named = page(slug).pictures

    assert [name for name in named if not finders.find("manual/" + name.removeprefix("../pictures/"))] == []


def test_every_picture_is_drawn_by_the_script() -> None:
    papers = re.findall(r'yield \(?\s*"([a-z-]+)"', inspect.getsource(picture_papers))
    drawn = {f"{picture.name}.webp" for picture in PICTURES} | {f"paper-{name}.png" for name in papers}

    assert {path.name for path in FOLDER.iterdir()} == drawn


def test_every_picture_is_small_and_shown_somewhere() -> None:
    read_by_all = [*map(page, EVERY), check_page("en")]
    shown = {name.removeprefix("../pictures/") for each in read_by_all for name in each.pictures}
    shown |= set(re.findall(r"docs/pictures/([\w.-]+)", (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")))
    kept = {path.name: path.stat().st_size for path in FOLDER.iterdir()}

    assert set(kept) == shown
    assert {name: size for name, size in kept.items() if size > 80_000} == {}


def test_the_index_leads_to_every_page() -> None:
    assert {link.removesuffix(".md") for link in page(INDEX).links} == slugs()


def test_the_index_calls_each_page_by_its_title() -> None:
    listed = dict(re.findall(r"^- \[(.+)\]\((.+)\.md\)$", (_folder() / "README.md").read_text(encoding="utf-8"), re.M))

    assert listed == {each.title: each.slug for each in pages()}


@pytest.mark.parametrize("role", sorted(Role))
def test_every_role_has_tasks_of_its_own(role: Role) -> None:
    assert len(pages_of(role)) >= 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tanpa judul", "x: begins with no title"),
        ("# Judul\n\nLangsung.", "x: does not say for whom it is"),
        ("# Judul\n\n**Untuk:** petugas giatja, sipir", "x: no role is called sipir"),
    ],
)
def test_what_is_no_page_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BrokenPageError, match=re.escape(reason)):
        read("x", text)


def test_how_to_check_says_in_english_what_it_says_in_indonesian() -> None:
    own, english = page(CHECK), check_page("en")

    shapes = [(re.findall(r"<(h2|li|tr|p|img)\b", each.body), each.roles) for each in (own, english)]

    assert shapes[0] == shapes[1]
    assert [name for name in english.pictures if not finders.find("manual/" + name.removeprefix("../pictures/"))] == []


def test_html_in_a_page_stays_text() -> None:
    body = read("x", "# Judul\n\n**Untuk:** auditor\n\n<script>alert(1)</script> [a](javascript:alert(1))").body

    assert "<script" not in body
    assert "href" not in body


def test_a_page_is_found_under_its_own_address() -> None:
    assert url_of("seleksi") == reverse("manual:page", kwargs={"slug": "seleksi"})


def _folder() -> Path:
    return settings.BASE_DIR / "docs" / "manual"


def test_a_picture_too_wide_for_a_phone_opens_by_itself() -> None:
    wide = read("x", "# Judul\n\n**Untuk:** auditor\n\n![Daftar](../pictures/setelah-bebas.webp)").body
    narrow = read("x", "# Judul\n\n**Untuk:** auditor\n\n![Daftar](../pictures/memeriksa.webp)").body

    linked = re.findall(r'<a class="picture" href="([^"]+)"><img src="([^"]+)"', wide)

    assert linked == [(static("manual/setelah-bebas.webp"), static("manual/setelah-bebas.webp"))]
    assert "<a" not in narrow

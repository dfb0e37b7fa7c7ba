"""Every page, as each role sees it, in Indonesian: not an English word; in English: the same pages, in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import User
from accounts.permissions import Role
from tests import factories as make

pytestmark = pytest.mark.xdist_group("language")

# Words of our English texts and of the packages' that are no words in Indonesian.
ENGLISH = set(Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").split())
SPOKEN = {"alt", "aria-description", "aria-label", "content", "data-label", "label", "placeholder", "title"}
# Somebody of each role; together they come to every page.
PEOPLE = (
    "giatja.ketapang",
    "giatja.kotabaru",
    "kalapas.ketapang",
    "blk.lampung",
    "kablk.lampung",
    "instruktur.kotabaru",
    "kanwil.jateng",
    "admin.nasional",
    "auditor.nasional",
)
# Its language stands in its address, as in that of the check of certificates.
OF_NO_READER = "/api/v1/"
# What answers with a file or ends the visit; and Django's administration, whose own templates speak some English.
NOT_WALKED = re.compile(
    r"^/(static|v|admin)/|/ekspor|\.csv|\.pdf|/pdf/|/logout|/keluar|/jsi18n|/autocomplete|/password/"
)
PER_KIND_OF_PAGE = 1


class Reader(HTMLParser):
    """What a page says, to eyes and to ears, except what it marks as English."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        is_skipped = tag in ("script", "style", "code") or given.get("lang") == "en"
        if tag != "meta" and not is_skipped:
            self.said += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"):
            self.open.append((tag, is_skipped))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(is_skipped for _tag, is_skipped in self.open):
            self.said.append(data)


def read(response: HttpResponse) -> Reader:
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def english_words(reader: Reader) -> set[str]:
    # A dot before or behind makes an address, a user name or a code of it; braces hold parts of a number.
    words = re.findall(r"(?<![\w./@{-])[A-Za-z']+(?![\w/@}-]|\.\w)", " ".join(reader.said))
    return {word.lower() for word in words} & ENGLISH


def walk(client: Client) -> Iterator[tuple[str, Any]]:
    """Each page that a person comes to by following links from the first; a few of each kind of page."""
    waiting, known, opened = [reverse("reports:home")], set(), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        kind = resolve(path).route
        if opened.get(kind, 0) >= PER_KIND_OF_PAGE or NOT_WALKED.search(path):
            continue
        response = client.get(address)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            response.getvalue()  # a file is closed once it was read
            continue
        opened[kind] = opened.get(kind, 0) + 1
        yield address, response
        for link in read(response).links:
            target = urldefrag(urljoin(address, link)).url
            if target.startswith("/") and not urlsplit(target).query and target not in known:
                known.add(target)
                waiting.append(target)


def signed_in(username: str, language: str | None = None) -> Client:
    client = Client(headers={"Accept-Language": "en-GB,en"})
    client.force_login(User.objects.get(username=username))
    if language:
        client.cookies["django_language"] = language
    return client


def test_pages_say_no_english_word_to_anybody(demonstration: None, db: None) -> None:
    heard = {}
    seen = set()

    for username in PEOPLE:
        for address, response in walk(signed_in(username)):
            seen.add(resolve(urlsplit(address).path).route)
            if words := english_words(read(response)):
                heard[f"{username} {address}"] = sorted(words)

    assert heard == {}
    assert len(seen) > 45


def test_refusals_say_no_english_word(demonstration: None, db: None) -> None:
    """Every form sent with nothing in it, and with nonsense; what that would save is taken back."""
    heard, refused = {}, 0

    for username in PEOPLE[:6]:
        client = signed_in(username)
        for address, page in walk(client):
            if 'method="post"' not in page.content.decode().partition("<main")[2]:
                continue
            fields = re.findall(r'name="([a-z_0-9-]+)"', page.content.decode().partition("<main")[2])
            for data in ({}, dict.fromkeys(fields, "-1"), dict.fromkeys(fields, "x" * 300)):
                with transaction.atomic():
                    response = client.post(address, data)
                    transaction.set_rollback(True)
                refused += b"error-summary" in response.content
                if response.status_code == 200 and (words := english_words(read(response))):
                    heard[f"{username} {address} {len(data)} fields"] = sorted(words)

    assert heard == {}
    assert refused > 30


def test_the_same_pages_are_there_in_english(demonstration: None, db: None) -> None:
    faults = []

    for username in PEOPLE:
        for address, response in walk(signed_in(username, "en")):
            said = " ".join(read(response).said)
            if address != OF_NO_READER and ("Prison Training" not in said or "Pelatihan Lapas" in said):
                faults.append(f"{username} {address}")

    assert faults == []


def test_open_pages_say_no_english_word(db: None) -> None:
    addresses = ["/v/", "/v/0000/", "/tidak-ada/", reverse("account_login"), reverse("account_reset_password")]
    addresses += [reverse("account_reset_password_done"), reverse("account_signup")]
    client = Client()

    heard = {address: words for address in addresses if (words := english_words(read(client.get(address))))}

    assert heard == {}


def test_mails_say_no_english_word(db: None, no_rate_limits: None, mailoutbox: list) -> None:
    make.UserFactory.create(email="giatja@example.org")

    for address in ("giatja@example.org", "nobody@example.org"):
        Client().post(reverse("account_reset_password"), {"email": address})

    assert len(mailoutbox) == 2
    for mail in mailoutbox:
        reader = Reader()
        reader.feed(f"{mail.subject} {mail.body}")
        assert english_words(reader) == set()


def test_the_switcher_keeps_the_page_and_its_search(db: None) -> None:
    client = Client()
    client.force_login(make.posted(Role.AUDITOR))
    address = f"{reverse('programs:batch-list')}?q=las"
    page = client.get(address).content.decode()

    answer = client.post(reverse("set_language"), {"language": "en", "next": address})

    assert 'name="language" value="en"' in page
    assert f'name="next" value="{address}"' in page
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert '<html lang="en"' in client.get(address).content.decode()


def test_the_switcher_sends_nobody_to_another_site(db: None) -> None:
    answer = Client().post(reverse("set_language"), {"language": "en", "next": "https://example.org/"})

    assert answer["Location"] == "/"


def test_an_english_word_would_be_heard() -> None:
    reader = Reader()
    reader.feed('<p>Simpan <b lang="en">Save</b></p><img alt="the house"><td data-label="Name">blk.the.x</td>')

    assert english_words(reader) == {"the", "name"}

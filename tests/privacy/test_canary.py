"""People of a training centre never receive why, since when or under which number somebody is held (rule 8):
not in pages, lists, searches, exports, papers or errors. Canaries stand in every such fact; nobody may hear one."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from accounts.models import User
from accounts.permissions import GRANTS, Role
from programs.models import Enrollment
from tests.accounts.test_access import OF_A_ROW, WHO_GETS_IN, view_of
from tests.privacy.canaries import IN_PIECES, WORD, Canary, release_canaries, secret_words
from tests.privacy.markup import MARKUP, OBEYED, SHOWN, put_markup_everywhere
from tests.privacy.watched import Watcher
from trainees.models import Inmate, Officer

CENTRES = ("blk.ketapang", "kablk.lampung", "instruktur.lampung")
PRISONS = ("giatja.ketapang", "kalapas.lampung", "giatja.padang")
OF_EACH_KIND = 4
# Secrets that the prison itself reads on the way, lest their canaries be dead.
MUST_SING = {
    *("Inmate.register_serial", "Inmate.nik", "Officer.nip", "TppDecision.note", "OutsidePermit.number"),
    *("Enrollment.reason", "Enrollment.findings", "Decree.record", "AuditEvent.reason"),
}
# Where a row's person is, by the table that the canary stands in.
PLACE_OF = {
    "Inmate": (Inmate, "facility"),
    "Officer": (Officer, "facility"),
    "Enrollment": (Enrollment, "batch__facility"),
}
# The manual explains the words of secrets to everybody; it knows nobody.
ENDS_THE_VISIT = re.compile(r"^/(static|v|bantuan)/|/logout|/keluar|/password/|/jsi18n")

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("canaries")]


@pytest.fixture(scope="module")
def canaries(demonstration: None, django_db_blocker: Any) -> list[Canary]:
    """A canary in every secret of the demonstration, for all tests of this file."""
    with django_db_blocker.unblock():
        return release_canaries()


def signed_in(username: str) -> Client:
    client = Client(headers={"Accept-Language": "id"})
    client.force_login(User.objects.get(username=username))
    return client


def words_of(response: Any) -> str:
    """All that the answer says; of a PDF its text and what it says of itself, of a workbook its cells."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return str([sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names])
    if body.startswith(b"%PDF"):
        paper = PdfReader(io.BytesIO(body))
        return " ".join([*(page.extract_text() for page in paper.pages), str(paper.metadata)])
    return f"{response.headers} {body.decode('utf-8', 'replace')}"


def walk(client: Client) -> Iterator[tuple[str, str]]:
    """What the person comes to by following links from the first page, exports and papers too."""
    for address, response in visits(client):
        words = words_of(response)
        yield address, words
        if 'name="file" value="csv"' in words:
            yield f"{address} as a file", words_of(client.post(address, {"file": "csv"}))


def visits(client: Client, of_each_kind: int = OF_EACH_KIND) -> Iterator[tuple[str, Any]]:
    """The answers behind links from the first page on, of each kind of page the first few."""
    waiting, known, opened = [reverse("reports:home")], set(), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        if ENDS_THE_VISIT.search(address):
            continue
        kind = resolve(urlsplit(address).path).route
        if opened.get(kind, 0) >= of_each_kind:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        response = client.get(address)
        yield address, response
        is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
        for link in re.findall(r'href="([^"]+)"', response.content.decode()) if is_page else ():
            target = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
            if target.startswith("/") and not target.startswith("//") and target not in known:
                known.add(target)
                waiting.append(target)


def heard(words: str) -> list[str]:
    said = words.casefold()
    return [word for word in secret_words() if word in words or (" " in word and word.casefold() in said)]


@pytest.mark.parametrize("username", CENTRES)
def test_a_centre_hears_no_canary_wherever_links_lead(canaries: list[Canary], username: str) -> None:
    pages = dict(walk(signed_in(username)))

    assert {address: heard(words) for address, words in pages.items() if heard(words)} == {}
    assert len(pages) > 10


@pytest.mark.parametrize("username", ("blk.lampung", "kablk.ketapang"))
def test_a_centre_hears_no_canary_at_addresses_it_guesses(canaries: list[Canary], username: str) -> None:
    """Every page of the house with the numbers of rows that are there; what is open, also sent nothing and nonsense.

    Staff and head; to an instructor nothing is open that is closed to both.
    """
    assert GRANTS[Role.INSTRUCTOR] <= GRANTS[Role.CENTRE_STAFF] | GRANTS[Role.CENTRE_HEAD]
    client, told, asked = signed_in(username), {}, 0

    for name in sorted(name for name in WHO_GETS_IN if not name.startswith("manual:")):
        for key in sample_of_rows(name):
            address = reverse(name, kwargs=key)
            for words in answers(client, address):
                asked += 1
                if heard(words):
                    told[address] = heard(words)

    assert told == {}
    assert asked > len(WHO_GETS_IN)


def answers(client: Client, address: str) -> Iterator[str]:
    """What comes back by GET and, unless the page is closed to the person, by POST; nothing of it stays."""
    for data in (None, {}, {"q": "x" * 300}):
        with transaction.atomic():
            response = client.get(address) if data is None else client.post(address, data)
            transaction.set_rollback(True)
        yield words_of(response)
        if response.status_code in (403, 404):
            return


@pytest.mark.parametrize("username", ("blk.lampung", "kablk.ketapang"))
def test_a_centre_finds_nobody_by_a_secret(canaries: list[Canary], username: str) -> None:
    """A list that a register number narrowed would tell whose it is, even without showing it."""
    client, found = signed_in(username), {}
    people = list(Inmate.objects.values_list("name", "register_serial"))[:200]
    searchable = [name for name in WHO_GETS_IN if name not in OF_A_ROW and name.endswith("-list")]

    for name in searchable:
        for word in {WORD, people[0][1], people[-1][1]}:
            response = client.get(reverse(name), {"q": word})
            if response.status_code == 200:
                shown = response.content.decode()
                if names := [person for person, _serial in people if person in shown]:
                    found[f"{name} {word}"] = names

    assert found == {}


def places_in(words: str, canaries: list[Canary]) -> set[int]:
    """The prisons whose people are told of: the word of a plain column ends in the number of its row."""
    found = set()
    for canary in canaries:
        table = canary.where.partition(".")[0]
        if canary.where in IN_PIECES or table not in PLACE_OF:
            continue
        if rows := set(re.findall(rf"{canary.word}([0-9]+)", words)):
            model, place = PLACE_OF[table]
            found.update(model.objects.filter(pk__in=rows).values_list(place, flat=True))
    return found


@pytest.fixture(scope="module")
def of_prisons(canaries: list[Canary], django_db_blocker: Any) -> dict[str, dict[str, str]]:
    """What people of prisons come to, walked once for the tests that ask for the foreign and for the own."""
    with django_db_blocker.unblock():
        return {username: dict(walk(signed_in(username))) for username in PRISONS}


@pytest.mark.parametrize("username", PRISONS)
def test_a_prison_hears_of_its_own_people_and_of_nobody_elses(
    canaries: list[Canary], of_prisons: dict[str, dict[str, str]], username: str
) -> None:
    """A1: wherever links lead, exports and papers too."""
    own, told = User.objects.get(username=username).posting.facility.pk, {}

    for address, words in of_prisons[username].items():
        if places := places_in(words, canaries):
            told[address] = places

    assert {address: places for address, places in told.items() if places != {own}} == {}
    assert told


def test_the_prison_itself_hears_the_canaries(canaries: list[Canary], of_prisons: dict[str, dict[str, str]]) -> None:
    """The control: whose work it is sees on the same pages what the others must not."""
    words = " ".join(said for pages in of_prisons.values() for said in pages.values())
    officer = Officer.objects.filter(facility__city="Padang").first()
    words += words_of(signed_in("giatja.padang").get(officer.get_absolute_url()))

    silent = [canary.where for canary in canaries if canary.word not in words]

    assert MUST_SING & set(silent) == set()
    assert len(canaries) - len(silent) >= len(canaries) // 2, silent
    assert [word for word in ("SPPN", "Sangat tinggi", "(Litmas)") if word not in words] == []
    assert "31 Desember 1899" in words


def sample_of_rows(name: str) -> list[dict[str, int]]:
    """The keys of an address: nothing for a list; for a row, the first few and the last numbers there are."""
    if name not in OF_A_ROW:
        return [{}]
    view = view_of(name)
    model = getattr(view, "model", None) or getattr(getattr(view, "queryset", None), "model", None)
    if model is None:
        return [{"pk": key} for key in (1, 2, 3)]
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    return [{"pk": key} for key in {*keys[:2], *keys[len(keys) // 2 :][:2], *keys[-2:]}]


@pytest.fixture(scope="module")
def marked(canaries: list[Canary], django_db_blocker: Any) -> int:
    """Markup in the texts of the demonstration too, once all canaries were heard."""
    with django_db_blocker.unblock():
        return put_markup_everywhere()


@pytest.fixture(scope="module")
def watcher() -> Iterator[Watcher]:
    with Watcher() as one:
        yield one


@pytest.mark.browser
@pytest.mark.parametrize("username", ("kalapas.lampung", "blk.lampung"))
def test_no_text_of_anybody_is_ever_obeyed_by_a_browser(marked: int, username: str, watcher: Watcher) -> None:
    """A7: 0 executed, 0 violations on a page of each kind, by who sees most and by who sees it of another house.

    Whatever people typed is shown as they typed it, in searches also what the reader has just typed.
    """
    client, faults, shown = signed_in(username), {}, Counter[str]()

    for address, response in searched(client):
        words = response.content.decode()
        found = [*watcher.faults_of(address, response), *(word for word in OBEYED if word in words)]
        shown.update({"pages", *(word for word in SHOWN if word in words)})
        if found:
            faults[address] = found

    assert faults == {}
    assert [word for word in SHOWN if shown[word] < 5] == []
    assert shown["pages"] > 60
    assert marked > 40


def searched(client: Client) -> Iterator[tuple[str, Any]]:
    """A page of each kind; where one can search, also with markup as the question."""
    for address, response in visits(client, of_each_kind=1):
        is_page = response.headers["Content-Type"].startswith("text/html") and "Location" not in response.headers
        if response.streaming:
            response.getvalue()  # a file is closed once it was read
        if response.streaming or not is_page:
            continue
        yield address, response
        if 'name="q"' in response.content.decode() and "?" not in address:
            asked = f"{address}?{urlencode({'q': MARKUP[0]})}"
            yield asked, client.get(asked)


@pytest.mark.browser
@pytest.mark.parametrize("markup", MARKUP[:3])
def test_control_a_page_that_obeys_is_seen(markup: str, watcher: Watcher) -> None:
    policy = Client().get(reverse("account_login")).headers["Content-Security-Policy"]
    body = f"<!doctype html><title>x</title><input value='{markup}'><p>{markup}</p>"

    refused = watcher.faults_of("/dijaga/", HttpResponse(body, headers={"Content-Security-Policy": policy}))
    obeyed = watcher.faults_of("/polos/", HttpResponse(body))

    assert any(fault.startswith("script-src") for fault in refused)
    assert not any(fault.startswith("executed") for fault in refused)
    assert obeyed[0].startswith("executed")

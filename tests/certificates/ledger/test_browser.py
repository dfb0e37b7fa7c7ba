"""The witness in a real browser: it keeps, compares, and believes its own calculation before the server."""

import json
from base64 import b64encode, urlsafe_b64encode

import pytest

from accounts.permissions import Role
from certificates.ledger.keys import read_note, signed
from certificates.ledger.notes import Statement
from certificates.models import Checkpoint, Witness
from tests.certificates.classes import register_of
from tests.factories import RegionFactory, posted

pytestmark = pytest.mark.django_db(transaction=True)


def kept_by(page) -> str:
    return next((cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "ledger_note"), "").strip(
        '"'
    )


def encoded(note: str) -> str:
    return urlsafe_b64encode(note.encode()).decode()


def test_the_browser_keeps_checks_the_proof_itself_and_is_not_talked_out_of_it(page, signed_in, live_server):
    head = posted(Role.REGIONAL_HEAD, RegionFactory.create())
    client = signed_in(head)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    register_of(5)
    status = page.locator("[data-ledger-status]")

    def visit() -> None:
        with page.expect_response("**/simpan/"):
            page.goto("/buku-besar/")
        status.and_(page.locator(":not(:empty)")).wait_for()
        page.locator("[data-ledger-keep] button").wait_for(state="hidden")

    visit()
    page.wait_for_function("document.cookie.includes('ledger_note')")
    assert kept_by(page) == encoded(Checkpoint.objects.newest().note)

    register_of(8)
    visit()
    newest = Checkpoint.objects.newest()
    page.wait_for_function("note => document.cookie.includes(note)", arg=encoded(newest.note))
    assert page.locator("[data-ledger-disagrees]").is_hidden()
    assert sorted({row.size for row in Witness.objects.all()}) == [5, 13]

    # A server that has rewritten everything and lies about it: the browser finds that its proof leads elsewhere.
    said = read_note(newest.note)
    forged = signed(Statement(said.origin, 20, b"x" * 32, said.at))
    lie = {
        "tone": "success",
        "text": "Cocok",
        "keeps": True,
        "note": encoded(forged),
        "proof": [b64encode(b"y" * 32).decode()],
    }
    page.route("**/simpan/", lambda route: route.fulfill(body=json.dumps(lie), content_type="application/json"))
    visit()
    page.locator("[data-ledger-disagrees]").wait_for(state="visible")
    assert kept_by(page) == encoded(newest.note)

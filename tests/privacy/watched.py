"""What pages do in a real browser, whose every request the test client answers: no server, no second database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

from tests.conftest import launched

ORIGIN = "http://rumah.test"
WATCH = """
window.executed = 0;
window.violations = [];
window.marker = () => { window.executed += 1; };
window.addEventListener('securitypolicyviolation',
    event => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# Once what the page does at its very end is done too.
TOLD = """() => new Promise(done => requestAnimationFrame(
    () => setTimeout(() => done([window.executed, window.violations]))))"""
# Elements that nobody wrote, and addresses that are scripts.
STRANGE = """() => [...document.querySelectorAll(
    'img[src="x"], svg[onload], [onerror], [onfocus], [href^="javascript:"], [action^="javascript:"]')]
    .map(element => element.outerHTML.slice(0, 120))"""


class Watcher:
    """Opens answers under their own headers and tells what was executed, refused by the CSP, or parsed as markup.

    The browser is driven from a thread of its own: where its event loop runs, Django takes other connections.
    """

    def __enter__(self) -> Watcher:
        self.dialogs = 0
        self.answers: dict[str, Any] = {}
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.thread.submit(self._launch).result()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.thread.submit(self._close).result()
        self.thread.shutdown()

    def faults_of(self, address: str, response: Any) -> list[str]:
        """All that the page did which no page may do."""
        found: list[str] = self.thread.submit(self._faults_of, address, response).result()
        return found

    def _launch(self) -> None:
        self.playwright = sync_playwright().start()
        self.browser = launched(self.playwright)
        self.page: Any = self.browser.new_context(base_url=ORIGIN, locale="id-ID").new_page()
        self.page.add_init_script(WATCH)
        self.page.route("**/*", self._fulfil)
        self.page.on("dialog", self._dismiss)

    def _close(self) -> None:
        self.browser.close()
        self.playwright.stop()

    def _faults_of(self, address: str, response: Any) -> list[str]:
        self.dialogs, self.answers = 0, {f"{ORIGIN}{address}": response}
        self.page.goto(address, wait_until="load")
        executed, violations = self.page.evaluate(TOLD)
        said = [f"executed {count} times" for count in (executed, self.dialogs) if count]
        return [*said, *violations, *self.page.evaluate(STRANGE)]

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs += 1
        dialog.dismiss()

    def _fulfil(self, route: Any) -> None:
        url = route.request.url
        if response := self.answers.get(url):
            headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
            route.fulfill(status=response.status_code, headers=headers, body=response.content)
            return
        path = urlsplit(url).path
        found = finders.find(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else None
        if found:
            route.fulfill(path=Path(str(found)))
        else:
            route.abort()

"""The only files a paper may ask for, and the one lock under which papers are drawn."""

import threading
from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parent.parent / "static"
ADDRESS = "https://assets.invalid/"
ASSET_TYPES = {"svg": "image/svg+xml", "woff2": "font/woff2"}

# Pango's font map is shared by all renders of the process and is not safe for threads.
ONE_AT_A_TIME = threading.Lock()


class BundledAssets(URLFetcher):
    """Answers for pictures and fonts in these folders of static/, for JPEGs given by name, and for nothing else:
    no network, no other file."""

    def __init__(self, *folders: str, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        paths = [path for folder in folders for path in (STATIC / folder).rglob("*") if path.suffix[1:] in ASSET_TYPES]
        self._paths = {ADDRESS + path.relative_to(STATIC).as_posix(): path for path in paths}
        self._pictures = {ADDRESS + name: picture for name, picture in (pictures or {}).items()}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self._pictures:
            return URLFetcherResponse(url, self._pictures[url], {"Content-Type": "image/jpeg"})
        if url not in self._paths:
            raise ValueError(f"not a bundled asset: {url}")
        path = self._paths[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": ASSET_TYPES[path.suffix[1:]]})

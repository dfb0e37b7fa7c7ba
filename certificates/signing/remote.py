"""A key kept by a service: the hash goes there, the signature comes back; the file never leaves this machine."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.request
from typing import Any
from urllib.error import URLError

from cryptography import x509

from .keys import SealFaultError, fingerprint

TIMEOUT_SECONDS = 15
LONGEST_ANSWER = 64 * 1024


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """The service's address is the operator's word; nobody else may name another."""
        return None


class ServiceKey:
    def __init__(self, url: str, bearer: str, certificate: x509.Certificate) -> None:
        self.url, self.bearer, self.certificate = url, bearer, certificate
        self.chain: tuple[x509.Certificate, ...] = ()
        self._opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))

    def signature(self, digest: bytes) -> bytes:
        asked = {
            "certificate_sha256": fingerprint(self.certificate),
            "algorithm": "SHA-256",
            "digest": base64.b64encode(digest).decode(),
        }
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.bearer}"}
        request = urllib.request.Request(self.url, json.dumps(asked).encode(), headers)  # noqa: S310 -- operator's setting
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                said = json.loads(answer.read(LONGEST_ANSWER))
            return base64.b64decode(said["signature"], validate=True)
        except (URLError, OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
            raise SealFaultError(f"the signing service does not sign ({type(error).__name__})") from error

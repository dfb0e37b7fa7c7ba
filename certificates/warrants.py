"""What binds a run of many certificates to its head's second factor.

Whoever writes rows into the database, but does not know the application's secret, starts no run: the workers issue
only under a warrant that holds, and the nightly audit asks for each (docs/decisions/runs-bear-a-warrant.md).
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from hashlib import sha256

from django.core.signing import BadSignature, Signer

from certificates.models import IssueRun

SALT = "certificates.issue_run"


def warrant_of(run: IssueRun, proposals: Iterable[int]) -> str:
    """Under the newest secret, for the run's head, centre and moment and exactly these proposals (keys), once."""
    once = secrets.token_hex(8)
    return f"{once}.{Signer(salt=SALT).signature(_said(run, proposals, once))}"


def holds(run: IssueRun) -> bool:
    """Whether the run's warrant is one of ours, for its sheets as they are now."""
    return is_of(run, run.items.values_list("proposal_id", flat=True))


def is_of(run: IssueRun, proposals: Iterable[int]) -> bool:
    """Whether the run's warrant is one of ours for these proposals (keys); retired secrets count too."""
    once, _dot, signature = run.warrant.partition(".")
    said = _said(run, proposals, once)
    try:
        return Signer(salt=SALT).unsign(f"{said}:{signature}") == said
    except BadSignature:
        return False


def _said(run: IssueRun, proposals: Iterable[int], once: str) -> str:
    moment = run.confirmed_at.astimezone(dt.UTC).isoformat() if run.confirmed_at else ""
    sheets = sha256(",".join(map(str, sorted(proposals))).encode()).hexdigest()
    return f"{run.started_by_id}/{run.centre_id}/{moment}/{sheets}/{once}"

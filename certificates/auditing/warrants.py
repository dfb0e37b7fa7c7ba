"""Runs of many certificates without the warrant of their head's second factor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from certificates.auditing.rules import Found
from certificates.models import IssueRun
from certificates.warrants import is_of


def findings() -> Iterator[Found]:
    runs = IssueRun.objects.annotate(sheets=ArrayAgg("items__proposal_id", default=[])).order_by("pk")
    run: Any
    for run in runs.iterator(chunk_size=200):
        if not is_of(run, run.sheets):
            yield Found("run", f"#{run.pk}")

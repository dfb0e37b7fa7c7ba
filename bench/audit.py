"""What the night costs: `.venv/bin/python -m bench.audit --share 3`, after bench.generate of that share.

The bench keeps no files of certificates, its lessons know no holidays, and one assessor tests all of a prison's
classes; these are left out by name. Nothing else may be found.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from bench import databases

NOT_HERE = frozenset({"closed_day", "assessor_overload"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=3.0, help="whose database of bench.generate, per cent")
    said = parser.parse_args()
    databases.set_up()
    databases.use(databases.name_of(said.share))
    from django.utils import timezone

    from certificates.anomalies.report import LOOKS_BACK, Search
    from certificates.anomalies.signs import SIGNS
    from certificates.auditing import books, evidence, numbers, papers
    from certificates.auditing.checking import Audit

    before = memory()
    audit = Audit(with_files=False)
    seconds = tell("audit of certificates", (one.rule for one in audit.findings()))
    print(
        f"  {audit.checked:,} certificates, {audit.checked / seconds:,.0f} a second; memory {before} MB, {memory()} MB"
    )
    rows = list(evidence.rows())[:5000]
    tell("  of these, digests of 5,000", (rule for row in rows for rule in papers.broken(row, with_files=False)))
    tell("  numbers", (one.rule for one in numbers.findings()))
    tell("  ledger", (one.rule for one in books.findings()))
    today = timezone.localdate()
    search = Search({}, since=today - LOOKS_BACK, today=today)
    print(f"anomalies: {search.checked:,} classes since {search.since}")
    for sign in SIGNS:
        left_out = " (left out: not kept here)" if sign in NOT_HERE else ""
        tell(f"  {sign}{left_out}", (one.sign for one in search.of(sign)))


def tell(what: str, found: Iterable[str]) -> float:
    began = time.perf_counter()
    counts = Counter(found)
    seconds = time.perf_counter() - began
    print(f"{seconds:8.2f} s  {what}: {dict(counts) or 'nothing'}", flush=True)
    return seconds


def memory() -> Any:
    """Most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

"""Ask for each page at each share of the nation: `.venv/bin/python -m bench.run`, after bench.generate.

Prints queries, SQL time, server time and size, side by side, so that growth is seen; `--markdown FILE` keeps them.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bench import databases

LONGEST = 400  # letters of a statement that are printed
HEAD = ("page", "queries", "SQL ms", "server ms", "kB", "growth")


@dataclass(slots=True)
class Answer:
    """One page asked for once. `sql` and `server` are milliseconds, `server` holds `sql`; `size` is in bytes."""

    status: int = 0
    wanted: int = 200
    server: float = 0.0
    size: int = 0
    statements: list[tuple[float, str]] = field(default_factory=list)

    @property
    def queries(self) -> int:
        return len(self.statements)

    @property
    def sql(self) -> float:
        return sum(took for took, _sql in self.statements)

    def heard(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django calls this around each statement, whatever DEBUG says."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((1000 * (time.perf_counter() - began), sql))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", nargs="*", type=float, default=databases.SHARES)
    parser.add_argument("--only", default="", help="pages whose name holds these words")
    parser.add_argument("--times", type=int, default=5, help="how often each is asked for; the quickest answer counts")
    parser.add_argument("--sql", type=int, default=0, help="print so many of the slowest statements of each page")
    parser.add_argument("--markdown", type=Path, help="write the table here too")
    said = parser.parse_args()
    databases.set_up()
    from django.core.management import call_command

    from reports.jobs import fold_in

    found = [share for share in said.shares if databases.exists(databases.name_of(share))]
    if not found:
        raise SystemExit("No database of the bench is here: run bench.generate first.")
    for share in found:
        databases.use(databases.name_of(share))
        call_command("migrate", verbosity=0)  # the tables may have grown since the rows were made
        fold_in()  # and the day may have changed since they were counted
    answers = {share: measure(share, only=said.only, times=said.times) for share in found}
    rows = table(answers)
    print(in_columns(rows, found))
    if said.sql:
        print(slowest(answers[found[-1]], said.sql))
    if said.markdown:
        said.markdown.write_text(in_markdown(rows, found), encoding="utf-8")


def measure(share: float, *, only: str = "", times: int = 5, name: str = "") -> dict[str, Answer]:
    """Every page whose name holds `only`, the quickest of its answers."""
    from django.conf import settings

    from bench.pages import PAGES

    databases.use(name or databases.name_of(share))
    # As written, without the folder of collected files that only a served installation has.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {page.name: best_of(page, times) for page in PAGES if only in page.name}


def best_of(page: Any, times: int) -> Answer:
    from django.test import Client

    client, address = Client(SERVER_NAME="localhost", raise_request_exception=False), page.address()
    user = page.user()
    if user:
        client.force_login(user)
    once = partial(send, client, address, page.sends) if page.sends else partial(ask, client.get, address)
    once()  # to warm up
    return min((once() for _time in range(times)), key=lambda answer: answer.server)


def send(client: Any, address: str, sends: Any) -> Answer:
    """Send a form and take it back: all but the writing of the log to the disk."""
    from django.db import connection, transaction

    def post(to: str) -> Any:
        response = client.post(to, data)
        connection.check_constraints()  # what would be checked in the end
        return response

    with transaction.atomic():
        data = sends()
        answer = ask(post, address)
        answer.wanted = 302
        answer.statements = [row for row in answer.statements if not row[1].startswith("SET CONSTRAINTS")]  # our own
        transaction.set_rollback(True)
    return answer


def ask(call: Any, address: str) -> Answer:
    from django.db import connection

    answer = Answer()
    with connection.execute_wrapper(answer.heard):
        began = time.perf_counter()
        response = call(address)
        answer.server = 1000 * (time.perf_counter() - began)
    answer.status, answer.size = response.status_code, len(response.content)
    return answer


def table(answers: dict[float, dict[str, Answer]]) -> list[list[str]]:
    """One line for each page: its figures at each share, and how much longer the largest takes than the smallest."""
    shares = list(answers)
    lines = []
    for name in answers[shares[0]]:
        found = [answers[share][name] for share in shares]
        bad = {answer.status for answer in found if answer.status != answer.wanted}
        lines.append(
            [
                name + (f" (answered {', '.join(map(str, sorted(bad)))})" if bad else ""),
                *(f"{answer.queries}" for answer in found),
                *(f"{answer.sql:.1f}" for answer in found),
                *(f"{answer.server:.0f}" for answer in found),
                *(f"{answer.size / 1024:.0f}" for answer in found),
                f"× {found[-1].server / found[0].server:.1f}",
            ]
        )
    return lines


def headings(shares: list[float]) -> list[str]:
    groups = [f"{what} at {share:g} %" for what in HEAD[1:-1] for share in shares]
    return [HEAD[0], *groups, HEAD[-1]]


def in_columns(rows: list[list[str]], shares: list[float]) -> str:
    """For the terminal: each group of figures side by side."""
    step = len(shares)
    short = [
        [row[0], *(" / ".join(row[1 + at * step : 1 + (at + 1) * step]) for at in range(4)), row[-1]] for row in rows
    ]
    scale = " / ".join(f"{share:g}" for share in shares)
    lines = [list(HEAD), ["", *[f"{scale} %"] * 4, ""], *short]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def in_markdown(rows: list[list[str]], shares: list[float]) -> str:
    names = headings(shares)
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def slowest(answers: dict[str, Answer], count: int) -> str:
    found = []
    for name, answer in answers.items():
        worst = sorted(answer.statements, reverse=True)[:count]
        found.append(f"\n{name}\n" + "\n".join(f"  {took:6.1f} ms  {sql[:LONGEST]}" for took, sql in worst))
    return "\n".join(found)


if __name__ == "__main__":
    main()

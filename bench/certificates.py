"""Certificates by the hundred: `.venv/bin/python -m bench.certificates`, after script/setup --test.

Prints what a sheet costs rendered plainly and filled into a blank, whether the two look and read alike, and how long
a region's certificates take two workers from proposal to ledger. `--issue 0` leaves the second part out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import io
import multiprocessing
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench import databases

NAME = "bench_issue"
SHARE = 7.0
ALLOWED_PIXELS = 1e-4
TIMES = 20
NAMES = ("Bagas Wirayudha", "Ni Luh Ayu Santosa", "Citra W. Kusumaningdyah", "Ahmad Fauzan bin Umar", "Tó Ávila’s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=20, help="rendered both ways and compared")
    parser.add_argument("--issue", type=int, default=1600, help="issued by the workers")
    parser.add_argument("--share", type=float, default=SHARE, help="per cent of the nation to take them from")
    parser.add_argument("--workers", type=int, default=2)
    said = parser.parse_args()
    databases.set_up()
    if said.issue:  # first, so that the workers begin as empty as the queue's
        issuing(said.issue, said.workers, said.share)
    rendering(said.sheets)


# -- One sheet, both ways


def records(count: int) -> Iterator[Any]:
    from certificates.codes import new_token, new_typed_code
    from tests.certificates.sheets import sheet

    for number in range(count):
        yield sheet(
            number=f"{number:04}/MOTOR/BLK-PKL/VII/2021",
            holder_name=f"{NAMES[number % len(NAMES)]} {'IVX'[number % 3]}",
            holder_birth_date=dt.date(1980, 1, 1) + dt.timedelta(days=97 * number),
            token=new_token(),
            typed_code=new_typed_code(),
        )


def rendering(count: int) -> None:
    from certificates.pdf import render
    from certificates.rendering import render_many

    wanted = list(records(count))
    render(wanted[0])
    began = time.process_time()
    render_many(wanted[:1])
    blank = time.process_time() - began
    plain, plainly = timed(lambda: [render(record) for record in wanted])
    filled = render_many(wanted)
    steady = sum(timed(lambda: render_many(wanted))[1] for _ in range(TIMES))
    per_plain, per_filled = 1000 * plainly / count, 1000 * steady / count / TIMES
    print(f"a blank:       {1000 * blank:8.1f} ms of CPU, once for its class")
    print(f"plain render:  {per_plain:8.1f} ms of CPU a certificate, {len(plain[0]) // 1000} kB")
    print(f"filled:        {per_filled:8.1f} ms of CPU a certificate, {len(filled[0]) // 1000} kB")
    print(f"times faster:  {per_plain / per_filled:8.0f} (wanted: 50)")
    differ, all_pixels, same_text = compared(plain, filled)
    share = differ / all_pixels
    print(f"pixels that differ at 150 dpi: {differ} of {all_pixels}, {share:.1e} (allowed: {ALLOWED_PIXELS:.0e})")
    print(f"text equal:    {same_text} of {count}", flush=True)


def timed(do: Any) -> tuple[Any, float]:
    began = time.process_time()
    return do(), time.process_time() - began


def memory() -> float:
    """Megabytes of this process; what several share (libraries) counts for each in part."""
    rollup = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


def compared(plain: list[bytes], filled: list[bytes]) -> tuple[int, int, int]:
    import numpy as np
    from PIL import Image

    differ = pixels = same = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pair in zip(plain, filled, strict=True):
            texts, pictures = [], []
            for file in pair:
                (folder / "sheet.pdf").write_bytes(file)
                run = ["pdftotext", str(folder / "sheet.pdf"), "-"]
                texts.append(subprocess.run(run, check=True, capture_output=True).stdout)
                run = ["pdftoppm", "-r", "150", str(folder / "sheet.pdf"), str(folder / "page")]
                subprocess.run(run, check=True)
                pages = sorted(folder.glob("page-*.ppm"))
                pictures.append([np.asarray(Image.open(io.BytesIO(page.read_bytes()))) for page in pages])
            same += texts[0] == texts[1]
            for one, other in zip(*pictures, strict=True):
                differ += int((one != other).any(axis=2).sum())
                pixels += one.shape[0] * one.shape[1]
    return differ, pixels, same


# -- A region's certificates


def issuing(count: int, workers: int, share: float) -> None:
    runs, sheets, batches = prepared(count, workers, share)
    ready_to_fork()
    began = time.perf_counter()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as hands:
        said = list(hands.map(work, runs))
    took = time.perf_counter() - began
    from certificates.models import Certificate, LedgerEntry

    done = Certificate.objects.count()
    print(f"\n{sheets} proposals of {batches} batches in {sum(map(len, runs))} training centres, {workers} workers")
    for line in said:
        print(f"  {line}")
    print(f"rendered, sealed, stored and logged: {done} in {took:.1f} s (wanted: 1,600 in 40 s)")
    print(f"entries of the ledger: {LedgerEntry.objects.count()}")
    databases.drop(NAME)
    if done != sheets:
        raise SystemExit(f"{sheets - done} certificates are missing")


def prepared(count: int, workers: int, share: float) -> tuple[list[list[int]], int, int]:
    """A part of the nation whose certificates are taken away again, and runs of one region's heads for each worker."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.utils import timezone

    from bench import generate
    from certificates.actions.runs import open_run
    from certificates.models import Proposal
    from facilities.models import Region

    generate.generate(share, seed=1, today=dt.date.today(), name=NAME)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ("checkpoint", "ledgernode", "ledgerentry", "certificateevent", "certificate", "numberseries"):
            cursor.execute(f"DELETE FROM certificates_{table}")
        cursor.execute("UPDATE certificates_ledger SET identity = gen_random_uuid()")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    waiting = Proposal.objects.waiting().order_by("enrollment__batch_id", "pk")
    region = max(
        Region.objects.all(),
        key=lambda region: waiting.filter(enrollment__batch__package__centre__region=region).count(),
    )
    chosen = list(
        waiting.filter(enrollment__batch__package__centre__region=region).select_related("enrollment__batch__package")[
            :count
        ]
    )
    of_centres: dict[int, list[Proposal]] = {}
    for proposal in chosen:
        of_centres.setdefault(proposal.enrollment.batch.package.centre_id, []).append(proposal)
    hands: list[list[int]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for centre, own in sorted(of_centres.items(), key=lambda item: -len(item[1])):
        head = get_user_model().objects.get(postings__centre=centre, postings__role="CENTRE_HEAD")
        least = loads.index(min(loads))
        hands[least].append(open_run(own, confirmed_at=timezone.now(), by=head).pk)
        loads[least] += len(own)
    return hands, len(chosen), len({proposal.enrollment.batch_id for proposal in chosen})


def ready_to_fork() -> None:
    """As the queue's cluster is: it has loaded the whole application for its checks before it forks its workers."""
    from django.conf import settings
    from django.db import connections

    importlib.import_module(settings.ROOT_URLCONF)
    connections.close_all()


def work(runs: list[int]) -> str:
    """What a worker of the queue does, with its memory after each piece."""
    from certificates.actions.runs import issue_piece
    from certificates.memory import give_back

    databases.use(NAME)
    clock = time.process_time()
    used: list[float] = []
    waiting = deque(runs)
    while waiting:
        while issue_piece(waiting[0], on=dt.date.today()):
            give_back()
            used.append(memory())
        waiting.popleft()
    took = time.process_time() - clock
    return f"worker: {took:.1f} s of CPU, {used[0]:.0f} MB after the first piece, {max(used):.0f} at most (wanted: 150)"


if __name__ == "__main__":
    main()

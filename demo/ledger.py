"""Two regional heads keep the ledger's checkpoint: one in the browser, one on the signed monthly report."""

from __future__ import annotations

from certificates.actions.witnessing import compare_note, compare_paper
from certificates.models import Checkpoint, LedgerAlarm
from demo.houses import House


def keep_the_ledger(houses: list[House]) -> None:
    newest = Checkpoint.objects.newest()
    if newest is None:
        return
    in_the_browser, on_paper = houses
    compare_note(newest.note, source=LedgerAlarm.Source.BROWSER, by=in_the_browser.regional_head)
    compare_paper(newest.size, newest.fingerprint, is_sure=False, by=on_paper.regional_head)

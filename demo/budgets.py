"""Bandar Lampung's money for 2021: the ceiling, the plan per month, what the welding class cost; and its centre's."""

from __future__ import annotations

import datetime as dt

from demo.houses import House
from programs.actions.budgets import save_line, spend
from programs.models import Account, Batch, BudgetLine, Expense

MILLION = 1_000_000
# Amounts are invented; a package of sixteen costs about fifty million (rule 5.1).
PLAN = [0, 8, 22, 14, 0, 0, 0, 0, 0, 2, 0, 0]
SPENT = (
    (dt.date(2021, 2, 18), "Bahan praktik las: pelat dan elektroda", 14_650_000, "KW-011/II/2021"),
    (dt.date(2021, 3, 2), "Pakaian kerja dan alat pelindung diri peserta", 7_200_000, "KW-014/III/2021"),
    (dt.date(2021, 3, 19), "Tambahan elektroda dan gas", 6_375_000, "KW-019/III/2021"),
    (dt.date(2021, 4, 6), "Honorarium instruktur", 13_000_000, "SPM-00071/IV/2021"),
    (dt.date(2021, 4, 12), "Penggandaan modul dan bahan uji", 2_340_000, "KW-027/IV/2021"),
)


def lampung_budget(house: House) -> None:
    batch = Batch.objects.get(facility=house.facility)
    line = BudgetLine(
        facility=house.facility,
        year=2021,
        source=BudgetLine.Source.DIPA_UPT,
        name="Pelatihan keterampilan bersertifikat bagi Warga Binaan",
        account=Account.objects.get(code="521211"),
        ceiling=50 * MILLION,
        blocked=4 * MILLION,
        plan=[amount * MILLION for amount in PLAN],
    )
    add_line(line, house)
    for spent_on, what, amount, voucher in SPENT:
        expense = Expense(line=line, batch=batch, spent_on=spent_on, what=what, amount=amount, voucher=voucher)
        expense.full_clean()
        spend(expense, today=spent_on, by=house.giatja)
    add_line(
        BudgetLine(
            facility=house.facility,
            year=2021,
            source=BudgetLine.Source.APBD,
            name="Peralatan bengkel kerja bantuan pemerintah kota",
            ceiling=12 * MILLION,
            plan=[0] * 8 + [12 * MILLION] + [0] * 3,
            is_for_batches=False,
        ),
        house,
    )


def add_line(line: BudgetLine, house: House) -> None:
    line.full_clean()
    save_line(line, changed=[], by=house.giatja)

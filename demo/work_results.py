"""What Ketapang's workshop made and sold in 2021: the split of its proceeds, PNBP deposited and still to deposit."""

from __future__ import annotations

import datetime as dt

from demo.houses import House, add
from programs.actions.work_results import deposit, save_result, sell
from programs.models import Sale, SplitRule, WorkResult

# What, how many, counted in, made on; then its sales: day, how many, rupiah, buyer, and when its PNBP was deposited.
MADE = (
    (
        "Rak pot bunga besi",
        12,
        "buah",
        dt.date(2021, 6, 21),
        (
            (dt.date(2021, 6, 28), 5, 875_000, Sale.Buyer.PUBLIC, dt.date(2021, 7, 2)),
            (dt.date(2021, 7, 12), 4, 715_000, Sale.Buyer.STAFF, dt.date(2021, 7, 15)),
        ),
    ),
    (
        "Kursi teras besi",
        6,
        "buah",
        dt.date(2021, 7, 19),
        ((dt.date(2021, 8, 4), 6, 2_700_000, Sale.Buyer.OFFICE, None),),
    ),
    (
        "Keripik pisang",
        40,
        "bungkus",
        dt.date(2021, 8, 9),
        ((dt.date(2021, 8, 11), 25, 312_501, Sale.Buyer.PUBLIC, None),),
    ),
)


def ketapang_work(house: House) -> None:
    add(
        SplitRule(
            facility=house.facility,
            valid_from=dt.date(2021, 1, 1),
            premi_percent=50,
            pnbp_percent=15,
            capital_percent=35,
            legal_basis="Keputusan Kalapas (rekaan) berdasarkan Keputusan Menteri tahun 1990",
        ),
        by=house.giatja,
    )
    for what, quantity, unit, made_on, sales in MADE:
        result = WorkResult(facility=house.facility, what=what, quantity=quantity, unit=unit, made_on=made_on)
        result.full_clean()
        save_result(result, today=made_on, changed=[], by=house.giatja)
        for number, (sold_on, sold, amount, buyer, deposited_on) in enumerate(sales, start=1):
            sale = Sale(result=result, sold_on=sold_on, quantity=sold, amount=amount, buyer=buyer)
            sell(sale, today=sold_on, by=house.giatja)
            if deposited_on:
                reference = f"8202107{deposited_on:%d}{result.pk:03}{number:02}"
                deposit(sale, on=deposited_on, reference=reference, today=deposited_on, by=house.giatja)

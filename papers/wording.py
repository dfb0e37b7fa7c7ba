"""The formal Indonesian of official papers, the same whatever language the reader of the screen has chosen."""

from __future__ import annotations

import datetime as dt
import re

DAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def indonesian_date(day: dt.date) -> str:
    """As 10 Juni 2021."""
    return f"{day.day} {MONTHS_ID[day.month - 1]} {day.year}"


def indonesian_day(day: dt.date) -> str:
    """As Kamis, 10 Juni 2021."""
    return f"{DAYS_ID[day.weekday()]}, {indonesian_date(day)}"


def day_in_words(day: dt.date) -> str:
    """As minutes begin: Kamis tanggal sepuluh bulan Juni tahun dua ribu dua puluh satu (10-06-2021)."""
    month = MONTHS_ID[day.month - 1]
    return (
        f"{DAYS_ID[day.weekday()]} tanggal {in_words(day.day)} bulan {month} tahun {in_words(day.year)} "
        f"({day:%d-%m-%Y})"
    )


def in_words(number: int) -> str:
    """A whole number below a million in Indonesian words. Raises ValueError outside of 0 to 999,999."""
    if not 0 <= number < 1_000_000:
        raise ValueError(number)
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    for size, one, many in ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            head = one if count == 1 and one else f"{in_words(count)} {many}"
            return f"{head} {in_words(rest)}" if rest else head
    raise AssertionError


def printed_nip(nip: str) -> str:
    """Printed 19661018 199203 1 001 (rule 6.6); anything but 18 digits as it is."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if re.fullmatch(r"\d{18}", nip, re.ASCII) else nip

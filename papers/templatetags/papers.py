"""Formal Indonesian in the templates of papers."""

from __future__ import annotations

import datetime as dt

from django import template

from papers import wording

register = template.Library()


@register.filter
def formal_date(day: dt.date) -> str:
    """As 10 Juni 2021."""
    return wording.indonesian_date(day)


@register.filter
def formal_day(day: dt.date) -> str:
    """As Kamis, 10 Juni 2021."""
    return wording.indonesian_day(day)


@register.filter
def day_in_words(day: dt.date) -> str:
    """As Kamis tanggal sepuluh bulan Juni tahun dua ribu dua puluh satu (10-06-2021)."""
    return wording.day_in_words(day)


@register.filter
def in_words(number: int) -> str:
    return wording.in_words(number)


@register.filter
def nip(number: str) -> str:
    """Grouped as on paper: 19661018 199203 1 001."""
    return wording.printed_nip(number)

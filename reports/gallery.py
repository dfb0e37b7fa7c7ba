"""Sample data for the component gallery: every component in all its states, with invented people."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SampleMessage:
    """Stands for one of Django's messages."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class SampleFinding:
    """What a rule found: ``level`` is block, warn or info."""

    level: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class SampleStep:
    """A step of a procedure: ``state`` is done, now or next."""

    label: str
    state: str
    hint: str = ""


@dataclass(frozen=True)
class SampleTab:
    """One page of several about the same thing."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class SampleRow:
    """A row of the sample table."""

    name: str
    field: str
    state: str
    tone: str
    hours: int


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As in the identity card."))
    nik = forms.CharField(
        label="NIK",
        min_length=16,
        help_text=_("16 digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, required=False)
    trade = forms.ChoiceField(label=_("Field"), choices=[("", "---------"), ("las", "Las"), ("mebel", "Mebel")])
    policy = forms.ChoiceField(
        label=_("Who may join"),
        choices=[("a", _("All convicts")), ("b", _("Near release"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("Days"),
        choices=[("1", _("Monday")), ("2", _("Tuesday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    scan = forms.FileField(label=_("Scanned file"), required=False, help_text=_("PDF, at most 10 MB."))
    is_confirmed = forms.BooleanField(label=_("I have checked the answers"), required=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data:
            self.add_error(None, _("The last day is before the first day."))
        return cleaned


class SampleFilter(forms.Form):
    """Search and selects above a list."""

    search = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), ("running", _("Running"))], required=False)
    year = forms.IntegerField(label=_("Year"), required=False)


ROWS = (
    SampleRow("Bagas Prayitno", "Las SMAW 3G", "Active", "success", 96),
    SampleRow("Sekar Wulandari Kusumaningtyas binti Hadipranoto", "Menjahit", "Suspended", "warning", 8),
    SampleRow("Tegar Manullang", "Mebel", "Dropped out", "danger", 112),
)


def samples() -> dict[str, Any]:
    """Context of ``reports/gallery.html``; nothing in it is read from the database."""
    return {
        "sample_messages": [
            SampleMessage("success", "Bagas Prayitno diterima di Angkatan Las 2."),
            SampleMessage("info", "Daftar hadir hari ini belum diisi."),
            SampleMessage("warning", "Perjanjian kerja sama berakhir dalam 30 hari."),
            SampleMessage("error", "Angkatan sudah penuh."),
        ],
        "tones": ["neutral", "info", "success", "warning", "danger"],
        "button_tones": ["primary", "secondary", "danger", "link"],
        "icons": [
            "house",
            "people",
            "calendar-check",
            "award",
            "patch-check",
            "file-earmark-pdf",
            "qr-code",
            "download",
        ],
        "facts": [
            ("Perjanjian", "PKS-07/LAPAS-PKL/2021"),
            ("Balai latihan kerja", "BLK Kota Pekalongan"),
            ("Mulai", "Kamis, 10 Juni 2021"),
            ("Berkas", ""),
        ],
        "findings": [
            SampleFinding(
                "block",
                "Tanggal bebas 12 Juli 2021 jatuh sebelum uji kompetensi 20 Juli 2021.",
                "Pasal 4 PKS",
            ),
            SampleFinding("warn", "Kesehatan: tidak boleh bekerja di ketinggian."),
            SampleFinding("info", "Sudah pernah mengikuti pelatihan menjahit pada 2019."),
        ],
        "steps": [
            SampleStep("Direncanakan", "done", "1 Mei 2021"),
            SampleStep("Seleksi", "done", "60 dari 253"),
            SampleStep("Berjalan", "now", "sampai 30 Juli 2021"),
            SampleStep("Uji", "next"),
            SampleStep("Sertifikat", "next"),
        ],
        "tabs": [
            SampleTab("Ringkasan", "#", is_current=True),
            SampleTab("Peserta", "#", count=16),
            SampleTab("Kehadiran", "#"),
            SampleTab("Hasil", "#", count=0),
        ],
        "rows": ROWS,
        "grid_days": [
            "10 Jun",
            "11 Jun",
            "14 Jun",
            "15 Jun",
            "16 Jun",
            "17 Jun",
            "18 Jun",
            "21 Jun",
            "22 Jun",
        ],
        "attendance_choices": [("H", "Hadir"), ("S", "Sakit"), ("I", "Izin"), ("A", "Alpa")],
        "page_obj": Paginator(range(253), 25).page(4),
        "sample_form": SampleForm(prefix="empty"),
        "bad_form": SampleForm(data={"wrong-name": "", "wrong-nik": "33750", "wrong-seats": "-1"}, prefix="wrong"),
        "filter_form": SampleFilter(prefix="filter"),
    }

"""Every picture of the manual: what it is called, whose screen it shows, which page, how wide, how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from certificates.models import Certificate, IssueRun, Proposal
from programs.models import Batch, BudgetLine, TppItem
from tests.face.test_every_page import (
    BARBERS,
    CANDIDATE,
    CLOSED,
    LAMPUNG,
    MEETING,
    PLANNED,
    PREVIEWED,
    ROTATION,
    RUNNING,
    SELECTING,
    SIGNED,
    SUBMITTED,
    WAITING,
    Row,
    first,
)

VALID: Final = first(Certificate, revoked_at__isnull=True, **LAMPUNG)
DONE: Final = first(IssueRun, state="DONE", centre__region__name="Lampung")
# The minutes of a session that is held for its picture, before anything is decided.
UNDECIDED: Final = "BA-TPP 14/2021"
PHONE: Final = 360
LAPTOP: Final = 1280


def to_be_replaced() -> Certificate:
    """The one whose replacement waits for the head."""
    proposal = Proposal.objects.replacing().filter(enrollment__batch__facility__name="Bandar Lampung").earliest("pk")
    assert proposal.replaces_id is not None
    return Certificate.objects.get(pk=proposal.replaces_id)


@dataclass(frozen=True, slots=True)
class Picture:
    """`height` is how much is shown at most, in pixels, from the top of `part` down; `opens` is pressed before."""

    name: str
    username: str
    page: str
    row: Row = None
    width: int = LAPTOP
    height: int = 720
    part: str = "main"
    query: str = ""
    opens: str = ""


PICTURES: Final = (
    Picture("pekerjaan-saya", "giatja.kotabaru", "reports:home", width=PHONE, height=760),
    Picture("pemberitahuan", "giatja.ketapang", "reports:notice-list", width=PHONE, height=640),
    Picture("perjanjian", "giatja.ketapang", "facilities:agreement-detail", SIGNED),
    Picture("rapat", "giatja.kotabaru", "facilities:meeting-detail", MEETING),
    Picture("peninjauan", "giatja.ketapang", "facilities:review-checklist", SUBMITTED),
    Picture("impor", "giatja.ketapang", "imports:import-detail", PREVIEWED),
    Picture("asimilasi", "giatja.ketapang", "trainees:inmate-assimilation", CANDIDATE),
    Picture("minat", "giatja.pekalongan", "programs:demand"),
    Picture("keadaan", "giatja.lampung", "programs:circumstance-list", height=560),
    Picture("setelah-bebas", "giatja.lampung", "programs:released-list", height=560),
    Picture("pasar-kerja", "giatja.lampung", "programs:demand-note-list", height=770),
    Picture("angkatan", "giatja.ketapang", "programs:batch-detail", SELECTING),
    Picture("rotasi", "giatja.pekalongan", "programs:rotation-detail", ROTATION, height=820),
    Picture("calon", "giatja.ketapang", "programs:batch-candidates", SELECTING),
    Picture("peringkat", "giatja.ketapang", "programs:batch-ranking", SELECTING),
    Picture("sidang-tpp", "giatja.ketapang", "programs:tpp-decide", first(TppItem, session__minutes_number=UNDECIDED)),
    Picture("surat", "giatja.lampung", "reports:batch-papers", CLOSED),
    Picture("jadwal", "blk.kotabaru", "programs:batch-timetable", PLANNED),
    Picture(
        "kehadiran",
        "giatja.kotabaru",
        "programs:session-attendance",
        WAITING,
        width=PHONE,
        height=700,
        part=".roll-key",
    ),
    Picture("susulan", "giatja.kotabaru", "programs:batch-make-ups", RUNNING, height=560),
    Picture("pantauan-jam", "giatja.kotabaru", "programs:batch-radar", BARBERS, height=560),
    Picture("kehadiran-sppn", "giatja.kotabaru", "programs:conduct-hours", height=560),
    Picture("belum-terpenuhi", "giatja.lampung", "programs:batch-progress", CLOSED),
    Picture("anggaran", "giatja.lampung", "programs:budget-detail", first(BudgetLine, facility__name="Bandar Lampung")),
    Picture("syarat", "kablk.lampung", "certificates:batch-conditions", CLOSED),
    Picture(
        "mengganti",
        "kablk.lampung",
        "certificates:certificate-replace",
        to_be_replaced,
    ),
    Picture("penyerahan", "giatja.lampung", "certificates:batch-handover", CLOSED),
    Picture("memeriksa", "", "certificates:verify-code", VALID, width=PHONE, height=900, part="body"),
    Picture(
        "memeriksa-en",
        "",
        "certificates:verify-code",
        VALID,
        width=PHONE,
        height=900,
        part="body",
        query="?bahasa=en",
    ),
    Picture("penerbitan", "kablk.lampung", "certificates:issue-run-detail", DONE, height=560),
    Picture(
        "kejanggalan",
        "kanwil.lampung",
        "certificates:anomaly-list",
        height=900,
        opens="main details.mt-4 summary",
    ),
    Picture("dasbor", "kanwil.lampung", "reports:dashboard", height=900),
    Picture("rekap-triwulan", "kanwil.lampung", "reports:quarter", height=560, query="?year=2021&quarter=1"),
    Picture("buku-besar", "kanwil.lampung", "certificates:ledger"),
    Picture("data-terbuka", "giatja.lampung", "reports:open-data", height=640),
    Picture("tampilan", "giatja.lampung", "programs:batch-list", height=800, opens=".list-views summary"),
    Picture("token", "admin.nasional", "api:token-list", height=560),
    Picture("faktor-kedua", "kablk.lampung", "mfa_index", width=PHONE, height=700),
    Picture("jejak-audit", "kalapas.ketapang", "audit:event-list", height=560),
    Picture("hasil-uji", "blk.lampung", "programs:batch-results", first(Batch, name="Las tahap 2")),
)

"""What the two sides of a case talked over, and what came of their promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from demo.houses import House
from facilities.actions.meetings import Attendee, Item, Place, confirm_minutes, tick, write_minutes
from facilities.models import Agreement, Meeting, MeetingParty, ReadinessReview
from programs.models import Batch

Promise = tuple[str, str, str, dt.date]


def meet(
    house: House,
    meeting: Meeting,
    *,
    called_by_centre: bool,
    minutes: str,
    decisions: Sequence[str],
    minutes_number: str,
    promises: Sequence[Promise],
) -> Meeting:
    """A meeting with its minutes, attended by both heads and both staffs; promises are (what, side, who, due on)."""
    by = house.centre_staff if called_by_centre else house.giatja
    meeting.full_clean()
    meeting.save()
    MeetingParty.objects.create(meeting=meeting, facility=house.facility, has_called=not called_by_centre)
    MeetingParty.objects.create(meeting=meeting, centre=house.centre, has_called=called_by_centre)
    record(Verb.ADD, meeting, by=by)
    prison, centre = Place(house.facility, None), Place(None, house.centre)
    sides = {"prison": prison, "centre": centre}
    write_minutes(
        meeting,
        minutes=minutes,
        decisions="\n".join(decisions),
        minutes_number=minutes_number,
        attendees=[
            Attendee(house.kalapas.name, f"Kepala {house.facility}", prison),
            Attendee(house.giatja.name, "Kepala Seksi Kegiatan Kerja", prison),
            Attendee(house.centre_head.name, f"Kepala {house.centre}", centre),
            Attendee(house.centre_staff.name, "Kepala Seksi Pelatihan", centre),
        ],
        items=[Item(what, sides[side], who, due_on) for what, side, who, due_on in promises],
        by=by,
        today=meeting.held_on,
    )
    return meeting


def confirmed(meeting: Meeting, *heads: User) -> None:
    for head in heads:
        confirm_minutes(meeting, wording=Meeting.objects.get(pk=meeting.pk).wording(), by=head)


def done(house: House, meeting: Meeting, what: str, *, on: dt.date, note: str) -> None:
    item = meeting.action_items.get(what=what)
    tick(item, on=on, note=note, today=on, by=house.giatja if item.facility_id else house.centre_staff)


def lampung(house: House, *, today: dt.date) -> None:
    """The consultation of January 2021: what each side asked of the other, and kept."""
    meeting = Meeting(
        kind=Meeting.Kind.CONSULTATION,
        subject="Konsolidasi pelatihan keterampilan tahun 2021",
        held_on=dt.date(2021, 1, 21),
        place="Ruang rapat UPTD BLK Bandar Lampung",
        agenda="Program pelatihan wajib tahun anggaran 2021\nStandar peserta dan jam pelatihan\nPenerbitan sertifikat",
    )
    promises: list[Promise] = [
        ("Menyusun daftar peserta sesuai standar BLK", "prison", "Kepala Seksi Kegiatan Kerja", dt.date(2021, 2, 12)),
        ("Menyampaikan standar jam pelatihan las", "centre", "Kepala Seksi Pelatihan", dt.date(2021, 1, 29)),
    ]
    meet(
        house,
        meeting,
        called_by_centre=False,
        minutes=(
            "Lapas menyampaikan bahwa pelatihan wajib dilaksanakan setiap tahun dan anggaran 2021 harus terserap.\n\n"
            "BLK meminta jumlah peserta dan jam pertemuan mengikuti standar, agar sertifikat dan keterampilan sesuai."
        ),
        decisions=(
            "Jumlah peserta dan jam pelatihan mengikuti standar paket BLK.",
            "Sertifikat hanya diberikan kepada peserta yang lulus.",
            "Peserta dipilih menurut bakat dan minatnya.",
        ),
        minutes_number="W9.PAS.6-UM.01.01-018",
        promises=promises,
    )
    agreement = Agreement.objects.filter(parties__facility=house.facility).first()
    Meeting.objects.filter(pk=meeting.pk).update(agreement=agreement)
    confirmed(meeting, house.kalapas, house.centre_head)
    done(house, meeting, promises[0][0], on=dt.date(2021, 2, 10), note="Daftar 18 calon peserta telah diserahkan.")
    done(house, meeting, promises[1][0], on=dt.date(2021, 1, 27), note="Standar paket las telah dikirim.")


def kotabaru(house: House, *, today: dt.date) -> None:
    """The coordination of January 2026: one promise kept, one overdue, one due soon."""
    held_on = dt.date(2026, 1, 8)
    agreement = Agreement.objects.filter(parties__facility=house.facility).first()
    meeting = Meeting(
        kind=Meeting.Kind.COORDINATION,
        subject="Koordinasi pelatihan kerja bersertifikat tahun 2026",
        held_on=held_on,
        place="Kantor BLK Kotabaru",
        agreement=agreement,
        agenda=(
            "Penyelarasan program pelatihan dengan kebutuhan pasar kerja\nKetersediaan instruktur\n"
            "Peninjauan awal sarana dan prasarana\nSertifikasi peserta"
        ),
    )
    visit = "Meninjau bengkel kerja dan peralatan di Lapas"
    meet(
        house,
        meeting,
        called_by_centre=True,
        minutes=(
            "Pertemuan ini langkah awal pelatihan terstruktur dengan sertifikasi kompetensi. Program diselaraskan "
            "dengan kebutuhan pasar kerja dan mendukung 15 Program Aksi, khususnya ketahanan pangan dan UMKM.\n\n"
            "BLK menyediakan instruktur, kurikulum, dan sertifikasi."
        ),
        decisions=(
            "Tahap pertama: pengolahan pangan dan servis motor.",
            "Bengkel kerja Lapas ditinjau sebelum angkatan pertama dimulai.",
        ),
        minutes_number="500.15/003/BLK/2026",
        promises=[
            (visit, "centre", "Kepala Seksi Pelatihan", dt.date(2026, 1, 22)),
            (
                "Melengkapi kipas pembuangan di bengkel servis motor",
                "prison",
                "Kepala Seksi Kegiatan Kerja",
                max(held_on, today - dt.timedelta(days=9)),
            ),
            (
                "Menyampaikan jadwal instruktur servis motor",
                "centre",
                "Kepala Seksi Pelatihan",
                today + dt.timedelta(days=10),
            ),
        ],
    )
    confirmed(meeting, house.centre_head)
    done(house, meeting, visit, on=dt.date(2026, 1, 20), note="Ditinjau bersama; hasilnya dicatat pada peninjauan.")
    for batch in Batch.objects.filter(facility=house.facility):
        batch.meetings.add(meeting)
    kotabaru_looks_again(house, agreement)


def kotabaru_looks_again(house: House, agreement: Agreement | None) -> None:
    """What the first look at the kitchen found missing, talked over by both sides a week later."""
    found = ReadinessReview.objects.filter(facility=house.facility, verdict="NOT_READY").earliest("reviewed_on")
    meet(
        house,
        Meeting(
            kind=Meeting.Kind.EVALUATION,
            subject="Tindak lanjut peninjauan dapur produksi",
            held_on=found.reviewed_on + dt.timedelta(days=7),
            place="Ruang rapat Lapas",
            agreement=agreement,
            review=found,
            agenda="Butir yang belum terpenuhi\nWaktu peninjauan ulang",
        ),
        called_by_centre=False,
        minutes="Lapas memaparkan rencana pemenuhan setiap butir. BLK menyetujui urutan pengerjaannya.",
        decisions=("Dapur produksi ditinjau ulang setelah daya listrik dan alat pemadam tersedia.",),
        minutes_number="",
        promises=(),
    )


TALKS = {"lampung": lampung, "kotabaru": kotabaru}

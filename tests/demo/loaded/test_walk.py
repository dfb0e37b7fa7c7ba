"""The walk of docs/manual/jalan-pekalongan.md through the real pages, from the demonstration as it is loaded."""

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from certificates.models import Certificate, Proposal
from facilities.models import Agreement, Facility, Field, Meeting, TrainingCentre, Workshop
from programs.models import Batch, Instructor, Package
from tests.facilities.test_photos import picture
from tests.journeys.people import Walker

pytestmark = [pytest.mark.usefixtures("demonstration", "no_rate_limits"), pytest.mark.xdist_group("demo")]


def test_pekalongan_from_agreement_to_certificate():
    giatja, kalapas = Walker("giatja.pekalongan"), Walker("kalapas.pekalongan")
    centre, teacher = Walker("blk.pekalongan"), Walker("instruktur.jahit")
    prison = Facility.objects.get(name="Pekalongan")
    blk = TrainingCentre.objects.get(name="UPTD BLK Kota Pekalongan")

    agreement = sign_an_agreement(giatja, kalapas, prison, blk)
    batch = plan_a_batch(giatja, agreement)
    meet_about(batch, giatja)
    choose_ten(giatja, kalapas, batch)
    lay_out_eighteen_days(centre, batch)
    teach(giatja, kalapas, batch)
    assess_and_close(centre, teacher, batch)

    batch.refresh_from_db()
    assert batch.state == Batch.State.CLOSED
    assert batch.enrollments.filter(state="COMPLETED").count() == 9
    certify(centre, Walker("kablk.pekalongan"), batch)
    certificate = Certificate.objects.filter(enrollment__batch=batch).first()
    answer = Client().get(reverse("certificates:verify-code", args=[certificate.token]))
    assert certificate.holder_name in answer.content.decode()
    print_every_paper(giatja, kalapas, batch)


def sign_an_agreement(giatja: Walker, kalapas: Walker, prison: Facility, blk: TrainingCentre) -> Agreement:
    giatja.sends(
        "facilities:agreement-add",
        kind="PKS",
        title="Pelatihan keterampilan Warga Binaan 2021",
        starts_on="2021-06-01",
        ends_on="2021-12-31",
        facilities=[prison.pk],
        centres=[blk.pk],
    )
    agreement = Agreement.objects.get(parties__facility=prison, title="Pelatihan keterampilan Warga Binaan 2021")
    giatja.sends(
        "facilities:agreement-scope",
        agreement.pk,
        fields=[Field.objects.get(code=code).pk for code in ("JAHIT", "BATIK")],
        trainee_policy="ALL_CONVICTS",
        quota="60",
    )
    ours, theirs = agreement.parties.all()
    giatja.sends(
        "facilities:agreement-signatories",
        agreement.pk,
        **{
            f"party_{ours.pk}_number": "W13.PAS8-201.PK.05.09",
            f"party_{ours.pk}_signatory_name": "Kepala Lapas",
            f"party_{theirs.pk}_number": "563/118/2021",
            f"party_{theirs.pk}_signatory_name": "Kepala BLK",
        },
    )
    kalapas.sends("facilities:agreement-sign", agreement.pk, signed_on="2021-06-01")
    return agreement


def plan_a_batch(giatja: Walker, agreement: Agreement) -> Batch:
    giatja.sends(
        "programs:batch-add",
        name="Menjahit kelompok 1",
        package=Package.objects.get(name="Menjahit Pakaian dengan Mesin").pk,
        agreement=agreement.pk,
        workshop=Workshop.objects.get(name="Bengkel menjahit").pk,
        starts_on="2021-06-10",
        ends_on="2021-06-30",
        tested_on="2021-07-01",
        seats="10",
    )
    return Batch.objects.get(name="Menjahit kelompok 1")


def meet_about(batch: Batch, giatja: Walker) -> None:
    """Both offices agree on days and instructor; the meeting is linked to the batch."""
    prison, blk = batch.facility, batch.package.centre
    giatja.sends(
        "facilities:meeting-add",
        kind="COORDINATION",
        subject="Persiapan menjahit kelompok 1",
        held_on="2021-06-02",
        place="Aula Lapas",
        agreement=batch.agreement_id,
        agenda="Jadwal dan instruktur",
        facilities=[prison.pk],
        centres=[blk.pk],
    )
    meeting = Meeting.objects.get(subject="Persiapan menjahit kelompok 1")
    giatja.sends(
        "facilities:meeting-minutes",
        meeting.pk,
        minutes="Hari dan instruktur disepakati.",
        decisions="Mulai 10 Juni",
        minutes_number="W13.PAS8-180.PK.05.09",
        attendee_1_name="Kasi Giatja",
        attendee_1_position="Kepala Seksi Kegiatan Kerja",
        attendee_1_side=f"facility-{prison.pk}",
        attendee_2_name="Kepala Seksi Pelatihan",
        attendee_2_position="Kepala Seksi",
        attendee_2_side=f"centre-{blk.pk}",
    )
    giatja.sends("programs:batch-meetings", batch.pk, meetings=[meeting.pk])


def choose_ten(giatja: Walker, kalapas: Walker, batch: Batch) -> None:
    giatja.sends("programs:batch-open-selection", batch.pk)
    page = giatja.client.get(reverse("programs:batch-candidates", args=[batch.pk]))
    fit = [person.inmate.pk for person in page.context["people"] if not person.is_blocked]
    giatja.sends("programs:batch-candidates", batch.pk, inmates=fit[:15])
    rows = list(batch.enrollments.order_by("pk"))
    for officer in (giatja, Walker("bimker.pekalongan")):
        marks = {f"score_{row.pk}_{c}": str(60 + place) for place, row in enumerate(rows) for c in range(1, 6)}
        officer.sends("programs:batch-selection", batch.pk, **marks)
    giatja.sends(
        "programs:tpp-add",
        held_on="2021-06-05",
        minutes_number="BA-TPP 21/2021",
        chair_name="Ketua Sidang",
        chair_position="Kepala Seksi Binadik",
        agenda="Pemilihan peserta pelatihan",
        batches=[batch.pk],
    )
    item = batch.tpp_items.get()
    fields = giatja.client.get(reverse("programs:tpp-decide", args=[item.pk])).context["form"].fields
    giatja.sends("programs:tpp-decide", item.pk, **{name: field.initial for name, field in fields.items()})
    kalapas.sends("programs:batch-decree", batch.pk, number="W13.PAS8-210.PK.05.09", on="2021-06-07")

    assert batch.enrollments.filter(state="ACCEPTED").count() == 10


def lay_out_eighteen_days(centre: Walker, batch: Batch) -> None:
    centre.sends(
        "programs:batch-timetable",
        batch.pk,
        instructor=Instructor.objects.get(user__username="instruktur.jahit").pk,
        weekdays=[0, 1, 2, 3, 4, 5],
        starts_at="07:30",
        hours_per_day="8",
    )

    assert batch.sessions.values("day").distinct().count() == 18
    assert batch.sessions.latest("day").day == dt.date(2021, 6, 30)


def teach(giatja: Walker, kalapas: Walker, batch: Batch) -> None:
    giatja.sends("programs:batch-start", batch.pk)
    for session in batch.sessions.all():
        statuses = {f"status_{row.pk}": "H" for row in batch.enrollments.active()}
        kalapas.sends("programs:session-correct", session.pk, reason="Disalin dari daftar hadir.", **statuses)
        giatja.saves("programs:session-tools", session.pk, do="all", revision="0")


def assess_and_close(centre: Walker, teacher: Walker, batch: Batch) -> None:
    centre.sends("programs:batch-open-tests", batch.pk)
    points = {f"post_{row.pk}": "80" for row in batch.enrollments.active()}
    teacher.sends("programs:batch-written-tests", batch.pk, post_on="2021-06-30", **points)
    units = batch.package.package_units.values_list("unit", flat=True)
    verdicts = {f"verdict_{row.pk}_{unit}": "K" for row in batch.enrollments.active() for unit in units}
    assessor = Instructor.objects.get(centre=batch.package.centre, fields__code="JAHIT", user__isnull=True)
    verdicts[max(verdicts)] = "BK"
    teacher.sends("programs:batch-results", batch.pk, assessor=assessor.pk, on="2021-07-01", **verdicts)
    centre.sends("programs:batch-close", batch.pk)


def certify(centre: Walker, head: Walker, batch: Batch) -> None:
    centre.sends("certificates:batch-propose", batch.pk)
    proposals = Proposal.objects.filter(enrollment__batch=batch)
    head.sends("certificates:batch-issue", batch.pk, proposals=[proposal.pk for proposal in proposals])

    assert Certificate.objects.filter(enrollment__batch=batch).count() == 9


def print_every_paper(giatja: Walker, kalapas: Walker, batch: Batch) -> None:
    """From the first letter to the last report: each can be printed, says what it must, and nothing says “None”."""
    letter = {"number": "W13.PAS8-150.PK.05.09", "on": "2021-05-03", "character": "Biasa", "batches": [batch.pk]}
    answer = giatja.client.post(reverse("reports:agreement-request", args=[batch.agreement_id]), letter)
    texts = {"request": read(answer)}
    giatja.sends("programs:batch-report-edit", batch.pk, purpose="Membekali peserta.", obstacles="Listrik padam.")
    giatja.sends(
        "programs:batch-photo-add",
        batch.pk,
        photo=SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg"),
        caption="Pembukaan pelatihan",
        taken_on="2021-06-10",
        has_consent="on",
    )
    page = giatja.client.get(reverse("reports:batch-papers", args=[batch.pk]))
    assert [str(entry.name) for entry in page.context["papers"] if not entry.sheets] == []
    for entry in page.context["papers"]:
        for sheet in entry.sheets:
            if sheet.has_preview:
                typed = sheet.preview_url.replace("lihat=1", "nomor=W13-77&tanggal=2021-07-10")
                texts[sheet.url] = read(giatja.client.get(typed))
                assert giatja.client.get(sheet.preview_url).status_code == 200, sheet.url

    quarter = reverse("reports:quarter-paper")
    region = Walker("kanwil.jateng").client
    texts[quarter] = read(region.get(quarter, {"year": 2021, "quarter": 2, "nomor": "W13-88", "tanggal": "2021-07-12"}))
    meeting = reverse("facilities:meeting-paper", args=[batch.meetings.get().pk])
    assert [name for name, text in texts.items() if "None" in text] == []
    for name, said in (
        ("request", "Yth. Kepala UPTD BLK Kota Pekalongan"),
        ("reports:batch-timetable", "144 JP terjadwal"),
        ("certificates:batch-handover-minutes", "9 (sembilan) lembar"),
        ("reports:batch-report", "sertifikat pelatihan 9 lembar"),
        ("programs:batch-test-minutes", "W13-77"),
    ):
        assert said in texts[name if name == "request" else reverse(name, args=[batch.pk])], name
    assert "Hari dan instruktur disepakati." in texts[meeting]
    assert "W13-88" in texts[quarter]
    head = kalapas.user.name
    signed_by_the_head = [name for name, text in texts.items() if head in text]
    assert len(signed_by_the_head) >= 4  # request, decree, handover, report


def read(answer: Any) -> str:
    """The text of a PDF on few sheets, with single spaces."""
    pages = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    assert 1 <= len(pages) <= 6
    return " ".join(" ".join(page.extract_text() for page in pages).split())

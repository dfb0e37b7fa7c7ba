"""Two cases of cooperation through the pages: Ketapang's agreement, Kotabaru's meeting until its promise is overdue."""

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from facilities.models import ActionItem, Agreement, Meeting
from tests.cast import Place
from tests.factories import FieldFactory

pytestmark = pytest.mark.django_db
FIELDS = ("Las listrik", "Perbaikan komputer", "Pengolahan hasil pertanian", "Pengolahan hasil perikanan", "Menjahit")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, name: str, *args: Any, **data: Any) -> Any:
    """Send the form and insist that it was taken."""
    answer = client.post(reverse(name, args=args), data)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    return answer


def test_ketapang_types_its_agreement_and_signs_it() -> None:
    place = Place("Ketapang")
    Agreement.objects.all().delete()
    staff, head = signed_in(place.staff), signed_in(place.head)
    fields = [FieldFactory.create(name=name) for name in FIELDS]

    send(
        staff,
        "facilities:agreement-add",
        kind="PKS",
        title="Pelatihan Warga Binaan dengan Disnakertrans Ketapang",
        starts_on="2021-03-08",
        ends_on="2022-03-07",
        facilities=[place.facility.pk],
        centres=[place.centre.pk],
    )
    agreement = Agreement.objects.get()
    send(
        staff,
        "facilities:agreement-scope",
        agreement.pk,
        fields=[field.pk for field in fields],
        trainee_policy="ASSIMILATION_ELIGIBLE",
        quota="30",
    )
    ours, theirs = agreement.parties.all()
    send(
        staff,
        "facilities:agreement-signatories",
        agreement.pk,
        **{
            f"party_{ours.pk}_number": "W16.PAS.4-HM.05.02-113",
            f"party_{ours.pk}_signatory_name": "Arya Wicaksana",
            f"party_{theirs.pk}_number": "560/119/DISNAKERTRANS-D/2021",
            f"party_{theirs.pk}_signatory_name": "Laras Kinanti",
            "witness_1_name": "Bagas Prabaswara",
            "witness_1_position": "Kepala Divisi Pemasyarakatan",
        },
    )
    checked = staff.get(reverse("facilities:agreement-check", args=[agreement.pk])).content.decode()
    send(head, "facilities:agreement-sign", agreement.pk, signed_on="2021-03-08")

    shown = signed_in(place.centre_staff).get(agreement.get_absolute_url()).content.decode()
    expected = ("W16.PAS.4-HM.05.02-113", "560/119/DISNAKERTRANS-D/2021", *FIELDS, "Bagas Prabaswara")
    for page in (checked, shown):
        assert [part for part in expected if part not in page] == []
    agreement.refresh_from_db()
    assert (agreement.quota, agreement.trainee_policy) == (30, "ASSIMILATION_ELIGIBLE")
    assert agreement.is_in_force(on=dt.date(2021, 3, 8))


def test_kotabaru_meets_and_what_it_promised_is_followed_by_both_sides() -> None:
    place = Place("Kotabaru")
    prison, centre = signed_in(place.staff), signed_in(place.centre_staff)
    today = timezone.localdate()
    held_on = today - dt.timedelta(days=30)
    send(
        centre,
        "facilities:meeting-add",
        kind="COORDINATION",
        subject="Koordinasi pelatihan bersertifikat",
        held_on=held_on,
        place="Kantor BLK Kotabaru",
        agreement=place.agreement.pk,
        agenda="Instruktur\nPeninjauan bengkel kerja",
        facilities=[place.facility.pk],
        centres=[place.centre.pk],
    )
    meeting = Meeting.objects.get()
    ours, theirs = f"facility-{place.facility.pk}", f"centre-{place.centre.pk}"
    send(
        prison,
        "facilities:meeting-minutes",
        meeting.pk,
        minutes="Program diselaraskan dengan pasar kerja.",
        decisions="Bengkel kerja ditinjau\nInstruktur dari BLK",
        minutes_number="500.15/003/BLK/2026",
        attendee_1_name="Wening Lestari",
        attendee_1_position="Kepala Seksi Kegiatan Kerja",
        attendee_1_side=ours,
        attendee_2_name="Satrio Utama",
        attendee_2_position="Kepala BLK",
        attendee_2_side=theirs,
        item_1_what="Melengkapi kipas pembuangan",
        item_1_side=ours,
        item_1_owner="Kasi Giatja",
        item_1_due_on=today - dt.timedelta(days=1),
        item_2_what="Menyampaikan jadwal instruktur",
        item_2_side=theirs,
        item_2_due_on=today - dt.timedelta(days=2),
    )
    kept = ActionItem.objects.get(centre=place.centre)
    send(centre, "facilities:action-item-done", kept.pk, done_on=today, note="Sudah dikirim.")
    not_theirs = ActionItem.objects.get(facility=place.facility)

    homes = [client.get("/").content.decode() for client in (prison, centre)]
    for home in homes:
        assert "Melengkapi kipas pembuangan" in home
        assert "Menyampaikan jadwal instruktur" not in home
    refused = centre.get(reverse("facilities:action-item-done", args=[not_theirs.pk]))
    assert refused.status_code == 404
    paper = centre.get(reverse("facilities:meeting-paper", args=[meeting.pk]))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.getvalue())).pages)
    for part in ("Wening Lestari", "Satrio Utama", "Melengkapi kipas pembuangan", "500.15/003/BLK/2026"):
        assert part in text

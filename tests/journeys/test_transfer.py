"""A participant of Pekalongan is moved to Kotabaru in the middle of a class, through the pages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from programs.models import Circumstance, Enrollment, UnitResult
from programs.ranking import ranking
from tests import factories as make
from tests.cast import Place
from trainees.models import Inmate, Movement

pytestmark = pytest.mark.django_db

SECRETS = ("Angkatan rahasia", "temuan rahasia", "alasan rahasia", "catatan rahasia", "teman sekelas", "B.I 777/2020")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_transfer_frees_the_seat_keeps_the_hours_and_hands_on_the_training_record_alone() -> None:
    old, new = Place("Pekalongan"), Place("Kotabaru")
    batch = old.batch(name="Angkatan rahasia", state="RUNNING", seats=2)
    inmate = old.inmate(name="Sari Wulan", register_serial="777")
    inmate.sentence.years = 9
    inmate.sentence.save()
    enrollment = Enrollment.objects.create(
        batch=batch,
        inmate=inmate,
        state="ACTIVE",
        reason="alasan rahasia",
        findings=[{"code": "X", "level": "warn", "text": "temuan rahasia", "source": "", "rules": ""}],
    )
    Enrollment.objects.create(batch=batch, inmate=old.inmate(name="teman sekelas"), state="ACTIVE")
    session = old.sessions(batch)[0]
    make.AttendanceFactory.create(
        session=session, enrollment=enrollment, status="H", lesson_hours=8, recorded_by=old.centre_staff
    )
    unit = old.package.package_units.all()[0].unit
    UnitResult.objects.create(
        enrollment=enrollment,
        unit=unit,
        verdict="K",
        assessor=old.assessor,
        assessed_on=batch.starts_on,
        recorded_by=old.centre_staff,
    )
    sender, receiver = signed_in(old.staff), signed_in(new.staff)
    today = timezone.localdate().isoformat()

    page = reverse("programs:inmate-transfer", args=[inmate.pk])
    announced = sender.get(page).content.decode()
    facts = {"to_facility": new.facility.pk, "moved_on": today, "reference": "W13-1", "note": "catatan rahasia"}
    response = sender.post(page, facts)

    assert "Angkatan rahasia" in announced
    assert response.status_code == 302, response.context["form"].errors
    enrollment.refresh_from_db()
    moved = Inmate.objects.get(pk=inmate.pk)
    assert (enrollment.state, enrollment.drop_reason) == ("DROPPED", "TRANSFERRED")
    assert batch.enrollments.seated().count() == 1
    assert enrollment.attendances.get().lesson_hours == 8
    assert (moved.facility, moved.has_register_number) == (new.facility, False)
    assert Movement.objects.get().register_number == "B.I 777/2020"

    addresses = [
        reverse(name, args=[inmate.pk])
        for name in (
            "trainees:inmate-detail",
            "programs:inmate-record",
            "trainees:inmate-edit",
            "programs:inmate-transfer",
        )
    ]
    assert [sender.get(address).status_code for address in addresses] == [404] * 4
    assert sender.get(enrollment.get_absolute_url()).status_code == 200
    assert sender.get(reverse("programs:circumstance-list")).status_code == 200

    texts = [receiver.get(address).content.decode() for address in addresses]
    texts += [receiver.get(reverse(name)).content.decode() for name in ("programs:circumstance-list", "reports:home")]
    assert [secret for text in texts for secret in SECRETS if secret in text] == []
    record = texts[1]
    expected = ("Sari Wulan", old.package.name, old.centre.name, "8 dari 16", unit.title, ">K<")
    assert [word for word in expected if word not in record] == []
    assert receiver.get(enrollment.get_absolute_url()).status_code == 404
    assert receiver.get(batch.get_absolute_url()).status_code == 404

    number = {"register_kind": "B.I", "register_serial": "12", "register_year": "2021"}
    person = {name: getattr(moved, name) for name in ("name", "sex", "birth_place", "education")}
    edited = receiver.post(addresses[2], {**person, **number, "birth_date": moved.birth_date.isoformat()})
    assert edited.status_code == 302, edited.context["form"].errors
    assert Inmate.objects.get(pk=inmate.pk).register_shown == "B.I 12/2021"


def test_the_inbox_of_both_prisons_and_what_the_centre_hears() -> None:
    old, new = Place("Pekalongan"), Place("Kotabaru")
    batch = old.batch(state="RUNNING")
    enrollment = old.enrolled(batch)
    today = timezone.localdate()
    sender = signed_in(old.staff)
    sender.post(
        reverse("programs:inmate-transfer", args=[enrollment.inmate_id]),
        {"to_facility": new.facility.pk, "moved_on": today.isoformat()},
    )

    shown = {
        place.name: [
            (line.kind, str(step.label))
            for line, step in signed_in(place.staff).get(reverse("programs:circumstance-list")).context["lines"]
        ]
        for place in (old, new)
    }
    centre = signed_in(old.centre_staff).get(reverse("reports:home")).content.decode()

    assert shown == {
        "Pekalongan": [("TRANSFERRED", "Panggil peserta dari daftar cadangan")],
        "Kotabaru": [("ARRIVED", "Isi nomor register Lapas ini")],
    }
    assert "Ada kursi kosong" in centre
    assert [word for word in ("pindah", "Pindah", "Kotabaru", enrollment.inmate.name) if word in centre] == []

    line = Circumstance.objects.get(kind="TRANSFERRED")
    sender.post(reverse("programs:circumstance-handle", args=[line.pk]))
    listed = [sender.get(reverse("programs:circumstance-list"), query) for query in ({}, {"handled": "on"})]
    assert [len(page.context["lines"]) for page in listed] == [0, 1]


def test_a_day_before_the_last_arrival_is_refused() -> None:
    old, new = Place("Pekalongan"), Place("Kotabaru")
    inmate = old.inmate()
    today = timezone.localdate()
    send = {"to_facility": new.facility.pk, "moved_on": today.isoformat()}
    signed_in(old.staff).post(reverse("programs:inmate-transfer", args=[inmate.pk]), send)

    yesterday = (today - dt.timedelta(days=1)).isoformat()
    response = signed_in(new.staff).post(reverse("programs:inmate-release", args=[inmate.pk]), {"moved_on": yesterday})

    assert set(response.context["form"].errors) == {"moved_on"}


def test_findings_reasons_scores_and_the_word_of_the_tpp_stay_with_the_old_prison() -> None:
    old, new = Place("Pekalongan"), Place("Kotabaru")
    inmate = old.inmate(name="Sari Wulan")
    before = make.EnrollmentFactory.create(
        batch=old.batch(name="Angkatan rahasia", state="SELECTING"),
        inmate=inmate,
        reason="alasan rahasia",
        findings=[{"code": "X", "level": "warn", "text": "temuan rahasia", "source": "", "rules": ""}],
    )
    make.scored(before, 37, old.staff)
    session = make.approved(before, verdict="POSTPONED")
    session.decisions.update(note="catatan rahasia")
    facts = {"to_facility": new.facility.pk, "moved_on": timezone.localdate().isoformat()}
    signed_in(old.staff).post(reverse("programs:inmate-transfer", args=[inmate.pk]), facts)
    receiver = signed_in(new.staff)
    batch = new.batch(state="SELECTING")
    candidates = reverse("programs:batch-candidates", args=[batch.pk])
    offered = receiver.get(candidates, {"semua": "1"}).content.decode()
    proposed = receiver.post(candidates, {"inmates": [inmate.pk]})
    here = batch.enrollments.get()
    session_here = make.approved(here)

    pages = [
        inmate.get_absolute_url(),
        here.get_absolute_url(),
        session_here.get_absolute_url(),
        reverse("programs:inmate-record", args=[inmate.pk]),
        *(reverse(f"programs:batch-{name}", args=[batch.pk]) for name in ("selection", "ranking", "shortlist", "tpp")),
        reverse("programs:tpp-list"),
        reverse("programs:tpp-decide", args=[batch.tpp_items.get().pk]),
    ]
    answers = [receiver.get(page) for page in pages]
    texts = [offered, *(answer.content.decode() for answer in answers)]

    assert proposed.status_code == 302
    assert [answer.status_code for answer in answers] == [200] * len(pages)
    assert [secret for text in texts for secret in (*SECRETS, session.minutes_number) if secret in text] == []
    assert ranking(batch).of(here).totals == {}
    assert receiver.get(before.get_absolute_url()).status_code == 404
    assert receiver.get(session.get_absolute_url()).status_code == 404

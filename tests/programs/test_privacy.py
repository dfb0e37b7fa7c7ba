"""People of a training centre see of an inmate what the training needs, and never why somebody is held or refused.

Rule 8: name, sex, age, education and health limits; not register number, sentence, findings or reasons.
"""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.permissions import Role
from programs.models import Batch, Enrollment, SeatChange, Session, TppDecision
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import ConductScore, DisciplinarySanction, RiskScreening

pytestmark = pytest.mark.django_db

REGISTER = "RAHASIA77"
REASON = "alasan yang dirahasiakan"
LIFTED = "pertimbangan yang dirahasiakan"
FINDING = "temuan yang dirahasiakan"
NOTE = "catatan sidang yang dirahasiakan"
AGENDA = "agenda sidang yang dirahasiakan"
NIK = "4242424242424242"
SECRETS = (
    *(REGISTER, REASON, LIFTED, FINDING, NOTE, AGENDA, NIK, "4242********4242", "13 February 2024"),
    *("Narcotics", "Disciplin", "Sentence", "Very high", "SPPN"),
)


def secretive(place: Place, batch: Batch, state: str, number: int) -> Enrollment:
    """Somebody with a canary in each thing that must not be seen."""
    inmate = make.InmateFactory.create(
        facility=place.facility,
        name=f"Peserta {number}",
        register_serial=f"{REGISTER}{number}",
        nik=NIK if number == 1 else "",
    )
    make.SentenceFactory.create(inmate=inmate, detained_on=dt.date(2018, 2, 13), years=6, crime_class="NARC_GE5")
    DisciplinarySanction.objects.create(
        inmate=inmate, level="HEAVY", starts_on=dt.date(2021, 6, 1), ends_on=dt.date(2021, 6, 30)
    )
    RiskScreening.objects.create(inmate=inmate, screened_on=dt.date(2021, 5, 1), level=4)
    ConductScore.objects.create(inmate=inmate, month=dt.date(2021, 5, 1), score=11)
    return Enrollment.objects.create(
        batch=batch,
        inmate=inmate,
        state=state,
        reason=REASON,
        drop_reason="HEALTH" if state == "DROPPED" else "",
        findings=[{"code": "X", "level": "block", "text": FINDING, "source": FINDING, "rules": "Aturan"}],
        blocks_lifted_by=place.head,
        blocks_lifted_reason=LIFTED,
    )


def decided(place: Place, enrollment: Enrollment) -> None:
    """A session with a secret agenda and note, a decree with the register numbers, and a seat that fell free."""
    session = make.TppSessionFactory.create(facility=place.facility, agenda=AGENDA)
    make.approved(enrollment, verdict="REJECTED", session=session)
    TppDecision.objects.update(note=NOTE)
    make.decreed(enrollment.batch, by=place.head)
    SeatChange.objects.create(left=enrollment)


def chosen(batch: Batch) -> Iterator[str]:
    """The pages and papers of the session, the decree and the seats of the batch."""
    for session in batch.tpp_sessions.all():
        for name in ("detail", "edit", "paper"):
            yield reverse(f"programs:tpp-{name}", args=[session.pk])
    for item in batch.tpp_items.all():
        yield reverse("programs:tpp-decide", args=[item.pk])
    for decree in batch.decrees.all():
        yield reverse("programs:decree-paper", args=[decree.pk])
        yield reverse("programs:decree-list", args=[decree.pk])
    for change in SeatChange.objects.filter(left__batch=batch):
        yield change.get_absolute_url()
        yield reverse("programs:seat-change-choose", args=[change.pk])


def words_of(response: Any) -> str:
    """The page's words, or the paper's."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return str(body.decode())


def everything_shown(place: Place, batch: Batch, session: Session) -> Iterator[str]:
    """Every page of the room that a row of the batch leads to."""
    for name in ("batch-list", "package-list", "instructor-list", "demand", "instructor-gaps", "tpp-list"):
        yield reverse(f"programs:{name}")
    for name in (
        *("detail", "edit", "decree", "close", "postpone", "cancel", "candidates", "selection"),
        *("officers", "ranking", "shortlist", "selection-paper", "tpp", "decide", "decree-draft", "addendum"),
        *("timetable", "attendance", "results", "meetings"),
    ):
        yield reverse(f"programs:batch-{name}", args=[batch.pk])
    yield from chosen(batch)
    for name in ("attendance", "correct", "history", "sheet"):
        yield reverse(f"programs:session-{name}", args=[session.pk])
    yield f"{reverse('programs:batch-sheet', args=[batch.pk])}?week={session.day}"
    yield reverse("programs:package-detail", args=[place.package.pk])
    yield reverse("programs:instructor-detail", args=[place.instructor.pk])
    for enrollment in batch.enrollments.all():
        for name in ("detail", "lift", "suspend", "drop"):
            yield reverse(f"programs:enrollment-{name}", args=[enrollment.pk])


@pytest.mark.parametrize(
    "role", [Role.CENTRE_STAFF, Role.INSTRUCTOR, Role.CENTRE_HEAD, Role.REGIONAL_HEAD, Role.AUDITOR]
)
@pytest.mark.parametrize("state", ["SELECTING", "RUNNING", "TESTING"])
def test_who_may_not_see_inmates_reads_nothing_of_register_sentence_findings_or_reasons(
    place: Place, sign_in: SignIn, role: Role, state: str
) -> None:
    batch = place.batch(state=state)
    session = place.sessions(batch)[0]
    for number, one in enumerate(("PROPOSED", "ACCEPTED", "ACTIVE", "SUSPENDED", "RESERVE", "REJECTED", "DROPPED")):
        left = secretive(place, batch, one, number)
    decided(place, left)
    client = sign_in(place.person(role))
    shown = 0

    for url in everything_shown(place, batch, session):
        response = client.get(url)
        text = words_of(response)
        shown += response.status_code == 200
        assert [secret for secret in SECRETS if secret in text] == [], url

    assert shown > 10


def test_the_canaries_would_be_seen(place: Place, sign_in: SignIn) -> None:
    """The control: the prison's own staff see on the same pages what the others must not."""
    batch = place.batch(state=Batch.State.SELECTING)
    enrollment = secretive(place, batch, "REJECTED", 1)
    decided(place, enrollment)
    client = sign_in(place.staff)
    inmate = enrollment.inmate
    pages = (
        enrollment.get_absolute_url(),
        batch.get_absolute_url(),
        inmate.get_absolute_url(),
        reverse("trainees:inmate-assimilation", args=[inmate.pk]),
        *chosen(batch),
    )

    text = "".join(words_of(client.get(url)) for url in pages)

    told = (REGISTER, REASON, LIFTED, FINDING, NOTE, AGENDA, "4242********4242", "Narcotics", "Very high", "SPPN")
    assert [secret for secret in told if secret not in text] == []


def test_a_centre_sees_of_a_participant_what_the_work_asks(place: Place, sign_in: SignIn) -> None:
    inmate = place.inmate(name="Sari", sex="F", education="SMA", health_note="buta warna")
    enrollment = make.EnrollmentFactory.create(batch=place.batch(), inmate=inmate, state="ACTIVE")

    text = sign_in(place.centre_staff).get(enrollment.get_absolute_url()).content.decode()

    assert [word for word in ("Sari", "Female", "31", "SMA", "buta warna") if word not in text] == []

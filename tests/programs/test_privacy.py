"""People of a training centre see of an inmate what the training needs, and never why somebody is held or refused.

Rule 8: name, sex, age, education and health limits; not register number, sentence, findings or reasons.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse

from accounts.permissions import Role
from programs.models import Batch, Enrollment, Session
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import DisciplinarySanction

pytestmark = pytest.mark.django_db

REGISTER = "RAHASIA77"
REASON = "alasan yang dirahasiakan"
LIFTED = "pertimbangan yang dirahasiakan"
FINDING = "temuan yang dirahasiakan"
SECRETS = (REGISTER, REASON, LIFTED, FINDING, "13 February 2024", "Narcotics", "Disciplin", "Sentence")


def secretive(place: Place, batch: Batch, state: str, number: int) -> Enrollment:
    """Somebody with a canary in each thing that must not be seen."""
    inmate = make.InmateFactory.create(
        facility=place.facility, name=f"Peserta {number}", register_serial=f"{REGISTER}{number}"
    )
    make.SentenceFactory.create(inmate=inmate, detained_on=dt.date(2018, 2, 13), years=6, crime_class="NARC_GE5")
    DisciplinarySanction.objects.create(
        inmate=inmate, level="HEAVY", starts_on=dt.date(2021, 6, 1), ends_on=dt.date(2021, 6, 30)
    )
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


def everything_shown(place: Place, batch: Batch, session: Session) -> Iterator[str]:
    """Every page of the room that a row of the batch leads to."""
    for name in ("batch-list", "package-list", "instructor-list"):
        yield reverse(f"programs:{name}")
    for name in (
        *("detail", "edit", "decree", "close", "postpone", "cancel", "candidates", "selection"),
        *("timetable", "attendance", "results"),
    ):
        yield reverse(f"programs:batch-{name}", args=[batch.pk])
    yield reverse("programs:session-attendance", args=[session.pk])
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
        secretive(place, batch, one, number)
    client = sign_in(place.person(role))
    shown = 0

    for url in everything_shown(place, batch, session):
        response = client.get(url)
        text = response.content.decode()
        shown += response.status_code == 200
        assert [secret for secret in SECRETS if secret in text] == [], url

    assert shown > 10


def test_the_canaries_would_be_seen(place: Place, sign_in: SignIn) -> None:
    """The control: the prison's own staff see on the same pages what the others must not."""
    batch = place.batch(state=Batch.State.SELECTING)
    enrollment = secretive(place, batch, "REJECTED", 1)
    client = sign_in(place.staff)
    pages = (
        enrollment.get_absolute_url(),
        batch.get_absolute_url(),
        enrollment.inmate.get_absolute_url(),
    )

    text = "".join(client.get(url).content.decode() for url in pages)

    assert [secret for secret in (REGISTER, REASON, LIFTED, FINDING, "Narcotics") if secret not in text] == []


def test_a_centre_sees_of_a_participant_what_the_work_asks(place: Place, sign_in: SignIn) -> None:
    inmate = place.inmate(name="Sari", sex="F", education="SMA", health_note="buta warna")
    enrollment = make.EnrollmentFactory.create(batch=place.batch(), inmate=inmate, state="ACTIVE")

    text = sign_in(place.centre_staff).get(enrollment.get_absolute_url()).content.decode()

    assert [word for word in ("Sari", "Female", "31", "SMA", "buta warna") if word not in text] == []

"""What the trail of a prison says of its inmates stays in the prison (rule 8)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from audit.actions import record
from audit.models import AuditEvent, Verb
from programs.actions import selection
from programs.models import Enrollment
from tests.cast import Place
from tests.factories import EnrollmentFactory, posted

pytestmark = pytest.mark.django_db
REASON = "Bebas pada 3 Juli 2021"
NAME = "Kenari Rahasia"


@pytest.fixture
def place() -> Place:
    place = Place("Pekalongan")
    batch = place.batch(state="SELECTING")
    candidate: Enrollment = EnrollmentFactory.create(batch=batch, inmate=place.inmate(name=NAME))
    selection.reject(candidate, reason=REASON, by=place.staff)
    return place


def trail_read_by(user: object, **query: str) -> str:
    client = Client()
    client.force_login(user)
    address = reverse("audit:event-list", query=query)
    pages = [client.get(address), client.post(address, {"file": "csv"})]
    return "".join((b"".join(page.streaming_content) if page.streaming else page.content).decode() for page in pages)


def test_the_head_of_the_prison_reads_why_somebody_was_rejected(place: Place) -> None:
    read = trail_read_by(place.head)

    assert REASON in read


@pytest.mark.parametrize("role", [Role.CENTRE_HEAD, Role.REGIONAL_HEAD, Role.NATIONAL_ADMIN, Role.AUDITOR])
def test_others_read_that_somebody_was_rejected_but_neither_who_nor_why(place: Place, role: Role) -> None:
    read = trail_read_by(place.person(role) if role != Role.AUDITOR else posted(role))

    event = AuditEvent.objects.get(verb="reject")
    assert event.object_label in read
    assert REASON not in read
    assert NAME not in read


@pytest.mark.parametrize("role", [Role.CENTRE_HEAD, Role.NATIONAL_ADMIN])
def test_a_search_does_not_tell_what_the_page_hides(place: Place, role: Role) -> None:
    read = trail_read_by(place.person(role), q="3 Juli")

    assert AuditEvent.objects.get(verb="reject").object_label not in read


def test_the_administrators_page_of_an_event_shows_neither_reason_nor_name(place: Place) -> None:
    event = AuditEvent.objects.get(verb="reject")
    client = Client()
    client.force_login(posted(Role.NATIONAL_ADMIN))

    page = client.get(reverse("admin:audit_auditevent_change", args=[event.pk])).content.decode()

    assert event.object_label in page
    assert REASON not in page
    assert NAME not in page


def test_the_administrators_page_shows_a_reason_that_is_nobodys_secret(place: Place) -> None:
    event = record(Verb.EDIT, place.facility, by=place.head, reason="Salah ketik")
    client = Client()
    client.force_login(posted(Role.NATIONAL_ADMIN))

    page = client.get(reverse("admin:audit_auditevent_change", args=[event.pk])).content.decode()

    assert "Salah ketik" in page


@pytest.mark.parametrize("lookup", ["reason__icontains", "detail__icontains"])
def test_the_administrators_list_cannot_be_asked_for_reasons(place: Place, lookup: str) -> None:
    client = Client()
    client.force_login(posted(Role.NATIONAL_ADMIN))

    answer = client.get(reverse("admin:audit_auditevent_changelist"), {lookup: "Bebas"})

    assert answer.status_code == 400

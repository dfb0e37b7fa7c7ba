"""Who typed the guard's note is named with it, and stays so whoever counts again; and what the head reads of tools."""

import datetime as dt

import pytest
from django.urls import reverse

from facilities.models import Tool
from programs.actions.attendance import record_attendance
from programs.actions.tools import Count, GuardNote, count_tools
from programs.models import Attendance, Session, ToolLog
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_timetable_facts import refused_by

pytestmark = pytest.mark.django_db
SHORT = [Count("Silet", 3, 3, 2)]
SHORTER = [Count("Silet", 3, 3, 1)]


@pytest.fixture
def session(place: Place) -> Session:
    """A lesson whose attendance is recorded, with a tool missing and the guard's note typed by the staff."""
    place.field.has_dangerous_tools = True
    place.field.save()
    Tool.objects.create(workshop=place.workshop, name="Silet", count=3)
    batch = place.batch(running=True)
    person, [session, _other] = place.enrolled(batch), place.sessions(batch)
    record_attendance(session, {person: Attendance.Status.PRESENT}, on=session.day, by=place.staff)
    counted(session, SHORT, place, revision=0)
    return session


def counted(session: Session, counts: list[Count], place: Place, *, revision: int, by: str = "staff") -> ToolLog:
    note = GuardNote("Damar Wicaksono", "Digeledah.", session.ends_at)
    now = session.ends_at + dt.timedelta(hours=1)
    return count_tools(session, counts, revision=revision, note=note, now=now, by=getattr(place, by))


def test_whoever_counts_again_does_not_become_the_typist(place: Place, session: Session) -> None:
    log = counted(session, SHORTER, place, revision=1, by="centre_staff")

    assert (log.guard_noted_by, log.returned_by) == (place.staff, place.centre_staff)


def test_a_note_taken_back_takes_its_typist_along(place: Place, session: Session) -> None:
    now = session.ends_at + dt.timedelta(hours=1)

    log = count_tools(session, [Count("Silet", 3, 3, 3)], revision=1, now=now, by=place.centre_staff)

    assert (log.guard_name, log.guard_noted_by) == ("", None)


def test_the_pages_name_the_typist(place: Place, session: Session, sign_in: SignIn) -> None:
    client = sign_in(place.staff)

    logs = client.get(reverse("programs:batch-tools", args=[session.batch_id])).content.decode()
    log = client.get(reverse("programs:session-tools", args=[session.pk])).content.decode()

    assert f"typed by {place.staff.name}" in logs
    assert f"Note typed by {place.staff.name}." in log


def test_the_database_keeps_note_and_typist_together(place: Place, session: Session) -> None:
    of_a_closed_one = refused_by(lambda: ToolLog.objects.update(guard_noted_by=place.centre_staff))
    Session.objects.update(closed_at=None, closed_by=None)
    without = refused_by(lambda: ToolLog.objects.update(guard_noted_by=None))

    assert (of_a_closed_one, without) == ("closed_session_keeps_its_tool_log", "guard_note_is_whole")


def test_the_head_hears_that_others_count_the_tools(place: Place, session: Session, sign_in: SignIn) -> None:
    other = session.batch.sessions.exclude(pk=session.pk).get()
    person = session.batch.enrollments.get()
    sent = {f"status_{person.pk}": "H", "reason": "Daftar kertas"}

    page = sign_in(place.head).post(reverse("programs:session-correct", args=[other.pk]), sent, follow=True)

    words = [str(message) for message in page.context["messages"]]
    gap = "The tool log of this session is missing."
    assert f"The session is not closed yet. {gap} Tools are counted by the staff and the instructor." in words

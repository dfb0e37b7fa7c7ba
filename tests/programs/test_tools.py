"""Tools counted out and in: what a session needs before it is closed, and whom a missing tool reaches."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from audit.refusals import refusals_explained
from facilities.models import Tool
from programs.actions.attendance import record_attendance
from programs.actions.batches import open_tests
from programs.actions.closing import close_session
from programs.actions.tools import Count, GuardNote, count_tools, settle_missing
from programs.models import Attendance, Batch, Session, ToolLog, ToolLogLine
from reports.tasks import task_named
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

ALL = [Count("Gunting", 5, 5, 5), Count("Silet", 3, 3, 3)]
SHORT = [Count("Gunting", 5, 5, 5), Count("Silet", 3, 3, 2)]
OUT = [Count("Gunting", 5, 5), Count("Silet", 3, 3)]


@pytest.fixture
def session(place: Place) -> Session:
    """The first lesson of a running batch whose tools are dangerous, with one participant."""
    place.field.has_dangerous_tools = True
    place.field.save()
    for name, count in (("Gunting", 5), ("Silet", 3)):
        Tool.objects.create(workshop=place.workshop, name=name, count=count)
    batch = place.batch(name="Angkatan 1", running=True)
    place.enrolled(batch)
    return place.sessions(batch)[0]


def after(session: Session) -> dt.datetime:
    return session.ends_at + dt.timedelta(hours=1)


def note(session: Session) -> GuardNote:
    return GuardNote("Damar Wicaksono", "Digeledah dan dihitung ulang.", session.ends_at)


def count(session: Session, counts: list[Count], place: Place, *, revision: int = 0, said: GuardNote | None = None):
    return count_tools(session, counts, revision=revision, note=said, now=after(session), by=place.staff)


def attend(session: Session, place: Place) -> None:
    people = dict.fromkeys(session.batch.enrollments.active(), Attendance.Status.PRESENT)
    record_attendance(session, people, on=session.day, by=place.staff)


def is_closed(session: Session) -> bool:
    return Session.objects.closed().filter(pk=session.pk).exists()


def refused_by(step: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def shut(session: Session, by: User) -> int:
    return Session.objects.filter(pk=session.pk).update(closed_at=timezone.now(), closed_by=by)


def test_attendance_alone_closes_a_session_of_a_harmless_field(place: Place) -> None:
    batch = place.batch(running=True)
    place.enrolled(batch)
    session = place.sessions(batch)[0]

    attend(session, place)

    assert is_closed(session)


def test_attendance_and_all_tools_close_a_session_in_whichever_order(place: Place, session: Session) -> None:
    later = session.batch.sessions.last()

    attend(session, place)
    assert not is_closed(session)
    count(session, ALL, place)
    count(later, ALL, place)
    assert not is_closed(later)
    attend(later, place)

    assert (is_closed(session), is_closed(later)) == (True, True)


def test_tools_that_are_only_out_keep_the_session_open_until_they_are_in(place: Place, session: Session) -> None:
    attend(session, place)

    log = count(session, OUT, place)
    assert (log.returned_at, is_closed(session)) == (None, False)
    log = count(session, ALL, place, revision=1)

    assert (log.returned_by, log.revision, is_closed(session)) == (place.staff, 2, True)


def test_a_missing_tool_keeps_the_session_open_until_the_guard_has_said_what_was_done(
    place: Place, session: Session
) -> None:
    attend(session, place)

    count(session, SHORT, place)
    with pytest.raises(ValidationError, match="write down what the guard did"):
        close_session(session, by=place.staff)
    log = count(session, SHORT, place, revision=1, said=note(session))

    assert (log.guard_name, is_closed(session)) == ("Damar Wicaksono", True)


def test_a_session_without_a_log_says_so_when_it_is_to_be_closed(place: Place, session: Session) -> None:
    with pytest.raises(ValidationError) as refusal:
        close_session(session, by=place.staff)

    assert refusal.value.messages == [
        "Attendance has not been recorded for this session yet.",
        "The tool log of this session is missing.",
    ]


def test_a_log_without_a_line_says_that_no_tools_were_handed_out(place: Place, session: Session) -> None:
    attend(session, place)

    count(session, [], place)

    assert is_closed(session)


def test_the_same_count_sent_twice_is_kept_once(place: Place, session: Session) -> None:
    first = count(session, ALL, place)
    again = count(session, ALL, place)

    assert (first.pk, again.revision, AuditEvent.objects.count()) == (again.pk, 1, 1)


def test_whoever_counts_second_is_told_of_the_first(place: Place, session: Session) -> None:
    count(session, SHORT, place)

    with pytest.raises(ValidationError, match="Somebody changed this at the same moment"):
        count(session, ALL, place)

    assert ToolLogLine.objects.get(name="Silet").returned == 2


def test_counting_again_opens_a_closed_session_until_it_is_complete(place: Place, session: Session) -> None:
    attend(session, place)
    count(session, ALL, place)

    count(session, SHORT, place, revision=1)
    assert not is_closed(session)
    count(session, SHORT, place, revision=2, said=note(session))

    assert is_closed(session)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([Count("Silet", 3, 4)], "Silet: no more can go out than the workshop has."),
        ([Count("Silet", 3, 2, 3)], "Silet: no more can come back than went out."),
    ],
)
def test_impossible_counts_are_refused(place: Place, session: Session, counts: list[Count], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        count(session, counts, place)

    assert not ToolLog.objects.exists()


def test_the_guard_s_note_is_not_dated_before_the_session(place: Place, session: Session) -> None:
    early = GuardNote("Damar Wicaksono", "Dihitung.", session.starts_at - dt.timedelta(minutes=1))

    with pytest.raises(ValidationError, match="made after the session began"):
        count(session, SHORT, place, said=early)


def test_tools_of_a_session_to_come_are_not_counted(place: Place, session: Session) -> None:
    with pytest.raises(ValidationError, match="has not been held yet"):
        count_tools(session, OUT, revision=0, now=session.starts_at - dt.timedelta(days=1), by=place.staff)


# -- What became of it


def test_a_missing_tool_is_a_task_of_staff_and_head_until_it_is_found(place: Place, session: Session) -> None:
    log = count(session, SHORT, place)

    tasks = [task_named("tools_missing", user, after(session)) for user in (place.staff, place.head)]
    assert [task.count for task in tasks if task] == [1, 1]
    settle_missing(
        log,
        outcome=ToolLog.Outcome.FOUND,
        outcome_on=session.day,
        outcome_note="Di bawah meja",
        on=session.day,
        by=place.staff,
    )

    assert task_named("tools_missing", place.head, after(session)).count == 0


def test_nothing_is_settled_where_nothing_is_missing_or_before_the_session(place: Place, session: Session) -> None:
    log = count(session, ALL, place)
    facts = {"outcome": ToolLog.Outcome.FOUND, "outcome_note": "Di bawah meja", "on": session.day, "by": place.staff}

    with pytest.raises(ValidationError, match="No tool of this session is missing"):
        settle_missing(log, outcome_on=session.day, **facts)
    log = count(session, SHORT, place, revision=1)
    with pytest.raises(ValidationError, match="between that of the session and today"):
        settle_missing(log, outcome_on=session.day - dt.timedelta(days=1), **facts)


# -- What the database refuses, however the rows are written


def test_the_database_closes_no_session_without_attendance_log_or_guard(place: Place, session: Session) -> None:
    staff = place.staff

    assert refused_by(lambda: shut(session, staff)) == "session_closes_with_attendance"
    attend(session, place)
    assert refused_by(lambda: shut(session, staff)) == "session_closes_with_its_tool_log"
    count(session, OUT, place)
    assert refused_by(lambda: shut(session, staff)) == "session_closes_with_its_tool_log"
    count(session, SHORT, place, revision=1)
    assert refused_by(lambda: shut(session, staff)) == "missing_tool_has_the_guards_note"
    with pytest.raises(ValidationError, match="write down what the guard did"), refusals_explained():
        shut(session, staff)


def test_the_database_keeps_the_log_of_a_closed_session(place: Place, session: Session) -> None:
    attend(session, place)
    log = count(session, SHORT, place, said=note(session))
    steps: list[Callable[[], object]] = [
        lambda: ToolLogLine.objects.update(returned=3),
        lambda: ToolLogLine.objects.all().delete(),
        lambda: ToolLogLine.objects.create(log=log, name="Pisau", counted=1, handed_out=1),
        lambda: ToolLog.objects.update(guard_name="", guard_action="", guard_at=None),
        lambda: ToolLog.objects.all().delete(),
    ]

    assert [refused_by(step) for step in steps] == ["closed_session_keeps_its_tool_log"] * 5
    assert ToolLog.objects.update(outcome="FOUND", outcome_on=session.day, outcome_note="Ketemu") == 1


def test_the_database_wants_whole_notes_and_counts_that_can_be(place: Place, session: Session) -> None:
    log = count(session, OUT, place)
    line = {"log": log, "name": "Pisau"}
    steps: dict[str, Callable[[], object]] = {
        "guard_note_is_whole": lambda: ToolLog.objects.update(guard_name="Damar"),
        "tools_returned_by_and_at": lambda: ToolLog.objects.update(returned_by=place.staff),
        "missing_tool_outcome_is_whole": lambda: ToolLog.objects.update(outcome="FOUND"),
        "session_closes_with_its_tool_log": lambda: ToolLog.objects.update(
            returned_by=place.staff, returned_at=timezone.now()
        ),
        "no_more_tools_out_than_there_are": lambda: ToolLogLine.objects.create(**line, counted=1, handed_out=2),
        "no_more_tools_in_than_out": lambda: ToolLogLine.objects.filter(name="Silet").update(returned=4),
        "tool_once_per_log": lambda: ToolLogLine.objects.create(log=log, name="Silet", counted=1, handed_out=1),
        "session_closed_by_and_at": lambda: Session.objects.filter(pk=session.pk).update(closed_by=place.staff),
    }

    assert {name: refused_by(step) for name, step in steps.items()} == {name: name for name in steps}


# -- Pages


def test_one_click_brings_all_tools_back_and_says_so(place: Place, session: Session, sign_in: SignIn) -> None:
    attend(session, place)
    client, url = sign_in(place.staff), reverse("programs:session-tools", args=[session.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    response = client.post(url, {**sent, "do": "all"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["All 8 tools are back."]
    assert is_closed(session)


def test_a_tool_too_few_is_said_at_once_and_asks_for_the_guard(place: Place, session: Session, sign_in: SignIn) -> None:
    attend(session, place)
    count(session, OUT, place)
    client, url = sign_in(place.staff), reverse("programs:session-tools", args=[session.pk])
    tools = {tool.name: tool.pk for tool in Tool.objects.all()}
    sent = {f"{way}_t{pk}": "5" if name == "Gunting" else "3" for name, pk in tools.items() for way in ("out", "in")}
    sent |= {f"in_t{tools['Silet']}": "2", "revision": "1", "do": "save"}

    response = client.post(url, sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Missing: 1 Silet."]
    half = client.post(url, {**sent, "revision": "2", "guard_name": "Damar Wicaksono"})
    assert sorted(half.context["form"].errors) == ["guard_action", "guard_at"]
    guard = {"guard_name": "Damar Wicaksono", "guard_at": "2021-06-10T13:00", "guard_action": "Digeledah."}
    client.post(url, {**sent, **guard, "revision": "2"})

    assert is_closed(session)


def test_more_tools_than_the_workshop_has_are_refused_at_the_field(
    place: Place, session: Session, sign_in: SignIn
) -> None:
    client, url = sign_in(place.staff), reverse("programs:session-tools", args=[session.pk])
    pk = Tool.objects.get(name="Silet").pk
    sent = {f"out_t{tool.pk}": str(tool.count) for tool in Tool.objects.all()} | {"revision": "0", "do": "out"}

    response = client.post(url, {**sent, f"out_t{pk}": "4"})

    assert response.context["form"].errors == {f"out_t{pk}": ["The workshop has only 3."]}
    assert not ToolLog.objects.exists()


def test_staff_list_the_tools_of_their_workshop_and_of_no_other(place: Place, stranger: Place, sign_in: SignIn) -> None:
    client = sign_in(place.staff)
    url = reverse("facilities:workshop-tools", args=[place.workshop.pk])

    client.post(url, {"name_0": "Gunting", "count_0": "4", "name_1": "Silet", "count_1": ""})
    twice = client.post(url, {"name_0": "Silet", "count_0": "4", "name_1": "silet", "count_1": "1"})

    assert list(place.workshop.tools.values_list("name", "count")) == [("Gunting", 4)]
    assert twice.context["form"].errors == {"name_1": ["This tool is already listed in this workshop."]}
    assert client.get(reverse("facilities:workshop-tools", args=[stranger.workshop.pk])).status_code == 404


def test_the_list_of_logs_asks_as_often_for_one_session_as_for_more(
    place: Place, session: Session, sign_in: SignIn, django_assert_num_queries: Callable
) -> None:
    client, url = sign_in(place.staff), reverse("programs:batch-tools", args=[session.batch_id])
    count(session, SHORT, place)
    client.get(url)

    with django_assert_num_queries(10):
        client.get(url)
    count(session.batch.sessions.last(), SHORT, place)
    with django_assert_num_queries(10):
        client.get(url)


def test_strangers_see_no_log(place: Place, stranger: Place, session: Session) -> None:
    log = count(session, SHORT, place)

    seen = [ToolLog.objects.visible_to(stranger.person(role)).exists() for role in Role if role != Role.NATIONAL_ADMIN]

    assert ToolLog.objects.visible_to(place.centre_staff).get() == log
    assert sum(seen) == 1  # the auditor's, of the whole nation
    assert not ToolLogLine.objects.visible_to(stranger.staff).exists()
    assert not Tool.objects.visible_to(stranger.staff).exists()


def test_a_batch_of_dangerous_tools_opens_no_tests_before_its_logs_are_complete(place: Place, session: Session) -> None:
    for row in session.batch.sessions.all():
        attend(row, place)
    with pytest.raises(ValidationError, match="2 sessions are not closed"):
        open_tests(session.batch, on=session.batch.ends_on, by=place.centre_staff)
    for row in session.batch.sessions.all():
        count(row, ALL, place)
    open_tests(session.batch, on=session.batch.ends_on, by=place.centre_staff)

    assert Batch.objects.get().state == Batch.State.TESTING


def test_the_paper_of_a_log_is_drawn_empty_and_filled(place: Place, session: Session, sign_in: SignIn) -> None:
    client, url = sign_in(place.head), reverse("programs:session-tool-sheet", args=[session.pk])

    empty = b"".join(client.get(url).streaming_content)
    count(session, SHORT, place, said=note(session))
    filled = b"".join(client.get(url).streaming_content)

    assert (empty[:5], filled[:5]) == (b"%PDF-", b"%PDF-")

"""Each task finds what waits in the reader's scope, and neither what is done nor what is another's."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from certificates.models import Proposal
from facilities.models import Facility
from programs.models import (
    Batch,
    Enrollment,
    UnitResult,
)
from reports.tasks import FINDERS, Task, tasks_of
from reports.tasks import accounts as of_accounts
from reports.tasks import agreements as of_agreements
from reports.tasks import batches as of_batches
from reports.tasks import certificates as of_certificates
from reports.tasks import money as of_money
from reports.tasks import sessions as of_sessions
from reports.tasks.task import DUE, LATE, NEXT
from tests.cast import Place
from tests.factories import (
    AgreementFactory,
    AttendanceFactory,
    BatchFactory,
    BudgetLineFactory,
    EnrollmentFactory,
    FacilityFactory,
    InstructorFactory,
    PostingFactory,
    SessionFactory,
    TrainingCentreFactory,
    UserFactory,
    posted,
)
from tests.reports.work import DECREED, WIB, close, make_work

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2021, 6, 10, 12, tzinfo=WIB)
"""Noon of the first day of the factories' batches, whose morning session ends at half past one."""


@pytest.fixture
def facility() -> Facility:
    return FacilityFactory.create()


@pytest.fixture
def giatja(facility):
    return posted(Role.GIATJA_STAFF, facility)


@pytest.fixture
def head(facility):
    return posted(Role.FACILITY_HEAD, facility)


def centre_user(role: Role, batch: Batch):
    return posted(role, batch.package.centre)


def shown(task: Task) -> list[str]:
    assert task.count == len(task.examples)
    return [example.text for example in task.examples]


def test_planned_batches_of_the_own_prison_wait_for_their_selection(facility, giatja):
    batch = BatchFactory.create(facility=facility)
    BatchFactory.create(facility=facility, selecting=True)
    BatchFactory.create()

    task = of_batches.selections_to_open(giatja, NOON)

    assert (shown(task), task.tone) == ([batch.name], NEXT)


def test_a_decreed_batch_is_late_from_its_first_day_on(facility, giatja):
    batch = BatchFactory.create(facility=facility, decreed=True)
    BatchFactory.create(decreed=True)

    before = of_batches.batches_to_start(giatja, NOON - dt.timedelta(days=1))
    task = of_batches.batches_to_start(giatja, NOON)

    assert (before.count, shown(task), task.tone) == (0, [batch.name], LATE)


def test_undecided_candidates_wait_for_a_decision(facility, giatja):
    batch = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=batch)
    decided = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=decided, state=Enrollment.State.ACCEPTED)
    EnrollmentFactory.create(batch__selecting=True)

    task = of_batches.candidates_to_decide(giatja, NOON)

    assert shown(task) == [batch.name]
    assert task.examples[0].url == f"/angkatan/{batch.pk}/peringkat/"


def test_a_selection_without_candidates_waits_for_proposals(facility, giatja):
    batch = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=BatchFactory.create(facility=facility, selecting=True))

    assert shown(of_batches.candidates_to_propose(giatja, NOON)) == [batch.name]


def test_a_batch_is_ready_to_decree_once_all_candidates_are_decided(facility, head):
    ready = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=ready, state=Enrollment.State.ACCEPTED)
    undecided = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=undecided, state=Enrollment.State.ACCEPTED)
    EnrollmentFactory.create(batch=undecided)
    BatchFactory.create(facility=facility, selecting=True)

    assert shown(of_batches.batches_to_decree(head, NOON)) == [ready.name]


def test_blocked_candidates_are_shown_to_the_head_until_the_block_is_lifted(facility, head):
    batch = BatchFactory.create(facility=facility, selecting=True)
    enrollment = EnrollmentFactory.create(batch=batch, findings=[{"code": "X", "level": "block"}])
    warned = BatchFactory.create(facility=facility, selecting=True)
    EnrollmentFactory.create(batch=warned, findings=[{"code": "X", "level": "warn"}])

    before = shown(of_batches.blocks_to_weigh(head, NOON))
    enrollment.blocks_lifted_by, enrollment.blocks_lifted_reason = head, "TPP"
    enrollment.save()

    assert (before, of_batches.blocks_to_weigh(head, NOON).count) == ([batch.name], 0)


def test_batches_without_lessons_wait_for_a_timetable():
    batch = BatchFactory.create(decreed=True)
    SessionFactory.create(batch=BatchFactory.create(package=batch.package))
    BatchFactory.create()

    assert shown(of_batches.timetables_to_lay_out(centre_user(Role.CENTRE_STAFF, batch), NOON)) == [batch.name]


def test_tests_are_due_the_day_after_the_last_lessons():
    batch = BatchFactory.create(running=True)
    staff = centre_user(Role.CENTRE_STAFF, batch)
    last = NOON + dt.timedelta(days=1)

    on_the_day = of_batches.tests_to_open(staff, last)
    after = of_batches.tests_to_open(staff, last + dt.timedelta(days=1))

    assert (on_the_day.count, shown(after)) == (0, [batch.name])


@pytest.fixture
def tested() -> Enrollment:
    return EnrollmentFactory.create(batch__testing=True, state=Enrollment.State.ACTIVE)


def assess(enrollment: Enrollment) -> None:
    assessor = InstructorFactory.create(centre=enrollment.batch.package.centre)
    for unit in enrollment.batch.package.units.all():
        UnitResult.objects.create(
            enrollment=enrollment,
            unit=unit,
            verdict="BK",
            assessor=assessor,
            assessed_on=enrollment.batch.tested_on,
            recorded_by=UserFactory.create(),
        )


def test_results_are_due_until_every_compulsory_unit_has_a_verdict(tested):
    staff = centre_user(Role.CENTRE_STAFF, tested.batch)

    before = shown(of_batches.results_to_record(staff, NOON))
    assess(tested)

    assert (before, of_batches.results_to_record(staff, NOON).count) == ([tested.batch.name], 0)


def test_an_instructor_is_shown_results_of_the_batches_they_teach(tested):
    teacher = centre_user(Role.INSTRUCTOR, tested.batch)
    colleague = centre_user(Role.INSTRUCTOR, tested.batch)
    centre = tested.batch.package.centre
    SessionFactory.create(batch=tested.batch, instructor=InstructorFactory.create(centre=centre, user=teacher))

    assert shown(of_batches.results_to_record(teacher, NOON)) == [tested.batch.name]
    assert of_batches.results_to_record(colleague, NOON).count == 0


def test_a_batch_can_be_closed_once_it_is_over_and_assessed(tested):
    staff = centre_user(Role.CENTRE_STAFF, tested.batch)
    test_day = NOON + dt.timedelta(days=2)

    unassessed = of_batches.batches_to_close(staff, test_day).count
    assess(tested)

    assert unassessed == 0
    assert of_batches.batches_to_close(staff, NOON).count == 0
    assert shown(of_batches.batches_to_close(staff, test_day)) == [tested.batch.name]


@pytest.fixture
def completed(tested) -> Enrollment:
    tested.state = Enrollment.State.COMPLETED
    tested.save()
    close(tested.batch)
    return tested


def test_who_completed_waits_for_a_proposal_then_for_the_certificate(completed):
    staff, chief = (centre_user(role, completed.batch) for role in (Role.CENTRE_STAFF, Role.CENTRE_HEAD))
    name = completed.batch.name

    assert shown(of_certificates.certificates_to_propose(staff, NOON)) == [name]
    assert of_certificates.certificates_to_issue(chief, NOON).count == 0

    Proposal.objects.create(enrollment=completed, proposed_by=staff)

    assert of_certificates.certificates_to_propose(staff, NOON).count == 0
    assert shown(of_certificates.certificates_to_issue(chief, NOON)) == [name]
    stranger = posted(Role.CENTRE_HEAD, TrainingCentreFactory.create())
    assert of_certificates.certificates_to_issue(stranger, NOON).count == 0


@pytest.fixture
def lesson(facility):
    batch = BatchFactory.create(facility=facility, running=True)
    EnrollmentFactory.create(batch=batch, state=Enrollment.State.ACTIVE)
    return SessionFactory.create(batch=batch)


def test_attendance_waits_from_the_end_of_the_session_and_is_missing_from_the_next_day(lesson, giatja):
    during = of_sessions.attendance_today(giatja, lesson.ends_at)
    same_day = of_sessions.attendance_today(giatja, lesson.ends_at + dt.timedelta(seconds=1))
    after = of_sessions.attendance_missing(giatja, lesson.ends_at + dt.timedelta(days=1))
    seen = shown(same_day), shown(after)
    AttendanceFactory.create(
        session=lesson, enrollment=lesson.batch.enrollments.get(), status="H", lesson_hours=8, recorded_by=giatja
    )
    recorded = of_sessions.attendance_missing(giatja, lesson.ends_at + dt.timedelta(days=1))

    assert (seen, during.count, after.tone, recorded.count) == (([lesson.batch.name],) * 2, 0, LATE, 0)
    assert after.examples[0].url == same_day.examples[0].url == f"/sesi/{lesson.pk}/kehadiran/"


def test_what_was_never_recorded_comes_to_the_head_when_the_days_of_staff_are_over(lesson, giatja, facility):
    head = posted(Role.FACILITY_HEAD, facility)
    last, over = (NOON + dt.timedelta(days=days) for days in (7, 8))

    assert of_sessions.attendance_missing(giatja, last).count == 1
    assert of_sessions.attendance_never_recorded(head, last).count == 0
    assert of_sessions.attendance_missing(giatja, over).count == 0
    found = of_sessions.attendance_never_recorded(head, over)
    assert [row.url for row in found.examples] == [f"/sesi/{lesson.pk}/kehadiran/perbaiki/"]


def test_a_cancelled_session_is_not_late(lesson, giatja):
    lesson.cancelled_at, lesson.cancellation = NOON, "POWER_CUT"
    lesson.save()

    assert of_sessions.attendance_missing(giatja, NOON + dt.timedelta(days=1)).count == 0


def test_another_prisons_session_is_not_ours(lesson):
    stranger = posted(Role.GIATJA_STAFF, FacilityFactory.create())

    assert of_sessions.attendance_missing(stranger, NOON + dt.timedelta(days=1)).count == 0
    assert of_sessions.sessions_today(stranger, NOON).count == 0


def test_sessions_of_the_day_are_shown_until_they_are_over(lesson, giatja):
    assert shown(of_sessions.sessions_today(giatja, NOON)) == [lesson.batch.name]
    assert of_sessions.sessions_today(giatja, NOON + dt.timedelta(hours=6)).count == 0
    assert of_sessions.sessions_today(giatja, NOON - dt.timedelta(days=1)).count == 0


def test_an_instructor_is_shown_own_sessions_only(lesson):
    teacher, colleague = (centre_user(Role.INSTRUCTOR, lesson.batch) for _ in range(2))
    lesson.instructor.user = teacher
    lesson.instructor.save()

    assert shown(of_sessions.sessions_today(teacher, NOON)) == [lesson.batch.name]
    assert of_sessions.sessions_today(colleague, NOON).count == 0
    assert of_sessions.attendance_missing(colleague, NOON + dt.timedelta(days=1)).count == 0


@pytest.mark.parametrize(
    ("days_left", "in_30", "in_90"), [(-1, 0, 0), (0, 1, 0), (30, 1, 0), (31, 0, 1), (90, 0, 1), (91, 0, 0)]
)
def test_agreements_end_in_30_or_in_90_days(facility, giatja, days_left, in_30, in_90):
    ends_on = NOON.date() + dt.timedelta(days=days_left)
    AgreementFactory.create(signed=True, ends_on=ends_on, between=(facility, TrainingCentreFactory.create()))
    AgreementFactory.create(signed=True, ends_on=ends_on)

    soon = of_agreements.agreements_ending_in_30_days(giatja, NOON)
    later = of_agreements.agreements_ending_in_90_days(giatja, NOON)

    assert (soon.count, later.count) == (in_30, in_90)


def test_drafts_wait_for_the_heads_signature(facility, head):
    draft = AgreementFactory.create(between=(facility, TrainingCentreFactory.create()))
    AgreementFactory.create(signed=True, between=(facility, TrainingCentreFactory.create()))
    AgreementFactory.create()

    assert shown(of_agreements.agreements_to_sign(head, NOON)) == [draft.title]


@pytest.mark.parametrize(("days_left", "count"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_postings_that_end_within_30_days_are_shown_to_the_administrator(days_left, count):
    admin = posted(Role.NATIONAL_ADMIN)
    PostingFactory.create(ends_on=NOON.date() + dt.timedelta(days=days_left))

    assert of_accounts.postings_that_end(admin, NOON).count == count


def test_users_without_a_posting_are_shown_to_the_administrator():
    admin = posted(Role.NATIONAL_ADMIN)
    PostingFactory.create(user__name="Masih Bertugas")
    PostingFactory.create(user__name="Sudah Selesai", ends_on=NOON.date() - dt.timedelta(days=1))
    UserFactory.create(name="Belum Ditugaskan")
    UserFactory.create(name="Tidak Aktif", is_active=False)

    task = of_accounts.users_without_a_posting(admin, NOON)

    assert shown(task) == ["Belum Ditugaskan", "Sudah Selesai"]


def test_late_things_come_first_and_nothing_empty_is_shown(lesson, giatja, facility):
    """Beside the lesson: its participant may miss the hours; one batch more waits for its workshop and selection."""
    BatchFactory.create(facility=facility)

    tasks = tasks_of(giatja, NOON + dt.timedelta(days=1))

    assert [(task.tone, task.count) for task in tasks] == [(LATE, 1), (DUE, 1), (DUE, 1), (NEXT, 1)]


def test_a_task_shows_five_and_counts_all(facility, giatja):
    for _ in range(7):
        BatchFactory.create(facility=facility)

    task = of_batches.selections_to_open(giatja, NOON)

    assert (task.count, len(task.examples)) == (7, 5)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [(Role.GIATJA_STAFF, 18), (Role.CENTRE_STAFF, 20), (Role.INSTRUCTOR, 16)])
def test_home_asks_the_same_number_of_queries_however_much_waits(role, queries, rows, django_assert_num_queries):
    place = Place("Pekalongan")
    client = Client()
    client.force_login(user := place.person(role))
    if role == Role.INSTRUCTOR:
        place.instructor.user = user
        place.instructor.save()
    for day in range(rows):
        batch = place.batch(state="RUNNING", ends_on=dt.date(2021, 6, 12), **DECREED)
        place.enrolled(batch)
        SessionFactory.create(batch=batch, instructor=place.instructor, day=batch.starts_on + dt.timedelta(days=day))
        place.batch()

    with django_assert_num_queries(queries):
        response = client.get("/")

    assert {task.count for task in response.context["tasks"]} == {rows}


# The newest checkpoint and the newest run are one each; tests/certificates/ledger and auditing say when they wait.
ABOUT_THE_NEWEST = {"ledger_to_compare", "audit_found_something", "audit_did_not_run"}


def test_each_task_leads_to_exactly_its_rows():
    """Seven rows of each kind: more than home shows."""
    place, now = Place("Pekalongan"), timezone.now()
    people = {role: place.person(role) for role in Role}
    place.instructor.user = people[Role.INSTRUCTOR]
    place.instructor.save()
    for number in range(7):
        make_work(place, timezone.localdate(now), number)

    found = {key: rows_of(key, people, now) for key in FINDERS.keys() - ABOUT_THE_NEWEST}

    # In January no month of the year has ended, so no budget can be behind its plan.
    none_yet = ["budget_behind_plan"] if timezone.localdate(now).month == 1 else []
    assert [key for key, (told, _paged, _shown) in sorted(found.items()) if told < 7] == none_yet
    assert {key: rows for key, rows in found.items() if len(set(rows)) > 1} == {}


def rows_of(key: str, people: dict[Role, User], now: dt.datetime) -> tuple[int, int, int]:
    """How many rows the task tells of, how many its page has, and how many that shows."""
    permission, find = FINDERS[key]
    user = next(people[role] for role in WHO_WORKS if people[role].has(permission))
    client = Client()
    client.force_login(user)
    task = find(user, now)
    page = client.get(task.url)
    return task.count, page.context["page_obj"].paginator.count, len(page.context["examples"])


WHO_WORKS = (
    Role.GIATJA_STAFF,
    Role.FACILITY_HEAD,
    Role.CENTRE_STAFF,
    Role.CENTRE_HEAD,
    Role.INSTRUCTOR,
    Role.NATIONAL_ADMIN,
    Role.AUDITOR,
)


def test_a_task_of_another_role_and_an_unknown_one_show_nothing(facility, giatja):
    client = Client()
    client.force_login(giatja)

    pages = [client.get("/pekerjaan/", {"task": key}) for key in ("users_without_a_posting", "nothing", "")]

    assert [(page.status_code, page.context["task"]) for page in pages] == [(200, None)] * 3


def test_home_without_work_says_so(giatja):
    client = Client()
    client.force_login(giatja)

    response = client.get("/")

    assert response.context["tasks"] == []
    assert "empty-state" in response.content.decode()


def test_home_links_each_thing_once_clicked(facility, giatja):
    batch = BatchFactory.create(facility=facility, name="<b>Las & Bubut</b>")
    client = Client()
    client.force_login(giatja)

    page = client.get("/").content.decode()

    assert f'href="/angkatan/{batch.pk}/"' in page
    assert "&lt;b&gt;Las &amp; Bubut&lt;/b&gt;" in page


def test_a_budget_line_behind_its_plan_shows_what_was_spent_of_it(facility, giatja):
    BudgetLineFactory.create(facility=facility, name="Bahan las", plan=[1_000_000] + [0] * 11)
    BudgetLineFactory.create(facility=facility)
    BudgetLineFactory.create(plan=[1_000_000] + [0] * 11)

    task = of_money.budget_behind_plan(giatja, NOON)

    assert (shown(task), task.tone) == (["Bahan las"], NEXT)
    assert "Rp1.000.000,00" in task.examples[0].hint

"""Every figure on every dashboard equals an independent count, on random data, and its rows add up to it."""

import datetime as dt
import itertools
import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Agreement, Facility, TrainingCentre
from programs.demand import FEWEST
from programs.models import Batch, Enrollment, ProgrammeTag, UnitResult, YearPlan
from reports.dashboards.board import Board
from reports.dashboards.counting import Sums
from reports.dashboards.figures import FIGURES, Counts
from reports.dashboards.periods import last_day
from reports.jobs import fold_in
from reports.models import BatchMark
from tests.factories import (
    ActionItemFactory,
    AttendanceFactory,
    BatchFactory,
    BudgetLineFactory,
    EnrollmentFactory,
    ExpenseFactory,
    FacilityFactory,
    FieldFactory,
    InmateFactory,
    InstructorFactory,
    OutcomeFactory,
    PackageFactory,
    RegionFactory,
    RuleSetFactory,
    SessionFactory,
    TrainingCentreFactory,
    UserFactory,
    graduate,
    posted,
)

pytestmark = pytest.mark.django_db
DASHBOARD = reverse("reports:dashboard")
State = Enrollment.State


@pytest.fixture(params=[1, 2])
def nation(request) -> random.Random:
    """Two regions of two prisons, two centres, batches of three years in every state, people and money."""
    chance = random.Random(request.param)
    RuleSetFactory.create()
    fields = [FieldFactory.create() for _ in range(3)]
    regions = [RegionFactory.create() for _ in range(2)]
    prisons = [FacilityFactory.create(region=region) for region in regions for _ in range(2)]
    centres = [TrainingCentreFactory.create(region=region) for region in regions]
    packages = [
        PackageFactory.create(centre=chance.choice(centres), field=field, unit_hours=[8, 8]) for field in fields
    ]
    tags = [ProgrammeTag.objects.create(programme="AKSI", name=f"Program {number}") for number in range(2)]
    for number in range(12):
        begin(chance, number, prisons, packages, tags)
    for prison in prisons:
        for _ in range(chance.randint(0, 3)):
            InmateFactory.create(facility=prison, register_kind=chance.choice(["B.I", "A.III"]))
            ExpenseFactory.create(
                line=BudgetLineFactory.create(facility=prison, year=2021),
                spent_on=dt.date(2021, chance.randint(1, 12), 1),
                amount=chance.randint(1, 9) * 1000,
            )
        YearPlan.objects.create(facility=prison, year=2021, participants=chance.randint(5, 20), certified=3)
        ask_afterwards(chance, prison)
    ActionItemFactory.create(facility=prisons[0])
    return chance


def ask_afterwards(chance: random.Random, prison: Facility) -> None:
    """People released lately or in 2020, some of whom told in 2021 what they do, some twice."""
    day = dt.timedelta(days=1)
    for _ in range(chance.randint(1, 3)):
        lately = graduate(on=timezone.localdate() - chance.randint(0, 700) * day, batch__facility=prison)
        if chance.random() < 0.3:
            OutcomeFactory.create(enrollment=lately, months=1, asked_on=timezone.localdate() + 40 * day)
    for _ in range(chance.randint(1, 4)):
        free = graduate(on=dt.date(2020, 9, 10), batch__facility=prison)
        for months in chance.choice([(), (3,), (6,), (3, 6)]):
            kind, in_field = chance.choice([("WORK", True), ("BUSINESS", False), ("NONE", None)])
            asked_on = dt.date(2021, months, 20)
            OutcomeFactory.create(
                enrollment=free, months=months, kind=kind, is_in_field=in_field, asked_on=asked_on, consent_on=asked_on
            )


def begin(chance: random.Random, number: int, prisons, packages, tags) -> None:
    day = dt.date(chance.choice([2020, 2021, 2021]), chance.randint(1, 12), 10)
    how: dict[str, Any] = {"state": chance.choice(["PLANNED", "SELECTING", "CANCELLED"])}
    if number % 3 == 0:
        how = {"running": True}
    batch = BatchFactory.create(
        facility=chance.choice(prisons),
        package=chance.choice(packages),
        seats=30,
        starts_on=day,
        ends_on=day + dt.timedelta(days=3),
        tested_on=day + dt.timedelta(days=4),
        **how,
    )
    batch.tags.set(chance.sample(tags, chance.randint(0, 2)))
    for _ in range(chance.randint(0, 5)):
        take_part(chance, batch)
    for _ in range(chance.randint(0, 2)):
        session = SessionFactory.create(batch=batch, day=day + dt.timedelta(days=batch.sessions.count()))
        if chance.random() < 0.6:
            for one in batch.enrollments.filter(state="ACTIVE"):
                AttendanceFactory.create(session=session, enrollment=one, status=chance.choice("HHA"))


def take_part(chance: random.Random, batch: Batch) -> None:
    state = chance.choice(list(State))
    if state == State.DROPPED:
        one = EnrollmentFactory.create(batch=batch, state=chance.choice([State.PROPOSED, State.ACTIVE]))
        Enrollment.objects.filter(pk=one.pk).update(state=state, drop_reason="HEALTH")
        return
    one = EnrollmentFactory.create(batch=batch, state=state, reason="tidak" if state == State.REJECTED else "")
    if state in (State.ACTIVE, State.COMPLETED):
        assessor = InstructorFactory.create(centre=batch.package.centre)
        for unit in batch.package.units.all():
            if verdict := chance.choice(["K", "K", "BK", ""]):
                UnitResult.objects.create(
                    enrollment=one,
                    unit=unit,
                    verdict=verdict,
                    assessor=assessor,
                    assessed_on=batch.tested_on,
                    recorded_by=UserFactory.create(),
                )


APART = """
WITH mine AS (
    SELECT b.* FROM programs_batch b JOIN facilities_facility f ON f.id = b.facility_id
    JOIN programs_package p ON p.id = b.package_id
    WHERE b.starts_on BETWEEN %(first)s AND %(last)s AND (%(region)s IS NULL OR f.region_id = %(region)s)
    AND (%(facility)s IS NULL OR f.id = %(facility)s) AND (%(centre)s IS NULL OR p.centre_id = %(centre)s)),
people AS (SELECT e.*, mine.package_id FROM programs_enrollment e JOIN mine ON mine.id = e.batch_id),
listed AS (SELECT a.lesson_hours AS came, s.lesson_hours AS due FROM programs_attendance a
    JOIN programs_session s ON s.id = a.session_id JOIN mine ON mine.id = s.batch_id WHERE NOT s.is_additional)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM people),
    (SELECT count(*) FROM people WHERE state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED') OR state = 'DROPPED'
        AND id IN (SELECT pgh_obj_id FROM programs_enrollmentevent
                   WHERE state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED'))),
    (SELECT count(*) FROM people WHERE state = 'COMPLETED'),
    (SELECT count(*) FROM people WHERE (SELECT count(*) FROM programs_packageunit u
            WHERE u.package_id = people.package_id AND u.is_compulsory) =
        (SELECT count(DISTINCT r.unit_id) FROM programs_unitresult r JOIN programs_packageunit u
            ON u.unit_id = r.unit_id AND u.package_id = people.package_id AND u.is_compulsory
            WHERE r.enrollment_id = people.id AND r.verdict = 'K')),
    (SELECT count(DISTINCT c.enrollment_id) FROM certificates_certificate c JOIN people ON people.id = c.enrollment_id
        WHERE c.revoked_at IS NULL),
    (SELECT coalesce(sum(came), 0) FROM listed), (SELECT coalesce(sum(due), 0) FROM listed)
"""


def apart(first: dt.date, last: dt.date, **place: int) -> tuple[int, ...]:
    keys = {"region": None, "facility": None, "centre": None, **place}
    with connection.cursor() as cursor:
        cursor.execute(APART, {"first": first, "last": last, **keys})
        return tuple(map(int, cursor.fetchone()))


def board_of(user: User, **asked: object) -> Board:
    client = Client()
    client.force_login(user)
    return client.get(DASHBOARD, asked).context["board"]


def as_counts(sums) -> tuple[int, ...]:
    names = ("batches", "proposed", "accepted", "completed", "competent", "certified", "hours_attended", "hours_due")
    return tuple(getattr(sums, name) for name in names)


PERIODS = [
    ({"tahun": 2021}, dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
    ({"tahun": 2020, "bagian": "q3"}, dt.date(2020, 7, 1), dt.date(2020, 9, 30)),
    ({"tahun": 2021, "bagian": "m2"}, dt.date(2021, 2, 1), dt.date(2021, 2, 28)),
    ({"dari": "2020-05-10", "sampai": "2021-03-10"}, dt.date(2020, 5, 10), dt.date(2021, 3, 10)),
]


def test_the_nation_and_each_region_equal_an_independent_count_over_any_period(nation):
    auditor = posted(Role.AUDITOR)

    for asked, first, last in PERIODS:
        board = board_of(auditor, **asked)
        assert (asked, as_counts(board.sums)) == (asked, apart(first, last))
        assert {row.place.pk: as_counts(row.sums) for row in board.places} == {
            row.place.pk: apart(first, last, region=row.place.pk) for row in board.places
        }
        assert sum((row.sums for row in board.places), start=Sums()) == board.sums


def test_prisons_and_centres_equal_an_independent_count(nation):
    auditor = posted(Role.AUDITOR)
    first, last = dt.date(2021, 1, 1), dt.date(2021, 12, 31)

    for prison in Facility.objects.all():
        board = board_of(auditor, tahun=2021, facility=prison.pk)
        assert as_counts(board.sums) == apart(first, last, facility=prison.pk)
    for centre in TrainingCentre.objects.all():
        board = board_of(auditor, tahun=2021, centre=centre.pk)
        assert as_counts(board.sums) == apart(first, last, centre=centre.pk)
        assert sum((row.sums for row in board.places), start=Sums()) == board.sums


def test_fields_months_tags_the_period_before_and_the_plan_equal_independent_counts(nation):
    board = board_of(posted(Role.AUDITOR), tahun=2021)

    assert as_counts(board.before) == apart(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert [as_counts(row.sums) for row in board.months] == [
        apart(row.day, last_day(2021, row.day.month)) for row in board.months
    ]
    assert sum((row.sums for row in board.fields), start=Sums()) == board.sums
    for row in board.fields:
        own = Enrollment.objects.filter(batch__package__field=row.field, batch__starts_on__year=2021)
        assert row.sums.proposed == own.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.programmetag_id, count(DISTINCT b.id), count(e.id) FILTER (WHERE e.state = 'COMPLETED') "
            "FROM programs_batch_tags t JOIN programs_batch b ON b.id = t.batch_id "
            "LEFT JOIN programs_enrollment e ON e.batch_id = b.id "
            "WHERE extract(year FROM b.starts_on) = 2021 GROUP BY 1 ORDER BY 1"
        )
        counted = cursor.fetchall()
    tags = [(row.tag.pk, row.batches) for row in board.tags if row.batches]
    assert sorted(tags) == [(tag, batches) for tag, batches, _completed in counted]
    assert (board.plan.participants, board.plan.certified, board.plan.prisons) == (
        sum(YearPlan.objects.values_list("participants", flat=True)),
        12,
        4,
    )
    assert board.plan.reached == board.sums


def test_the_budget_equals_an_independent_count(nation):
    board = board_of(posted(Role.AUDITOR), tahun=2021, bagian="q2")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM programs_expense WHERE spent_on BETWEEN '2021-04-01' AND '2021-06-30'"
        )
        (spent,) = cursor.fetchone()
        cursor.execute("SELECT coalesce(sum(ceiling), 0) FROM programs_budgetline WHERE year = 2021")
        (ceiling,) = cursor.fetchone()
    assert (board.budget.realised, board.budget.ceiling) == (spent, ceiling)


WAITING_APART = {
    "asking": """SELECT count(*) FROM programs_enrollment e JOIN trainees_inmate i ON i.id = e.inmate_id
        JOIN trainees_movement m ON m.inmate_id = i.id AND m.kind = 'RELEASE' WHERE e.state = 'COMPLETED'
        AND EXISTS (SELECT FROM (VALUES (3), (6)) AS asked (months)
            WHERE m.moved_on + make_interval(months => months) <= current_date
            AND m.moved_on + make_interval(months => months + 12) > current_date
            AND NOT EXISTS (SELECT FROM programs_outcome o
                WHERE o.enrollment_id = e.id AND o.months = asked.months))""",
    "idle": """SELECT count(*) FROM facilities_facility f WHERE f.id NOT IN (SELECT facility_id FROM programs_batch
        WHERE starts_on BETWEEN '2021-01-01' AND '2021-12-31' AND state <> 'CANCELLED')""",
    "unreported": """SELECT count(DISTINCT b.facility_id) FROM programs_batch b
        JOIN programs_session s ON s.batch_id = b.id AND s.cancelled_at IS NULL AND s.day < current_date - 3
        WHERE b.state IN ('RUNNING', 'TESTING')
        AND EXISTS (SELECT FROM programs_enrollment e WHERE e.batch_id = b.id AND e.state = 'ACTIVE')
        AND NOT EXISTS (SELECT FROM programs_attendance a WHERE a.session_id = s.id)""",
    "items": "SELECT count(*) FROM facilities_actionitem WHERE done_on IS NULL AND due_on < current_date",
    "agreements": """SELECT count(*) FROM facilities_agreement WHERE signed_on IS NOT NULL
        AND ends_on BETWEEN current_date AND current_date + 90 AND starts_on <= current_date""",
    "readiness": """SELECT count(*) FROM programs_batch b WHERE state IN ('PLANNED', 'SELECTING', 'DECREED')
        AND starts_on <= current_date + 30 AND NOT EXISTS (SELECT FROM facilities_readinessreview r
            WHERE r.workshop_id = b.workshop_id AND r.state = 'CONFIRMED')""",
    "instructors": """SELECT count(*) FROM (SELECT DISTINCT p.facility_id, f.field_id FROM facilities_agreement a
        JOIN facilities_agreementparty p ON p.agreement_id = a.id AND p.facility_id IS NOT NULL
        JOIN facilities_agreement_fields f ON f.agreement_id = a.id
        WHERE a.signed_on <= current_date AND current_date BETWEEN a.starts_on AND a.ends_on
        AND NOT EXISTS (SELECT FROM programs_instructor_fields i
            JOIN programs_instructor who ON who.id = i.instructor_id
            JOIN facilities_agreement_fields f2 ON f2.field_id = i.field_id
            JOIN facilities_agreementparty c ON c.centre_id = who.centre_id
            WHERE i.field_id = f.field_id AND c.agreement_id IN (
                SELECT q.agreement_id FROM facilities_agreementparty q JOIN facilities_agreement_fields g
                ON g.agreement_id = q.agreement_id AND g.field_id = f.field_id
                WHERE q.facility_id = p.facility_id))) AS lacking""",
}


def test_what_waits_equals_an_independent_count(nation):
    today = timezone.localdate()
    Agreement.objects.filter(pk__in=Agreement.objects.values("pk")[:3]).update(ends_on=today + dt.timedelta(days=20))
    Agreement.objects.filter(pk=Agreement.objects.last().pk).update(ends_on=today + dt.timedelta(days=200))
    wanted = Agreement.objects.first()
    InstructorFactory.create(
        centre=wanted.parties.get(centre__isnull=False).centre, fields=list(wanted.fields.all()[:1])
    )

    board = board_of(posted(Role.AUDITOR), tahun=2021)

    with connection.cursor() as cursor:
        for row in board.waiting:
            cursor.execute(WAITING_APART[row.figure.key])
            assert (row.figure.key, row.count) == (row.figure.key, cursor.fetchone()[0])
    assert {row.figure.key for row in board.waiting} == WAITING_APART.keys()


AT_WORK_APART = """SELECT count(*) FILTER (WHERE kind IN ('WORK', 'BUSINESS')), count(*) FROM (
    SELECT DISTINCT ON (o.enrollment_id) o.kind FROM programs_outcome o
    JOIN programs_enrollment e ON e.id = o.enrollment_id JOIN trainees_inmate i ON i.id = e.inmate_id
    WHERE o.asked_on BETWEEN '2021-01-01' AND '2021-12-31' AND (%(prison)s IS NULL OR i.facility_id = %(prison)s)
    ORDER BY o.enrollment_id, o.months DESC) AS latest"""


def test_who_is_at_work_after_release_equals_an_independent_count(nation):
    prisons = [None, *Facility.objects.all()]
    head_of = {prison: posted(Role.FACILITY_HEAD, prison) if prison else posted(Role.AUDITOR) for prison in prisons}

    for prison, user in head_of.items():
        with connection.cursor() as cursor:
            cursor.execute(AT_WORK_APART, {"prison": prison and prison.pk})
            working, told = cursor.fetchone()
        shown = board_of(user, tahun=2021).after_release
        few_for_others = prison is None and told < FEWEST
        expected = None if few_for_others or not told else (working, told)
        assert (shown and (shown.count, shown.whole)) == expected


def test_few_are_counted_only_for_who_may_read_of_each():
    told = OutcomeFactory.create(asked_on="2021-12-01", consent_on="2021-12-01")
    prison = told.enrollment.inmate.facility
    asked = {"tahun": 2021, "facility": prison.pk}

    for_head = board_of(posted(Role.FACILITY_HEAD, prison), tahun=2021).after_release
    for_auditor = board_of(posted(Role.AUDITOR), **asked).after_release
    behind = entries(posted(Role.AUDITOR), angka="working", **asked)

    assert ((for_head.count, for_head.whole), for_auditor, behind) == ((1, 1), None, (0, []))


def entries(user: User, **asked: object) -> tuple[int, list]:
    """The figure as the page says it, and all its entries, page after page."""
    client = Client()
    client.force_login(user)
    shown, page = [], 1
    while True:
        context = client.get(reverse("reports:figure"), {**asked, "page": page}).context
        shown += context["entries"]
        if not context["page_obj"].has_next():
            return context["behind"].count, shown
        page += 1


def test_the_rows_behind_each_figure_add_up_to_it_on_every_step_down(nation):
    regional = Facility.objects.first().region
    auditor = posted(Role.AUDITOR)
    places = ({}, {"region": regional.pk}, {"facility": regional.facilities.first().pk})

    for figure, place in itertools.product(FIGURES, places):
        count, shown = entries(auditor, tahun=2021, angka=figure, **place)
        if FIGURES[figure].counts is Counts.PEOPLE and "facility" in place:
            assert (figure, shown) == (figure, [])
        else:
            assert (figure, sum(entry.count for entry in shown)) == (figure, count)


def test_a_batch_lists_exactly_the_enrollments_that_are_counted(nation):
    auditor = posted(Role.AUDITOR)

    for figure, batch in itertools.product(("proposed", "accepted", "completed", "competent"), Batch.objects.all()[:6]):
        asked = {"angka": figure, "facility": batch.facility_id, "tahun": batch.starts_on.year, "batch": batch.pk}
        count, shown = entries(auditor, **asked)
        assert (len(shown), count) == (getattr(batch.now, figure), getattr(batch.now, figure))


def test_a_prison_s_head_sees_the_people_behind_a_figure_and_the_region_only_how_many(nation):
    prison = InmateFactory.create(name="Warga Pertama").facility

    count, shown = entries(posted(Role.FACILITY_HEAD, prison), angka="held")
    regional = entries(posted(Role.REGIONAL_HEAD, prison.region), angka="held", facility=prison.pk)

    assert (count, [entry.text for entry in shown]) == (1, ["Warga Pertama"])
    assert regional == (1, [])


def test_folding_in_changes_no_figure(nation):
    auditor = posted(Role.AUDITOR)
    before = board_of(auditor, tahun=2021)

    fold_in()

    after = board_of(auditor, tahun=2021)
    assert (after.sums, after.people, after.funnel) == (before.sums, before.people, before.funnel)
    assert BatchMark.objects.count() == 0

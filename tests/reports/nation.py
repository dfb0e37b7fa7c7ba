"""A small nation of random data, and how its dashboards are asked."""

import datetime as dt
import random
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from facilities.models import Agreement, Facility, Field, TrainingCentre
from programs.models import Batch, Enrollment, Package, ProgrammeTag, UnitResult, YearPlan
from reports.dashboards.attention import Question
from reports.dashboards.board import Board
from reports.dashboards.counting import Sums
from reports.dashboards.periods import in_year
from reports.dashboards.scope import scope_of
from tests.certificates.classes import TODAY, Class
from tests.factories import (
    ActionItemFactory,
    AgreementFactory,
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
    ReadinessReviewFactory,
    RegionFactory,
    RuleSetFactory,
    SentenceFactory,
    SessionFactory,
    TrainingCentreFactory,
    UserFactory,
    graduate,
)

State = Enrollment.State
DAY = dt.timedelta(days=1)
MEASURES = ("batches", "proposed", "accepted", "completed", "competent", "certified", "hours_attended", "hours_due")
DASHBOARD = reverse("reports:dashboard")


def found_nation(chance: random.Random) -> None:
    """Two regions of two prisons, two centres, batches of two years in every state, people, money and promises."""
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
        hold(chance, prison)
    for centre in centres:
        line = BudgetLineFactory.create(centre=centre, year=chance.choice([2020, 2021]), source="APBD")
        ExpenseFactory.create(line=line, spent_on=dt.date(line.year, 5, 1), amount=chance.randint(1, 9) * 1000)
        YearPlan.objects.create(centre=centre, year=2021, participants=chance.randint(5, 20), certified=4)
    ask_and_be_told(prisons[0])
    report(prisons[0], packages[0])
    certify(prisons[0].region)
    agree(chance, prisons, centres, fields)
    find_ready(chance)


def ask_afterwards(chance: random.Random, prison: Facility) -> None:
    """People released lately or in 2020, some of whom told in 2021 what they do, some twice."""
    for _ in range(chance.randint(1, 3)):
        lately = graduate(on=timezone.localdate() - chance.randint(0, 700) * DAY, batch__facility=prison)
        if chance.random() < 0.3:
            OutcomeFactory.create(enrollment=lately, months=1, asked_on=timezone.localdate() + 40 * DAY)
    for _ in range(chance.randint(1, 4)):
        free = graduate(on=dt.date(2020, 9, 10), batch__facility=prison)
        for months in chance.choice([(), (3,), (6,), (3, 6)]):
            kind, in_field = chance.choice([("WORK", True), ("BUSINESS", False), ("NONE", None)])
            asked_on = dt.date(2021, months, 20)
            OutcomeFactory.create(
                enrollment=free, months=months, kind=kind, is_in_field=in_field, asked_on=asked_on, consent_on=asked_on
            )


def ask_and_be_told(prison: Facility) -> None:
    """Two people to be asked now; one has answered."""
    today = timezone.localdate()
    _silent, told = (graduate(on=today - 100 * DAY, batch__facility=prison) for _ in range(2))
    OutcomeFactory.create(enrollment=told, months=3, asked_on=today, consent_on=today)


def report(prison: Facility, package: Package) -> None:
    """Two classes of the prison, one without its attendance, and one of a prison that has reported."""
    reported, late = (BatchFactory.create(facility=prison, package=package, running=True) for _ in range(2))
    elsewhere = FacilityFactory.create(region=prison.region)
    other = BatchFactory.create(facility=elsewhere, package=package, running=True)
    for batch in (reported, late, other):
        session = SessionFactory.create(batch=batch, day=batch.starts_on)
        one = EnrollmentFactory.create(batch=batch, state=State.ACTIVE)
        if batch is not late:
            AttendanceFactory.create(session=session, enrollment=one)


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


def hold(chance: random.Random, prison: Facility) -> None:
    """Convicts who stay for long or leave soon, and promises of the prison."""
    for _ in range(chance.randint(1, 4)):
        inmate = InmateFactory.create(facility=prison, register_kind=chance.choice(["B.I", "B.I", "A.III"]))
        SentenceFactory.create(inmate=inmate, years=chance.choice([1, 30]))
    today = timezone.localdate()
    for _ in range(chance.randint(0, 3)):
        done = {"done_on": today, "done_by": UserFactory.create(), "done_note": "Sudah"}
        due_on = today + chance.choice([-5, -1, 0, 1]) * DAY
        ActionItemFactory.create(facility=prison, due_on=due_on, **chance.choice([{}, {}, done]))


def certify(region: Any) -> None:
    """Four completed; of three a certificate was issued, and one of those was revoked."""
    school = Class(("Bagas Satu", "Bagas Dua", "Bagas Tiga", "Bagas Empat"))
    Facility.objects.filter(pk=school.facility.pk).update(region=region)
    issued = issue(school.proposals()[:3], on=TODAY, by=school.head)
    revoke(issued[0], reason="Nama keliru", by=school.head)


def agree(chance: random.Random, prisons: list[Facility], centres: list[TrainingCentre], fields: list[Field]) -> None:
    """Agreements that end soon, later or have ended, are amended, renewed or terminated, and teachers for some."""
    today = timezone.localdate()
    for number in range(10):
        one = AgreementFactory.create(
            signed=chance.random() < 0.9,
            ends_on=today + chance.choice([-1, 0, 20, 90, 91, 300]) * DAY,
            between=(chance.choice(prisons), chance.choice(centres)),
            fields=chance.sample(fields, chance.randint(1, 2)),
        )
        between = (one.parties.get(facility__isnull=False).facility, one.parties.get(centre__isnull=False).centre)
        if number % 4 == 0 and one.signed_on:
            ends_on = today + chance.choice([-2, 30, 200]) * DAY
            AgreementFactory.create(
                signed=True, kind="ADDENDUM", amends=one, ends_on=ends_on, between=between, fields=one.fields.all()
            )
        elif number % 4 == 1:
            AgreementFactory.create(signed=chance.random() < 0.5, renews=one, ends_on=one.ends_on, between=between)
        elif number % 4 == 2 and one.signed_on:
            ended = {"state": "TERMINATED", "terminated_on": today + chance.choice([0, 30, 91, 92]) * DAY}
            Agreement.objects.filter(pk=one.pk).update(**ended, termination_reason="Anggaran")
    for centre in centres:
        InstructorFactory.create(centre=centre, fields=chance.sample(fields, 1))


def find_ready(chance: random.Random) -> None:
    """Workshops found ready for their first day, for another field, too late, or until the day before."""
    for batch in Batch.objects.select_related("package", "workshop"):
        if chance.random() < 0.6:
            field = chance.choice([batch.package.field, batch.package.field, FieldFactory.create()])
            days = chance.choice([0, 30, 30, -1])
            ReadinessReviewFactory.create(
                workshop=batch.workshop,
                field=field,
                reviewed_on=batch.starts_on - days * DAY,
                confirmed=True,
                valid_until=batch.starts_on + chance.choice([-1, 0, 60]) * DAY + (2 * DAY if days < 1 else 0 * DAY),
            )


def measures(sums: Sums) -> tuple[int, ...]:
    return tuple(getattr(sums, name) for name in MEASURES)


def board_of(user: User, **asked: object) -> Board:
    client = Client()
    client.force_login(user)
    return client.get(DASHBOARD, asked).context["board"]


def counted_board(
    user: User, *, part: str = "", field: int | None = None, tag: int | None = None, **place: int
) -> Board:
    """The dashboard of 2021 without its page, which takes longer than its figures."""
    scope = scope_of(user, {level: str(key) for level, key in place.items()})
    narrower = {
        "field": Field.objects.get(pk=field) if field else None,
        "tag": ProgrammeTag.objects.get(pk=tag) if tag else None,
    }
    return Board(Question(user, scope, in_year(2021, part), timezone.localdate(), **narrower))


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

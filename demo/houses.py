"""Places and their people: what administrator, prison and centre set up before anything runs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.permissions import Role
from audit.actions import record
from audit.models import Verb
from demo.cases import CASES, NATIONAL, PASSWORD, Facts, Part, parts_of
from demo.people import InventedOfficer, invent_staff
from demo.second_factor import give_app
from facilities.models import Facility, Field, Posting, Region, TrainingCentre, Workshop
from programs.models import Instructor, Package, PackageUnit, Unit

POSTED_ON = dt.date(2020, 1, 1)
NATIONAL_SEED = 100
STAFF = 20
BESIDES = 5  # officers without an account, who sit in sessions
SEATS = 20


@dataclass(frozen=True, slots=True)
class House:
    """One cooperation: the prison, the centre, and by role or field who and what belongs to them."""

    facts: Facts
    seed: int
    facility: Facility
    centre: TrainingCentre
    users: dict[Role, User]
    workshops: dict[str, Workshop]
    instructors: dict[str, Instructor]
    packages: dict[str, Package]
    colleague: User
    names: list[InventedOfficer]
    assessor: Instructor

    @property
    def giatja(self) -> User:
        return self.users[Role.GIATJA_STAFF]

    @property
    def kalapas(self) -> User:
        return self.users[Role.FACILITY_HEAD]

    @property
    def centre_staff(self) -> User:
        return self.users[Role.CENTRE_STAFF]

    @property
    def centre_head(self) -> User:
        return self.users[Role.CENTRE_HEAD]

    @property
    def regional_head(self) -> User:
        return self.users[Role.REGIONAL_HEAD]


def add(thing: Any, *, by: User | None) -> Any:
    """Save a new row as the page for it would: checked, and written into the audit trail."""
    thing.full_clean()
    thing.save()
    record(Verb.ADD, thing, by=by)
    return thing


class Founder:
    """The national administrator, who adds places and accounts."""

    def __init__(self) -> None:
        # One hash for all: making thirty of them would take ten seconds.
        self.password = make_password(PASSWORD)
        self.names: set[str] = set()
        officers = self.officers(NATIONAL_SEED, home="SUNDA")
        self.admin = self.user(NATIONAL[0], next(officers), by=None)
        self.post(self.admin, NATIONAL[0], by=None)
        for part in NATIONAL[1:]:
            self.post(self.user(part, next(officers), by=self.admin), part, by=self.admin)

    def officers(self, seed: int, *, home: str) -> Iterator[InventedOfficer]:
        """Staff of whom no two in the whole demonstration share a name."""
        for officer in invent_staff(seed, STAFF, home=home, not_called=self.names):
            self.names.add(officer.name)
            yield officer

    def user(self, part: Part, officer: InventedOfficer, *, by: User | None) -> User:
        user = User(username=part.username, name=officer.name, nip=officer.nip, password=self.password)
        added: User = add(user, by=by)
        return added

    def post(self, user: User, part: Part, *, by: User | None, **place: Any) -> None:
        add(Posting(user=user, role=part.role, starts_on=POSTED_ON, **place), by=by)
        give_app(user, part.role)

    def found(self, case: str) -> House:
        facts = CASES[case]
        seed = list(CASES).index(case) + 1
        region = Region.objects.get(code=facts["region"])
        facility = add(Facility(region=region, **facts["facility"]), by=self.admin)
        centre = add(TrainingCentre(region=region, **facts["centre"]), by=self.admin)
        officers = self.officers(NATIONAL_SEED + seed, home=facts["home"])
        users: dict[Role, User] = {}
        teachers: dict[str, User] = {}
        for part in parts_of(case):
            user = self.user(part, next(officers), by=self.admin)
            self.post(user, part, by=self.admin, **place_of(part.role, facility, centre, region))
            users.setdefault(part.role, user)
            teachers[part.username] = user
        staff, giatja = users[Role.CENTRE_STAFF], users[Role.GIATJA_STAFF]
        return House(
            facts,
            seed,
            facility,
            centre,
            users,
            {code: workshop(facility, code, name, giatja) for code, name in facts["workshops"].items()},
            {
                code: instructor(centre, code, teachers.get(username), next(officers), staff)
                for code, username in facts["instructors"].items()
            },
            {code: package(centre, code, given, staff) for code, given in facts["packages"].items()},
            teachers[f"bimker.{case}"],
            list(islice(officers, BESIDES)),
            assessor(centre, facts["packages"], next(officers), staff),
        )


def place_of(role: Role, facility: Facility, centre: TrainingCentre, region: Region) -> dict[str, Any]:
    if role in (Role.GIATJA_STAFF, Role.FACILITY_HEAD):
        return {"facility": facility}
    return {"region": region} if role == Role.REGIONAL_HEAD else {"centre": centre}


def workshop(facility: Facility, code: str, name: str, giatja: User) -> Workshop:
    room: Workshop = add(Workshop(facility=facility, name=name, seats=SEATS), by=giatja)
    room.fields.set([Field.objects.get(code=code)])
    return room


def instructor(
    centre: TrainingCentre, code: str, user: User | None, officer: InventedOfficer, staff: User
) -> Instructor:
    """Somebody who teaches one field; who signs in teaches under the name of the account."""
    name, nip = (user.name, user.nip) if user else (officer.name, officer.nip)
    teacher: Instructor = add(Instructor(centre=centre, name=name, nip=nip, user=user), by=staff)
    teacher.fields.set([Field.objects.get(code=code)])
    return teacher


def assessor(centre: TrainingCentre, codes: Iterable[str], officer: InventedOfficer, staff: User) -> Instructor:
    """Somebody of the centre who assesses what the others teach."""
    person: Instructor = add(Instructor(centre=centre, name=officer.name, nip=officer.nip), by=staff)
    person.fields.set(Field.objects.filter(code__in=list(codes)))
    return person


def package(centre: TrainingCentre, code: str, given: Facts, staff: User) -> Package:
    """The package of a template in programs/data/packages.json, as far as the case does not say otherwise."""
    template = template_of(given["template"]) | given
    course: Package = add(
        Package(
            centre=centre,
            field=Field.objects.get(code=code),
            kind=template["kind"],
            name=template["name"],
            lesson_hours=template["lesson_hours"],
            least_participants=template["least"],
            most_participants=template["most"],
            attendance_threshold=template["attendance_threshold"],
            pass_mark=template.get("pass_mark", 70),
            trains_instructors=template.get("trains_instructors", False),
            instructor_months=template.get("instructor_months", 36),
            instructor_field=Field.objects.filter(code=template.get("instructor_field", "")).first(),
        ),
        by=staff,
    )
    units = Unit.objects.filter(standard__field=course.field)
    for position, row in enumerate(template["units"], start=1):
        unit = units.get(title=row["title"], code=row["code"])
        PackageUnit.objects.create(package=course, unit=unit, position=position, lesson_hours=row["lesson_hours"])
    return course


def template_of(slug: str) -> Facts:
    path = settings.BASE_DIR / "programs" / "data" / "packages.json"
    templates: list[Facts] = json.loads(path.read_text(encoding="utf-8"))
    return next(row for row in templates if row["slug"] == slug)

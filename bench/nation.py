"""The places of the nation, all of them at every share: prisons, centres, their people, packages and agreements.

Small tables, so plain models; what fills them with people and classes is SQL (bench.people, bench.classes).
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from base64 import b32encode
from dataclasses import dataclass, field
from random import Random
from secrets import token_bytes
from statistics import NormalDist
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from accounts.models import User
from accounts.one_time_codes import app_with
from accounts.permissions import NEED_SECOND_FACTOR, Role
from bench.plans import close_days, plan_rotations
from facilities.models import (
    Agreement,
    AgreementParty,
    Facility,
    Field,
    Place,
    Posting,
    Region,
    Tool,
    TrainingCentre,
    Workshop,
)
from facilities.models.agreements import TraineePolicy
from programs.models import Instructor, InstructorCertificate, Package, PackageUnit, Unit
from programs.reference import load_reference_data

FACILITIES, CENTRES = 530, 300
HELD, RELEASED, BATCHES = 280_000, 320_000, 25_000
SPREAD = 0.85  # of the logarithm of a prison's size: the largest holds some 4,000 people, the smallest 40
SLOTS = 27  # one after another in each workshop: 24 over, one running, two to come
SLOT_DAYS, SESSIONS, LESSON_HOURS, UNITS = 84, 33, 8, 4
STEP = 3  # packages of a centre
OPEN_ROOM = 3  # the third workshop of those that have as many stands in the prison's open facility
TOOLS = ("Gunting", "Obeng", "Palu")
SEATS = 42
KINDS = ["LAPAS"] * 9 + ["RUTAN"] * 6 + ["LAPAS_NARKOTIKA"] + ["LPP"] + ["LPKA"]
CLASSES = {"LAPAS": ["I", "IIA", "IIA", "IIB", "IIB", "III"], "RUTAN": ["I", "IIA", "IIB", "IIB"]}
# The largest prison's is the one that asks most of the database.
POLICIES = (TraineePolicy.ALL_CONVICTS, TraineePolicy.ASSIMILATION_ELIGIBLE, TraineePolicy.NEAR_RELEASE)
YEARS = 7  # of agreements, back from this year


@dataclass(frozen=True)
class Nation:
    """How much of the nation, drawn by which seed, as of which day."""

    share: float
    seed: int
    today: dt.date
    class_share: float | None = None

    def part(self, whole: int) -> int:
        return max(1, round(whole * self.share / 100))

    @property
    def batches(self) -> int:
        """Classes may be fewer than people: they take most of the time to load."""
        share = self.share if self.class_share is None else self.class_share
        return max(1, round(BATCHES * share / 100))

    def slot_start(self, slot: int) -> dt.date:
        """The first day of a slot: a Monday; slot 24 began a month ago."""
        day = self.today - dt.timedelta(days=30 + SLOT_DAYS * (24 - slot))
        return day - dt.timedelta(days=day.weekday())


@dataclass
class Prison:
    """A prison with its share of everything; `centre` is the one that teaches there."""

    facility: Facility
    centre: TrainingCentre
    held: int
    released: int
    batches: int
    packages: list[Package]
    renewed: list[Package]
    assessor: Instructor | None = None
    workshops: list[Workshop] = field(default_factory=list)
    instructors: list[Instructor] = field(default_factory=list)
    agreements: dict[int, Agreement] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)


def found(nation: Nation) -> list[Prison]:
    """All places, largest prison first."""
    rng = Random(f"nation-{nation.seed}")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        load_reference_data()
        regions = list(Region.objects.order_by("pk"))
        centres = found_centres(regions)
        packages = found_packages(centres)
        prisons = found_prisons(nation, rng, regions, centres, packages)
        for prison in prisons:
            add_rooms(prison)
        Workshop.objects.bulk_create(room for prison in prisons for room in prison.workshops)
        Workshop.fields.through.objects.bulk_create(
            Workshop.fields.through(workshop=room, field=prison.packages[at % len(prison.packages)].field)
            for prison in prisons
            for at, room in enumerate(prison.workshops)
        )
        equip(prisons)
        employ(nation, prisons)
        agree(nation, prisons)
        post(nation, regions, centres, prisons)
        close_days(nation, regions)
        plan_rotations(nation, prisons)
    return prisons


def found_centres(regions: list[Region]) -> list[TrainingCentre]:
    kinds = list(TrainingCentre.Kind)
    centres = []
    for number in range(CENTRES):
        region = regions[number % len(regions)]
        centres.append(
            TrainingCentre(
                kind=kinds[number % 3] if number >= len(kinds) else kinds[number],
                name=f"UPTD BLK Bangku Uji {number + 1}",
                owner=f"Dinas Tenaga Kerja {region.name}",
                region=region,
                city=f"Kota Uji {number + 1}",
                certificate_number_pattern=f"{{seq:06}}/{{field}}/BLK-U{number + 1}/{{month}}/{{year}}",
            )
        )
    return TrainingCentre.objects.bulk_create(centres)


def found_packages(centres: list[TrainingCentre]) -> dict[int, list[Package]]:
    """Three packages of different fields for each centre, each of four units; after them the newest version of each.

    The third has a second version, the others are their own newest.
    """
    units: dict[int, list[Unit]] = {}
    for unit in Unit.objects.select_related("standard").order_by("standard", "pk"):
        units.setdefault(unit.standard.field_id, []).append(unit)
    fields = [one for one in Field.objects.order_by("pk") if len(units.get(one.pk, [])) >= UNITS]
    made = [
        Package(
            centre=centre,
            field=fields[(at + step * 4) % len(fields)],
            kind=Package.Kind.CLUSTER,
            name=f"Pelatihan {fields[(at + step * 4) % len(fields)].name} {SESSIONS * LESSON_HOURS} JP",
            lesson_hours=SESSIONS * LESSON_HOURS,
            least_participants=1,
            most_participants=SEATS,
        )
        for at, centre in enumerate(centres)
        for step in range(STEP)
    ]
    Package.objects.bulk_create(made)
    second = [next_version(package) for package in made[STEP - 1 :: STEP]]
    made += Package.objects.bulk_create(second)
    PackageUnit.objects.bulk_create(
        PackageUnit(package=package, unit=unit, position=at, lesson_hours=SESSIONS * LESSON_HOURS // UNITS)
        for package in made
        for at, unit in enumerate(units[package.field_id][:UNITS], start=1)
    )
    found: dict[int, list[Package]] = {}
    for package in made:
        found.setdefault(package.centre_id, []).append(package)
    return found


def next_version(package: Package) -> Package:
    copied = {field.attname: getattr(package, field.attname) for field in Package._meta.concrete_fields}
    return Package(**{**copied, "id": None, "version": package.version + 1, "supersedes_id": package.pk})


def found_prisons(
    nation: Nation,
    rng: Random,
    regions: list[Region],
    centres: list[TrainingCentre],
    packages: dict[int, list[Package]],
) -> list[Prison]:
    sizes = [math.exp(SPREAD * NormalDist().inv_cdf(1 - (at + 0.5) / FACILITIES)) for at in range(FACILITIES)]
    shares = [size / sum(sizes) for size in sizes]
    near: dict[int, list[TrainingCentre]] = {}
    for centre in centres:
        near.setdefault(centre.region_id, []).append(centre)
    places = []
    for at in range(FACILITIES):
        region, kind = regions[at % len(regions)], "LAPAS" if at == 0 else rng.choice(KINDS)
        places.append(
            Facility(
                region=region,
                kind=kind,
                klass=rng.choice(CLASSES.get(kind, ["IIA", "IIB"])),
                name=f"Uji {at + 1}",
                city=f"Kota Uji {at + 1}",
                capacity=round(HELD * shares[at] / 1.9),
                time_zone=region.time_zone,
            )
        )
    Facility.objects.bulk_create(places)
    held = split(nation.part(HELD), shares)
    released = split(nation.part(RELEASED), shares)
    batches = split(nation.batches, shares)
    prisons = []
    for at, place in enumerate(places):
        centre = near[place.region_id][at // len(regions) % len(near[place.region_id])]
        old, new = packages[centre.pk][:STEP], packages[centre.pk][STEP:]
        prisons.append(Prison(place, centre, held[at], released[at], batches[at], old, [*old[:-1], *new]))
    return prisons


def split(whole: int, shares: list[float]) -> list[int]:
    """`whole` in these shares, the parts adding up to it exactly."""
    bounds, so_far = [0], 0.0
    for share in shares:
        so_far += share
        bounds.append(round(whole * so_far))
    return [after - before for before, after in itertools.pairwise(bounds)]


def add_rooms(prison: Prison) -> None:
    """As many workshops as the prison's batches need, each with an instructor of its own."""
    for number in range(1, max(1, math.ceil(prison.batches / SLOTS)) + 1):
        place = Place.OPEN if number == OPEN_ROOM else Place.INSIDE
        prison.workshops.append(Workshop(facility=prison.facility, name=f"Bengkel {number}", seats=SEATS, place=place))
        prison.instructors.append(Instructor(centre=prison.centre, name=f"Instruktur {prison.facility.name} {number}"))
    prison.assessor = Instructor(centre=prison.centre, name=f"Asesor {prison.facility.name}")


def equip(prisons: list[Prison]) -> None:
    """The tools that are counted out and in, in every workshop."""
    Tool.objects.bulk_create(
        Tool(workshop=room, name=name, count=SEATS) for prison in prisons for room in prison.workshops for name in TOOLS
    )


def employ(nation: Nation, prisons: list[Prison]) -> None:
    """Who teaches and who assesses there, in the fields of the centre, with both certificates in each."""
    people = [(prison, one) for prison in prisons for one in (*prison.instructors, prison.assessor) if one is not None]
    Instructor.objects.bulk_create(one for _prison, one in people)
    pairs = [(one, package.field_id) for prison, one in people for package in prison.packages]
    Instructor.fields.through.objects.bulk_create(
        Instructor.fields.through(instructor=one, field_id=field) for one, field in pairs
    )
    InstructorCertificate.objects.bulk_create(
        InstructorCertificate(
            instructor=one,
            kind=kind,
            field_id=field,
            number=f"SK-{one.pk}",
            valid_until=nation.today + dt.timedelta(days=400 + one.pk % 700),
        )
        for one, field in pairs
        for kind in InstructorCertificate.Kind
    )


def agree(nation: Nation, prisons: list[Prison]) -> None:
    """One agreement a year for each prison, each with three months beyond its year for the last class."""
    made = []
    for prison in prisons:
        for year in range(nation.today.year - YEARS + 1, nation.today.year + 2):
            first = dt.date(year, 1, 1)
            prison.agreements[year] = Agreement(
                title=f"Kerja sama pelatihan {prison.facility.name} {year}",
                starts_on=first,
                ends_on=dt.date(year + 1, 3, 31),
                state=Agreement.State.SIGNED,
                signed_on=first,
                trainee_policy=POLICIES[prison.facility.pk % len(POLICIES)],
            )
            made.append(prison.agreements[year])
    Agreement.objects.bulk_create(made)
    signs = {"signatory_name": "Penanda Tangan", "signatory_position": "Kepala"}
    rows: list[Any] = []
    fields: list[Any] = []
    for prison in prisons:
        taught = {package.field_id for package in prison.packages}
        for year, agreement in prison.agreements.items():
            number = f"W-{prison.facility.pk}-{year}"
            rows.append(AgreementParty(agreement=agreement, facility=prison.facility, number=number, **signs))
            rows.append(AgreementParty(agreement=agreement, centre=prison.centre, number=f"560/{number}", **signs))
            fields += [Agreement.fields.through(agreement=agreement, field_id=pk) for pk in sorted(taught)]
    AgreementParty.objects.bulk_create(rows)
    Agreement.fields.through.objects.bulk_create(fields)


def post(nation: Nation, regions: list[Region], centres: list[TrainingCentre], prisons: list[Prison]) -> None:
    """Somebody for every office; nobody of them has a password."""
    since = dt.date(nation.today.year - YEARS, 1, 1)
    posts: list[tuple[str, Role, dict[str, Any]]] = [
        ("admin.uji", Role.NATIONAL_ADMIN, {}),
        ("auditor.uji", Role.AUDITOR, {}),
        *((f"kanwil.{at}", Role.REGIONAL_HEAD, {"region": region}) for at, region in enumerate(regions, 1)),
    ]
    for at, centre in enumerate(centres, 1):
        posts.append((f"blk.{at}", Role.CENTRE_STAFF, {"centre": centre}))
        posts.append((f"kablk.{at}", Role.CENTRE_HEAD, {"centre": centre}))
    for at, prison in enumerate(prisons, 1):
        posts.append((f"giatja.{at}", Role.GIATJA_STAFF, {"facility": prison.facility}))
        posts.append((f"kalapas.{at}", Role.FACILITY_HEAD, {"facility": prison.facility}))
    users = [User(username=name, name=f"Petugas {name}", password="!") for name, _role, _scope in posts]  # noqa: S106
    User.objects.bulk_create(users)
    Posting.objects.bulk_create(
        Posting(user=user, role=role, starts_on=since, **scope)
        for user, (_name, role, scope) in zip(users, posts, strict=True)
    )
    heads = [user for user, (_name, role, _scope) in zip(users, posts, strict=True) if role in NEED_SECOND_FACTOR]
    Authenticator.objects.bulk_create(app_with(b32encode(token_bytes(20)).decode(), user=user) for user in heads)

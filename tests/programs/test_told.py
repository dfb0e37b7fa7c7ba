"""After release only groups are counted for who does not see the people, and no subtraction undoes that."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

import pytest

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, Field, Region
from programs.models import Batch, ProgrammeTag
from programs.told import AfterRelease, told_in_groups
from reports.dashboards.attention import Question
from reports.dashboards.board import Board
from reports.dashboards.periods import free, in_year
from reports.dashboards.scope import Level, Scope
from tests import factories as make
from tests.programs.groups_apart import Group, Told, all_told, groups_apart

pytestmark = pytest.mark.django_db
YEARS, TODAY = (2021, 2022), dt.date(2023, 1, 1)
NATION = Scope(Level.NATION)


@pytest.fixture
def house() -> list[Batch]:
    """Three prisons of one region and two of another, with a class in each of two fields."""
    regions = [make.RegionFactory.create() for _ in range(2)]
    packages = [make.PackageFactory.create() for _ in range(2)]
    prisons = [make.FacilityFactory.create(region=regions[number % 2]) for number in range(5)]
    return [
        make.BatchFactory.create(facility=prison, package=package, seats=100)
        for package, prison in product(packages, prisons)
    ]


def several(batch: Batch, *kinds: str, year: int = 2021, in_field: bool = True) -> None:
    day = dt.date(year, 6, 1)
    for kind in kinds:
        make.OutcomeFactory.create(
            enrollment=make.graduate(batch=batch, on=dt.date(2020, 9, 1)),
            kind=kind,
            is_in_field=None if kind == "NONE" else in_field,
            asked_on=day,
            consent_on=day,
        )


def in_prison(batch: Batch, **asked: range) -> AfterRelease | None:
    return told_in_groups(facility=batch.facility_id, **asked).get(batch.package.field_id)


def in_region(batch: Batch) -> AfterRelease | None:
    return told_in_groups(region=batch.facility.region_id).get(batch.package.field_id)


def test_five_people_with_different_answers_are_a_group(house):
    several(house[0], "WORK", "WORK", "BUSINESS", "TRAINING", "NONE")

    assert told_in_groups() == {house[0].package.field_id: AfterRelease(5, 3, 4, 1)}


@pytest.mark.parametrize(
    "kinds",
    [
        ("WORK", "WORK", "WORK", "NONE"),
        ("WORK",) * 5,
        ("NONE",) * 6,
        ("TRAINING",) * 5,
        ("WORK", "WORK", "WORK", "WORK", "TRAINING"),
    ],
)
def test_fewer_people_and_those_who_all_answer_alike_are_none(house, kinds):
    several(house[0], *kinds)

    assert told_in_groups() == {}


def test_what_is_no_group_in_a_prison_is_counted_with_the_rest_of_its_region(house):
    first, second, third = house[0:5:2]
    several(first, "WORK", "WORK", "NONE")
    several(second, "WORK", "NONE", "NONE")
    several(third, "WORK", "NONE", "NONE")

    assert (in_prison(first), in_region(first), in_region(house[1])) == (None, AfterRelease(9, 4, 4, 0), None)


def test_a_prison_that_knows_its_own_people_finds_no_few_in_the_rest(house):
    first, second, third = house[0:5:2]
    several(first, "WORK", "WORK", "NONE")
    several(second, "WORK", "NONE")
    several(third, "WORK", "NONE")

    assert in_region(first) is None


def test_who_was_asked_twice_belongs_to_the_year_of_the_first_answer_and_counts_by_the_last(house):
    several(house[0], "WORK", "WORK", "WORK", "NONE", "NONE")
    later = {"months": 9, "asked_on": dt.date(2022, 2, 1), "consent_on": dt.date(2022, 2, 1)}
    twice = house[0].enrollments.order_by("outcomes__kind").last()
    make.OutcomeFactory.create(enrollment=twice, kind="NONE", is_in_field=None, **later)

    asked = [in_prison(house[0], years=range(year, year + 1)) for year in YEARS]

    assert asked == [AfterRelease(5, 2, 2, 0), None]


def test_no_part_of_a_year_and_no_tag_tells_anything_to_who_does_not_see_the_people(house):
    several(house[0], "WORK", "WORK", "WORK", "NONE", "NONE")
    auditor, tag = make.posted(Role.AUDITOR), ProgrammeTag.objects.create(programme="AKSI", name="Pelatihan")
    house[0].tags.add(tag)
    nearly = free(dt.date(2021, 1, 2), dt.date(2021, 12, 31))
    periods = [in_year(2021), in_year(2021, "q2"), in_year(2021, "m6"), nearly]

    shown = [Board(Question(auditor, NATION, period, TODAY)).after_release for period in periods]
    tagged = Board(Question(auditor, NATION, in_year(2021), TODAY, tag=tag)).after_release

    assert ([row and row.whole for row in shown], tagged) == ([5, None, None, None], None)


def test_what_leaves_the_house_is_counted_in_groups_for_its_own_prison_too(house):
    several(house[0], "WORK", "WORK", "NONE")
    head = make.posted(Role.FACILITY_HEAD, house[0].facility)
    scope = Scope(Level.FACILITY, house[0].facility)

    shown = [
        Board(Question(head, scope, in_year(2021), TODAY, leaves_the_house=leaves)).after_release
        for leaves in (False, True)
    ]

    assert [row and row.whole for row in shown] == [3, None]


# -- The attacker


@dataclass(frozen=True)
class Answer:
    """What a reader was told (of how many something is known, how many work), and of whom the question was."""

    rows: frozenset[Told]
    told: int
    working: int

    @property
    def tells_of_few(self) -> bool:
        return 0 < self.told < 5 or (self.told > 0 and self.working in (0, self.told))

    def without(self, others: Iterable["Answer"]) -> "Answer":
        rows, told, working = self.rows, self.told, self.working
        for other in others:
            rows, told, working = rows - other.rows, told - other.told, working - other.working
        return Answer(rows, told, working)


def everything_asked(reader: User) -> Iterator[Answer]:
    """The dashboards of all places, years and fields, and what is shown where packages are chosen."""
    rows = all_told()
    regions, prisons, fields = Region.objects.all(), Facility.objects.all(), Field.objects.all()
    scopes = [NATION, *(Scope(Level.REGION, one) for one in regions), *(Scope(Level.FACILITY, one) for one in prisons)]
    periods = [in_year(2021), in_year(2022), free(dt.date(2021, 1, 1), dt.date(2022, 12, 31)), in_year(2021, "q2")]
    for scope, period, field in product(scopes, periods, [None, *fields]):
        about = {row for row in rows if is_in(row, scope) and row.year in period.years}
        about = {row for row in about if field is None or row.field == field.pk}
        told = Board(Question(reader, scope, period, TODAY, field=field)).after_release
        yield Answer(frozenset(about), told.whole if told else 0, told.count if told else 0)
    for scope in scopes[:3]:
        for key, after in told_in_groups(region=scope.key).items():
            about = {row for row in rows if is_in(row, scope) and row.field == key}
            yield Answer(frozenset(about), after.told, after.working)


def is_in(row: Told, scope: Scope) -> bool:
    return {Level.NATION: None, Level.REGION: row.region, Level.FACILITY: row.prison}[scope.level] == scope.key


def differences(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Each answer, and what is left of it without up to three others that lie in it and apart from each other."""
    known = sorted({answer for answer in answers if answer.told}, key=lambda answer: -len(answer.rows))
    for whole in known:
        inside = [one for one in known if one.rows < whole.rows]
        yield whole
        for count in (1, 2, 3):
            for parts in combinations(inside, count):
                if sum(len(part.rows) for part in parts) == len(frozenset().union(*(part.rows for part in parts))):
                    yield whole.without(parts)


def scattered(house: list[Batch], chance: random.Random) -> None:
    """Classes of few people and of many, of whom some answer all alike."""
    for batch, year in product(house, YEARS):
        kinds = chance.choice([["WORK"], ["NONE"], ["WORK", "NONE"], ["WORK", "BUSINESS", "TRAINING", "NONE"]])
        people = chance.choice([0, 0, 1, 2, 3, 4, 5, 6, 7])
        several(batch, *chance.choices(kinds, k=people), year=year, in_field=chance.random() < 0.7)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_number_is_a_sum_of_groups_and_none_can_be_subtracted_to_a_few(house, seed):
    scattered(house, random.Random(seed))
    groups = groups_apart()

    answers = list(everything_asked(make.posted(Role.AUDITOR)))

    assert [(one.told, one.working) for one in answers] == [summed(groups, one.rows) for one in answers]
    assert [one for one in differences(answers) if one.tells_of_few] == []
    assert any(one.told for one in answers)


def summed(groups: Iterable[Group], rows: frozenset[Told]) -> tuple[int, int]:
    inside = [group for group in groups if group.rows <= rows]
    return sum(group.told for group in inside), sum(group.working for group in inside)


def test_the_same_search_finds_a_few_where_small_counts_are_merely_left_out(house):
    several(house[0], "WORK", "WORK", "WORK", "NONE", "NONE", "NONE")
    several(house[1], "WORK", "NONE")

    naive = [
        Answer(one.rows, len(one.rows), sum(row.kind == "WORK" for row in one.rows))
        for one in everything_asked(make.posted(Role.AUDITOR))
        if len(one.rows) >= 5
    ]

    assert {one.told for one in differences(naive) if one.tells_of_few} == {2}

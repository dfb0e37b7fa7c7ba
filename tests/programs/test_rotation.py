"""Rotations as plain values: days of blocks, clashes in words, proposals judged by the checker, not the solver."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.rotation.checks import cautions, clashes
from programs.rotation.plan import Cell, Course, Frame, Problem, Room, Teacher, first_layout
from programs.rotation.solver import Proposal, propose

START = dt.date(2021, 7, 12)  # a Monday
DAY = dt.timedelta(days=1)
ALWAYS = dt.date.max


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def frame(**given: Any) -> Frame:
    facts: dict[str, Any] = {
        "starts_on": START,
        "block_days": 2,
        "tracks": 2,
        "groups": 2,
        "rounds": 1,
        "seats": 10,
        "weekdays": frozenset(range(6)),
        "hours_per_day": 8,
        "valid_from": dt.date(2021, 1, 1),
        "valid_until": dt.date(2022, 12, 31),
        "scope": frozenset({1, 2, 3, 4, 5, 6}),
    }
    return Frame(**{**facts, **given})


def course(number: int, **given: Any) -> Course:
    return Course(
        **{"pk": number, "name": f"P{number}", "field": number, "lesson_hours": 16, "least": 8, "most": 10, **given}
    )


def room(number: int, *fields: int, **given: Any) -> Room:
    return Room(**{"pk": number, "name": f"R{number}", "seats": 20, "fields": frozenset(fields), **given})


def teacher(number: int, *fields: int, until: dt.date = ALWAYS, **given: Any) -> Teacher:
    return Teacher(number, f"T{number}", dict.fromkeys(fields, until), **given)


def two(**given: Any) -> Problem:
    """Two packages, each with its own workshop and instructor."""
    return Problem(
        frame(**given),
        (course(1), course(2)),
        (room(1, 1), room(2, 2)),
        (teacher(1, 1), teacher(2, 2)),
    )


def codes(problem: Problem, cells: list[Cell]) -> list[str]:
    return [clash.code for clash in clashes(problem, cells)]


def with_first(cells: list[Cell], **given: Any) -> list[Cell]:
    return [replace(cells[0], **given), *cells[1:]]


# -- Cautions


def test_a_fields_only_teacher_is_told_of_once_a_package_and_stands_against_nothing() -> None:
    problem = two(rounds=2)
    spare = replace(problem, teachers=(*problem.teachers, teacher(3, 2)))
    ended = replace(problem, teachers=(*problem.teachers, teacher(3, 2, until=START)))
    other = replace(problem, teachers=(*problem.teachers, teacher(3, assesses={1: ALWAYS, 2: ALWAYS})))
    cells = first_layout(problem)

    found = [[(each.code, each.level, each.text) for each in cautions(given, cells)] for given in (spare, ended)]

    one, two_ = (
        ("ONLY_ASSESSOR", "warn", f"P{n}, group {n}: nobody but T{n} may assess the field on the day of the test, and "
         "an only teacher does not.")
        for n in (1, 2)
    )  # fmt: skip
    assert found == [[one], [one, two_]]
    assert cautions(other, cells) == []
    assert cautions(problem, [replace(cell, teacher=None) for cell in cells]) == []


# -- Days


def test_a_block_counts_lesson_days_and_ends_with_a_day_for_the_test() -> None:
    first, second = frame(block_days=6, closed=frozenset({dt.date(2021, 7, 14)})).blocks[:2]

    assert [first.days[0], first.days[-1], first.tested_on] == [START, dt.date(2021, 7, 19), dt.date(2021, 7, 20)]
    assert second.days[0] == dt.date(2021, 7, 21)
    assert dt.date(2021, 7, 14) not in first.days
    assert dt.date(2021, 7, 18) not in first.days  # a Sunday


def test_a_short_course_ends_and_is_tested_inside_its_block() -> None:
    shape = frame(block_days=5)

    days, tested_on = shape.days_of(course(1, lesson_hours=17), shape.blocks[0])

    assert (list(days), tested_on) == ([START, START + DAY, START + 2 * DAY], START + 3 * DAY)


def test_six_packages_two_at_a_time_of_18_days_are_three_blocks() -> None:
    shape = frame(block_days=18, groups=6)

    assert shape.least_blocks == 3
    assert [len(block.days) for block in shape.blocks[:3]] == [18, 18, 18]


def test_groups_with_several_packages_never_take_one_twice() -> None:
    problem = replace(two(groups=3, rounds=2), courses=(course(1), course(2), course(3)))

    assert Counter(problem.classes) == {(course(number), group): 1 for number, group in taken_by_three_groups()}


def taken_by_three_groups() -> list[tuple[int, int]]:
    return [(1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (1, 3)]


# -- Clashes


def test_the_first_layout_of_what_has_its_own_places_has_no_clash() -> None:
    problem = two()

    assert codes(problem, first_layout(problem)) == []


CLASHES: dict[str, tuple[Problem, dict[str, Any], str]] = {
    "ROOM": (two(), {"room": room(2, 1, 2)}, "P1, group 1 · P2, group 2 want R2 in block 1."),
    "TEACHER": (two(), {"teacher": teacher(2, 1, 2)}, "P1, group 1 · P2, group 2 want T2 in block 1."),
    "GROUP": (two(), {"group": 2}, "Group 2 has two classes in block 1: P1, group 2 · P2, group 2."),
    "NO_ROOM": (two(), {"room": None}, "P1, group 1: no workshop is chosen."),
    "NO_TEACHER": (two(), {"teacher": None}, "P1, group 1: no instructor is chosen."),
    "ROOM_OTHER_FIELD": (two(), {"room": room(3, 3)}, "P1, group 1: R3 is not meant for the field."),
    "ROOM_TOO_SMALL": (two(), {"room": room(3, 1, seats=9)}, "P1, group 1: R3 has 9 work places for 10 people."),
    "ROOM_BUSY": (
        two(),
        {"room": room(3, 1, busy=frozenset({START}))},
        "P1, group 1: R3 is used by another batch on 12 Jul 2021.",
    ),
    "TEACHER_OTHER_FIELD": (two(), {"teacher": teacher(3, 3)}, "P1, group 1: T3 may not teach the field."),
    "CERTIFICATE": (
        two(),
        {"teacher": teacher(3, 1, until=START + DAY)},
        "P1, group 1: the certificate of T3 runs out on 13 Jul 2021.",
    ),
    "TEACHER_AWAY": (
        two(),
        {"teacher": teacher(3, 1, away=frozenset({START + DAY}))},
        "P1, group 1: T3 is away on 13 Jul 2021.",
    ),
    "TEACHER_BUSY": (
        two(),
        {"teacher": teacher(3, 1, busy=frozenset({START}))},
        "P1, group 1: T3 teaches another batch on 12 Jul 2021.",
    ),
    "SEATS_OFF_STANDARD": (
        two(),
        {"course": course(1, most=9)},
        "P1, group 1: the package is for 8 to 9 participants, not for 10.",
    ),
    "HOURS": (two(), {"course": course(1, lesson_hours=17)}, "P1, group 1: 17 JP do not fit into 2 days of 8 JP."),
    "FIELD_OUT_OF_SCOPE": (
        two(scope=frozenset({2})),
        {},
        "P1, group 1: the agreement does not cover the field.",
    ),
    "AGREEMENT_NOT_IN_FORCE": (
        two(valid_until=START + DAY),
        {"course": course(1, lesson_hours=8)},
        "P2, group 2: the agreement is not in force from 12 Jul 2021 to 14 Jul 2021.",
    ),
    "QUOTA": (
        two(places_left=19),
        {},
        "The agreement's quota has 19 places left; all classes together want 20.",
    ),
    "TOO_LATE": (two(), {"block": 900}, "P1, group 1: The class would begin more than three years from now."),
}


@pytest.mark.parametrize("code", CLASHES)
def test_each_clash_is_said_in_words(code: str) -> None:
    problem, changed, text = CLASHES[code]
    cells = with_first(first_layout(problem), **changed)

    assert [(clash.code, clash.text) for clash in clashes(problem, cells)] == [(code, text)]


def test_an_absence_after_a_short_courses_last_day_disturbs_nobody() -> None:
    problem = two(block_days=5)
    away = teacher(1, 1, away=frozenset({START + 3 * DAY}))

    assert codes(problem, with_first(first_layout(problem), teacher=away)) == []


# -- Proposals


def test_a_plan_without_a_clash_is_left_as_it_is() -> None:
    problem = two()
    now = first_layout(problem)

    assert propose(problem, now) == Proposal(tuple(now), START)


def test_pekalongan_is_laid_out_in_three_blocks_with_nothing_given_up() -> None:
    numbers = range(1, 7)
    problem = Problem(
        frame(block_days=18, groups=6),
        tuple(course(number, lesson_hours=144) for number in numbers),
        tuple(room(number, number) for number in numbers),
        tuple(teacher(number, number) for number in numbers),
    )

    found = propose(problem, first_layout(problem))

    assert (found.relaxed, found.optimal, len(found.cells)) == ([], True, 6)
    assert Counter(cell.block for cell in found.cells) == {1: 2, 2: 2, 3: 2}
    assert codes(problem, list(found.cells)) == []


def test_an_absence_moves_the_class_to_another_block() -> None:
    problem = two(tracks=1)
    away = replace(problem, teachers=(teacher(1, 1, away=frozenset({START})), teacher(2, 2)))

    found = propose(away, first_layout(away))

    assert [(cell.course.pk, cell.block) for cell in found.cells] == [(2, 1), (1, 2)]
    assert found.relaxed == []


def shared(**given: Any) -> Problem:
    """Two groups learn one package in two workshops."""
    problem = Problem(frame(**given), (course(1),), (room(1, 1), room(2, 1)), (teacher(1, 1), teacher(2, 1)))
    return problem


def test_first_one_instructor_for_a_package_is_given_up() -> None:
    found = propose(shared())

    assert found.relaxed == ["P1 is not taught by one instructor alone."]
    assert Counter(cell.block for cell in found.cells) == {1: 2}


def test_then_the_tracks_in_parallel_are_given_up() -> None:
    problem = replace(shared(), teachers=(teacher(1, 1),))

    found = propose(problem)

    assert found.relaxed == ["There are 2 blocks instead of 1: not all tracks always run in parallel."]
    assert codes(problem, list(found.cells)) == []


def test_at_last_the_day_of_the_start_is_given_up() -> None:
    problem = two(valid_from=START)
    away = replace(problem, teachers=(teacher(1, 1, away=frozenset({START})), teacher(2, 2, away=frozenset({START}))))

    found = propose(away, first_layout(away))

    assert (found.relaxed, found.starts_on) == (["It starts only on 13 Jul 2021."], START + DAY)


HOPELESS: dict[str, tuple[Problem, list[str]]] = {
    "no workshop": (replace(two(), rooms=(room(2, 2),)), ["No workshop is meant for P1."]),
    "too small": (replace(two(), rooms=(room(1, 1, seats=5), room(2, 2))), ["Every workshop for P1 is too small."]),
    "nobody": (replace(two(), teachers=(teacher(1, 1),)), ["Nobody teaches P2."]),
    "quota": (two(places_left=5), ["The agreement's quota has 5 places left; all classes together want 20."]),
    "hours": (two(hours_per_day=7), [f"P{n}: 16 JP do not fit into 2 days of 7 JP." for n in (1, 2)]),
    "agreement": (
        two(valid_until=START),
        ["No plan without a clash was found, not even with more blocks or up to 30 lesson days later."],
    ),
    "three years": (two(weekdays=frozenset({0}), block_days=170), ["The classes do not fit into three years."]),
}


@pytest.mark.parametrize("name", HOPELESS)
def test_where_nothing_fits_the_reason_is_said(name: str) -> None:
    problem, reasons = HOPELESS[name]

    assert propose(problem) == Proposal((), START, reasons=reasons)


def test_without_any_time_nothing_is_proposed_and_it_is_said_so() -> None:
    assert propose(two(), seconds=0) == Proposal(
        (), START, optimal=False, reasons=["The time was not enough to find a plan."]
    )


def test_also_the_writing_down_of_very_many_classes_stops_in_time() -> None:
    courses = tuple(course(n, lesson_hours=8) for n in range(50))
    rooms = tuple(room(n) for n in range(10))
    teachers = tuple(teacher(n, *range(50)) for n in range(20))
    shape = frame(block_days=1, tracks=1, groups=24, rounds=6, scope=frozenset(range(50)))
    began = time.monotonic()

    found = propose(Problem(shape, courses, rooms, teachers), seconds=1)

    assert found.reasons == ["The time was not enough to find a plan."]
    assert time.monotonic() - began < 10


some_fields = st.sets(st.integers(1, 3), min_size=1, max_size=3)
some_days = st.frozensets(st.integers(0, 20).map(lambda days: START + days * DAY), max_size=4)


@st.composite
def problems(draw: Any) -> Problem:
    courses = draw(st.integers(1, 3))
    rooms = [room(n, *draw(some_fields), busy=draw(some_days)) for n in range(1, draw(st.integers(1, 3)) + 1)]
    teachers = [teacher(n, *draw(some_fields), away=draw(some_days)) for n in range(1, draw(st.integers(1, 3)) + 1)]
    shape = frame(
        tracks=draw(st.integers(1, 3)),
        groups=draw(st.integers(1, 4)),
        rounds=draw(st.integers(1, courses)),
        valid_until=START + draw(st.integers(5, 60)) * DAY,
        closed=draw(some_days),
    )
    return Problem(shape, tuple(course(n) for n in range(1, courses + 1)), tuple(rooms), tuple(teachers))


@given(problems())
@settings(max_examples=40)
def test_every_proposal_is_free_of_clashes_or_says_why_there_is_none(problem: Problem) -> None:
    found = propose(problem, first_layout(problem))

    moved = replace(problem, frame=replace(problem.frame, starts_on=found.starts_on))
    assert codes(moved, list(found.cells)) == []
    assert bool(found.cells) != bool(found.reasons)
    if found.cells:
        assert sorted(cell.key for cell in found.cells) == sorted((c.pk, group) for c, group in problem.classes)
        assert len({(cell.block, cell.track) for cell in found.cells}) == len(found.cells)
        assert {cell.track for cell in found.cells} <= set(range(1, problem.frame.tracks + 1))
        late = found.starts_on > START or max(cell.block for cell in found.cells) > problem.frame.least_blocks
        assert bool(late) <= bool(found.relaxed)

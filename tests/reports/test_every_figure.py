"""Each figure of each dashboard, with the number it is a part of, equals a count in SQL that shares nothing with it."""

import datetime as dt

import pytest

from accounts.models import User
from accounts.permissions import Role
from facilities.models import Facility, Field, Region, TrainingCentre
from programs.models import ProgrammeTag
from tests.factories import posted
from tests.programs.groups_apart import groups_apart
from tests.reports.counted_apart import FIGURES_APART, LEVELS, PLACE, PLANS_APART, batches_apart, in_sql
from tests.reports.nation import MEASURES, counted_board, measures
from tests.reports.test_counts import people_apart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]
FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 12, 31)


@pytest.fixture
def auditor() -> User:
    return posted(Role.AUDITOR)


def places() -> list[dict[str, int]]:
    """The nation, each region with prisons, each prison, and the two centres that give the batches."""
    regions = Region.objects.filter(facilities__isnull=False).distinct()
    centres = TrainingCentre.objects.filter(packages__batches__isnull=False, budget_lines__isnull=False).distinct()
    return [
        {},
        *({"region": row.pk} for row in regions),
        *({"facility": row.pk} for row in Facility.objects.all()),
        *({"centre": row.pk} for row in centres),
    ]


def test_batches_of_every_place_field_and_tag_equal_a_count_apart(auditor):
    seen = []

    for place in places():
        board = counted_board(auditor, **place)
        counted = batches_apart(FIRST, LAST, **place)
        seen.append(counted)
        before = batches_apart(dt.date(2020, 1, 1), dt.date(2020, 12, 31), **place)
        assert (place, measures(board.sums), measures(board.before)) == (place, counted, before)
        for row in board.fields:
            assert measures(row.sums) == batches_apart(FIRST, LAST, **place, field=row.field.pk)
        for tag in board.tags:
            batches, _proposed, accepted, _completed, _competent, certified, *_hours = batches_apart(
                FIRST, LAST, **place, tag=tag.tag.pk
            )
            assert (tag.batches, tag.accepted, tag.certified) == (batches, accepted, certified)
    assert [any(column) for column in zip(*seen, strict=True)] == [True] * len(MEASURES)


def test_a_dashboard_of_a_field_or_a_tag_counts_only_theirs(auditor):
    chosen = [{"field": row.pk} for row in Field.objects.filter(packages__batches__isnull=False).distinct()[:4]]
    chosen += [{"tag": row.pk} for row in ProgrammeTag.objects.all()]

    for narrower in chosen:
        board = counted_board(auditor, **narrower)
        assert (narrower, measures(board.sums)) == (narrower, batches_apart(FIRST, LAST, **narrower))
        assert [measures(row.sums) for row in board.places] == [
            batches_apart(FIRST, LAST, **narrower, region=row.place.pk) for row in board.places
        ]


def test_people_of_every_place_equal_a_count_apart(auditor):
    seen = []

    for place in places():
        board = counted_board(auditor, **place)
        if "centre" in place:
            assert board.people is None
            continue
        here = [pk for (pk,) in in_sql(f"WITH {PLACE} SELECT id FROM prison", place, board.on)]
        counted = [row[1:] for row in people_apart(board.on) if row[0] in here]
        held, _convicts, eligible, trained, *_asked = (sum(column) for column in zip(*counted, strict=True))
        seen.append((held, eligible, trained))
        assert (place, board.people.held, board.people.eligible, board.people.trained) == (
            place,
            held,
            eligible,
            trained,
        )
        assert [line.count for line in board.funnel[:2]] == [held, eligible]
        assert (board.coverage.count, board.coverage.of) == (trained, held)
    assert [any(column) for column in zip(*seen, strict=True)] == [True, True, True]


def test_what_waits_and_the_money_of_every_place_equal_a_count_apart(auditor):
    seen = set()

    for place in places():
        board = counted_board(auditor, **place)
        shown = {row.figure.key: (row.count, row.whole) for row in board.waiting}
        assert shown.keys() == LEVELS[next(iter(place), "")]
        shown["budget"] = (board.budget.realised, board.budget.ceiling)
        counted = {key: in_sql(FIGURES_APART[key], place, board.on)[0] for key in shown}
        assert (place, shown) == (place, counted)
        seen |= {key for key, (count, of) in counted.items() if 0 < count < of}
    assert seen == FIGURES_APART.keys() - {"working"}


def test_the_plan_of_every_place_equals_a_count_apart(auditor):
    planned = 0

    for place in places():
        board = counted_board(auditor, part="q2", **place)
        number, participants, certified = in_sql(PLANS_APART, place, board.on)[0]
        planned += number
        plan = board.plan and (board.plan.places, board.plan.participants, board.plan.certified)
        assert (place, plan) == (place, (number, participants, certified) if number else None)
        if board.plan:
            assert measures(board.plan.reached) == batches_apart(FIRST, LAST, **place)
    assert planned == 3 * 4 + sum("centre" in place for place in places())


def test_who_is_at_work_after_release_equals_a_count_apart(auditor):
    readers = {
        **{(("facility", row.pk),): posted(Role.FACILITY_HEAD, row) for row in Facility.objects.all()},
        **{(("region", row.pk),): posted(Role.REGIONAL_HEAD, row) for row in Region.objects.all()[:2]},
        (): auditor,
    }

    for place, reader in readers.items():
        board = counted_board(reader)
        working, told = in_sql(FIGURES_APART["working"], dict(place), board.on)[0]
        if not place:
            groups = [group for group in groups_apart() if group.year == 2021]
            working, told = (sum(getattr(group, name) for group in groups) for name in ("working", "told"))
        shown = board.after_release and (board.after_release.count, board.after_release.whole)
        assert (place, shown) == (place, (working, told) if told else None)

"""Figures of dashboards over any period equal an independent count, and the rows behind each add up to it."""

import datetime as dt
import itertools

import pytest

from accounts.permissions import Role
from facilities.models import Region
from programs.demand import FEWEST
from programs.models import Batch
from reports.dashboards.counting import Sums
from reports.dashboards.figures import FIGURES, Counts
from reports.dashboards.periods import last_day
from reports.jobs import fold_in
from reports.models import BatchMark
from tests.factories import InmateFactory, OutcomeFactory, graduate, posted
from tests.reports.counted_apart import FIGURES_APART, batches_apart
from tests.reports.nation import board_of, entries, measures

pytestmark = pytest.mark.django_db


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
        assert (asked, measures(board.sums)) == (asked, batches_apart(first, last))
        assert {row.place.pk: measures(row.sums) for row in board.places} == {
            row.place.pk: batches_apart(first, last, region=row.place.pk) for row in board.places
        }
        assert sum((row.sums for row in board.places), start=Sums()) == board.sums


def test_months_equal_independent_counts_and_months_and_fields_add_up(nation):
    board = board_of(posted(Role.AUDITOR), tahun=2021)

    assert [measures(row.sums) for row in board.months] == [
        batches_apart(row.day, last_day(2021, row.day.month)) for row in board.months
    ]
    assert sum((row.sums for row in board.months), start=Sums()) == board.sums
    assert sum((row.sums for row in board.fields), start=Sums()) == board.sums


def test_few_are_counted_only_for_who_may_read_of_each():
    told = OutcomeFactory.create(asked_on="2021-12-01", consent_on="2021-12-01")
    prison = told.enrollment.inmate.facility
    asked = {"tahun": 2021, "facility": prison.pk}

    for_head = board_of(posted(Role.FACILITY_HEAD, prison), tahun=2021).after_release
    for_auditor = board_of(posted(Role.AUDITOR), **asked).after_release
    behind = entries(posted(Role.AUDITOR), angka="working", **asked)

    assert ((for_head.count, for_head.whole), for_auditor, behind) == ((1, 1), None, (0, []))


def test_who_is_at_work_only_those_read_who_ask():
    told = OutcomeFactory.create(asked_on="2021-12-01", consent_on="2021-12-01")
    batch = told.enrollment.batch
    for _ in range(FEWEST):
        idle = graduate(batch=batch)
        OutcomeFactory.create(
            enrollment=idle, asked_on="2021-12-01", consent_on="2021-12-01", kind="NONE", is_in_field=None
        )
    person, prison = told.enrollment.person, told.enrollment.inmate.facility

    nation = entries(posted(Role.AUDITOR), angka="working", tahun=2021)
    head = entries(posted(Role.FACILITY_HEAD, prison), angka="working", tahun=2021)
    regional = entries(posted(Role.REGIONAL_HEAD, prison.region), angka="working", tahun=2021)

    assert nation == (1, [])
    assert [(count, [row.text for row in rows]) for count, rows in (head, regional)] == [(1, [person.name])] * 2


def test_the_rows_behind_each_figure_add_up_to_it_on_every_step_down(nation):
    regional = Region.objects.filter(facilities__isnull=False).first()
    auditor = posted(Role.AUDITOR)
    places = ({}, {"region": regional.pk}, {"facility": regional.facilities.first().pk})

    for figure, place in itertools.product(FIGURES, places):
        count, shown = entries(auditor, tahun=2021, angka=figure, **place)
        if figure == "working" or (FIGURES[figure].counts is Counts.PEOPLE and "facility" in place):
            assert (figure, shown) == (figure, [])  # who they are, the auditor does not read
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


def test_every_figure_is_counted_apart():
    of_batches = {"proposed", "accepted", "completed", "competent", "certified", "hours_attended"}
    of_people = {"held", "eligible", "trained"}

    assert FIGURES.keys() == of_batches | of_people | FIGURES_APART.keys()

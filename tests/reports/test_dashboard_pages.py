"""Whose dashboard about what, over which days; how it prints and what goes into a workbook."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.permissions import Role
from facilities.models import Region
from reports.dashboards.board import Below
from reports.dashboards.counting import Sums
from reports.dashboards.map import map_of
from reports.dashboards.periods import PeriodForm, free, in_year
from reports.dashboards.provinces import OUTLINES, paths
from reports.dashboards.scope import Level, above, scope_of
from reports.rollups.people import People
from tests.factories import (
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InmateFactory,
    PackageFactory,
    RegionFactory,
    TrainingCentreFactory,
    posted,
)

pytestmark = pytest.mark.django_db
DASHBOARD, FIGURE = reverse("reports:dashboard"), reverse("reports:figure")
PAPER, WORKBOOK = reverse("reports:dashboard-paper"), reverse("reports:dashboard-workbook")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def places():
    region = RegionFactory.create()
    return {
        "region": region,
        "facility": FacilityFactory.create(region=region),
        "centre": TrainingCentreFactory.create(region=region),
        "other region": RegionFactory.create(),
        "other facility": FacilityFactory.create(),
        "other centre": TrainingCentreFactory.create(),
    }


@pytest.mark.parametrize(
    ("role", "own", "reached"),
    [
        (Role.FACILITY_HEAD, "facility", {"facility"}),
        (Role.CENTRE_HEAD, "centre", {"centre"}),
        (Role.REGIONAL_HEAD, "region", {"region", "facility", "centre"}),
        (Role.NATIONAL_ADMIN, None, {"region", "facility", "centre", "other region", "other facility", "other centre"}),
        (Role.AUDITOR, None, {"region", "facility", "centre", "other region", "other facility", "other centre"}),
    ],
)
def test_each_role_reaches_its_own_places_and_no_other(places, role, own, reached):
    client = client_of(posted(role, places[own] if own else None))

    for name, place in places.items():
        kind = name.split()[-1]
        wanted = 200 if name in reached else 404
        for page in (DASHBOARD, FIGURE, WORKBOOK):
            assert (name, client.get(page, {kind: place.pk}).status_code) == (name, wanted)


@pytest.mark.parametrize("asked", [{"region": "x"}, {"facility": "99999999999999"}, {"centre": "0"}, {"region": "-1"}])
def test_a_place_that_is_none_is_not_found(asked):
    with pytest.raises(Http404):
        scope_of(posted(Role.AUDITOR), asked)


def test_the_way_back_up_leads_through_the_region(places):
    auditor = posted(Role.AUDITOR)
    scope = scope_of(auditor, {"facility": str(places["facility"].pk)})

    assert [(each.level, each.key) for each in above(scope, auditor)] == [
        (Level.NATION, None),
        (Level.REGION, places["region"].pk),
    ]


@pytest.mark.parametrize(
    ("period", "days", "days_before"),
    [
        (in_year(2021), ("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31")),
        (in_year(2021, "q1"), ("2021-01-01", "2021-03-31"), ("2020-10-01", "2020-12-31")),
        (in_year(2024, "m2"), ("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31")),
        (in_year(2024, "m1"), ("2024-01-01", "2024-01-31"), ("2023-12-01", "2023-12-31")),
        (
            free(dt.date(2021, 3, 5), dt.date(2021, 3, 14)),
            ("2021-03-05", "2021-03-14"),
            ("2021-02-23", "2021-03-04"),
        ),
    ],
)
def test_a_period_and_the_one_before_it(period, days, days_before):
    before = period.before()

    assert (period.starts_on.isoformat(), period.ends_on.isoformat()) == days
    assert (before.starts_on.isoformat(), before.ends_on.isoformat()) == days_before


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"dari": "2021-01-01"}, "sampai"),
        ({"sampai": "2021-01-01"}, "dari"),
        ({"dari": "2021-02-01", "sampai": "2021-01-01"}, "sampai"),
        ({"dari": "0001-01-01", "sampai": "2021-01-01"}, "dari"),
        ({"dari": "kemarin", "sampai": "2021-01-01"}, "dari"),
        ({"tahun": "1066"}, "tahun"),
        ({"bagian": "q9"}, "bagian"),
    ],
)
def test_days_that_make_no_sense_are_said_at_their_field_and_the_usual_year_is_shown(said, wrong):
    form = PeriodForm(said, years=[2020, 2021], chosen=2021)

    assert (form.period, set(form.errors)) == (in_year(2021), {wrong})
    assert client_of(posted(Role.AUDITOR)).get(DASHBOARD, said).status_code == 200


@pytest.mark.parametrize("asked", [{"field": "x"}, {"tag": "1"}, {"angka": "nothing"}, {"batch": "7"}, {"batch": "x"}])
def test_what_is_not_there_is_not_found(asked):
    assert client_of(posted(Role.AUDITOR)).get(FIGURE, asked).status_code == 404


def test_a_batch_of_another_place_has_no_rows_here(places):
    stranger = EnrollmentFactory.create().batch
    client = client_of(posted(Role.FACILITY_HEAD, places["facility"]))

    assert client.get(FIGURE, {"angka": "accepted", "batch": stranger.pk, "tahun": 2021}).status_code == 404


def test_a_centre_never_receives_figures_of_the_people_held(places):
    client = client_of(posted(Role.CENTRE_HEAD, places["centre"]))

    statuses = [client.get(FIGURE, {"angka": key}).status_code for key in ("held", "eligible", "trained")]

    assert (statuses, client.get(DASHBOARD).context["board"].people) == ([404, 404, 404], None)


def test_the_administrator_sees_enrollments_without_names():
    one = EnrollmentFactory.create(inmate=InmateFactory.create(name="Orang Rahasia"))
    batch = one.batch
    asked = {"angka": "proposed", "facility": batch.facility_id, "batch": batch.pk, "tahun": 2021}

    page = client_of(posted(Role.NATIONAL_ADMIN)).get(FIGURE, asked)

    assert [entry.text for entry in page.context["entries"]] == [f"#{one.pk}"]
    assert "Orang Rahasia" not in page.content.decode()


def test_the_workbook_says_what_the_page_says(places):
    batch = BatchFactory.create(facility=places["facility"], seats=9)
    for state in ("PROPOSED", "ACTIVE", "COMPLETED"):
        EnrollmentFactory.create(batch=batch, state=state)
    InmateFactory.create(facility=places["facility"])
    client = client_of(posted(Role.REGIONAL_HEAD, places["region"]))

    board = client.get(DASHBOARD, {"tahun": 2021}).context["board"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(WORKBOOK, {"tahun": 2021}).content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    figures, prisons = sheets[0], sheets[1]
    assert [row[1] for row in figures[3:10]] == [line.count for line in board.funnel] == [4, 0, 3, 2, 1, 0, 0]
    assert prisons[1] == [str(places["facility"]), 4, 0, 1, 1, 3, 2, 1, 0, 0]
    assert sum(row[2] for row in sheets[2][1:]) == 3


@pytest.mark.parametrize("prisons", [1, 40])
def test_it_prints_on_at_most_two_sheets(places, prisons):
    for _ in range(prisons):
        BatchFactory.create(facility=FacilityFactory.create(region=places["region"]))

    response = client_of(posted(Role.REGIONAL_HEAD, places["region"])).get(PAPER, {"tahun": 2021})

    assert len(pypdf.PdfReader(io.BytesIO(b"".join(response.streaming_content))).pages) <= 2


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_places(places, django_assert_max_num_queries):
    client = client_of(posted(Role.AUDITOR))
    client.get(DASHBOARD, {"tahun": 2021})
    counts = []
    for _ in range(2):
        BatchFactory.create(facility=FacilityFactory.create())
        with django_assert_max_num_queries(60) as asked:
            client.get(DASHBOARD, {"tahun": 2021})
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_every_province_of_every_region_has_an_outline():
    assert set(OUTLINES.values()) == set(paths())


def test_the_map_shades_from_the_least_to_the_most():
    def region(code: str, accepted: int) -> Below:
        return Below(Region(pk=int(code), province_codes=[code]), Sums(accepted=accepted), People(), "")

    shown = map_of([region("11", 0), region("12", 10), region("13", 50), region("14", 100)], "accepted")

    assert [shape.shade for shape in shown.shapes] == [0, 1, 2, 4]
    assert shown.bounds == [(1, 25), (26, 50), (51, 75), (76, 100)]
    assert map_of([region("11", 3)], "nothing").measure.key == "accepted"


def test_every_head_of_a_table_of_figures_says_what_is_counted(places):
    package = PackageFactory.create()
    BatchFactory.create(facility=places["facility"], package=package, starts_on=dt.date(2021, 6, 1))

    page = client_of(posted(Role.AUDITOR)).get(DASHBOARD, {"tahun": 2021}).content.decode()

    for table in ("table-places", "fields", "table-narrow"):
        head = re.search(rf'<table class="[^"]*\b{table}\b.*?</thead>', page, re.S)[0]
        first, *counts = re.findall(r"<th.*?</th>", head, re.S)
        assert "<summary" not in first
        assert counts
        assert all(re.search(r'<summary title="[^"]{20,}">.+</summary><p>.{20,}</p>', count) for count in counts)

"""The dashboard's figures for the ministry's data warehouse: the same numbers, for one's own office, by its token."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from api import endpoints
from api.models import ApiToken
from programs.demand import FEWEST
from programs.models import Enrollment
from reports.dashboards.attention import Question
from reports.dashboards.board import Board
from reports.dashboards.figures import FIGURES
from reports.dashboards.periods import in_year
from reports.dashboards.scope import scope_of
from reports.models import CountCheck
from tests.cast import Place
from tests.factories import OutcomeFactory, graduate

pytestmark = pytest.mark.django_db
FIGURES_URL = "/api/v1/figures"


@pytest.fixture
def batch(place):
    batch = place.batch(state="RUNNING", starts_on=dt.date(2021, 6, 10))
    for state in (Enrollment.State.ACTIVE, Enrollment.State.ACTIVE, Enrollment.State.PROPOSED):
        place.enrolled(batch, state)
    return batch


def by_key(answer) -> dict[str, dict]:
    return {figure["key"]: figure for figure in answer.json()["figures"]}


def test_the_figures_are_those_of_the_dashboard_of_the_office(place, batch, system):
    asked = system(facility=place.facility).get(FIGURES_URL, {"year": 2021}).json()

    scope = scope_of(place.head, {})
    board = Board(Question(place.head, scope, in_year(2021), timezone.localdate()))
    assert {row["key"]: (row["numerator"], row["denominator"]) for row in asked["figures"]} == {
        **{line.figure.key: (line.count, line.of) for line in board.funnel},
        "trained": (board.people.trained, board.people.held),
        "hours_attended": (board.sums.hours_attended, board.sums.hours_due),
        "budget": (board.budget.realised, board.budget.ceiling),
        **{row.figure.key: (row.count, row.whole) for row in board.waiting},
    }
    assert asked["scope"] == {"level": "facility", "id": place.facility.pk, "name": str(place.facility)}
    assert asked["period"] == {"starts_on": "2021-01-01", "ends_on": "2021-12-31", "year": 2021, "part": None}
    assert asked["as_of"] == f"{timezone.localdate():%Y-%m-%d}"


@pytest.mark.parametrize(("people", "told"), [(FEWEST - 1, None), (FEWEST, (FEWEST - 1, FEWEST))])
def test_what_few_told_after_release_leaves_for_no_other_system(place, system, people, told):
    for number in range(people):
        facts = {} if number else {"kind": "NONE", "is_in_field": None}
        OutcomeFactory.create(enrollment=graduate(batch=place.batch()), **facts)

    figures = by_key(system(facility=place.facility).get(FIGURES_URL, {"year": 2022}))

    working = figures.get("working")
    assert (working and (working["numerator"], working["denominator"])) == told


def test_each_figure_says_what_it_counts_in_both_languages(place, batch, system):
    figures = by_key(system(facility=place.facility).get(FIGURES_URL, {"year": 2021}))

    accepted = figures["accepted"]
    assert (accepted["numerator"], accepted["denominator"], accepted["denominator_key"]) == (2, 3, "proposed")
    assert accepted["label"] == {"id": "Diterima", "en": "Accepted"}
    for language in ("id", "en"):
        with override(language):
            assert accepted["definition"][language] == str(FIGURES["accepted"].definition)
    assert accepted["definition"]["id"] != accepted["definition"]["en"]


@pytest.mark.parametrize(("part", "proposed"), [("m6", 3), ("q2", 3), ("m7", 0), ("q3", 0)])
def test_a_part_of_the_year_is_counted_alone(place, batch, system, part, proposed):
    figures = by_key(system(facility=place.facility).get(FIGURES_URL, {"year": 2021, "part": part}))

    assert figures["proposed"]["numerator"] == proposed


def test_without_a_year_it_is_the_newest_in_which_a_batch_began(place, batch, system):
    assert system(facility=place.facility).get(FIGURES_URL).json()["period"]["year"] == 2021


def test_a_region_asks_for_its_prisons_and_the_nation_for_all(place, batch, system):
    region, nation = system(region=place.facility.region), system()

    numbers = [
        by_key(client.get(FIGURES_URL, {"year": 2021, **asked}))["proposed"]["numerator"]
        for client in (region, nation)
        for asked in ({}, {"facility": place.facility.pk}, {"centre": place.centre.pk})
    ]

    assert numbers == [3] * 6


def test_a_centre_counts_what_it_gives_and_no_people_held(place, batch, system):
    figures = by_key(system(centre=place.centre).get(FIGURES_URL, {"year": 2021}))

    assert figures["proposed"]["numerator"] == 3
    assert "held" not in figures


def test_another_offices_places_are_not_found(place, batch, system):
    other = Place("Lampung")
    of_prison, of_region, of_centre = (
        system(facility=place.facility),
        system(region=place.facility.region),
        system(centre=place.centre),
    )

    answers = [
        client.get(FIGURES_URL, {name: getattr(other, name).pk})
        for client in (of_prison, of_region, of_centre)
        for name in ("facility", "centre")
    ]
    answers.append(of_region.get(FIGURES_URL, {"region": other.facility.region.pk}))

    assert {answer.status_code for answer in answers} == {404}
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}


def test_two_places_at_once_are_no_place(place, batch, system):
    both = {"region": place.facility.region.pk, "facility": place.facility.pk}

    assert system().get(FIGURES_URL, both).status_code == 404


@pytest.mark.parametrize(
    "asked", ["figures?facility=1&facility=2", "figures?year=2021&year=2020", "places?page=1&page=2"]
)
def test_what_is_asked_twice_is_no_question(place, system, asked):
    assert system().get(f"/api/v1/{asked}").status_code == 422


def test_the_day_of_the_last_full_count_is_that_of_the_countrys_clock(place, batch, system):
    CountCheck.objects.create(wrong=0, checked_at=dt.datetime(2021, 5, 1, 18, 30, tzinfo=dt.UTC))

    assert system().get(FIGURES_URL).json()["checked_on"] == "2021-05-02"


def test_a_condition_for_writing_changes_no_answer(place, batch, system):
    client = system()

    answers = [client.get(FIGURES_URL, headers={name: '"x"'}) for name in ("If-Match", "If-Unmodified-Since")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_etag_saves_the_way_of_what_is_known(place, batch, system):
    client = system(facility=place.facility)
    first = client.get(FIGURES_URL, {"year": 2021})

    again = client.get(FIGURES_URL, {"year": 2021}, headers={"if-none-match": first["ETag"]})
    place.enrolled(batch, Enrollment.State.ACTIVE)
    changed = client.get(FIGURES_URL, {"year": 2021}, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert (first["Cache-Control"], first["Vary"].split(",")[0]) == ("private, no-cache", "Authorization")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"year": "x"}, ["year"]),
        ({"year": 1900}, ["year"]),
        ({"part": "q5"}, ["part"]),
        ({"region": "0"}, ["region"]),
        ({"facility": "9" * 40, "centre": "1;"}, ["centre", "facility"]),
        ({"year": "\x00"}, ["year"]),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(place, system, query, wrong):
    answer = system().get(FIGURES_URL, query)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["parameters"] == wrong


@pytest.mark.parametrize("path", ["figures", "places"])
def test_a_parameter_that_nobody_knows_is_no_question(place, system, path):
    answer = system().get(f"/api/v1/{path}", {"tahun": 2021})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer x",
        "Bearer lp_" + "a" * 43,
        "Basic eDp5",
        "Bearer ü",
        "Bearer " + "a" * 5000,
        "Bearer \x00",
    ],
)
@pytest.mark.parametrize("path", ["figures", "places"])
def test_without_a_token_in_force_nothing_is_told(header, path):
    answer = Client(headers={"authorization": header} if header else {}).get(f"/api/v1/{path}")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_signed_in_reader_needs_a_token_all_the_same(place):
    client = Client()
    client.force_login(place.head)

    assert client.get(FIGURES_URL).status_code == 401


def test_an_expired_and_a_revoked_token_open_nothing(place, system, administrator):
    client = system(facility=place.facility)
    today = timezone.localdate()
    before = client.get(FIGURES_URL).status_code

    ApiToken.objects.update(revoked_at=timezone.now(), revoked_by=administrator)
    revoked = client.get(FIGURES_URL).status_code

    assert (before, revoked) == (200, 401)
    assert list(ApiToken.objects.in_force(on=today + dt.timedelta(days=1))) == []


def test_the_day_of_the_last_use_is_kept_and_written_once_a_day(place, system, django_assert_num_queries):
    client = system(facility=place.facility)

    client.get("/api/v1/places")
    with django_assert_num_queries(2):
        client.get("/api/v1/places")

    assert ApiToken.objects.get().last_used_on == timezone.localdate()


def test_each_token_has_a_limit_of_its_own_and_leaves_that_of_the_check_alone(place, system, monkeypatch):
    monkeypatch.setattr(endpoints, "PER_MINUTE", 1)
    one, other = system(facility=place.facility), system(centre=place.centre)

    statuses = [client.get("/api/v1/places").status_code for client in (one, one, other)]

    assert statuses == [200, 429, 200]
    assert Client().get("/v/x/").status_code == 404


def test_the_places_of_a_region_are_told_page_by_page(place, system, monkeypatch):
    Place("Lampung")
    monkeypatch.setattr("api.figures.PLACES_ON_A_PAGE", 2)
    client = system(region=place.facility.region)

    first, second, third = (client.get("/api/v1/places", {"page": page}).json() for page in (1, 2, 3))

    levels = [(found["level"], found["id"]) for found in first["places"] + second["places"]]
    assert levels == [
        ("region", place.facility.region.pk),
        ("facility", place.facility.pk),
        ("centre", place.centre.pk),
    ]
    assert (first["count"], first["pages"], third["places"]) == (3, 2, [])


def test_a_fault_tells_nothing_of_the_inside(place, system, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(endpoints, "figures_for", broken)
    answer = system(facility=place.facility).get(FIGURES_URL)

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("wrong", ["lp_geraten", "x" * 201, "bukan-ascii-é"])
def test_an_address_that_tries_wrong_tokens_is_soon_refused_in_words(system, monkeypatch, wrong):
    monkeypatch.setattr(endpoints, "WRONG_PER_MINUTE", 2)
    guessing = Client(headers={"authorization": f"Bearer {wrong}"})

    answers = [guessing.get("/api/v1/places") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert (answers[2]["Retry-After"], answers[2].json()["title"]) == (
        "60",
        "Terlalu banyak permintaan dalam menit ini. Coba lagi satu menit kemudian.",
    )


def test_wrong_tokens_shut_out_neither_another_address_nor_a_system_behind_the_same(system, monkeypatch):
    monkeypatch.setattr(endpoints, "WRONG_PER_MINUTE", 1)
    wrong = {"authorization": "Bearer lp_geraten"}
    for _ in range(3):
        Client(headers=wrong).get("/api/v1/places")

    elsewhere = Client(headers=wrong, REMOTE_ADDR="203.0.113.7").get("/api/v1/places").status_code

    assert (elsewhere, system().get("/api/v1/places").status_code) == (401, 200)


def test_wrong_tokens_of_all_addresses_together_are_limited_too(monkeypatch):
    monkeypatch.setattr(endpoints, "WRONG_PER_MINUTE_OVERALL", 1)
    wrong = {"authorization": "Bearer lp_geraten"}

    statuses = [
        Client(headers=wrong, REMOTE_ADDR=f"203.0.113.{number}").get("/api/v1/places").status_code for number in (1, 2)
    ]

    assert statuses == [401, 429]

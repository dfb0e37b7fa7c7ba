"""The candidates of a batch: judged by the database as by the findings, searched, sorted, a page at a time."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from facilities.models.agreements import TraineePolicy
from programs.candidates import Roster, judged_for
from programs.findings import enrollment_findings, with_training
from programs.models import Batch, Enrollment
from programs.views.selection import BatchCandidates
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.eligibility import blocks
from trainees.models import Inmate, Interest, RuleSet

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2021, 6, 10), dt.date(2021, 6, 12)
DAY = dt.timedelta(days=1)
State = Enrollment.State


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(state=Batch.State.SELECTING)


@pytest.fixture
def staff(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.staff)


def url(batch: Batch) -> str:
    return reverse("programs:batch-candidates", args=[batch.pk])


def names(client: Client, batch: Batch, **query: Any) -> list[str]:
    return [person.inmate.name for person in client.get(url(batch), query).context["people"]]


def person(place: Place, name: str, *, register: str = "B.I", **sentence: Any) -> Inmate:
    inmate = make.InmateFactory.create(facility=place.facility, name=name, register_kind=register)
    return make.with_papers(make.SentenceFactory.create(inmate=inmate, **sentence).inmate)


def seated(place: Place, inmate: Inmate, state: State, first: dt.date, last: dt.date) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field)
    other = place.batch(package=package, starts_on=first, ends_on=last, tested_on=last)
    make.EnrollmentFactory.create(batch=other, inmate=inmate, state=state)


# -- The database and the findings


@pytest.mark.parametrize("policy", TraineePolicy)
def test_the_database_and_the_findings_block_the_same_people(place: Place, policy: TraineePolicy) -> None:
    place.agreement.trainee_policy = policy
    place.agreement.save()
    batch = place.batch()
    person(place, "Tahanan", register="A.I")
    person(place, "Sebentar lagi", detained_on=dt.date(2019, 7, 1), years=2)
    person(place, "Seumur hidup", years=0, is_life=True)
    person(place, "Masih lama", years=15)
    make.InmateFactory.create(facility=place.facility, name="Tanpa putusan")
    for state in State:
        for first, last in ((LAST, LAST + DAY), (LAST + DAY, LAST + DAY), (FIRST - DAY, FIRST - DAY)):
            facts = {"drop_reason": "OWN_WISH"} if state == State.DROPPED else {}
            facts |= {"reason": "Tidak hadir"} if state == State.REJECTED else {}
            other = place.batch(starts_on=first, ends_on=first, tested_on=last)
            make.EnrollmentFactory.create(batch=other, inmate=person(place, state.label), state=state, **facts)
    rules = RuleSet.objects.get()

    by_database = {row.pk: row.is_blocked for row in judged_for(batch, Inmate.objects.all(), rules)}

    everybody = with_training(Inmate.objects.all())
    assert by_database == {one.pk: bool(blocks(enrollment_findings(one, batch, rules))) for one in everybody}
    assert set(by_database.values()) == {True, False}


def test_everybody_is_judged_in_one_query_beside_the_agreement_s_addenda(
    place: Place, batch: Batch, django_assert_num_queries: Any
) -> None:
    fit, blocked = place.inmate(name="Bebas").pk, person(place, "Tahanan", register="A.I").pk
    roster = Roster(batch, Inmate.objects.all(), RuleSet.objects.get())

    with django_assert_num_queries(2):
        assert (roster.fit, roster.everybody) == ([fit], [fit, blocked])


# -- The page


def test_who_is_blocked_is_shown_on_demand_and_with_the_reason(place: Place, batch: Batch, staff: Client) -> None:
    place.inmate(name="Boleh ikut")
    person(place, "Tahanan", register="A.I")

    few, all_of_them = staff.get(url(batch)), staff.get(url(batch), {"semua": "1"})

    assert [one.inmate.name for one in few.context["people"]] == ["Boleh ikut"]
    assert [one.inmate.name for one in all_of_them.context["people"]] == ["Boleh ikut", "Tahanan"]
    assert [finding.code for finding in all_of_them.context["people"][1].findings] == ["NOT_CONVICT"]
    assert (few.context["fit_count"], few.context["all_count"]) == (1, 2)


def test_people_of_another_prison_and_those_proposed_are_never_listed(
    place: Place, stranger: Place, batch: Batch, staff: Client
) -> None:
    stranger.inmate(name="Orang lain")
    make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(name="Sudah diusulkan"))
    place.inmate(name="Belum diusulkan")

    assert names(staff, batch, semua="1") == ["Belum diusulkan"]


@pytest.mark.parametrize("words", ["teguh", "  TEGUH ", "77/2020", "b.i 77"])
def test_people_are_found_by_part_of_name_or_register_number(
    place: Place, batch: Batch, staff: Client, words: str
) -> None:
    place.inmate(name="Teguh Pambudi", register_serial="77")
    place.inmate(name="Slamet", register_serial="12")

    assert names(staff, batch, q=words) == ["Teguh Pambudi"]


SORTS = [
    ("name", ["Adi", "Budi", "Cahyo"]),
    ("-name", ["Cahyo", "Budi", "Adi"]),
    ("register", ["Cahyo", "Adi", "Budi"]),
    ("release", ["Budi", "Cahyo", "Adi"]),
    ("-release", ["Cahyo", "Budi", "Adi"]),
    ("trained", ["Adi", "Cahyo", "Budi"]),
    ("-trained", ["Budi", "Adi", "Cahyo"]),
    ("--name", ["Adi", "Budi", "Cahyo"]),
    ("pk", ["Adi", "Budi", "Cahyo"]),
    ("\0", ["Adi", "Budi", "Cahyo"]),
]


@pytest.mark.parametrize(("sort", "expected"), SORTS)
def test_people_are_sorted_by_the_address(
    place: Place, batch: Batch, staff: Client, sort: str, expected: list[str]
) -> None:
    lifer = place.inmate(name="Adi", register_serial="2")
    lifer.sentence.is_life, lifer.sentence.years = True, 0
    lifer.sentence.save()
    second = place.inmate(name="Budi", register_serial="3")
    third = place.inmate(name="Cahyo", register_serial="1")
    third.sentence.years = 4
    third.sentence.save()
    seated(place, second, State.COMPLETED, dt.date(2021, 2, 1), dt.date(2021, 2, 2))

    assert names(staff, batch, sort=sort) == expected


@pytest.fixture
def fits(place: Place) -> None:
    """Adi wants it most, Budi is the ablest; Dedi is fit for another field, and of Eko nothing is known."""
    adi, budi, cahyo, dedi = (place.inmate(name=name) for name in ("Adi", "Budi", "Cahyo", "Dedi"))
    place.inmate(name="Eko")
    tested = {"instrument": "Tes bakat", "tested_on": FIRST}
    make.InterestFactory.create(inmate=adi, field=place.field, choice=1, aptitude=60, **tested)
    make.InterestFactory.create(inmate=budi, field=place.field, choice=None, aptitude=90, **tested)
    make.InterestFactory.create(inmate=cahyo, field=place.field, choice=2, aptitude=60, **tested)
    make.InterestFactory.create(
        inmate=dedi, field=make.FieldFactory.create(name="Las"), choice=1, aptitude=100, **tested
    )


FITS = [("-fit", ["Budi", "Adi", "Cahyo", "Dedi", "Eko"]), ("fit", ["Cahyo", "Adi", "Budi", "Dedi", "Eko"])]


@pytest.mark.usefixtures("fits")
@pytest.mark.parametrize(("sort", "expected"), FITS)
def test_people_are_sorted_by_aptitude_then_interest_and_the_unknown_stay_last(
    batch: Batch, staff: Client, sort: str, expected: list[str]
) -> None:
    assert names(staff, batch, sort=sort) == expected


@pytest.mark.usefixtures("fits")
def test_aptitude_and_interest_for_the_field_of_the_batch_are_told_of_each(batch: Batch, staff: Client) -> None:
    people = staff.get(url(batch)).context["people"]

    assert [(one.inmate.name, one.aptitude, one.interest) for one in people] == [
        ("Adi", 60, str(Interest.Choice.FIRST.label)),
        ("Budi", 90, ""),
        ("Cahyo", 60, str(Interest.Choice.SECOND.label)),
        ("Dedi", None, ""),
        ("Eko", None, ""),
    ]


def test_a_page_holds_so_many_and_a_wrong_page_shows_the_nearest(
    place: Place, batch: Batch, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BatchCandidates, "page_size", 2)
    for name in ("Adi", "Budi", "Cahyo"):
        place.inmate(name=name)

    pages = [names(staff, batch, page=page) for page in ("1", "2", "99", "x", "-1", "\0")]

    assert pages == [["Adi", "Budi"], ["Cahyo"], ["Cahyo"], ["Adi", "Budi"], ["Cahyo"], ["Adi", "Budi"]]


# -- Proposing


def proposed(batch: Batch) -> list[str]:
    return list(batch.enrollments.order_by("inmate__name").values_list("inmate__name", flat=True))


def test_one_tick_proposes_everybody_found_whom_nothing_blocks(place: Place, batch: Batch, staff: Client) -> None:
    for name in ("Adi Jaya", "Budi Jaya", "Cahyo"):
        place.inmate(name=name)
    person(place, "Tahanan Jaya", register="A.I")

    response = staff.post(f"{url(batch)}?q=jaya&semua=1&sort=-name&page=2", {"everybody": "1"})

    assert proposed(batch) == ["Adi Jaya", "Budi Jaya"]
    assert response.url == f"{url(batch)}?q=jaya&semua=1&sort=-name"


def test_everybody_of_another_prison_stays_out(place: Place, stranger: Place, batch: Batch, staff: Client) -> None:
    place.inmate(name="Adi")
    stranger.inmate(name="Orang lain")

    staff.post(url(batch), {"everybody": "1"})

    assert proposed(batch) == ["Adi"]


def test_nobody_ticked_is_said_at_the_list_and_words_stay(place: Place, batch: Batch, staff: Client) -> None:
    place.inmate(name="Adi")

    response = staff.post(f"{url(batch)}?q=adi", {})

    assert set(response.context["form"].errors) == {"inmates"}
    assert [one.inmate.name for one in response.context["people"]] == ["Adi"]


def test_ticks_outlive_a_refusal(place: Place, stranger: Place, batch: Batch, staff: Client) -> None:
    ticked = place.inmate(name="Adi")

    response = staff.post(url(batch), {"inmates": [ticked.pk, stranger.inmate().pk]})

    assert f'value="{ticked.pk}" id="inmate-{ticked.pk}" checked' in response.content.decode()
    assert proposed(batch) == []

"""Officers are chosen in the same way as inmates, with findings of their own and without sentence data."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programs.actions import decrees, selection
from programs.findings import enrollment_findings, planning_findings, with_training
from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import Officer, RuleSet

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 6, 10)


def codes(officer: Officer, batch: Batch) -> list[tuple[str, str]]:
    known = with_training(Officer.objects.filter(pk=officer.pk)).get()
    found = enrollment_findings(known, batch, RuleSet.objects.in_force(on=DAY))
    return [(finding.code, finding.level.value) for finding in found]


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(trainee_kind="OFFICER", state="SELECTING")


def test_nothing_stands_against_an_officer_who_serves(place: Place, batch: Batch) -> None:
    assert codes(place.officer(), batch) == []


def test_an_officer_who_retires_before_the_test_is_blocked(place: Place, batch: Batch) -> None:
    test = batch.tested_on
    retired = place.officer(birth_date=test.replace(year=test.year - 58))
    serving = place.officer(birth_date=test.replace(year=test.year - 58) + dt.timedelta(days=1))

    assert codes(retired, batch) == [("RETIREMENT", "block")]
    assert codes(serving, batch) == []


def test_the_age_of_retirement_is_the_rules(place: Place, batch: Batch) -> None:
    RuleSet.objects.update(retirement_age=60)

    assert codes(place.officer(birth_date=dt.date(1962, 1, 1)), batch) == []


def test_an_officer_who_has_left_or_serves_elsewhere_is_blocked(place: Place, stranger: Place, batch: Batch) -> None:
    assert codes(place.officer(left_on=batch.tested_on), batch) == [("NOT_POSTED", "block")]
    assert codes(place.officer(left_on=batch.tested_on + dt.timedelta(days=1)), batch) == []
    assert codes(stranger.officer(), batch) == [("NOT_POSTED", "block")]


def test_health_a_second_seat_and_a_package_completed_before_are_said(place: Place, batch: Batch) -> None:
    officer = place.officer(health_note="asma")
    for state in ("ACTIVE", "COMPLETED"):
        other = place.batch(trainee_kind="OFFICER", state="RUNNING")
        make.EnrollmentFactory.create(batch=other, inmate=None, officer=officer, state=state)

    assert sorted(codes(officer, batch)) == [
        ("ALREADY_COMPLETED", "block"),
        ("DUPLICATE", "block"),
        ("HEALTH", "warn"),
    ]


def test_propose_refuses_who_is_of_the_other_kind(place: Place, batch: Batch) -> None:
    with pytest.raises(ValidationError, match="for others"):
        selection.propose(batch, [place.inmate()], by=place.staff)
    with pytest.raises(ValidationError, match="for others"):
        selection.propose(place.batch(state="SELECTING"), [place.officer()], by=place.staff)

    assert not Enrollment.objects.exists()


def test_a_package_that_trains_instructors_is_for_officers(place: Place) -> None:
    place.package.trains_instructors = True
    place.package.save()

    found = [
        [finding.code for finding in planning_findings(place.batch(trainee_kind=k))] for k in ("INMATE", "OFFICER")
    ]

    assert found == [["FOR_OFFICERS_ONLY"], []]


def test_the_head_decrees_officers_without_a_session_of_the_tpp(place: Place, batch: Batch, sign_in: SignIn) -> None:
    people = [place.officer(name=name) for name in ("Andi", "Bayu")]
    staff, head = sign_in(place.staff), sign_in(place.head)
    page = reverse("programs:batch-officers", args=[batch.pk])

    asked = staff.get(reverse("programs:batch-candidates", args=[batch.pk]))
    shown = staff.get(page).content.decode()
    staff.post(page, {"officers": [person.pk for person in people]})
    for enrollment in batch.enrollments.all():
        selection.accept(enrollment, by=place.staff)
    form = head.get(reverse("programs:batch-decree", args=[batch.pk])).context["form"]
    head.post(reverse("programs:batch-decree", args=[batch.pk]), {"number": "W3-SK-1", "on": "2021-06-01"})

    batch.refresh_from_db()
    assert asked["Location"] == page
    assert "Staf Kegiatan Kerja" in shown
    assert "register" not in shown.lower()
    assert set(form.fields) == {"number", "on"}
    assert (batch.state, batch.minutes_number) == ("DECREED", "")
    assert [str(enrollment.person) for enrollment in batch.enrollments.all()] == ["Andi", "Bayu"]


def test_after_proposing_the_list_keeps_its_order_and_begins_at_its_first_page(
    place: Place, batch: Batch, sign_in: SignIn
) -> None:
    page = reverse("programs:batch-officers", args=[batch.pk])

    answer = sign_in(place.staff).post(f"{page}?sort=-fit&semua=1&page=2", {"officers": [place.officer().pk]})

    assert answer["Location"] == f"{page}?sort=-fit&semua=1"


def test_an_officer_blocked_by_now_stops_the_decree(place: Place, batch: Batch) -> None:
    officer = place.officer(name="Andi")
    (enrollment,) = selection.propose(batch, [officer], by=place.staff)
    selection.accept(enrollment, by=place.staff)
    Officer.objects.update(left_on=dt.date(2021, 6, 1))

    with pytest.raises(ValidationError, match="Andi: Not posted"):
        decrees.decree([batch], number="1", on=DAY, today=DAY, by=place.head)


@pytest.fixture
def fits(place: Place) -> None:
    """Bayu is the ablest, Andi and Cakra are equal but Andi wants it most; of Dodi only another field is known."""
    andi, bayu, cakra, dodi = (place.officer(name=name) for name in ("Andi", "Bayu", "Cakra", "Dodi"))
    tested = {"instrument": "Tes bakat", "tested_on": DAY}
    make.InterestFactory.create(officer=andi, field=place.field, choice=1, aptitude=60, **tested)
    make.InterestFactory.create(officer=bayu, field=place.field, choice=None, aptitude=90, **tested)
    make.InterestFactory.create(officer=cakra, field=place.field, choice=2, aptitude=60, **tested)
    make.InterestFactory.create(officer=dodi, field=make.FieldFactory.create(), aptitude=99, **tested)


@pytest.mark.usefixtures("fits")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Andi", "Bayu", "Cakra", "Dodi"]),
        ("-name", ["Dodi", "Cakra", "Bayu", "Andi"]),
        ("-fit", ["Bayu", "Andi", "Cakra", "Dodi"]),
        ("fit", ["Cakra", "Andi", "Bayu", "Dodi"]),
        ("register", ["Andi", "Bayu", "Cakra", "Dodi"]),
    ],
)
def test_officers_are_chosen_by_aptitude_and_interest_in_the_batchs_field(
    place: Place, batch: Batch, sign_in: SignIn, sort: str, expected: list[str]
) -> None:
    page = sign_in(place.staff).get(reverse("programs:batch-officers", args=[batch.pk]), {"sort": sort})

    told = {row.person.name: (row.aptitude, row.interest) for row in page.context["people"]}
    assert list(told) == expected
    assert told == {
        "Andi": (60, "First choice"),
        "Bayu": (90, ""),
        "Cakra": (60, "Second choice"),
        "Dodi": (None, ""),
    }


@pytest.mark.parametrize("people", [1, 3])
def test_the_choice_costs_the_same_queries_with_one_officer_and_with_three(
    place: Place, batch: Batch, sign_in: SignIn, people: int, django_assert_num_queries
) -> None:
    for _person in range(people):
        make.InterestFactory.create(officer=place.officer(), field=place.field)
    client = sign_in(place.staff)

    with django_assert_num_queries(12):
        client.get(reverse("programs:batch-officers", args=[batch.pk]), {"sort": "-fit"})

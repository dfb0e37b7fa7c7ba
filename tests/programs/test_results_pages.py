"""Results by their pages: the grid, one unit with its points, tests before and after, exceptions, what is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from programs.actions import batches
from programs.completion import progress_of
from programs.forms.results import options
from programs.models import AssessorException, Batch, Enrollment, MissedTest, UnitResult, WrittenTest
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db
TEST = dt.date(2021, 6, 12)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(state=Batch.State.TESTING)


@pytest.fixture
def people(place: Place, batch: Batch) -> list[Enrollment]:
    return sorted((place.enrolled(batch) for _each in range(2)), key=lambda row: row.pk)


def units_of(batch: Batch) -> list[int]:
    return list(batch.package.package_units.values_list("unit", flat=True))


def send(place: Place, batch: Batch, page: str = "batch-results", query: str = "", **data: Any) -> Any:
    facts = {"assessor": place.assessor.pk, "on": "2021-06-12", **data}
    return signed_in(place.centre_staff).post(reverse(f"programs:{page}", args=[batch.pk]) + query, facts)


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.url
    return [str(error) for errors in answer.context["form"].errors.values() for error in errors]


def rows() -> list[tuple[Any, ...]]:
    return list(UnitResult.objects.order_by("pk").values_list("enrollment", "unit", "attempt", "verdict"))


def test_the_grid_records_verdicts_and_absences_of_one_day(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    (first, second), (one, two) = people, units_of(batch)

    answer = send(
        place, batch, **{f"verdict_{first.pk}_{one}": "K", f"verdict_{first.pk}_{two}": "S", f"absent_{second.pk}": "A"}
    )

    assert answer.status_code == 302
    assert rows() == [(first.pk, one, 1, "K")]
    missed = MissedTest.objects.order_by("pk").values_list("enrollment", "unit", "reason")
    assert list(missed) == [(first.pk, two, "S"), (second.pk, None, "A")]


def test_what_is_sent_twice_is_recorded_once(place: Place, batch: Batch, people: list[Enrollment]) -> None:
    one, two = units_of(batch)
    sent = {f"verdict_{people[0].pk}_{one}": "BK", f"verdict_{people[0].pk}_{two}": "K", f"absent_{people[1].pk}": "I"}

    answers = [send(place, batch, **sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert rows() == [(people[0].pk, one, 1, "BK"), (people[0].pk, two, 1, "K")]
    assert MissedTest.objects.count() == 1


def test_a_retake_asks_for_the_next_attempt_of_what_is_bk_alone(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    one, two = units_of(batch)
    send(place, batch, **{f"verdict_{people[0].pk}_{one}": "BK", f"verdict_{people[0].pk}_{two}": "K"})

    page = signed_in(place.centre_staff).get(reverse("programs:batch-results", args=[batch.pk])).context["form"]
    send(place, batch, **{f"verdict_{people[0].pk}_{one}_2": "K", f"verdict_{people[0].pk}_{two}_2": "K"})

    asked = [name for name in page.fields if name.startswith(f"verdict_{people[0].pk}_")]
    assert asked == [f"verdict_{people[0].pk}_{one}_2"]
    assert rows() == [(people[0].pk, one, 1, "BK"), (people[0].pk, two, 1, "K"), (people[0].pk, one, 2, "K")]


def test_two_assessors_on_different_units_do_not_overwrite_each_other(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    """Both opened the page while it was empty."""
    one, two = units_of(batch)
    other = make.InstructorFactory.create(centre=place.centre, fields=[place.field])

    send(place, batch, **{f"verdict_{people[0].pk}_{one}": "K", f"verdict_{people[0].pk}_{two}": ""})
    send(
        place, batch, assessor=other.pk, **{f"verdict_{people[0].pk}_{one}": "", f"verdict_{people[0].pk}_{two}": "BK"}
    )

    assert rows() == [(people[0].pk, one, 1, "K"), (people[0].pk, two, 1, "BK")]


def test_what_somebody_else_recorded_meanwhile_is_said_and_nothing_saved(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    one, two = units_of(batch)
    send(place, batch, **{f"verdict_{people[0].pk}_{one}": "K"})

    answer = send(place, batch, **{f"verdict_{people[0].pk}_{one}": "BK", f"verdict_{people[1].pk}_{two}": "K"})

    assert [people[0].person.name in text and "BK" in text for text in errors(answer)] == [True]
    assert rows() == [(people[0].pk, one, 1, "K")]
    [cell] = [row.cells[1] for row in answer.context["form"].rows() if row.enrollment == people[1]]
    assert cell.verdict.value() == "K"


def test_who_comes_after_all_is_no_longer_absent(place: Place, batch: Batch, people: list[Enrollment]) -> None:
    one, _two = units_of(batch)
    send(place, batch, **{f"absent_{people[0].pk}": "A"})

    send(place, batch, **{f"verdict_{people[0].pk}_{one}": "BK"})
    late = send(place, batch, **{f"absent_{people[0].pk}": "S"})

    assert not MissedTest.objects.exists()
    assert [people[0].person.name in text for text in errors(late)] == [True]


def test_a_page_of_one_unit_takes_points(place: Place, batch: Batch, people: list[Enrollment]) -> None:
    _one, two = units_of(batch)
    points = {f"knowledge_{people[0].pk}_{two}": "80", f"skill_{people[0].pk}_{two}": "75"}

    answer = send(place, batch, query="?unit=2", **{f"verdict_{people[0].pk}_{two}": "K"}, **points)
    wrong = send(
        place, batch, query="?unit=2", **{f"verdict_{people[1].pk}_{two}": "K", f"skill_{people[1].pk}_{two}": "101"}
    )

    row = UnitResult.objects.get()
    assert answer.url == f"{reverse('programs:batch-results', args=[batch.pk])}?unit=2"
    assert (row.unit_id, row.knowledge, row.skill, row.attitude) == (two, 80, 75, None)
    assert len(errors(wrong)) == 1


@pytest.mark.parametrize("choice", ["", "S"])
def test_points_without_a_verdict_are_not_lost_unsaid(
    place: Place, batch: Batch, people: list[Enrollment], choice: str
) -> None:
    _one, two = units_of(batch)
    of_both = {f"verdict_{people[0].pk}_{two}": "K", f"verdict_{people[1].pk}_{two}": choice}

    answer = send(place, batch, query="?unit=2", **of_both, **{f"skill_{people[1].pk}_{two}": "75"})

    assert len(errors(answer)) == 1
    assert rows() == []


def test_a_bk_with_points_sent_twice_is_recorded_once(place: Place, batch: Batch, people: list[Enrollment]) -> None:
    _one, two = units_of(batch)
    cells = {f"verdict_{people[0].pk}_{two}": "BK", f"skill_{people[0].pk}_{two}": "50"}

    answers = [send(place, batch, query="?unit=2", **cells) for _each in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert rows() == [(people[0].pk, two, 1, "BK")]


@pytest.mark.parametrize("cells", [{}, {"verdict_9_9": "K"}, {"verdict_x": "K", "absent_": "S"}])
def test_nothing_chosen_or_strange_names_are_a_sentence(
    place: Place, batch: Batch, people: list[Enrollment], cells: dict[str, str]
) -> None:
    assert len(errors(send(place, batch, **cells))) == 1
    assert rows() == []


def test_what_is_no_choice_is_not_kept_in_memory(place: Place, batch: Batch, people: list[Enrollment]) -> None:
    name = f"absent_{people[0].pk}"
    send(place, batch, **{name: "X1"})
    kept = options.cache_info().currsize

    assert len(errors(send(place, batch, **{name: "X2"}))) == 1
    assert options.cache_info().currsize == kept


# -- The assessor


def test_the_only_teacher_is_refused_until_the_head_allows_it(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    one, _two = units_of(batch)
    place.sessions(batch)
    sent = {"assessor": place.instructor.pk, f"verdict_{people[0].pk}_{one}": "K"}

    refused = send(place, batch, **sent)
    head = signed_in(place.centre_head)
    word = {"assessor": place.instructor.pk, "reason": "Tidak ada asesor lain"}
    allowed = head.post(reverse("programs:batch-assessor", args=[batch.pk]), word)
    accepted = send(place, batch, **sent)

    assert list(refused.context["form"].errors) == ["assessor"]
    assert refused.context["form"].fields["assessor"].barred == {place.instructor.pk: 2}
    assert (allowed.status_code, accepted.status_code) == (302, 302)
    exception = AssessorException.objects.get()
    assert (exception.assessor, exception.allowed_by) == (place.instructor, place.centre_head)
    assert rows() == [(people[0].pk, one, 1, "K")]


def test_the_head_says_why_and_only_of_those_who_need_it(place: Place, batch: Batch) -> None:
    place.sessions(batch)
    head, url = signed_in(place.centre_head), reverse("programs:batch-assessor", args=[batch.pk])

    silent = head.post(url, {"assessor": place.instructor.pk, "reason": " "})
    needless = head.post(url, {"assessor": place.assessor.pk, "reason": "Boleh"})

    assert list(silent.context["form"].errors) == ["reason"]
    assert list(needless.context["form"].errors) == ["assessor"]
    assert not AssessorException.objects.exists()


# -- Before and after


def points(place: Place, batch: Batch, shown: dict[str, str] | None = None, **data: Any) -> Any:
    before = {f"initial-{name}": value for name, value in (shown or {}).items()}
    days = {"pre_on": "2021-06-10", "post_on": "2021-06-12"}
    url = reverse("programs:batch-written-tests", args=[batch.pk])
    return signed_in(place.centre_staff).post(url, {**days, **before, **data})


def written() -> list[tuple[Any, ...]]:
    return list(WrittenTest.objects.order_by("enrollment", "-kind").values_list("enrollment", "kind", "score"))


def test_points_before_and_after_are_recorded_changed_and_taken_away(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    first, second = (row.pk for row in people)
    points(place, batch, **{f"pre_{first}": "40", f"post_{first}": "82", f"pre_{second}": "55"})

    shown = {f"pre_{first}": "40", f"post_{first}": "82", f"pre_{second}": "55"}
    sent = {f"pre_{first}": "40", f"post_{first}": "85", f"pre_{second}": ""}
    answers = [points(place, batch, shown, **sent) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert written() == [(first, "PRE", 40), (first, "POST", 85)]
    page = signed_in(place.centre_staff).get(reverse("programs:batch-written-tests", args=[batch.pk]))
    assert [row.gain for row in page.context["form"].rows() if row.enrollment.pk == first] == [45]


def test_points_that_somebody_else_changed_meanwhile_are_not_overwritten(
    place: Place, batch: Batch, people: list[Enrollment]
) -> None:
    name = f"post_{people[0].pk}"
    points(place, batch, **{name: "60"})

    answer = points(place, batch, **{name: "70"})

    assert ["60" in text for text in errors(answer)] == [True]
    assert written() == [(people[0].pk, "POST", 60)]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"post_on": ""}, "post_on"),
        ({"post_on": "2021-06-09"}, "post_on"),
        ({"post_on": "2999-01-01"}, "post_on"),
        ({"post": "101"}, "post"),
        ({"post": "-1"}, "post"),
        ({"post": "delapan"}, "post"),
    ],
)
def test_points_and_days_out_of_range_are_refused_at_their_field(
    place: Place, batch: Batch, people: list[Enrollment], data: dict[str, str], field: str
) -> None:
    own = f"post_{people[0].pk}"
    sent = {own: data.pop("post", "80"), **data}

    answer = points(place, batch, **sent)

    assert list(answer.context["form"].errors) == [own if field == "post" else field]
    assert written() == []


# -- What is missing


def complete(place: Place, enrollment: Enrollment, *, score: int | None) -> None:
    """All hours, K in all units, and so many points in the post-test."""
    for session in enrollment.batch.sessions.all():
        make.AttendanceFactory.create(session=session, enrollment=enrollment, recorded_by=place.staff)
    for unit in units_of(enrollment.batch):
        UnitResult.objects.create(
            enrollment=enrollment,
            unit_id=unit,
            verdict="K",
            assessor=place.assessor,
            assessed_on=TEST,
            recorded_by=place.centre_staff,
        )
    if score is not None:
        WrittenTest.objects.create(
            enrollment=enrollment, kind="POST", score=score, taken_on=TEST, recorded_by=place.centre_staff
        )


def test_the_page_of_what_is_missing_and_the_closing_page_agree(place: Place) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, marked=True)
    batch = place.batch(package=package, state=Batch.State.TESTING)
    place.sessions(batch)
    passed, below, unwritten, nothing = (place.enrolled(batch) for _each in range(4))
    for person, score in ((passed, 70), (below, 69), (unwritten, None)):
        complete(place, person, score=score)

    missing = signed_in(place.staff).get(reverse("programs:batch-progress", args=[batch.pk])).context
    closing = signed_in(place.centre_staff).get(reverse("programs:batch-close", args=[batch.pk])).context

    gaps = {row.enrollment: [gap.code for gap in row.gaps] for row in missing["rows"]}
    assert gaps == {passed: [], below: ["SCORE"], unwritten: ["SCORE"], nothing: ["HOURS", "UNITS", "SCORE"]}
    assert {row.enrollment: [gap.code for gap in row.gaps] for row in closing["incomplete"]} == {
        row: codes for row, codes in gaps.items() if codes
    }
    assert [row.enrollment for row in closing["complete"]] == [passed]

    batches.close(batch, on=batch.last_day, by=place.centre_staff)

    states = dict(batch.enrollments.values_list("pk", "state"))
    assert states == {passed.pk: "COMPLETED", below.pk: "DROPPED", unwritten.pk: "DROPPED", nothing.pk: "DROPPED"}
    assert [row.is_complete for row in progress_of(batch)] == [True]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("batch-results", 23), ("batch-written-tests", 11), ("batch-progress", 22)],
)
def test_pages_ask_the_same_for_any_number_of_people(
    place: Place, batch: Batch, page: str, queries: int, count: int, django_assert_num_queries: Any
) -> None:
    place.sessions(batch)
    for _each in range(count):
        complete(place, place.enrolled(batch), score=80)
    client, url = signed_in(place.centre_staff), reverse(f"programs:{page}", args=[batch.pk])

    with django_assert_num_queries(queries):
        client.get(url)


def test_saving_a_full_grid_asks_little(place: Place, django_assert_max_num_queries: Any) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, lesson_hours=12, unit_hours=[1] * 12)
    batch = place.batch(package=package, state=Batch.State.TESTING, seats=16)
    people = [place.enrolled(batch) for _each in range(16)]
    cells = {f"verdict_{row.pk}_{unit}": "K" for row in people for unit in units_of(batch)}
    client, url = signed_in(place.centre_staff), reverse("programs:batch-results", args=[batch.pk])

    with django_assert_max_num_queries(40):
        client.post(url, {"assessor": place.assessor.pk, "on": "2021-06-12", **cells})

    assert UnitResult.objects.count() == 192


def test_a_class_that_did_not_come_is_saved_in_few_queries_and_its_last_reason_stands(
    place: Place, batch: Batch, django_assert_max_num_queries: Any
) -> None:
    people = [place.enrolled(batch) for _each in range(10)]
    send(place, batch, **{f"absent_{row.pk}": "A" for row in people})
    client, url = signed_in(place.centre_staff), reverse("programs:batch-results", args=[batch.pk])
    facts = {"assessor": place.assessor.pk, "on": "2021-06-12", **{f"absent_{row.pk}": "S" for row in people}}

    with django_assert_max_num_queries(30):
        client.post(url, facts)

    assert list(MissedTest.objects.values_list("reason", flat=True)) == ["S"] * 10


@pytest.mark.parametrize("page", ["batch-test-minutes", "batch-score-list"])
def test_the_papers_are_drawn_with_and_without_results(
    place: Place, batch: Batch, people: list[Enrollment], page: str
) -> None:
    client, url = signed_in(place.staff), reverse(f"programs:{page}", args=[batch.pk])

    empty = client.get(url)
    complete(place, people[0], score=80)
    full = client.get(url, {"nomor": "560/12/BLK/2021"})

    for answer in (empty, full):
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")

"""Nobody trains outside the prison without an assimilation decree or an escort letter on file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from facilities.models import Workshop
from programs.actions import batches, make_ups, participants, seats
from programs.actions.permits import Paper, file_permits, remove_permit
from programs.models import Batch, Enrollment, OutsidePermit
from reports.tasks.standards import permits_to_file
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

State = Enrollment.State
TODAY, LAST = dt.date(2021, 6, 8), dt.date(2021, 6, 12)
NOON = dt.datetime(2021, 6, 8, 12, tzinfo=dt.UTC)
DECREED = {"state": Batch.State.DECREED, "decree_number": "SK-1", "decreed_on": dt.date(2021, 6, 1)}
DECREE = Paper("ASSIMILATION", "W13-214", dt.date(2021, 6, 1), LAST)


@pytest.fixture
def outside(place: Place) -> Place:
    Workshop.objects.filter(pk=place.workshop.pk).update(place="OPEN")
    place.workshop.refresh_from_db()
    return place


def filed(batch: Batch, *people: Enrollment, by: Any, paper: Paper = DECREE) -> list[OutsidePermit]:
    return file_permits(batch, people, paper, today=TODAY, by=by)


def class_of(place: Place, people: int = 2) -> tuple[Batch, list[Enrollment]]:
    batch = place.batch(**DECREED)
    place.sessions(batch)
    return batch, [place.enrolled(batch, State.ACCEPTED) for _person in range(people)]


def refused(step: Callable[[], Any]) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        step()
    return refusal.value.messages


def constraint(step: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def test_a_class_outside_starts_only_when_everybody_has_a_permit(outside: Place) -> None:
    batch, (first, second) = class_of(outside)
    filed(batch, first, by=outside.staff)

    before = refused(lambda: batches.start(batch, on=batch.starts_on, by=outside.staff))
    filed(batch, second, by=outside.staff)
    batches.start(batch, on=batch.starts_on, by=outside.staff)

    assert before == ["1 of 2 participants have no permit on file to train outside until Saturday, 12 June 2021."]
    assert set(batch.enrollments.values_list("state", flat=True)) == {State.ACTIVE}


def test_a_class_inside_needs_none(place: Place) -> None:
    batch, _people = class_of(place)

    batches.start(batch, on=batch.starts_on, by=place.staff)

    assert set(batch.enrollments.values_list("state", flat=True)) == {State.ACTIVE}


def test_officers_need_none(outside: Place) -> None:
    batch = outside.batch(**DECREED, trainee_kind="OFFICER")
    outside.sessions(batch)
    Enrollment.objects.create(batch=batch, officer=outside.officer(), state=State.ACCEPTED)

    batches.start(batch, on=batch.starts_on, by=outside.staff)

    assert batch.enrollments.get().state == State.ACTIVE


def test_a_paused_participant_comes_back_only_with_a_permit(outside: Place) -> None:
    batch = outside.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on=TODAY)
    paused = outside.enrolled(batch, State.SUSPENDED)

    before = refused(lambda: participants.resume(paused, by=outside.staff))
    filed(batch, paused, by=outside.staff)
    participants.resume(paused, by=outside.staff)

    assert before == ["No assimilation decree or escort letter on file until Saturday, 12 June 2021."]
    assert Enrollment.objects.get().state == State.ACTIVE


def test_a_reserve_without_a_permit_is_passed_over_in_a_running_class(outside: Place) -> None:
    batch = outside.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on=TODAY)
    rows = [outside.enrolled(batch, State.RESERVE) for _person in range(2)]
    for order, row in enumerate(rows, start=1):
        Enrollment.objects.filter(pk=row.pk).update(reserve_order=order)
    filed(batch, rows[1], by=outside.staff)

    assert seats.fit_reserves(batch) == [rows[1]]


def test_a_class_outside_goes_on_longer_only_with_permits_that_reach_so_far(outside: Place) -> None:
    batch = outside.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on=TODAY)
    person, later = outside.enrolled(batch, State.ACCEPTED), LAST + dt.timedelta(days=3)
    filed(batch, person, by=outside.staff)
    Enrollment.objects.update(state=State.ACTIVE)
    longer = {"ends_on": later, "tested_on": later}

    before = refused(lambda: make_ups.extend(batch, **longer, reason="Listrik padam", by=outside.staff))
    by_database = constraint(lambda: Batch.objects.filter(pk=batch.pk).update(**longer))
    filed(batch, person, by=outside.staff, paper=Paper("ESCORT", "W13-300", TODAY, later))
    make_ups.extend(batch, **longer, reason="Listrik padam", by=outside.staff)

    assert before == ["1 participant has no permit to train outside until Tuesday, 15 June 2021: file it first."]
    assert by_database == "participant_outside_has_a_permit"
    assert Batch.objects.get().last_day == later


WRONG = {
    "future": (Paper("ESCORT", "1", dt.date(2021, 6, 9), LAST), "cannot lie in the future"),
    "too short": (Paper("ESCORT", "1", TODAY, dt.date(2021, 6, 11)), "must reach to the batch's last day"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_paper_of_the_future_or_too_short_is_not_filed(outside: Place, what: str) -> None:
    paper, text = WRONG[what]
    batch, people = class_of(outside)

    (message,) = refused(lambda: filed(batch, *people, paper=paper, by=outside.staff))

    assert text in message
    assert not OutsidePermit.objects.exists()


def test_the_same_paper_is_filed_once_for_a_person_and_nobody_is_filed_by_half(outside: Place) -> None:
    batch, (first, second) = class_of(outside)
    filed(batch, first, by=outside.staff)

    assert len(refused(lambda: filed(batch, first, second, by=outside.staff))) == 1
    assert OutsidePermit.objects.count() == 1


def test_people_of_another_batch_are_not_filed(outside: Place) -> None:
    batch, _people = class_of(outside)
    day = dt.date(2021, 7, 1)
    other = outside.enrolled(outside.batch(starts_on=day, ends_on=day, tested_on=day), State.ACCEPTED)

    assert refused(lambda: filed(batch, other, by=outside.staff)) == ["Choose the people whom the paper names."]


def test_the_trail_names_neither_the_person_nor_the_paper_and_stays_with_the_prison(outside: Place) -> None:
    batch, (first, _second) = class_of(outside)

    filed(batch, first, by=outside.staff)

    event = AuditEvent.objects.get()
    assert (event.object_label, event.detail) == (f"#{first.pk}, {batch.name}", {})
    assert f"centre:{outside.centre.pk}" not in event.scope


def test_a_permit_filed_by_mistake_is_taken_off_until_somebody_trains_by_it(outside: Place) -> None:
    batch, people = class_of(outside)
    wrong, *_others = filed(batch, *people, by=outside.staff)
    remove_permit(wrong, by=outside.staff)
    filed(batch, people[0], by=outside.staff)
    batches.start(batch, on=batch.starts_on, by=outside.staff)

    assert len(refused(lambda: remove_permit(OutsidePermit.objects.all()[0], by=outside.staff))) == 1
    assert constraint(OutsidePermit.objects.all().delete) == "permit_of_a_participant_stays"
    assert constraint(lambda: OutsidePermit.objects.update(number="X")) == "permit_of_a_participant_stays"


# -- The database


def test_nobody_becomes_active_outside_without_a_permit_past_the_action(outside: Place) -> None:
    batch, (first, _second) = class_of(outside)
    late = make.EnrollmentFactory.build(batch=batch, inmate=outside.inmate(), state=State.ACTIVE)
    names = [
        constraint(lambda: Enrollment.objects.filter(pk=first.pk).update(state=State.ACTIVE)),
        constraint(lambda: Enrollment.objects.bulk_create([late])),
    ]

    assert names == ["participant_outside_has_a_permit"] * 2


def test_a_permit_that_ends_too_early_does_not_count(outside: Place) -> None:
    _batch, (first, _second) = class_of(outside)
    facts = {"dated_on": TODAY, "valid_until": dt.date(2021, 6, 11), "filed_by": outside.staff}
    OutsidePermit.objects.create(enrollment=first, kind="ESCORT", number="1", **facts)

    name = constraint(lambda: Enrollment.objects.filter(pk=first.pk).update(state=State.ACTIVE))

    assert name == "participant_outside_has_a_permit"


def test_a_running_class_does_not_move_out_without_permits(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING, decree_number="SK-1", decreed_on=TODAY)
    place.enrolled(batch)
    farm = make.WorkshopFactory.create(facility=place.facility, place="OPEN")

    assert constraint(lambda: Batch.objects.update(workshop=farm)) == "participant_outside_has_a_permit"
    assert constraint(lambda: Workshop.objects.update(place="OPEN")) == "workshop_place_stays"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"number": ""}, "permit_has_a_number"),
        ({"valid_until": dt.date(2021, 6, 7)}, "permit_valid_after_its_day"),
        ({"file_name": "x"}, "permit_scan_has_hash"),
    ],
)
def test_a_permit_has_number_days_and_hash(outside: Place, facts: dict[str, Any], name: str) -> None:
    _batch, (first, _second) = class_of(outside)
    whole = {"kind": "ESCORT", "number": "1", "dated_on": TODAY, "valid_until": LAST, "filed_by": outside.staff}

    assert constraint(lambda: OutsidePermit.objects.create(enrollment=first, **{**whole, **facts})) == name


WORKSHOPS: list[tuple[str, dict[str, Any]]] = [
    ("workshop_of_a_centre_is_at_the_centre", {"place": "CENTRE"}),
    ("workshop_of_a_company_names_it", {"place": "COMPANY"}),
    ("workshop_of_a_company_names_it", {"company_name": "PT Maju", "company_address": "Jalan Raya 1"}),
]


@pytest.mark.parametrize(("name", "change"), WORKSHOPS)
def test_a_workshops_place_fits_whose_it_is(place: Place, name: str, change: dict[str, Any]) -> None:
    assert constraint(lambda: Workshop.objects.filter(pk=place.workshop.pk).update(**change)) == name


# -- Pages


def test_one_paper_is_filed_for_many_people_with_its_scan(outside: Place, stranger: Place, sign_in: SignIn) -> None:
    batch, people = class_of(outside)
    Batch.objects.filter(pk=batch.pk).update(ends_on="2027-06-11", tested_on="2027-06-12")
    address = reverse("programs:batch-permits", args=[batch.pk])
    scan = SimpleUploadedFile("SK Budi.pdf", b"%PDF-1.4", content_type="application/pdf")
    facts = {"kind": "ESCORT", "number": "W13-57", "dated_on": "2021-06-01", "valid_until": "2027-06-12", "scan": scan}

    answer = sign_in(outside.staff).post(address, {**facts, "people": [row.pk for row in people]})

    assert answer["Location"] == address
    permit, other = OutsidePermit.objects.all()
    assert {permit.enrollment, other.enrollment} == set(people)
    assert permit.file_name == other.file_name
    link = reverse("programs:permit-scan", args=[permit.pk])
    assert [sign_in(user).get(link).status_code for user in (outside.head, outside.centre_staff, stranger.staff)] == [
        200,
        403,
        404,
    ]


def test_who_lacks_a_permit_is_ticked_beforehand_and_the_reserve_is_not(outside: Place, sign_in: SignIn) -> None:
    batch, (first, second) = class_of(outside)
    reserve = outside.enrolled(batch, State.RESERVE)
    filed(batch, first, by=outside.staff)

    page = sign_in(outside.staff).get(reverse("programs:batch-permits", args=[batch.pk]))

    ticked = {row.pk: (is_lacking, is_chosen) for row, is_lacking, is_chosen in page.context["rows"]}
    assert ticked == {first.pk: (False, False), second.pk: (True, True), reserve.pk: (True, False)}


@pytest.mark.parametrize(
    ("field", "value"),
    [("people", []), ("people", ["x"]), ("kind", "SAKTI"), ("number", ""), ("dated_on", "31-31"), ("valid_until", "")],
)
def test_bad_input_is_said_at_its_field_and_files_nothing(
    outside: Place, sign_in: SignIn, field: str, value: object
) -> None:
    batch, (first, _second) = class_of(outside)
    paper = {"kind": "ESCORT", "number": "1", "dated_on": "2021-06-01", "valid_until": "2021-06-12"}
    facts = {"people": [first.pk], **paper}

    page = sign_in(outside.staff).post(reverse("programs:batch-permits", args=[batch.pk]), {**facts, field: value})

    assert list(page.context["form"].errors) == [field]
    assert not OutsidePermit.objects.exists()


def test_a_centre_learns_that_a_permit_is_on_file_and_not_which(outside: Place, sign_in: SignIn) -> None:
    batch, (first, _second) = class_of(outside)
    filed(batch, first, by=outside.staff, paper=Paper("ASSIMILATION", "W13-214", TODAY, dt.date(2022, 3, 31)))
    pages = [sign_in(outside.centre_staff).get(thing.get_absolute_url()).content.decode() for thing in (batch, first)]

    assert [
        word for word in ("W13-214", "Assimilation decree", "Escort letter", "March 2022") if word in "".join(pages)
    ] == []
    assert "Permits on file: 1 of 2" in pages[0]
    assert "On file" in pages[1]


def test_missing_permits_are_the_prisons_task(outside: Place, stranger: Place) -> None:
    batch, people = class_of(outside)
    before = [permits_to_file(user, NOON).count for user in (outside.staff, stranger.staff)]

    filed(batch, *people, by=outside.staff)

    assert (before, permits_to_file(outside.staff, NOON).count) == ([1, 0], 0)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_number_of_queries(
    outside: Place, people: int, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    batch, enrollments = class_of(outside, people)
    filed(batch, *enrollments, by=outside.staff)
    client, url = sign_in(outside.staff), reverse("programs:batch-permits", args=[batch.pk])

    with django_assert_num_queries(15):
        response = client.get(url)

    text = response.content.decode()
    assert [row.person.name for row in enrollments if row.person.name not in text] == []

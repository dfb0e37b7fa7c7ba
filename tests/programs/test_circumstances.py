"""Release, death, discipline and illness: the seat, the state, the inbox, and who is offered as a candidate no more."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programs.actions import circumstances, participants, selection
from programs.models import Batch, Circumstance, Enrollment
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import Illness, Inmate, Movement

pytestmark = pytest.mark.django_db

TODAY = dt.date(2021, 6, 10)
DAY = dt.timedelta(days=1)
State = Enrollment.State


def lines() -> list[tuple[str, bool]]:
    return list(Circumstance.objects.order_by("pk").values_list("kind", "freed_seat"))


@pytest.mark.parametrize("state", ["PROPOSED", "SHORTLISTED", "ACCEPTED", "RESERVE", "ACTIVE", "SUSPENDED"])
def test_a_release_ends_every_wait_and_every_seat(place: Place, state: str) -> None:
    enrollment = place.enrolled(place.batch(state="RUNNING"), state)

    circumstances.record_release(enrollment.inmate, on=TODAY, today=TODAY, by=place.staff)

    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.drop_reason) == ("DROPPED", "RELEASED")
    assert enrollment.inmate.status == "RELEASED"
    assert lines() == [("RELEASED", state in ("ACCEPTED", "ACTIVE", "SUSPENDED"))]


def test_a_closed_batch_stays_as_it_is_and_its_certificate_is_to_be_handed_over(place: Place) -> None:
    enrollment = place.enrolled(place.batch(state="TESTING"), State.COMPLETED)
    Batch.objects.update(state="CLOSED", closed_on=TODAY)

    circumstances.record_release(enrollment.inmate, on=TODAY, today=TODAY, by=place.staff)

    enrollment.refresh_from_db()
    assert enrollment.state == "COMPLETED"
    assert lines() == [("RELEASED", False)]


def test_a_death_is_recorded_once(place: Place) -> None:
    inmate = place.inmate()
    circumstances.record_death(inmate, on=TODAY, today=TODAY, by=place.staff)

    with pytest.raises(ValidationError, match="no longer held"):
        circumstances.record_death(inmate, on=TODAY, today=TODAY, by=place.staff)

    assert Inmate.objects.get().status == "DIED"
    assert Movement.objects.count() == 1


def test_a_day_in_the_future_is_refused_and_nothing_moves(place: Place) -> None:
    enrollment = place.enrolled(place.batch())

    with pytest.raises(ValidationError, match="future"):
        circumstances.record_release(enrollment.inmate, on=TODAY + DAY, today=TODAY, by=place.staff)

    enrollment.refresh_from_db()
    assert (enrollment.state, Movement.objects.count()) == ("ACTIVE", 0)


def test_who_left_custody_is_no_candidate_and_not_in_the_list(place: Place, sign_in: SignIn) -> None:
    inmate, there = place.inmate(name="Sudah bebas"), place.inmate(name="Masih di sini")
    batch = place.batch(state="SELECTING")
    circumstances.record_release(inmate, on=TODAY, today=TODAY, by=place.staff)
    client, listed = sign_in(place.staff), reverse("trainees:inmate-list")

    with pytest.raises(ValidationError, match="prison can be proposed"):
        selection.propose(batch, [inmate], by=place.staff)
    candidates = client.get(reverse("programs:batch-candidates", args=[batch.pk]), {"semua": "1"}).content.decode()
    found = [
        [person.name for person, *_rest in client.get(listed, query).context["inmates"]]
        for query in ({}, {"custody": "RELEASED"}, {"custody": "all"})
    ]

    assert ("Sudah bebas" in candidates, "Masih di sini" in candidates) == (False, True)
    assert found == [[there.name], [inmate.name], [there.name, inmate.name]]


def test_a_running_sanction_suspends_and_one_that_is_over_does_not(place: Place, sign_in: SignIn) -> None:
    today = timezone.localdate()
    people = [place.enrolled(place.batch(state="RUNNING")) for _twice in range(2)]
    client = sign_in(place.staff)

    for enrollment, last in zip(people, (today, today - DAY), strict=True):
        facts = {"level": "LIGHT", "starts_on": today - 3 * DAY, "ends_on": last}
        client.post(reverse("programs:sanction-add", args=[enrollment.inmate_id]), facts)

    assert [Enrollment.objects.get(pk=row.pk).state for row in people] == ["SUSPENDED", "ACTIVE"]
    assert [row.inmate.sanctions.count() for row in people] == [1, 1]
    assert lines() == [("DISCIPLINE", False)]


def test_an_illness_suspends_and_ends_without_resuming_by_itself(place: Place, sign_in: SignIn) -> None:
    enrollment = place.enrolled(place.batch(state="RUNNING"))
    client, today = sign_in(place.staff), timezone.localdate()
    page = reverse("programs:inmate-illness", args=[enrollment.inmate_id])

    client.post(page, {"starts_on": today, "expected_until": today + 7 * DAY, "note": "istirahat"})
    again = client.post(page, {"starts_on": today, "expected_until": today})
    suggestion = client.get(reverse("programs:circumstance-list")).context["lines"][0][1]
    client.post(reverse("programs:illness-end", args=[Illness.objects.get().pk]))

    enrollment.refresh_from_db()
    assert again.status_code == 200
    assert enrollment.state == "SUSPENDED"
    assert str(suggestion.label) == "Resume once well again, or take out"
    assert Illness.objects.get().ended_on == today
    participants.resume(enrollment, by=place.staff)
    assert Enrollment.objects.get().state == "ACTIVE"


def test_the_form_to_take_somebody_out_leaves_system_reasons_to_their_own_pages(place: Place, sign_in: SignIn) -> None:
    enrollment = place.enrolled(place.batch(state="RUNNING"))
    page = reverse("programs:enrollment-drop", args=[enrollment.pk])

    response = sign_in(place.staff).post(page, {"drop_reason": "RELEASED"})

    assert set(response.context["form"].errors) == {"drop_reason"}


def test_the_centre_reads_no_health_of_who_has_moved_on(place: Place, stranger: Place, sign_in: SignIn) -> None:
    inmate = place.inmate(health_note="buta warna")
    enrollment = Enrollment.objects.create(batch=place.batch(state="RUNNING"), inmate=inmate, state="ACTIVE")
    circumstances.record_transfer(inmate, to=stranger.facility, on=TODAY, today=TODAY, by=place.staff)

    texts = [
        sign_in(user).get(enrollment.get_absolute_url()).content.decode() for user in (place.centre_staff, place.staff)
    ]

    assert ["buta warna" in text for text in texts] == [False, False]


REFUSED = [
    (Movement, {"kind": "RELEASE"}, "movement_leads_somewhere_on_transfer"),
    (Movement, {"to": "own"}, "movement_leads_elsewhere"),
    (Illness, {"expected_until": TODAY - DAY}, "illness_expected_after_it_starts"),
    (Illness, {"ended_on": TODAY - DAY}, "illness_ends_after_it_starts"),
    (Circumstance, {"kind": "ILLNESS"}, "circumstance_of_an_enrollment_unless_arrived"),
    (Circumstance, {"done_at": timezone.now()}, "circumstance_handled_at_and_by"),
    (Inmate, {"status": "GONE"}, "inmate_status_known"),
    (Inmate, {"register_year": None}, "register_number_whole_or_none"),
]


@pytest.mark.parametrize(("model", "change", "name"), REFUSED)
def test_constraints_hold_past_every_form(place: Place, stranger: Place, model, change, name) -> None:
    inmate = place.inmate()
    Movement.objects.create(
        inmate=inmate, kind="TRANSFER", facility=place.facility, to_facility=stranger.facility, moved_on=TODAY
    )
    Illness.objects.create(inmate=inmate, starts_on=TODAY, expected_until=TODAY)
    Circumstance.objects.create(inmate=inmate, facility=place.facility, kind="ARRIVED", happened_on=TODAY)
    facts = {"to_facility": place.facility} if change == {"to": "own"} else change

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.filter(pk__isnull=False).update(**facts)

    assert refusal.value.__cause__.diag.constraint_name == name


def test_who_left_once_leaves_once_and_one_illness_runs_at_a_time(place: Place) -> None:
    inmate = place.inmate()
    Movement.objects.create(inmate=inmate, kind="RELEASE", facility=place.facility, moved_on=TODAY)
    Illness.objects.create(inmate=inmate, starts_on=TODAY, expected_until=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(inmate=inmate, kind="DEATH", facility=place.facility, moved_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Illness.objects.create(inmate=inmate, starts_on=TODAY, expected_until=TODAY)

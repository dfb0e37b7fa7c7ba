"""Participants and hours off a package's standard stop the decree until the centre's head allows that figure."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from programs.actions import batches, decrees
from programs.actions.standards import allow_exceptions
from programs.models import Batch, Enrollment, Package, StandardException
from reports.tasks.standards import exceptions_to_weigh
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

Code = StandardException.Code
NOON = dt.datetime(2021, 6, 8, 12, tzinfo=dt.UTC)


def class_of(place: Place, people: int, *, least: int = 3, most: int = 4, sessions: int = 2) -> Batch:
    """A batch whose people the TPP has approved; the package teaches 16 JP in two sessions."""
    Package.objects.filter(pk=place.package.pk).update(least_participants=least, most_participants=most)
    place.package.refresh_from_db()
    batch = place.batch(state=Batch.State.SELECTING)
    for session in place.sessions(batch)[sessions:]:
        session.delete()
    seated = [place.enrolled(batch, Enrollment.State.ACCEPTED) for _person in range(people)]
    if seated:
        make.approved(*seated)
    return batch


def decree(batch: Batch, place: Place) -> None:
    on = dt.date(2021, 6, 8)
    decrees.decree([batch], number="SK-1", on=on, today=on, by=place.head)


def refused(step: Callable[[], Any]) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        step()
    return refusal.value.messages


OFF = {
    "too few": ({"people": 2}, Code.TOO_FEW, 2, "2 participants; the standard is at least 3."),
    "too many": ({"people": 5}, Code.TOO_MANY, 5, "5 participants; the standard is at most 4."),
    "hours": ({"people": 3, "sessions": 1}, Code.HOURS_SHORT, 8, "8 JP in the timetable; the standard is 16 JP."),
}


@pytest.mark.parametrize("what", OFF)
def test_the_decree_is_refused_with_figure_and_standard_until_the_head_allows_it(place: Place, what: str) -> None:
    facts, code, figure, text = OFF[what]
    batch = class_of(place, **facts)

    before = refused(lambda: decree(batch, place))
    allow_exceptions(batch, {code: figure}, reason="Bengkel kecil", by=place.centre_head)
    decree(batch, place)

    assert before == [f"{text} Ask the head of the training centre to allow it."]
    row = Batch.objects.get()
    assert row.state == Batch.State.DECREED
    printed = row.decrees.get().record["batches"][0]["exceptions"]
    assert [text.count(f"{figure} (standar") for text in printed] == [1]


def test_the_trail_keeps_figure_standard_and_reason(place: Place) -> None:
    batch = class_of(place, 2)

    allow_exceptions(batch, {Code.TOO_FEW: 2}, reason="Bengkel kecil", by=place.centre_head)

    event = AuditEvent.objects.get(verb="allow")
    assert (event.by, event.reason) == (place.centre_head, "Bengkel kecil")
    assert event.detail == {"figures": ["Fewer participants than the standard: 2/3"]}


def test_an_exception_covers_better_figures_and_not_worse_ones(place: Place) -> None:
    batch = class_of(place, 2, least=4)
    allow_exceptions(batch, {Code.TOO_FEW: 2}, reason="Bengkel kecil", by=place.centre_head)
    allowed = batch.standard_exceptions

    assert [allowed.covering(Code.TOO_FEW, figure).exists() for figure in (1, 2, 3)] == [False, True, True]
    assert allowed.covering(Code.TOO_MANY, 2).exists() is False


def test_a_figure_that_changed_since_the_page_was_opened_is_not_allowed(place: Place) -> None:
    batch = class_of(place, 2)
    batch.enrollments.filter(pk=batch.enrollments.first().pk).update(state="RESERVE")

    messages = refused(lambda: allow_exceptions(batch, {Code.TOO_FEW: 2}, reason="Bengkel kecil", by=place.centre_head))

    assert messages == ["The figures have changed meanwhile: look at them again."]


@pytest.mark.parametrize(("seen", "reason"), [({}, "Bengkel kecil"), ({Code.TOO_FEW: 2}, " ")])
def test_an_exception_needs_a_choice_and_a_reason(place: Place, seen: dict[Code, int], reason: str) -> None:
    batch = class_of(place, 2)

    assert len(refused(lambda: allow_exceptions(batch, seen, reason=reason, by=place.centre_head))) == 1
    assert not StandardException.objects.exists()


def test_nothing_is_allowed_once_the_class_runs(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)

    assert len(refused(lambda: allow_exceptions(batch, {Code.TOO_FEW: 1}, reason="x", by=place.centre_head))) == 1


def started(place: Place, sessions: int, *, is_allowed: bool = False, cancelled: int = 0) -> str:
    """The state after the start of a decreed class of which some lessons were cancelled since."""
    batch = class_of(place, 3, sessions=sessions)
    if is_allowed:
        allow_exceptions(batch, {Code.HOURS_SHORT: 8}, reason="Bengkel kecil", by=place.centre_head)
    Batch.objects.filter(pk=batch.pk).update(
        state=Batch.State.DECREED, decree_number="SK-1", decreed_on=dt.date(2021, 6, 8)
    )
    lost = batch.sessions.all()[:cancelled]
    batch.sessions.filter(pk__in=[row.pk for row in lost]).update(cancelled_at=timezone.now(), cancellation="POWER_CUT")
    batches.start(batch, on=batch.starts_on, by=place.staff)
    return Batch.objects.get().state


def test_a_class_starts_with_the_fewer_hours_that_were_allowed(place: Place) -> None:
    assert started(place, 1, is_allowed=True) == Batch.State.RUNNING


def test_a_class_does_not_start_with_fewer_hours_that_nobody_allowed(place: Place) -> None:
    messages = refused(lambda: started(place, 2, cancelled=1))

    assert messages == ["The timetable has 8 JP; the package has 16 JP."]


def test_a_class_does_not_start_without_a_timetable(place: Place) -> None:
    messages = refused(lambda: started(place, 0))

    assert messages == ["The timetable has 0 JP; the package has 16 JP."]


# -- Pages and tasks


def test_the_head_finds_the_batch_on_the_home_page_until_it_is_allowed(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    batch = class_of(place, 2)
    waits = [exceptions_to_weigh(head, NOON).count for head in (place.centre_head, stranger.centre_head)]
    address = reverse("programs:batch-exceptions", args=[batch.pk])

    answer = sign_in(place.centre_head).post(address, {"allowed": ["TOO_FEW:2"], "reason": "Bengkel kecil"})

    assert (waits, exceptions_to_weigh(place.centre_head, NOON).count) == ([1, 0], 0)
    assert answer["Location"] == batch.get_absolute_url()
    shown = sign_in(place.staff).get(batch.get_absolute_url()).content.decode()
    assert "Bengkel kecil" in shown


@pytest.mark.parametrize(
    ("facts", "waits"),
    [({"people": 3}, 0), ({"people": 5}, 1), ({"people": 0}, 0), ({"people": 3, "sessions": 1}, 1)],
    ids=["on the standard", "too many", "nobody yet", "hours"],
)
def test_what_is_off_the_standard_is_a_task_and_nothing_else(place: Place, facts: dict[str, int], waits: int) -> None:
    class_of(place, **facts)

    assert exceptions_to_weigh(place.centre_head, NOON).count == waits


@pytest.mark.parametrize("allowed", ["TOO_FEW:1", "NONSENSE:2", "TOO_FEW", ""])
def test_what_the_page_did_not_offer_is_refused_at_its_field(place: Place, sign_in: SignIn, allowed: str) -> None:
    batch = class_of(place, 2)
    address = reverse("programs:batch-exceptions", args=[batch.pk])

    answer = sign_in(place.centre_head).post(address, {"allowed": [allowed], "reason": "x"})

    assert list(answer.context["form"].errors) == ["allowed"]
    assert not StandardException.objects.exists()


# -- The database


def constraint(step: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


@pytest.mark.parametrize("people", [2, 5])
def test_no_batch_is_decreed_off_its_standard_past_the_action(place: Place, people: int) -> None:
    batch = class_of(place, people)
    facts = {"state": "DECREED", "decree_number": "SK-1", "decreed_on": dt.date(2021, 6, 8)}

    assert constraint(lambda: Batch.objects.filter(pk=batch.pk).update(**facts)) == "batch_keeps_its_standard"


def exception(batch: Batch, **facts: Any) -> StandardException:
    return StandardException(**{"batch": batch, "code": "TOO_FEW", "figure": 2, "standard": 3, "reason": "x", **facts})


def test_an_exception_is_the_word_of_the_centres_own_head(place: Place, stranger: Place) -> None:
    batch = class_of(place, 2)
    others = (place.centre_staff, place.head, stranger.centre_head)

    found = {constraint(exception(batch, allowed_by=user).save) for user in others}

    assert found == {"exception_is_the_heads"}


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"reason": ""}, "standard_exception_has_a_reason"),
        ({"figure": 3}, "standard_exception_is_off_the_standard"),
        ({"code": "TOO_MANY"}, "standard_exception_is_off_the_standard"),
    ],
)
def test_an_exception_has_a_reason_and_is_one(place: Place, facts: dict[str, Any], name: str) -> None:
    batch = class_of(place, 2)

    assert constraint(exception(batch, allowed_by=place.centre_head, **facts).save) == name


def test_an_exception_is_neither_reworded_nor_taken_back(place: Place) -> None:
    batch = class_of(place, 2)
    exception(batch, allowed_by=place.centre_head).save()

    for change in (lambda: StandardException.objects.update(figure=1), StandardException.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()

    assert StandardException.objects.get().figure == 2

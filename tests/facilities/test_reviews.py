"""A readiness review: what blocks, who confirms, what an edit takes away, and what the database itself refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from facilities.actions import readiness as actions
from facilities.actions.readiness import Found, Task
from facilities.models import ChecklistItem, ReadinessReview
from facilities.photos import cleaned_photo
from tests import factories as make
from tests.cast import Place
from tests.facilities.test_photos import photo, picture
from tests.journeys.test_spine import signed_in

pytestmark = pytest.mark.django_db
State = ReadinessReview.State
TODAY = dt.date(2021, 6, 1)


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


@pytest.fixture
def review(place: Place) -> ReadinessReview:
    """A draft of two points, the first of which blocks."""
    ChecklistItem.objects.create(topic="POWER", text="Daya cukup", is_blocking=True)
    ChecklistItem.objects.create(topic="SAFETY", text="Kotak P3K lengkap")
    found = make.ReadinessReviewFactory.create(
        workshop=place.workshop, centre=place.centre, field=place.field, reviewed_on=TODAY
    )
    actions.copy_checklist(found)
    return found


def answer(place: Place, review: ReadinessReview, *answers: str) -> None:
    rows = zip(review.answers.all(), answers, strict=True)
    actions.fill_in(review, {row.pk: Found(given) for row, given in rows}, by=place.staff)


def submit(place: Place, review: ReadinessReview, verdict: str = "READY") -> None:
    tasks = {row.pk: Task("Mend it", "FACILITY", TODAY) for row in review.answers.missing()}
    until = dt.date(2021, 12, 1)
    actions.submit(review, verdict=verdict, valid_until=until, tasks=tasks, today=TODAY, by=place.staff)
    review.refresh_from_db()


def test_a_later_edit_of_the_checklist_changes_no_review(review: ReadinessReview) -> None:
    ChecklistItem.objects.filter(text="Daya cukup").update(text="Lain", is_blocking=False)

    assert list(review.answers.values_list("text", "is_blocking")) == [
        ("Daya cukup", True),
        ("Kotak P3K lengkap", False),
    ]


@pytest.mark.parametrize("verdict", ["READY", "READY_WITH_NOTES"])
def test_a_missing_point_that_blocks_leaves_only_not_ready(place: Place, review: ReadinessReview, verdict: str) -> None:
    answer(place, review, "NO", "YES")

    with pytest.raises(ValidationError):
        submit(place, review, verdict)

    submit(place, review, "NOT_READY")
    assert (review.state, review.blocking_gaps, review.valid_until) == (State.SUBMITTED, 1, None)


def test_a_point_without_an_answer_keeps_a_review_from_being_submitted(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "")

    with pytest.raises(ValidationError):
        submit(place, review)


def test_each_missing_point_becomes_an_action_item_of_the_side_chosen(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "NO")
    submit(place, review, "READY_WITH_NOTES")

    assert list(review.action_items.values_list("what", "facility", "centre", "due_on")) == [
        ("Mend it", place.facility.pk, None, TODAY)
    ]


def test_who_edits_after_a_confirmation_takes_it_away(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "YES")
    submit(place, review)
    actions.confirm(review, by=place.head)

    answer(place, review, "YES", "NO")

    review.refresh_from_db()
    assert (review.state, review.facility_confirmed_by, review.verdict) == (State.DRAFT, None, "")


def test_a_confirmed_review_is_edited_no_more(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "YES")
    submit(place, review)
    actions.confirm(review, by=place.centre_head)
    actions.confirm(review, by=place.head)

    with pytest.raises(ValidationError):
        answer(place, review, "NO", "NO")
    review.refresh_from_db()
    assert review.is_valid(on=dt.date(2021, 12, 1))
    assert not review.is_valid(on=dt.date(2021, 12, 2))


def test_a_regional_head_signs_as_witness_and_confirms_nothing(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "YES")
    submit(place, review)

    actions.confirm(review, by=place.regional_head)

    review.refresh_from_db()
    assert (review.state, review.witnessed_by) == (State.SUBMITTED, place.regional_head)
    with pytest.raises(ValidationError):
        actions.reject(review, reason="Tidak", by=place.regional_head)


def test_a_rejected_review_says_why_and_can_be_mended(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "YES")
    submit(place, review)

    actions.reject(review, reason="APAR kedaluwarsa", by=place.centre_head)
    review.refresh_from_db()
    rejected = (review.state, review.rejection_reason)
    answer(place, review, "YES", "YES")
    submit(place, review)

    assert rejected == (State.REJECTED, "APAR kedaluwarsa")
    assert review.state == State.SUBMITTED


REFUSED: dict[str, dict] = {
    "review_blocking_gap_is_not_ready": {"blocking_gaps": 1, "verdict": "READY", "valid_until": TODAY},
    "review_ready_until_a_day": {"verdict": "READY"},
    "review_only_submitted_is_confirmed": {"facility_confirmed_at": dt.datetime(2021, 6, 1, tzinfo=dt.UTC)},
    "review_rejected_says_why": {"rejection_reason": "Tidak"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses_it_past_the_actions(place: Place, review: ReadinessReview, name: str) -> None:
    facts = dict(REFUSED[name])
    if "facility_confirmed_at" in facts:
        facts["facility_confirmed_by"] = place.head

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ReadinessReview.objects.filter(pk=review.pk).update(**facts)


def test_a_photo_is_handed_out_to_both_sides_with_nosniff_and_to_nobody_else(
    place: Place, review: ReadinessReview
) -> None:
    actions.fill_in(review, {}, photos=[cleaned_photo(photo(picture()))], by=place.staff)
    url = reverse("facilities:photo-file", args=[review.photos.get().pk])

    answers = [signed_in(user).get(url) for user in (place.staff, place.centre_head, Place("Padang").staff)]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert (answers[0]["Content-Type"], answers[0]["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    for answer in answers[:2]:
        answer.close()


def test_the_checklist_is_a_paper(place: Place, review: ReadinessReview) -> None:
    response = signed_in(place.staff).get(reverse("facilities:review-paper", args=[review.pk]))

    assert b"".join(response.streaming_content)[:5] == b"%PDF-"


def test_a_review_and_its_workshop_tell_both_sides_how_they_stand(place: Place, review: ReadinessReview) -> None:
    answer(place, review, "YES", "NO")
    submit(place, review, "READY_WITH_NOTES")
    client = signed_in(place.staff)

    detail = client.get(review.get_absolute_url())
    workshop = client.get(place.workshop.get_absolute_url())
    listed = client.get(reverse("facilities:review-list"))
    home = signed_in(place.head).get("/")

    assert [(item.what, is_late, is_own) for item, is_late, is_own in detail.context["items"]] == [
        ("Mend it", True, True)
    ]
    assert [row.under_way for row in workshop.context["readiness"]] == [review]
    assert len(listed.context["object_list"]) == 2
    assert "reviews_to_confirm" in [task.key for task in home.context["tasks"]]

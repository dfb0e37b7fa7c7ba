"""A readiness review: what blocks, who confirms, what an edit takes away, and what the database itself refuses."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from accounts.models import User
from audit.models import AuditEvent, Verb
from facilities.actions import readiness as actions
from facilities.actions.meetings import tick
from facilities.actions.readiness import Found, Task
from facilities.models import ChecklistItem, ReadinessPhoto, ReadinessReview
from facilities.photos import cleaned_photo
from tests import factories as make
from tests.cast import Place
from tests.facilities.test_photos import photo, picture, telling
from tests.journeys.test_spine import signed_in

pytestmark = pytest.mark.django_db
State = ReadinessReview.State
TODAY = dt.date(2021, 6, 1)
LIST_QUERIES, DETAIL_QUERIES = 11, 13


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


def test_the_database_refuses_a_workshop_of_neither_side(place: Place, review: ReadinessReview) -> None:
    strange = Place("Padang")

    for changed in ({"workshop": strange.workshop}, {"facility": strange.facility}):
        with pytest.raises(IntegrityError, match="belongs to neither side"), transaction.atomic():
            ReadinessReview.objects.filter(pk=review.pk).update(**changed)
    with pytest.raises(IntegrityError, match="belongs to neither side"):
        make.ReadinessReviewFactory.create(workshop=place.workshop, facility=strange.facility, centre=strange.centre)


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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_as_many_queries_for_three_rows_as_for_one(
    place: Place, review: ReadinessReview, django_assert_num_queries: Any, rows: int
) -> None:
    """The list itself, and on a review's page the table of the other ones of its workshop and field."""
    client = signed_in(place.staff)
    for _row in range(rows - 1):
        make.ReadinessReviewFactory.create(
            confirmed=True, workshop=place.workshop, centre=place.centre, field=place.field
        )

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("facilities:review-list"))
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(review.get_absolute_url())


def discarded(user: User, review: ReadinessReview) -> Any:
    return signed_in(user).post(reverse("facilities:review-discard", args=[review.pk]), follow=True)


def test_a_draft_is_discarded_with_its_photos_and_makes_room_for_another(
    place: Place, review: ReadinessReview, django_capture_on_commit_callbacks: Any
) -> None:
    actions.fill_in(review, {}, photos=[cleaned_photo(photo(picture()))], by=place.staff)
    file = review.photos.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        answer = discarded(place.centre_staff, review)

    assert answer.redirect_chain == [(reverse("facilities:review-list"), 302)]
    assert not ReadinessReview.objects.filter(pk=review.pk).exists()
    assert not default_storage.exists(file)
    assert AuditEvent.objects.filter(verb=Verb.REMOVE, object_id=review.pk, by=place.centre_staff).count() == 1
    make.ReadinessReviewFactory.create(workshop=place.workshop, centre=place.centre, field=place.field)


@pytest.mark.parametrize("why", ["submitted", "met about", "mended in part"])
def test_a_review_that_something_rests_on_is_not_discarded(place: Place, review: ReadinessReview, why: str) -> None:
    if why == "met about":
        make.MeetingFactory.create(between=(place.facility, place.centre), review=review)
    else:
        answer(place, review, "YES", "NO")
        submit(place, review, "READY_WITH_NOTES")
    if why == "mended in part":
        tick(review.action_items.get(), on=TODAY, note="Dibeli", today=TODAY, by=place.staff)
        answer(place, review, "YES", "NO")

    reply = discarded(place.staff, review)

    assert len(reply.context["messages"]) == 1
    assert ReadinessReview.objects.filter(pk=review.pk).exists()


def test_a_stranger_finds_no_review_to_discard(review: ReadinessReview) -> None:
    assert discarded(Place("Padang").staff, review).status_code == 404


def test_who_takes_a_review_back_takes_its_open_items_back_and_the_trail_says_so(
    place: Place, review: ReadinessReview
) -> None:
    answer(place, review, "YES", "NO")
    submit(place, review, "READY_WITH_NOTES")
    item = review.action_items.get()

    answer(place, review, "YES", "YES")

    assert not review.action_items.exists()
    assert AuditEvent.objects.filter(verb=Verb.REMOVE, object_id=item.pk).count() == 1


@pytest.mark.parametrize("day", [TODAY - dt.timedelta(days=1)])
def test_nothing_is_due_or_done_before_the_review_that_asks_for_it(
    place: Place, review: ReadinessReview, day: dt.date
) -> None:
    answer(place, review, "YES", "NO")
    tasks = {row.pk: Task("Mend it", "FACILITY", day) for row in review.answers.missing()}
    facts: dict[str, Any] = {"verdict": "NOT_READY", "valid_until": None, "today": TODAY, "by": place.staff}

    with pytest.raises(ValidationError) as due:
        actions.submit(review, tasks=tasks, **facts)
    submit(place, review, "NOT_READY")
    with pytest.raises(ValidationError) as done:
        tick(review.action_items.get(), on=day, note="Dibeli", today=TODAY, by=place.staff)

    assert [list(refused.value.message_dict) for refused in (due, done)] == [
        [f"due_{next(iter(tasks))}"],
        ["done_on"],
    ]


def upload(place: Place, review: ReadinessReview, *photos: object) -> Any:
    return signed_in(place.staff).post(
        reverse("facilities:review-checklist", args=[review.pk]), {"photos": [*photos]}, follow=True
    )


def test_a_photo_sent_through_the_page_is_kept_without_its_place(place: Place, review: ReadinessReview) -> None:
    upload(place, review, photo(picture(exif=telling())))

    kept = review.photos.get()
    with kept.file.open("rb") as file:
        assert dict(Image.open(file).getexif()) == {}
    assert (kept.added_by, "bengkel" in kept.file.name) == (place.staff, False)


def test_a_ninth_photo_is_refused_and_none_of_its_company_is_kept(place: Place, review: ReadinessReview) -> None:
    for wave in range(2):
        upload(place, review, *[photo(picture()) for _photo in range(4)])
        assert review.photos.count() == 4 * (wave + 1)

    ninth = upload(place, review, photo(picture()))
    nine = upload(place, review, *[photo(picture()) for _photo in range(9)])

    assert [list(page.context["form"].errors) for page in (ninth, nine)] == [["photos"], ["photos"]]
    assert review.photos.count() == 8
    with pytest.raises(IntegrityError, match="photo_at_most_eight"):
        ReadinessPhoto.objects.create(review=review, position=9, file="readiness/x.jpg", added_by=place.staff)


def test_a_program_called_photo_is_refused_at_the_field_and_no_answer_is_lost(
    place: Place, review: ReadinessReview
) -> None:
    row = review.answers.all()[0]

    page = signed_in(place.staff).post(
        reverse("facilities:review-checklist", args=[review.pk]),
        {"photos": [photo(b"MZ" + bytes(200))], f"answer_{row.pk}": "NO", f"note_{row.pk}": "Kurang"},
    )

    form = page.context["form"]
    assert form.errors["photos"] == ["“bengkel.jpg” bukan foto yang dapat dibuka. Pilih gambar JPEG, PNG, atau WebP."]
    assert form[f"note_{row.pk}"].value() == "Kurang"
    assert not review.photos.exists()


def test_a_photo_of_another_review_is_not_removed(place: Place, review: ReadinessReview) -> None:
    strange = Place("Padang")
    theirs = make.ReadinessReviewFactory.create(workshop=strange.workshop, centre=strange.centre)
    kept = theirs.photos.create(position=1, file="readiness/none.jpg", added_by=strange.staff)

    page = signed_in(place.staff).post(reverse("facilities:review-checklist", args=[review.pk]), {"removed": [kept.pk]})

    assert list(page.context["form"].errors) == ["removed"]
    assert theirs.photos.count() == 1


class Broken(ContentFile):
    """A picture whose bytes stop coming."""

    def chunks(self, chunk_size: int | None = None) -> Any:
        raise OSError("disk")


def test_photos_stored_before_one_that_fails_leave_no_file_behind(place: Place, review: ReadinessReview) -> None:
    whole = cleaned_photo(photo(picture()))

    with pytest.raises(ValidationError) as refused, transaction.atomic():
        actions.fill_in(review, {}, photos=[whole, Broken(b"x", name="b.jpg")], by=place.staff)

    assert list(refused.value.message_dict) == ["photos"]
    assert not default_storage.exists(f"readiness/{whole.name}")

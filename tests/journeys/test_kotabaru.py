"""Kotabaru, January 2026: the batch cannot start before the workshop was looked at and both heads have confirmed it."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from facilities.models import ActionItem, ChecklistItem, ReadinessReview
from programs.models import Batch, Session
from tests import factories as make
from tests.cast import Place
from tests.journeys.test_spine import send, signed_in

pytestmark = pytest.mark.django_db


def photo() -> io.BytesIO:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.name = "dapur.png"
    picture.seek(0)
    return picture


def started(client: Client, batch: Batch) -> str:
    """The state after a press on “start”."""
    client.post(reverse("programs:batch-start", args=[batch.pk]))
    batch.refresh_from_db()
    return batch.state


def look(client: Client, place: Place, on: str, **answers: str) -> ReadinessReview:
    """The review from its first page to its checklist; every point is so but those said otherwise, by topic."""
    data = {"workshop": place.workshop.pk, "field": place.field.pk, "centre": place.centre.pk, "reviewed_on": on}
    send(client, "facilities:review-add", **data)
    review = ReadinessReview.objects.latest("pk")
    given = {f"answer_{row.pk}": answers.get(row.topic, "YES") for row in review.answers.all()}
    send(client, "facilities:review-checklist", review.pk, **given, photos=[photo()])
    return review


def test_a_batch_starts_only_after_both_heads_confirmed_that_the_workshop_is_ready() -> None:
    place = Place("Kotabaru")
    ReadinessReview.objects.all().delete()
    ChecklistItem.objects.create(topic="POWER", text="Daya cukup", is_blocking=True, unit="watt")
    ChecklistItem.objects.create(topic="SAFETY", text="Kotak P3K lengkap")
    batch = place.batch(state="DECREED", decree_number="W19-SK-1", decreed_on=dt.date(2021, 6, 1))
    place.sessions(batch)
    make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(), state="ACCEPTED")
    staff, head, centre_head = (signed_in(user) for user in (place.staff, place.head, place.centre_head))

    before = started(staff, batch)
    first = look(staff, place, "2021-05-03", POWER="NO")
    [gap] = first.answers.filter(answer="NO")
    mend = {f"what_{gap.pk}": "Menambah daya", f"side_{gap.pk}": "FACILITY", f"due_{gap.pk}": "2021-05-17"}
    send(staff, "facilities:review-submit", first.pk, verdict="NOT_READY", **mend)
    send(head, "facilities:review-confirm", first.pk)
    send(centre_head, "facilities:review-confirm", first.pk)
    found_wanting = started(staff, batch)
    second = look(staff, place, "2021-05-20")
    send(staff, "facilities:review-submit", second.pk, verdict="READY", valid_until="2021-11-20")
    send(head, "facilities:review-confirm", second.pk)
    with_one_head = started(staff, batch)
    send(centre_head, "facilities:review-confirm", second.pk)
    with_both_heads = started(staff, batch)

    assert [before, found_wanting, with_one_head, with_both_heads] == ["DECREED", "DECREED", "DECREED", "RUNNING"]
    assert list(ActionItem.objects.values_list("what", "facility", "review")) == [
        ("Menambah daya", place.facility.pk, first.pk)
    ]
    assert second.photos.count() == 1


def test_why_lessons_were_cancelled_is_asked_on_the_next_checklist() -> None:
    place = Place("Kotabaru")
    ChecklistItem.objects.create(topic="POWER", text="Daya cukup")
    batch = place.batch(state="RUNNING")
    [session, _next] = place.sessions(batch)
    staff = signed_in(place.staff)

    send(staff, "programs:session-cancel", session.pk, cancellation="POWER_CUT", reason="")
    review = look(staff, place, "2021-07-01")
    page = staff.get(reverse("facilities:review-checklist", args=[review.pk]))

    assert [(row.topic, row.count) for row in page.context["disruptions"]] == [("POWER", 1)]
    assert Session.objects.held().count() == 1

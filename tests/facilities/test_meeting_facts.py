"""What the database refuses about meetings and action items, who sees them, and when an item is due."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from facilities.models import ActionItem, Meeting, MeetingAttendee, MeetingParty
from tests.facilities.conftest import Cast
from tests.factories import ActionItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2021, 4, 10)


def test_a_party_of_a_meeting_is_exactly_one_place(cast: Cast):
    meeting = MeetingFactory.create()

    for places in ({}, {"facility": cast.prison, "centre": cast.centre}):
        with pytest.raises(IntegrityError, match="meeting_party_is_one_place"), transaction.atomic():
            MeetingParty.objects.create(meeting=meeting, **places)


def test_a_place_sits_at_a_table_once(cast: Cast):
    meeting = MeetingFactory.create(between=(cast.prison, cast.centre))

    with pytest.raises(IntegrityError, match="meeting_party_once"):
        MeetingParty.objects.create(meeting=meeting, facility=cast.prison)


def test_one_place_calls_a_meeting(cast: Cast):
    meeting = MeetingFactory.create()

    with pytest.raises(IntegrityError, match="meeting_is_called_by_one"):
        MeetingParty.objects.create(meeting=meeting, centre=cast.centre, has_called=True)


def test_an_attendee_stands_for_one_place_or_for_the_office_named(cast: Cast):
    meeting = MeetingFactory.create()

    for wrong in ({}, {"facility": cast.prison, "office": "Kanwil"}, {"facility": cast.prison, "centre": cast.centre}):
        with pytest.raises(IntegrityError, match="attendee_stands_for_one"), transaction.atomic():
            MeetingAttendee.objects.create(meeting=meeting, name="Ratna", position="Kepala", **wrong)


def test_an_action_item_has_one_owner(cast: Cast):
    for owners in ({"facility": None}, {"facility": cast.prison, "centre": cast.centre}):
        with pytest.raises(IntegrityError, match="action_item_has_one_owner"), transaction.atomic():
            ActionItemFactory.create(**owners)


@pytest.mark.parametrize("part", [{"done_on": TODAY}, {"done_note": "Selesai"}])
def test_a_ticked_item_says_when_by_whom_and_how(part: dict[str, object]):
    item = ActionItemFactory.create()

    with pytest.raises(IntegrityError, match="action_item_done_says_who_and_how"):
        ActionItem.objects.filter(pk=item.pk).update(**part)


def test_both_sides_and_their_region_see_a_meeting_and_its_items(cast: Cast):
    item = ActionItemFactory.create(meeting=MeetingFactory.create(between=(cast.prison, cast.centre)))

    for user in (cast.giatja, cast.head, cast.centre_staff, cast.regional_head):
        assert list(Meeting.objects.visible_to(user)) == [item.meeting]
        assert list(ActionItem.objects.visible_to(user)) == [item]
    assert list(Meeting.objects.visible_to(cast.stranger)) == []
    assert list(ActionItem.objects.visible_to(cast.stranger)) == []


def test_an_item_belongs_to_the_side_that_promised_it(cast: Cast):
    meeting = MeetingFactory.create(between=(cast.prison, cast.centre))
    of_prison = ActionItemFactory.create(meeting=meeting)
    of_centre = ActionItemFactory.create(meeting=meeting, centre=cast.centre)

    assert list(ActionItem.objects.owned_by(cast.giatja)) == [of_prison]
    assert list(ActionItem.objects.owned_by(cast.centre_staff)) == [of_centre]
    assert list(ActionItem.objects.owned_by(cast.regional_head)) == []


def test_an_item_is_due_through_its_day_and_overdue_from_the_next():
    yesterday = ActionItemFactory.create(due_on=dt.date(2021, 4, 9))
    due_today = ActionItemFactory.create(due_on=TODAY)
    in_two_weeks = ActionItemFactory.create(due_on=dt.date(2021, 4, 24))
    ActionItemFactory.create(due_on=dt.date(2021, 4, 25))

    assert list(ActionItem.objects.overdue(on=TODAY)) == [yesterday]
    assert list(ActionItem.objects.due_soon(on=TODAY)) == [due_today, in_two_weeks]
    assert [item.is_overdue(on=TODAY) for item in (yesterday, due_today)] == [True, False]

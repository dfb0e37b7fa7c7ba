"""Meetings in the browser: called, minuted, ticked, printed, and refused."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent, Verb
from facilities.models import ActionItem, Meeting, MeetingAttendee
from tests.factories import (
    ActionItemFactory,
    AgreementFactory,
    FacilityFactory,
    MeetingFactory,
    ReadinessReviewFactory,
    TrainingCentreFactory,
    WorkshopFactory,
    posted,
)

pytestmark = pytest.mark.django_db
ADD = "/rapat/tambah/"


def meeting_data(cast, **changes):
    return {
        "kind": "COORDINATION",
        "subject": "Koordinasi pelatihan",
        "held_on": "2021-03-01",
        "place": "Aula BLK",
        "agenda": "Instruktur\nBengkel kerja",
        "facilities": [cast.prison.pk],
        "centres": [cast.centre.pk],
        **changes,
    }


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory.create(between=(cast.prison, cast.centre))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_three_rows_as_for_one(cast, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    for _row in range(rows):
        ActionItemFactory.create(meeting=MeetingFactory.create(between=(cast.prison, cast.centre)))

    with django_assert_num_queries(13):
        client.get("/rapat/")


def test_who_adds_a_meeting_has_called_it(cast):
    cast.client(cast.centre_staff).post(ADD, meeting_data(cast))

    meeting = Meeting.objects.get()
    callers = meeting.parties.filter(has_called=True)
    assert [party.place for party in callers] == [cast.centre]
    assert AuditEvent.objects.get(verb=Verb.ADD).scope == sorted({*cast.prison.scope_keys, *cast.centre.scope_keys})


def test_a_second_click_leaves_one_meeting(cast):
    client = cast.client(cast.giatja)
    client.post(ADD, meeting_data(cast))

    answer = client.post(ADD, meeting_data(cast))

    assert (list(answer.context["form"].errors), Meeting.objects.count()) == (["subject"], 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"held_on": "kemarin"}, "held_on"),
        ({"agenda": ""}, "agenda"),
        ({"agreement": "999999"}, "agreement"),
        ({"review": "999999"}, "review"),
        ({"facilities": []}, "facilities"),
        ({"centres": ["abc"]}, "centres"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(cast, changes, field):
    answer = cast.client(cast.giatja).post(ADD, meeting_data(cast, **changes))

    assert list(answer.context["form"].errors) == [field]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"attendee_1_name": "Wening"}, "attendee_1_position"),
        ({"attendee_1_position": "Kepala"}, "attendee_1_name"),
        (
            {"attendee_1_name": "Wening", "attendee_1_position": "Kepala", "attendee_1_side": "other"},
            "attendee_1_office",
        ),
        ({"item_1_owner": "Kasi"}, "item_1_what"),
        ({"item_1_what": "Kirim jadwal", "item_1_due_on": "2021-02-01"}, "item_1_due_on"),
        ({"item_1_what": "Kirim jadwal", "item_1_side": "facility-0", "item_1_due_on": "2021-04-01"}, "item_1_side"),
        ({"item_7_what": "w" * 301}, "item_7_what"),
    ],
)
def test_half_a_row_is_refused_and_nothing_is_saved(cast, meeting, sent, field):
    answer = cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/notulen/", {"minutes": "Dibahas", **sent})

    meeting.refresh_from_db()
    assert field in answer.context["form"].errors
    assert meeting.minutes == ""
    assert not MeetingAttendee.objects.exists() and not ActionItem.objects.exists()


def test_minutes_of_a_meeting_to_come_are_refused(cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(held_on=timezone.localdate() + dt.timedelta(days=2))

    answer = cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/notulen/", {"minutes": "Dibahas"})

    assert len(answer.context["form"].non_field_errors()) == 1


def test_an_open_item_is_changed_in_place_and_one_left_empty_goes(cast, meeting):
    kept, gone = (ActionItemFactory.create(meeting=meeting) for _item in range(2))
    data = {
        f"kept_{kept.pk}_what": "Kirim daftar alat",
        f"kept_{kept.pk}_side": f"centre-{cast.centre.pk}",
        f"kept_{kept.pk}_due_on": "2021-05-01",
        f"kept_{gone.pk}_what": "",
    }

    cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/notulen/", data)

    rows = ActionItem.objects.values_list("pk", "what", "facility", "centre", "due_on")
    assert list(rows) == [(kept.pk, "Kirim daftar alat", None, cast.centre.pk, dt.date(2021, 5, 1))]
    assert AuditEvent.objects.filter(verb=Verb.REMOVE, object_id=gone.pk).exists()


def test_an_item_ticked_done_stays_whatever_the_minutes_say(cast, meeting):
    item = ActionItemFactory.create(meeting=meeting)
    client = cast.client(cast.giatja)
    client.post(f"/tindak-lanjut/{item.pk}/selesai/", {"done_on": "2021-03-20", "note": "Sudah dibeli"})

    client.post(f"/rapat/{meeting.pk}/notulen/", {"minutes": "Dibahas"})

    item.refresh_from_db()
    assert (item.done_on, item.done_by, item.done_note) == (dt.date(2021, 3, 20), cast.giatja, "Sudah dibeli")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"done_on": "2999-01-01"}, "done_on"),
        ({"done_on": "2021-02-28"}, "done_on"),
        ({"note": ""}, "note"),
        ({"note": "n" * 501}, "note"),
    ],
)
def test_a_bad_tick_is_refused_at_its_field(cast, meeting, changes, field):
    item = ActionItemFactory.create(meeting=meeting)
    data = {"done_on": "2021-03-20", "note": "Sudah dibeli", **changes}

    answer = cast.client(cast.giatja).post(f"/tindak-lanjut/{item.pk}/selesai/", data)

    item.refresh_from_db()
    assert (list(answer.context["form"].errors), item.done_on) == ([field], None)


@pytest.mark.parametrize("page", ["", "ubah/", "notulen/", "notulen/cetak/"])
def test_strangers_do_not_find_a_meeting(cast, meeting, page):
    assert cast.client(cast.stranger).get(f"/rapat/{meeting.pk}/{page}").status_code == 404


def test_the_partner_and_the_region_do_not_tick_what_another_promised(cast, meeting):
    item = ActionItemFactory.create(meeting=meeting)

    answers = [
        cast.client(user).post(f"/tindak-lanjut/{item.pk}/selesai/", {"done_on": "2021-03-20", "note": "x"}).status_code
        for user in (cast.centre_staff, cast.regional_head)
    ]

    item.refresh_from_db()
    assert (answers, item.done_on) == ([404, 403], None)


def test_what_is_overdue_stands_on_both_home_pages_and_in_the_region(cast, meeting):
    ActionItemFactory.create(meeting=meeting)

    keys = {
        who: [task.key for task in cast.client(getattr(cast, who)).get("/").context["tasks"] if "overdue" in task.key]
        for who in ("giatja", "centre_staff", "regional_head", "stranger")
    }

    others = ["other_action_items_overdue"]
    assert keys == {
        "giatja": ["own_action_items_overdue"],
        "centre_staff": others,
        "regional_head": others,
        "stranger": [],
    }


@pytest.fixture
def review(cast):
    room = WorkshopFactory.create(facility=cast.prison)
    return ReadinessReviewFactory.create(workshop=room, centre=cast.centre, field=cast.field)


def test_a_meeting_about_a_review_and_the_review_lead_to_each_other(cast, review):
    client = cast.client(cast.giatja)

    client.post(ADD, meeting_data(cast, review=review.pk))

    meeting = Meeting.objects.get()
    assert client.get(meeting.get_absolute_url()).context["review"] == review
    assert list(client.get(review.get_absolute_url()).context["meetings"]) == [meeting]
    paper = client.get(f"/rapat/{meeting.pk}/notulen/cetak/")
    assert b"".join(paper.streaming_content)[:5] == b"%PDF-"


def test_a_meeting_is_linked_only_to_what_is_between_those_at_its_table(cast, review):
    other = TrainingCentreFactory.create(region=cast.region)
    agreement = AgreementFactory.create(signed=True, between=(cast.prison, cast.centre))
    data = meeting_data(cast, centres=[other.pk], agreement=agreement.pk, review=review.pk)

    answer = cast.client(cast.giatja).post(ADD, data)

    assert (sorted(answer.context["form"].errors), Meeting.objects.count()) == (["agreement", "review"], 0)


def test_a_third_party_reads_of_an_agreement_without_a_way_to_it(cast, meeting):
    third = TrainingCentreFactory.create(region=cast.region)
    meeting.parties.create(centre=third)
    meeting.agreement = AgreementFactory.create(signed=True, between=(cast.prison, cast.centre))
    meeting.save()
    staff = posted(Role.CENTRE_STAFF, third)

    page = cast.client(staff).get(meeting.get_absolute_url())
    cast.client(staff).post(
        f"/rapat/{meeting.pk}/ubah/",
        meeting_data(cast, centres=[cast.centre.pk, third.pk], agreement=meeting.agreement_id, subject="Baru"),
    )

    edited = Meeting.objects.get()
    assert page.context["agreement"] is None
    assert (edited.subject, edited.agreement) == ("Baru", meeting.agreement)


@pytest.mark.parametrize("bound_by", ["calling", "attending", "promising"])
def test_who_is_bound_to_a_meeting_is_not_taken_from_its_table(cast, meeting, bound_by):
    """The prison called it; a second centre was there, or has promised something."""
    third = TrainingCentreFactory.create(region=cast.region)
    meeting.parties.create(centre=third)
    if bound_by == "attending":
        meeting.attendees.create(name="Wening", position="Instruktur", centre=third)
    if bound_by == "promising":
        ActionItemFactory.create(meeting=meeting, centre=third)
    own = FacilityFactory.create(region=cast.region)
    left = {"facilities": [own.pk]} if bound_by == "calling" else {}

    answer = cast.client(cast.centre_staff).post(f"/rapat/{meeting.pk}/ubah/", meeting_data(cast, **left))

    assert list(answer.context["form"].errors) == ["facilities" if left else "centres"]
    assert meeting.parties.count() == 3


def test_who_is_bound_to_nothing_can_be_taken_from_the_table(cast, meeting):
    meeting.parties.create(centre=TrainingCentreFactory.create(region=cast.region))

    cast.client(cast.centre_staff).post(f"/rapat/{meeting.pk}/ubah/", meeting_data(cast))

    assert [party.place for party in meeting.parties.all()] == [cast.prison, cast.centre]


def test_a_party_of_another_region_stays_when_somebody_edits_who_could_not_choose_it(cast, meeting):
    meeting.parties.create(centre=cast.other_centre)
    data = meeting_data(cast, centres=[cast.centre.pk, cast.other_centre.pk])

    offered = cast.client(cast.giatja).get(f"/rapat/{meeting.pk}/ubah/").context["form"]["centres"]
    cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/ubah/", data)

    assert sorted(offered.initial) == sorted([cast.centre.pk, cast.other_centre.pk])
    assert meeting.parties.count() == 3

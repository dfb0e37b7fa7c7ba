"""Minutes stand once every side has confirmed the same words; who edits them before takes confirmations back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent, Verb
from facilities.actions import meetings as actions
from facilities.models import Meeting, MeetingParty
from tests.factories import MeetingFactory, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory.create(between=(cast.prison, cast.centre), minutes="Dibahas", decisions="Mulai Juni")


@pytest.fixture
def chief(cast):
    return posted(Role.CENTRE_HEAD, cast.centre)


def confirm(cast, user, meeting: Meeting, wording: str | None = None):
    sent = {"wording": meeting.wording() if wording is None else wording}
    return cast.client(user).post(f"/rapat/{meeting.pk}/notulen/setujui/", sent, follow=True)


def confirmed_by(meeting: Meeting) -> list[object]:
    return [party.confirmed_by for party in meeting.parties.order_by("facility")]


def test_each_side_confirms_and_the_page_says_who_and_when(cast, meeting, chief):
    confirm(cast, cast.head, meeting)
    half = Meeting.objects.get(pk=meeting.pk).is_confirmed
    page = confirm(cast, chief, meeting).content.decode()

    assert (half, Meeting.objects.get(pk=meeting.pk).is_confirmed) == (False, True)
    assert [name in page for name in (cast.head.name, chief.name)] == [True, True]
    assert AuditEvent.objects.filter(verb=Verb.CONFIRM, object_id=meeting.pk).count() == 2


@pytest.mark.parametrize("who", ["giatja", "centre_staff", "regional_head", "instructor"])
def test_only_heads_confirm(cast, meeting, who):
    assert confirm(cast, getattr(cast, who), meeting).status_code == 403


def test_a_strange_head_does_not_find_it(cast, meeting):
    assert confirm(cast, cast.strange_head, meeting).status_code == 404


def test_one_side_confirms_once(cast, meeting):
    confirm(cast, cast.head, meeting)

    with pytest.raises(ValidationError, match="sudah menyetujui notulen"):
        actions.confirm_minutes(meeting, wording=meeting.wording(), by=cast.head)


def test_without_minutes_there_is_nothing_to_confirm(cast):
    empty = MeetingFactory.create(between=(cast.prison, cast.centre))

    with pytest.raises(ValidationError, match="Notulen belum ada"):
        actions.confirm_minutes(empty, wording=empty.wording(), by=cast.head)


@pytest.mark.parametrize("wording", ["", "other"])
def test_nobody_confirms_other_words_than_those_read(cast, meeting, wording):
    page = confirm(cast, cast.head, meeting, wording).content.decode()

    assert confirmed_by(meeting) == [None, None]
    assert "Read them again" in page or "Baca" in page


def test_an_edit_takes_the_first_confirmation_back(cast, meeting):
    confirm(cast, cast.head, meeting)

    cast.client(cast.centre_staff).post(f"/rapat/{meeting.pk}/notulen/", {"minutes": "Dibahas lagi"})

    assert confirmed_by(meeting) == [None, None]
    assert AuditEvent.objects.get(verb=Verb.UNCONFIRM).by == cast.centre_staff


@pytest.fixture
def settled(cast, meeting, chief) -> Meeting:
    confirm(cast, cast.head, meeting)
    confirm(cast, chief, meeting)
    return meeting


def test_minutes_that_all_sides_confirmed_are_not_edited(cast, settled):
    answer = cast.client(cast.giatja).post(f"/rapat/{settled.pk}/notulen/", {"minutes": "Lain"})

    settled.refresh_from_db()
    assert (len(answer.context["form"].non_field_errors()), settled.minutes) == (1, "Dibahas")


def test_the_meeting_itself_is_not_edited_either(cast, settled):
    data = {
        "kind": "COORDINATION",
        "subject": "Lain",
        "held_on": "2021-03-01",
        "place": "Aula",
        "agenda": "Lain",
        "facilities": [cast.prison.pk],
        "centres": [cast.centre.pk],
    }

    answer = cast.client(cast.giatja).post(f"/rapat/{settled.pk}/ubah/", data)

    assert len(answer.context["form"].non_field_errors()) == 1
    assert Meeting.objects.get(pk=settled.pk).subject == settled.subject


def test_the_database_keeps_what_all_sides_confirmed(settled):
    with pytest.raises(IntegrityError, match="all sides have confirmed"), transaction.atomic():
        Meeting.objects.filter(pk=settled.pk).update(decisions="Lain")


def test_a_head_takes_it_back_with_a_reason_and_it_can_be_corrected(cast, settled):
    url = f"/rapat/{settled.pk}/notulen/tarik-persetujuan/"
    empty = cast.client(cast.head).post(url, {"reason": ""})
    cast.client(cast.head).post(url, {"reason": "Tanggal keliru"})

    cast.client(cast.giatja).post(f"/rapat/{settled.pk}/notulen/", {"minutes": "Benar"})

    assert list(empty.context["form"].errors) == ["reason"]
    assert Meeting.objects.get(pk=settled.pk).minutes == "Benar"
    assert confirmed_by(settled) == [None, None]
    assert "Tanggal keliru" in AuditEvent.objects.filter(verb=Verb.UNCONFIRM).values_list("reason", flat=True)


def test_what_was_never_confirmed_is_not_taken_back(cast, meeting):
    with pytest.raises(ValidationError, match="belum menyetujui notulen"):
        actions.withdraw_confirmation(meeting, reason="x", by=cast.head)


def test_a_confirmation_has_both_who_and_when(meeting):
    party = meeting.parties.first()

    with pytest.raises(IntegrityError, match="meeting_party_confirmed_by_and_at"), transaction.atomic():
        MeetingParty.objects.filter(pk=party.pk).update(confirmed_at=timezone.now())


def test_minutes_are_not_emptied_by_an_empty_form(cast, meeting):
    answer = cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/notulen/", {"minutes": " ", "decisions": ""})

    meeting.refresh_from_db()
    assert (list(answer.context["form"].errors), meeting.minutes) == (["minutes"], "Dibahas")


def test_minutes_to_confirm_stand_on_the_heads_home_page(cast, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(held_on=timezone.localdate() - dt.timedelta(days=3))
    before = [task.key for task in cast.client(cast.head).get("/").context["tasks"]]
    confirm(cast, cast.head, Meeting.objects.get(pk=meeting.pk))

    after = [task.key for task in cast.client(cast.head).get("/").context["tasks"]]

    assert ("minutes_to_confirm" in before, "minutes_to_confirm" in after) == (True, False)

"""A prison may cooperate with a centre of another region: found, agreed with, met, and read in both regions."""

import pytest

from accounts.permissions import Role
from facilities.models import ActionItem, Agreement, Meeting
from tests.factories import ActionItemFactory, AgreementFactory, MeetingFactory, TrainingCentreFactory, posted

pytestmark = pytest.mark.django_db
ADD = "/perjanjian/tambah/"


def page(cast, **changes):
    return {
        "kind": "PKS",
        "title": "Pelatihan las",
        "starts_on": "2021-01-01",
        "ends_on": "2021-12-31",
        "facilities": [cast.prison.pk],
        "centres": [cast.other_centre.pk],
        **changes,
    }


def test_places_of_another_region_are_offered_once_it_is_chosen(cast):
    sent = page(cast, centres=[], other_region=cast.other_centre.region_id, tampilkan="1", title="")

    form = cast.client(cast.giatja).post(ADD, sent).context["form"]

    assert list(form.fields["centres"].queryset) == sorted([cast.centre, cast.other_centre], key=lambda row: row.name)
    assert (form.errors, Agreement.objects.count()) == ({}, 0)


def test_a_look_at_another_region_loses_nothing_that_was_typed(cast):
    sent = page(cast, other_region=TrainingCentreFactory.create().region_id, tampilkan="1", starts_on="besok")

    form = cast.client(cast.giatja).post(ADD, sent).context["form"]

    shown = {name: form[name].value() for name in ("title", "starts_on", "facilities", "centres")}
    assert shown == {
        "title": "Pelatihan las",
        "starts_on": "besok",
        "facilities": [str(cast.prison.pk)],
        "centres": [str(cast.other_centre.pk)],
    }
    assert cast.other_centre in form.fields["centres"].queryset


def test_one_s_own_region_is_no_other_region(cast):
    form = cast.client(cast.giatja).get(ADD).context["form"]

    assert cast.region not in form.fields["other_region"].queryset


def test_an_agreement_with_a_centre_of_another_region_is_saved_and_both_regions_read_it(cast):
    far_head = posted(Role.REGIONAL_HEAD, cast.other_centre.region)
    stranger = posted(Role.REGIONAL_HEAD, TrainingCentreFactory.create().region)

    cast.client(cast.giatja).post(ADD, page(cast))

    agreement = Agreement.objects.get()
    readers = (cast.regional_head, far_head, stranger)
    assert [list(Agreement.objects.visible_to(user)) for user in readers] == [[agreement], [agreement], []]
    assert agreement.scope_keys == sorted({*cast.prison.scope_keys, *cast.other_centre.scope_keys})


def test_a_meeting_and_its_promises_are_read_in_both_regions(cast):
    far_head = posted(Role.REGIONAL_HEAD, cast.other_centre.region)
    meeting = MeetingFactory.create(between=(cast.prison, cast.other_centre))
    item = ActionItemFactory.create(meeting=meeting)

    seen = [
        (list(Meeting.objects.visible_to(user)), list(ActionItem.objects.visible_to(user)))
        for user in (cast.regional_head, far_head)
    ]

    assert seen == [([meeting], [item])] * 2


def test_an_edit_shows_places_of_another_region_and_saves_nothing(cast):
    draft = AgreementFactory.create(between=(cast.prison, cast.centre), title="Pelatihan jahit")
    sent = page(cast, other_region=cast.other_centre.region_id, tampilkan="1", centres=[cast.centre.pk])

    form = cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/ubah/", sent).context["form"]

    draft.refresh_from_db()
    assert (draft.title, form["title"].value()) == ("Pelatihan jahit", "Pelatihan las")
    assert cast.other_centre in form.fields["centres"].queryset


@pytest.mark.parametrize("given", ["abc", "999999", "-1", "9" * 40])
def test_a_centre_that_is_none_is_refused_at_its_field(cast, given):
    answer = cast.client(cast.giatja).post(ADD, page(cast, centres=[given]))

    assert list(answer.context["form"].errors) == ["centres"]


def test_a_region_that_is_none_is_refused_at_its_field(cast):
    answer = cast.client(cast.giatja).post(ADD, page(cast, other_region="abc"))

    assert list(answer.context["form"].errors) == ["other_region"]

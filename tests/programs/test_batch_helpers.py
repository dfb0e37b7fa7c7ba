"""Senior inmates who help: chosen by the prison, named to the centre, gone with a transfer or a release."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programs.actions import batch_helpers, circumstances
from programs.models import Helper
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

ON = dt.date(2021, 6, 10)


def test_the_prison_chooses_who_completed_the_field_and_the_centre_reads_the_name(
    place: Place, sign_in: SignIn
) -> None:
    batch = place.batch(state="RUNNING", decree_number="1", decreed_on=ON)
    able, novice = make.learnt(batch, name="Dirga Santosa"), place.inmate(name="Murid Baru")
    page = reverse("programs:batch-helpers", args=[batch.pk])
    client = sign_in(place.staff)

    offered = list(client.get(page).context["form"].fields["inmates"].queryset)
    client.post(page, {"inmates": [able.pk]})

    shown = sign_in(place.centre_staff).get(batch.get_absolute_url()).content.decode()
    assert offered == [able]
    assert list(batch.helpers.values_list("inmate", flat=True)) == [able.pk]
    assert ("Dirga Santosa" in shown, able.register_number in shown) == (True, False)
    assert novice.pk not in set(batch.helpers.values_list("inmate", flat=True))
    assert batch.enrollments.seated().count() == 0


def test_who_may_not_help_is_refused_by_the_action(place: Place) -> None:
    with pytest.raises(ValidationError, match="cannot help"):
        batch_helpers.choose_helpers(place.batch(), [place.inmate()], by=place.staff)


def test_nobody_is_chosen_for_a_batch_that_is_over(place: Place) -> None:
    batch = place.batch(state="CANCELLED")

    with pytest.raises(ValidationError):
        batch_helpers.choose_helpers(batch, [make.learnt(batch)], by=place.staff)


def test_a_helper_stops_helping_once(place: Place, sign_in: SignIn) -> None:
    helper = make.HelperFactory.create(batch=place.batch())
    url = reverse("programs:helper-leave", args=[helper.pk])

    for _click in range(2):
        sign_in(place.staff).post(url)

    helper.refresh_from_db()
    assert helper.left_on is not None
    assert list(helper.batch.helpers.helping()) == []


@pytest.mark.parametrize("how", ["transfer", "release", "death"])
def test_who_leaves_the_prison_helps_no_longer(place: Place, stranger: Place, how: str) -> None:
    helper = make.HelperFactory.create(batch=place.batch())
    facts = {"on": ON, "today": ON, "by": place.staff}

    if how == "transfer":
        circumstances.record_transfer(helper.inmate, to=stranger.facility, **facts)
    elif how == "release":
        circumstances.record_release(helper.inmate, **facts)
    else:
        circumstances.record_death(helper.inmate, **facts)

    assert list(Helper.objects.values_list("left_on", flat=True)) == [ON]


def test_a_batch_of_officers_has_no_helpers(place: Place, sign_in: SignIn) -> None:
    batch = place.batch(trainee_kind="OFFICER")

    assert sign_in(place.staff).get(reverse("programs:batch-helpers", args=[batch.pk])).status_code == 404

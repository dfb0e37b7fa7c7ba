"""Pages of prisons, training centres and workshops."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent, Verb
from facilities.models import Workshop
from tests.factories import (
    AgreementFactory,
    FacilityFactory,
    TrainingCentreFactory,
    WorkshopFactory,
    posted,
)

pytestmark = pytest.mark.django_db

ADD = "/bengkel/tambah/"
UGLY = 'Bengkel "Jahit" <script>alert(1)</script>'


def workshop_data(cast, **changes):
    return {"name": "Bengkel jahit", "seats": "20", "fields": [cast.field.pk], **changes}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "make", "queries"),
    [
        ("/lapas/", lambda cast: FacilityFactory.create(region=cast.region), 11),
        ("/blk/", lambda cast: TrainingCentreFactory.create(region=cast.region), 11),
        ("/bengkel/", lambda cast: WorkshopFactory.create(facility=cast.prison, fields=[cast.field]), 12),
    ],
)
def test_a_list_asks_as_many_queries_for_three_rows_as_for_one(
    cast, django_assert_num_queries, url, make, queries, rows
):
    client = cast.client(cast.regional_head)
    for _row in range(rows):
        make(cast)

    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/lapas/", "/blk/", "/bengkel/"])
def test_a_list_shows_only_rows_of_the_readers_posting(cast, url):
    mine = {"/lapas/": cast.prison, "/blk/": cast.centre, "/bengkel/": WorkshopFactory.create(facility=cast.prison)}
    WorkshopFactory.create(facility=cast.other_prison)

    rows = cast.client(cast.regional_head).get(url).context["object_list"]

    assert list(rows) == [mine[url]]


@pytest.mark.parametrize("url", ["/lapas/", "/blk/", "/bengkel/", ADD])
def test_who_is_not_signed_in_is_sent_to_the_sign_in(url):
    assert Client().get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("url", ["/lapas/", "/blk/", "/bengkel/"])
def test_an_instructor_is_not_granted_the_lists_of_places(cast, url):
    assert cast.client(cast.instructor).get(url).status_code == 403


def test_another_region_s_places_are_not_found(cast):
    client = cast.client(cast.giatja)
    workshop = WorkshopFactory.create(facility=cast.other_prison)

    answers = [
        client.get(place.get_absolute_url()).status_code
        for place in (cast.other_prison, cast.centre, cast.other_centre, workshop)
    ]

    assert answers == [404, 404, 404, 404]


def test_a_prison_s_page_shows_its_workshops_and_its_agreements(cast):
    workshop = WorkshopFactory.create(facility=cast.prison)
    agreement = AgreementFactory.create(between=(cast.prison, cast.centre))

    page = cast.client(cast.giatja).get(cast.prison.get_absolute_url()).content.decode()

    assert all(text in page for text in (cast.prison.official_name, workshop.name, agreement.title))


def test_a_centre_s_page_shows_its_workshops_and_its_agreements(cast):
    workshop = WorkshopFactory.create(facility=None, centre=cast.centre)
    agreement = AgreementFactory.create(between=(cast.prison, cast.centre))

    page = cast.client(cast.centre_staff).get(cast.centre.get_absolute_url()).content.decode()

    assert all(text in page for text in (cast.centre.name, workshop.name, agreement.title))


def test_the_national_administrator_sees_places_but_no_agreements(cast):
    agreement = AgreementFactory.create(between=(cast.prison, cast.centre))

    page = cast.client(posted(Role.NATIONAL_ADMIN)).get(cast.prison.get_absolute_url()).content.decode()

    assert (cast.prison.official_name in page, agreement.title in page) == (True, False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=pekalong", True),
        ("q=batam", False),
        ("kind=LAPAS", True),
        ("kind=LPP", False),
        ("kind=none-such&region=abc&sort=none-such&page=999", True),
        ("q=%00", True),
        ("region=99999999999999999999", True),
    ],
)
def test_prisons_are_searched_and_filtered_in_the_url(cast, query, found):
    answer = cast.client(cast.giatja).get(f"/lapas/?{query}")

    assert list(answer.context["object_list"]) == ([cast.prison] if found else [])


def test_prisons_without_a_capacity_stand_last_in_both_directions(cast):
    FacilityFactory.create(region=cast.region, capacity=100)
    FacilityFactory.create(region=cast.region, capacity=300)
    client = cast.client(cast.regional_head)

    orders = [
        [row.capacity for row in client.get(f"/lapas/?sort={sort}").context["object_list"]]
        for sort in ("capacity", "-capacity")
    ]

    assert orders == [[100, 300, None], [300, 100, None]]


def test_the_region_filter_offers_only_the_readers_region(cast):
    form = cast.client(cast.regional_head).get("/lapas/").context["filter"].form

    assert list(form.fields["region"].queryset) == [cast.region]


@pytest.mark.parametrize(("who", "side"), [("giatja", "facility"), ("centre_staff", "centre")])
def test_a_new_workshop_belongs_to_the_place_of_the_posting(cast, who, side):
    user = getattr(cast, who)

    answer = cast.client(user).post(ADD, workshop_data(cast, facility=cast.other_prison.pk))

    workshop = Workshop.objects.get()
    assert answer.headers["Location"] == workshop.get_absolute_url()
    assert workshop.owner == getattr(user.posting, side)
    assert AuditEvent.objects.filter(verb=Verb.ADD, by=user, object_id=workshop.pk).count() == 1


def test_a_workshop_is_edited_by_its_own_place(cast):
    workshop = WorkshopFactory.create(facility=cast.prison, fields=[cast.field])

    cast.client(cast.giatja).post(f"/bengkel/{workshop.pk}/ubah/", workshop_data(cast, seats="12"))

    workshop.refresh_from_db()
    assert (workshop.name, workshop.seats) == ("Bengkel jahit", 12)
    assert AuditEvent.objects.filter(verb=Verb.EDIT, by=cast.giatja, object_id=workshop.pk).count() == 1


def test_a_workshop_of_another_prison_is_not_edited(cast):
    workshop = WorkshopFactory.create(facility=cast.other_prison)
    client = cast.client(cast.giatja)

    answers = [client.get(f"/bengkel/{workshop.pk}/ubah/"), client.post(f"/bengkel/{workshop.pk}/ubah/", {})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_head_of_a_prison_reads_workshops_but_edits_none(cast):
    workshop = WorkshopFactory.create(facility=cast.prison)
    client = cast.client(cast.head)

    answers = [
        client.get(url).status_code for url in (workshop.get_absolute_url(), ADD, f"/bengkel/{workshop.pk}/ubah/")
    ]

    assert answers == [200, 403, 403]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "b" * 200}, "name"),
        ({"name": "\x00"}, "name"),
        ({"seats": ""}, "seats"),
        ({"seats": "0"}, "seats"),
        ({"seats": "-3"}, "seats"),
        ({"seats": "99999999999"}, "seats"),
        ({"seats": "dua puluh"}, "seats"),
        ({"fields": []}, "fields"),
        ({"fields": ["999999"]}, "fields"),
        ({"fields": ["x"]}, "fields"),
    ],
)
def test_bad_input_is_refused_at_its_field(cast, changes, field):
    answer = cast.client(cast.giatja).post(ADD, workshop_data(cast, **changes))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Workshop.objects.exists()


def test_an_empty_post_names_every_field(cast):
    answer = cast.client(cast.giatja).post(ADD, {})

    assert set(answer.context["form"].errors) == {"name", "seats", "fields"}


def test_a_second_click_on_save_leaves_one_workshop_and_says_why(cast):
    client = cast.client(cast.giatja)
    client.post(ADD, workshop_data(cast))

    answer = client.post(ADD, workshop_data(cast))

    assert list(answer.context["form"].errors) == ["name"]
    assert Workshop.objects.count() == 1


def test_two_places_may_have_workshops_of_one_name(cast):
    WorkshopFactory.create(facility=cast.other_prison, name="Bengkel jahit")

    cast.client(cast.giatja).post(ADD, workshop_data(cast))

    assert Workshop.objects.filter(name="Bengkel jahit").count() == 2


def test_quotes_and_html_in_a_name_are_shown_as_text(cast):
    client = cast.client(cast.giatja)

    page = client.post(ADD, workshop_data(cast, name=UGLY), follow=True).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)

"""Ways to look at a list: in the address, kept by name, shared with an office, and never more rows than one's own."""

from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import Role
from audit.list_choices import words
from audit.models import AuditEvent, SavedView
from audit.pages import ListPage
from audit.saved_views import SavedViewAdd, SavedViewForm, title_of
from facilities.models import Posting
from tests.accounts.test_access import WHO_GETS_IN, places, users, view_of  # noqa: F401
from tests.audit.test_downloads import NO_FILE, table
from tests.factories import BatchFactory, FacilityFactory, OfficerFactory, posted

pytestmark = pytest.mark.django_db
OFFICERS, BATCHES = reverse("trainees:officer-list"), reverse("programs:batch-list")
LISTS = sorted(name for name in WHO_GETS_IN if name not in NO_FILE and issubclass(view_of(name), ListPage))


@pytest.fixture
def facility():
    return FacilityFactory.create()


@pytest.fixture
def staff(facility):
    return posted(Role.GIATJA_STAFF, facility)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(staff) -> Client:
    return signed_in(staff)


def keep(client: Client, query: str = "", *, of: str = "programs:batch-list", **fields: str):
    return client.post(reverse("audit:view-add"), {"list_name": of, "query": query, "name": "Tahun ini", **fields})


def headings(page) -> list[str]:
    return [heading.title for heading in page.context["chosen"].headings]


def test_the_address_chooses_the_columns_of_page_and_file_alike(client, facility):
    OfficerFactory.create(facility=facility, name="Wening Prasetyo", position="Staf Giatja")
    keys = [key for key, _title, _shown in client.get(OFFICERS).context["choices"].boxes]
    url = f"{OFFICERS}?kolom={keys[1]}&kolom={keys[0]}&kolom=tidak-ada"

    page = client.get(url)
    header, *rows = table(client.post(url, {"file": "csv"}))

    assert headings(page) == header == ["Nama", "Jabatan"]
    assert rows == [["Wening Prasetyo", "Staf Giatja"]]
    assert [line.cells for line in page.context["chosen"].lines] == [
        [("Nama", "Wening Prasetyo", False), ("Jabatan", "Staf Giatja", False)]
    ]


def test_columns_that_the_list_does_not_have_leave_the_page_as_it_is(client, facility):
    OfficerFactory.create(facility=facility)

    page = client.get(f"{OFFICERS}?kolom=nik&kolom=password")

    assert page.context["chosen"] is None


@pytest.mark.parametrize("name", LISTS)
def test_the_columns_of_every_list_have_words_of_their_own_in_addresses(name):
    for language in ("id", "en"):
        with override(language):
            keys = [column.key for column in view_of(name).columns]

            assert len(set(keys)) == len(keys)
            assert "" not in keys


@pytest.mark.parametrize("name", LISTS)
def test_every_list_shows_all_its_columns_and_leads_only_where_its_reader_gets_in(name, users):  # noqa: F811
    role = sorted(WHO_GETS_IN[name])[0]
    client = signed_in(users[role])
    query = "&".join(f"kolom={column.key}" for column in view_of(name).columns)

    page = client.get(f"{reverse(name)}?{query}")

    chosen = page.context["chosen"]
    links = {line.url for line in chosen.lines[:3]} - {""}
    assert {url: client.get(url).status_code for url in links} == dict.fromkeys(links, 200)
    assert headings(page) == [str(column.title) for column in view_of(name).columns]
    assert ("components/chosen_columns.html" in {template.name for template in page.templates}) == bool(chosen.lines)


@pytest.mark.parametrize("rows", [1, 3])
def test_chosen_columns_ask_the_same_questions_for_one_and_for_three(client, facility, rows, django_assert_num_queries):
    for number in range(rows):
        BatchFactory.create(facility=facility, name=f"Angkatan {number}")
    url = f"{BATCHES}?kolom=batch&kolom=prison&kolom=training-centre&kolom=programmes&kolom=seats-taken"
    client.get(url)

    with django_assert_num_queries(11):
        page = client.get(url)

    assert len(page.context["chosen"].lines) == rows


def test_a_heading_sorts_where_the_list_can(client, facility):
    for name in ("Budi", "Ayu"):
        OfficerFactory.create(facility=facility, name=name)

    page = client.get(f"{OFFICERS}?kolom=name&kolom=position&sort=-name")

    assert [line.cells[0][1] for line in page.context["chosen"].lines] == ["Budi", "Ayu"]
    assert "kolom=name&amp;kolom=position&amp;sort=name" in page.content.decode()


def test_filters_columns_and_rows_do_not_lose_each_other(client, facility):
    OfficerFactory.create(facility=facility)

    page = client.get(f"{OFFICERS}?kolom=name&baris=50&sort=name&q=a")

    choices = page.context["choices"]
    assert choices.kept == [("kolom", "name"), ("baris", "50")]
    assert choices.filters == [("baris", "50"), ("sort", "name"), ("q", "a")]


@pytest.mark.parametrize(("asked", "shown"), [("50", 50), ("7", 25), ("-1", 25), ("abc", 25), ("100000", 25), ("", 25)])
def test_only_the_sizes_offered_are_taken_from_the_address(client, asked, shown):
    page = client.get(f"{OFFICERS}?baris={asked}")

    assert page.context["paginator"].per_page == shown


def test_the_size_of_a_page_is_kept_for_the_person_on_every_list_and_get_keeps_nothing(client, staff):
    client.get(f"{OFFICERS}?baris=100")
    looked = User.objects.get(pk=staff.pk).page_size
    answer = client.post(f"{OFFICERS}?q=a&page=3", {"rows": "50"})

    assert looked == 25
    assert answer["Location"] == f"{OFFICERS}?q=a&baris=50"
    assert client.get(BATCHES).context["paginator"].per_page == 50


def test_a_size_that_is_not_offered_is_not_kept(client, staff):
    client.post(OFFICERS, {"rows": "100000"})

    assert User.objects.get(pk=staff.pk).page_size == 25


def test_a_view_keeps_choices_order_columns_and_rows_but_no_typed_words(client, staff):
    answer = keep(client, "q=Slamet&state=RUNNING&sort=-starts_on&kolom=batch&kolom=nik&baris=50&page=2&jahat=1")

    view = SavedView.objects.get()
    assert (view.owner, view.filters, view.columns, view.page_size, view.office) == (
        staff,
        {"state": ["RUNNING"], "sort": ["-starts_on"]},
        ["batch"],
        50,
        "",
    )
    assert answer["Location"] == f"{BATCHES}?state=RUNNING&sort=-starts_on&kolom=batch&baris=50&tampilan={view.pk}"
    assert "Slamet" not in str(AuditEvent.objects.values_list("object_label", "detail"))


def test_a_choice_that_is_none_is_not_kept(client):
    keep(client, "state=%3Cscript%3E&facility=Slamet")

    assert SavedView.objects.get().filters == {}


def test_words_hidden_before_a_choice_of_the_same_name_are_not_kept(client):
    keep(client, "state=Budi+Santoso&state=RUNNING&sort=Budi+Santoso&sort=-name", is_shared="on")

    assert SavedView.objects.get().filters == {"state": ["RUNNING"], "sort": ["-name"]}


def test_of_two_clicks_at_once_the_later_is_told_and_keeps_nothing(staff):
    """Both forms were found right before either was kept."""
    data = {"list_name": "programs:batch-list", "query": "", "name": "Tahun ini"}
    request = RequestFactory().post(reverse("audit:view-add"), data)
    request.user = staff
    page = SavedViewAdd()
    page.setup(request)
    form = SavedViewForm(data, user=staff)
    assert form.is_valid()

    keep(signed_in(staff))
    answer = page.form_valid(form)

    assert (answer.status_code, len(form.non_field_errors())) == (200, 1)
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("name", LISTS)
def test_no_list_keeps_typed_words(name, users):  # noqa: F811
    """Every field that takes free text is left out, in every list."""
    role = sorted(WHO_GETS_IN[name])[0]
    client = signed_in(users[role])
    fields = client.get(reverse(name)).context["filter"].form.fields
    query = "&".join(f"{field}=Slamet" for field in fields)

    keep(client, query, of=name)

    assert "Slamet" not in str(SavedView.objects.get().filters)


def test_a_shared_view_shows_a_colleague_their_own_rows_and_another_office_nothing(client, staff, facility):
    OfficerFactory.create(facility=facility, name="Petugas sendiri")
    keep(client, "kolom=name", of="trainees:officer-list", is_shared="on")
    colleague, stranger = posted(Role.GIATJA_STAFF, facility), posted(Role.GIATJA_STAFF, FacilityFactory.create())
    url = SavedView.objects.get().get_absolute_url()

    theirs, others = signed_in(colleague).get(OFFICERS), signed_in(stranger).get(url)

    assert [view.name for view in theirs.context["choices"].views] == ["Tahun ini"]
    assert (others.context["choices"].views, "Petugas sendiri" in others.content.decode()) == ([], False)


def test_a_view_that_is_not_shared_is_its_owners_alone(client, facility):
    keep(client, "state=RUNNING")

    colleague = signed_in(posted(Role.GIATJA_STAFF, facility)).get(BATCHES)

    assert colleague.context["choices"].views == []


def test_a_shared_view_stays_with_the_office_when_its_owner_moves(client, staff, facility):
    keep(client, "state=RUNNING", is_shared="on")
    colleague = posted(Role.GIATJA_STAFF, facility)
    Posting.objects.filter(user=staff).update(facility=FacilityFactory.create())

    page = signed_in(colleague).get(BATCHES)

    assert [view.name for view in page.context["choices"].views] == ["Tahun ini"]


def test_a_default_opens_with_the_list_and_the_whole_list_is_one_click_away(client):
    keep(client, "state=RUNNING", is_default="on")
    view = SavedView.objects.get()

    opened = client.get(BATCHES)
    page = client.get(view.get_absolute_url())
    whole = client.get(page.context["choices"].clear_url)

    assert opened["Location"] == view.get_absolute_url()
    assert page.context["choices"].current == view
    assert (whole.status_code, whole.context["filter"].form["state"].value()) == (200, None)


def test_a_colleagues_default_does_not_open_with_my_list(client, facility):
    keep(signed_in(posted(Role.GIATJA_STAFF, facility)), "state=RUNNING", is_default="on", is_shared="on")

    assert client.get(BATCHES).status_code == 200


def test_another_default_takes_the_place_of_the_first(client):
    keep(client, "state=RUNNING", is_default="on")
    keep(client, "state=CLOSED", is_default="on", name="Selesai")

    assert list(SavedView.objects.order_by("pk").values_list("is_default", flat=True)) == [False, True]


def test_the_database_keeps_one_default_and_one_name(client):
    keep(client, "state=RUNNING", is_default="on")
    keep(client, "state=CLOSED", name="Selesai")

    for change, rule in (("is_default = true", "saved_view_one_default"), ("name = 'X'", "saved_view_named_once")):
        with (
            pytest.raises(IntegrityError, match=rule),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE audit_savedview SET {change}")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "x" * 61}, {"name"}),
        ({"list_name": "tidak:ada"}, {"list_name"}),
        ({"list_name": "reports:home"}, {"list_name"}),
        ({"list_name": "programs:batch-detail"}, {"list_name"}),
        ({"list_name": "certificates:audit-run-list"}, {"list_name"}),
        ({"query": "q=" + "x" * 3000}, {"query"}),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(client, fields, wrong):
    page = client.post(reverse("audit:view-add"), {"list_name": "programs:batch-list", "name": "Tahun ini", **fields})

    assert (page.status_code, set(page.context["form"].errors), SavedView.objects.count()) == (200, wrong, 0)


def test_a_name_is_taken_once_for_a_list(client):
    keep(client)

    page = keep(client)

    assert set(page.context["form"].errors) == {"name"}
    assert keep(client, of="trainees:officer-list").status_code == 302


def test_its_owner_removes_a_view_and_a_colleague_cannot(client, facility):
    keep(client, is_shared="on")
    url = reverse("audit:view-remove", args=[SavedView.objects.get().pk])

    refused = signed_in(posted(Role.GIATJA_STAFF, facility)).post(url)
    still = SavedView.objects.count()
    answer = client.post(url)

    assert (refused.status_code, still) == (404, 1)
    assert (answer["Location"], SavedView.objects.count()) == (BATCHES, 0)


def test_who_still_works_there_removes_the_shared_view_of_somebody_who_left(client, facility):
    keep(client, name="Berjalan", is_shared="on")
    view = SavedView.objects.get()
    view.owner.postings.update(facility=FacilityFactory.create())
    colleague, stranger = (posted(Role.GIATJA_STAFF, place) for place in (facility, FacilityFactory.create()))
    url = reverse("audit:view-remove", args=[view.pk])

    offered = signed_in(colleague).get(BATCHES).content.decode()
    refused = signed_in(stranger).post(url)
    still = SavedView.objects.count()
    answer = signed_in(colleague).post(url)

    assert f'action="{url}"' in offered
    assert f"{view.owner}, kini bertugas di tempat lain</span>" in offered
    assert (refused.status_code, still) == (404, 1)
    assert (answer["Location"], SavedView.objects.count()) == (BATCHES, 0)


def test_the_administrator_reads_the_lists_by_their_names(client, staff):
    keep(client, name="Berjalan")
    SavedView.objects.create(owner=staff, list_name="programs:gone", name="Lama")

    with override("id"):
        named = [title_of(view.list_name) for view in SavedView.objects.order_by("pk")]

    assert named == ["Angkatan", "programs:gone"]


def test_a_name_with_markup_stays_text(client):
    keep(client, name="<b>tebal</b>")

    page = client.get(BATCHES).content.decode()

    assert "<b>tebal</b>" not in page
    assert "<b>tebal</b>" in unescape(page)


def test_a_list_of_which_nobody_keeps_a_view_asks_no_more_than_before(client, django_assert_num_queries):
    client.get(OFFICERS)

    with django_assert_num_queries(6):
        client.get(OFFICERS)


def test_great_numbers_stand_in_groups_and_years_do_not():
    with override("id"):
        assert [words(value) for value in (2021, 50_000_000, None, "")] == ["2021", "50.000.000", "–", "–"]

"""Inmates in the browser: who sees them, how their days are shown, and what the forms refuse."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.permissions import Role
from audit.models import AuditEvent, Verb
from facilities.models.health import limits_in_words
from tests.days import as_of_now, tomorrow
from tests.factories import (
    BatchFactory,
    EnrollmentFactory,
    InmateFactory,
    RuleSetFactory,
    SentenceFactory,
    convict,
    posted,
)
from trainees.models import DisciplinarySanction, Inmate, Remission, RuleSet, Sentence

pytestmark = pytest.mark.django_db

LIST, ADD = "/warga-binaan/", "/warga-binaan/tambah/"
STEPS = ["", "ubah/", "pidana/", "remisi/tambah/", "sanksi/tambah/"]
FORMS = STEPS[1:]

INMATE = {
    "name": "Darma Wiguna",
    "sex": "M",
    "birth_place": "Pekalongan",
    "birth_date": "1990-05-17",
    "education": "SMP",
    "health_note": "",
    "register_kind": "B.I",
    "register_serial": "12",
    "register_year": "2020",
}
SENTENCE = {
    "detained_on": "2021-01-21",
    "years": "6",
    "months": "",
    "days": "0",
    "crime_class": "NARC_GE5",
    "subsidiary_months": "3",
}
REMISSION = {"kind": "RU", "decided_on": "2021-08-17", "months": "4", "days": "15"}
SANCTION = {"level": "LIGHT", "starts_on": "2021-03-01", "ends_on": "2021-03-06"}


@pytest.fixture
def inmate(cast) -> Inmate:
    return convict(cast.prison)


@pytest.fixture
def newcomer(cast) -> Inmate:
    """Somebody whose sentence nobody has recorded yet."""
    return InmateFactory.create(facility=cast.prison)


def url_of(inmate: Inmate, step: str = "") -> str:
    return f"/warga-binaan/{inmate.pk}/{step}"


# -- Who sees what


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_three_rows_as_for_one(cast, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    for _row in range(rows):
        convict(cast.prison)

    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_many_queries_for_three_of_each_as_for_one(cast, inmate, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    RuleSetFactory.create()
    for number in range(rows):
        day = dt.date(2021, 3, 1 + number)
        Remission.objects.create(inmate=inmate, kind="RU", decided_on=day, months=1)
        DisciplinarySanction.objects.create(inmate=inmate, level="LIGHT", starts_on=day, ends_on=day)
        EnrollmentFactory.create(inmate=inmate, batch=BatchFactory.create(facility=cast.prison))

    with django_assert_num_queries(20):
        client.get(url_of(inmate))


@pytest.mark.parametrize("who", ["giatja", "head"])
def test_the_list_shows_only_people_of_the_readers_prison(cast, inmate, who):
    convict(cast.other_prison)

    answer = cast.client(getattr(cast, who)).get(LIST)

    assert list(answer.context["object_list"]) == [inmate]


@pytest.mark.parametrize("step", STEPS)
def test_a_person_of_another_prison_is_not_found(cast, inmate, step):
    client = cast.client(cast.stranger)

    answers = [client.get(url_of(inmate, step)).status_code]
    answers += [client.post(url_of(inmate, step), {}).status_code] if step else []

    assert set(answers) == {404}


@pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.CENTRE_HEAD, Role.INSTRUCTOR])
@pytest.mark.parametrize("step", STEPS)
def test_people_of_a_training_centre_see_no_record(cast, inmate, role, step):
    assert cast.client(posted(role, cast.centre)).get(url_of(inmate, step)).status_code == 403


@pytest.mark.parametrize("role", [Role.NATIONAL_ADMIN, Role.AUDITOR])
def test_the_national_level_sees_no_inmates(cast, role):
    client = cast.client(posted(role))

    assert [client.get(url).status_code for url in (LIST, ADD)] == [403, 403]


def test_the_regional_head_sees_no_inmates(cast, inmate):
    client = cast.client(cast.regional_head)

    assert [client.get(url).status_code for url in (LIST, url_of(inmate))] == [403, 403]


@pytest.mark.parametrize("step", FORMS)
def test_the_head_of_the_prison_reads_but_changes_nothing(cast, inmate, step):
    client = cast.client(cast.head)

    answers = [client.get(url_of(inmate, step)), client.post(url_of(inmate, step), {}), client.get(ADD)]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_the_head_of_the_prison_is_shown_no_button(cast, inmate):
    page = cast.client(cast.head).get(url_of(inmate)).content.decode()

    assert [step for step in FORMS if url_of(inmate, step) in page] == []


@pytest.mark.parametrize("url", [LIST, ADD, "/warga-binaan/1/", "/warga-binaan/1/pidana/"])
def test_who_is_not_signed_in_is_sent_to_the_sign_in(url):
    assert Client().get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


# -- The list


def test_inmates_are_found_by_name_and_by_register_number(cast):
    wanted = InmateFactory.create(facility=cast.prison, name="Darma Wiguna", register_serial="77x")
    InmateFactory.create(facility=cast.prison)
    client = cast.client(cast.giatja)

    found = [list(client.get(LIST, {"q": words}).context["object_list"]) for words in ("wiguna", "B.I 77X/2020")]

    assert found == [[wanted], [wanted]]


@pytest.mark.parametrize(
    ("query", "registers"),
    [
        ("status=convict", ["B.I"]),
        ("status=detainee", ["A.III"]),
        ("register_kind=B.III", ["B.III"]),
        ("status=detainee&register_kind=B.I", []),
        ("status=x&register_kind=y&sort=z&page=-4", ["A.III", "B.I", "B.III"]),
        ("q=%00", ["A.III", "B.I", "B.III"]),
    ],
)
def test_inmates_are_filtered_by_legal_status_and_register(cast, query, registers):
    for register in ("A.III", "B.I", "B.III"):
        InmateFactory.create(facility=cast.prison, register_kind=register, name=register)

    rows = cast.client(cast.giatja).get(f"{LIST}?{query}").context["object_list"]

    assert [row.register_kind for row in rows] == registers


def test_inmates_are_sorted_by_release_with_the_unknown_last(cast, newcomer):
    late = SentenceFactory.create(inmate=InmateFactory.create(facility=cast.prison), years=9).inmate
    soon = SentenceFactory.create(inmate=InmateFactory.create(facility=cast.prison), years=1).inmate
    client = cast.client(cast.giatja)

    orders = [list(client.get(f"{LIST}?sort={by}").context["object_list"]) for by in ("release_on", "-release_on")]

    assert orders == [[soon, late, newcomer], [late, soon, newcomer]]


def test_an_empty_list_says_what_to_do(cast):
    page = cast.client(cast.giatja).get(LIST).content.decode()

    assert ('class="empty-state"' in page, page.count(f'href="{ADD}"')) == (True, 2)


# -- The record


def test_opening_a_record_is_written_down(cast, inmate):
    cast.client(cast.giatja).get(url_of(inmate))

    event = AuditEvent.objects.get(verb=Verb.OPEN)
    assert (event.by, event.object_type, event.object_id) == (cast.giatja, "trainees.inmate", inmate.pk)
    assert event.scope == cast.prison.scope_keys


def test_a_refused_look_is_no_opening(cast, inmate):
    cast.client(cast.stranger).get(url_of(inmate))

    assert not AuditEvent.objects.filter(verb=Verb.OPEN).exists()


@pytest.mark.parametrize("url", [LIST, ADD])
def test_lists_and_empty_forms_write_nothing(cast, inmate, url):
    cast.client(cast.giatja).get(url)

    assert not AuditEvent.objects.filter(object_type__startswith="trainees").exists()


def test_the_record_shows_the_days_of_worked_example_b(cast, newcomer):
    RuleSetFactory.create()
    client = cast.client(cast.giatja)
    client.post(url_of(newcomer, "pidana/"), SENTENCE)
    client.post(url_of(newcomer, "remisi/tambah/"), REMISSION)

    context = client.get(url_of(newcomer)).context

    dates = context["dates"]
    assert (dates.half_on, dates.two_thirds_on) == (dt.date(2023, 11, 13), dt.date(2024, 10, 21))
    assert (dates.release_on, dates.final_on) == (dt.date(2026, 9, 6), dt.date(2026, 12, 6))


def test_without_rules_the_record_says_that_nothing_can_be_computed(cast, inmate):
    RuleSet.objects.all().delete()

    answer = cast.client(cast.giatja).get(url_of(inmate))

    assert (answer.context["rules"], answer.context["dates"], answer.context["stage"]) == (None, None, "")
    assert 'class="notice notice-warning"' in answer.content.decode()


@pytest.mark.parametrize("trait", ["is_life", "is_death"])
def test_life_and_death_show_no_days(cast, newcomer, trait):
    RuleSetFactory.create()
    SentenceFactory.create(inmate=newcomer, years=0, **{trait: True})

    client = cast.client(cast.giatja)
    record, reckoning = client.get(url_of(newcomer)).context, client.get(url_of(newcomer, "perhitungan/")).context

    assert (record["dates"], reckoning["steps"], reckoning["comparison"]) == (None, [], [])


def test_a_record_without_a_sentence_opens(cast, newcomer):
    assert cast.client(cast.giatja).get(url_of(newcomer)).context["sentence"] is None


def test_the_record_lists_the_training_of_the_person(cast, inmate):
    enrollment = EnrollmentFactory.create(inmate=inmate, batch=BatchFactory.create(facility=cast.prison))

    page = cast.client(cast.giatja).get(url_of(inmate)).content.decode()

    assert enrollment.get_absolute_url() in page


@pytest.mark.parametrize("step", FORMS)
def test_every_button_of_the_record_opens_its_form(cast, inmate, step):
    client = cast.client(cast.giatja)

    assert f'href="{url_of(inmate, step)}"' in client.get(url_of(inmate)).content.decode()
    assert client.get(url_of(inmate, step)).status_code == 200


# -- Adding and editing people


def test_a_new_inmate_belongs_to_the_prison_of_the_posting(cast):
    answer = cast.client(cast.giatja).post(ADD, {**INMATE, "facility": cast.other_prison.pk})

    inmate = Inmate.objects.get()
    assert answer.headers["Location"] == inmate.get_absolute_url()
    assert (inmate.facility, inmate.register_number) == (cast.prison, "B.I 12/2020")
    assert AuditEvent.objects.get(verb=Verb.ADD).object_id == inmate.pk


def test_an_inmate_is_edited_with_the_names_of_changed_fields_in_the_trail(cast, inmate):
    cast.client(cast.giatja).post(url_of(inmate, "ubah/"), {**INMATE, "health_note": "Buta warna", "nik": inmate.nik})

    inmate.refresh_from_db()
    event = AuditEvent.objects.get(verb=Verb.EDIT)
    assert (inmate.name, inmate.health_note) == ("Darma Wiguna", "Buta warna")
    assert set(event.detail["fields"]) == {"health_note", "name", "register_serial"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"name": "\x00"}, "name"),
        ({"sex": "X"}, "sex"),
        ({"birth_place": ""}, "birth_place"),
        ({"birth_date": "17 Mei 1990"}, "birth_date"),
        ({"birth_date": tomorrow}, "birth_date"),
        ({"birth_date": "0001-01-01"}, "birth_date"),
        ({"education": "S9"}, "education"),
        ({"health_note": "h" * 201}, "health_note"),
        ({"register_kind": "Z"}, "register_kind"),
        ({"register_serial": ""}, "register_serial"),
        ({"register_serial": "1" * 21}, "register_serial"),
        ({"register_year": "1989"}, "register_year"),
        ({"register_year": "99999999999"}, "register_year"),
        ({"register_year": "dua ribu"}, "register_year"),
    ],
)
def test_bad_facts_of_a_person_are_refused_at_their_field(cast, changes, field):
    answer = cast.client(cast.giatja).post(ADD, {**INMATE, **as_of_now(changes)})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Inmate.objects.exists()


def test_an_empty_post_names_every_required_field(cast):
    answer = cast.client(cast.giatja).post(ADD, {})

    assert set(answer.context["form"].errors) == set(INMATE) - {"health_note"}


def test_a_second_click_on_save_leaves_one_inmate_and_says_why(cast):
    client = cast.client(cast.giatja)
    client.post(ADD, INMATE)

    answer = client.post(ADD, INMATE)

    assert list(answer.context["form"].errors) == ["register_serial"]
    assert Inmate.objects.count() == 1


def test_an_inmate_does_not_take_another_s_register_number(cast, inmate, newcomer):
    data = {**INMATE, "register_serial": inmate.register_serial}

    answer = cast.client(cast.giatja).post(url_of(newcomer, "ubah/"), data)

    assert list(answer.context["form"].errors) == ["register_serial"]


def test_quotes_and_html_in_a_name_are_shown_as_text(cast):
    name = 'Darma "D" <script>alert(1)</script>'

    page = cast.client(cast.giatja).post(ADD, {**INMATE, "name": name}, follow=True).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


# -- Sentence


def test_a_sentence_is_recorded_once_and_then_corrected(cast, newcomer):
    client = cast.client(cast.giatja)
    client.post(url_of(newcomer, "pidana/"), SENTENCE)

    answer = client.post(url_of(newcomer, "pidana/"), {**SENTENCE, "years": "5", "fine_paid": "on"})

    sentence = Sentence.objects.get()
    verbs = AuditEvent.objects.filter(object_type="trainees.sentence").values_list("verb", flat=True)
    assert answer.headers["Location"] == newcomer.get_absolute_url()
    assert (sentence.inmate, sentence.years, sentence.months, sentence.fine_paid) == (newcomer, 5, 0, True)
    assert sorted(verbs) == [Verb.ADD, Verb.EDIT]


@pytest.mark.parametrize("trait", ["is_life", "is_death"])
def test_life_and_death_are_recorded_with_a_term_of_zero(cast, newcomer, trait):
    data = {**SENTENCE, "years": "", trait: "on", "subsidiary_months": ""}

    cast.client(cast.giatja).post(url_of(newcomer, "pidana/"), data)

    assert Sentence.objects.get().term is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"detained_on": ""}, "detained_on"),
        ({"detained_on": "1990-05-17"}, "detained_on"),
        ({"detained_on": "0001-01-01"}, "detained_on"),
        ({"detained_on": "9999-12-31"}, "detained_on"),
        ({"detained_on": tomorrow}, "detained_on"),
        ({"years": "61"}, "years"),
        ({"years": "enam"}, "years"),
        ({"years": "-1"}, "years"),
        ({"years": ""}, "years"),
        ({"is_life": "on"}, "years"),
        ({"is_death": "on"}, "years"),
        ({"years": "", "is_life": "on", "is_death": "on"}, "is_death"),
        ({"months": "601"}, "months"),
        ({"days": "99999999999"}, "days"),
        ({"crime_class": ""}, "crime_class"),
        ({"crime_class": "x"}, "crime_class"),
        ({"subsidiary_months": "25"}, "subsidiary_months"),
    ],
)
def test_a_bad_sentence_is_refused_at_its_field(cast, newcomer, changes, field):
    answer = cast.client(cast.giatja).post(url_of(newcomer, "pidana/"), {**SENTENCE, **as_of_now(changes)})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Sentence.objects.exists()


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("pidana/", {"detained_on", "crime_class"}),
        ("remisi/tambah/", {"kind", "decided_on", "months"}),
        ("sanksi/tambah/", {"level", "starts_on", "ends_on"}),
    ],
)
def test_an_empty_post_is_refused(cast, newcomer, step, fields):
    answer = cast.client(cast.giatja).post(url_of(newcomer, step), {})

    assert set(answer.context["form"].errors) >= fields
    assert not Sentence.objects.exists()


# -- Remissions and sanctions


def test_a_remission_is_recorded_and_a_second_click_says_why_not(cast, inmate):
    client = cast.client(cast.giatja)
    first = client.post(url_of(inmate, "remisi/tambah/"), REMISSION)

    second = client.post(url_of(inmate, "remisi/tambah/"), REMISSION)

    assert first.headers["Location"] == inmate.get_absolute_url()
    assert list(second.context["form"].errors) == ["decided_on"]
    assert [remission.term.in_days for remission in Remission.objects.all()] == [135]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "X"}, "kind"),
        ({"decided_on": "tujuh belas"}, "decided_on"),
        ({"decided_on": tomorrow}, "decided_on"),
        ({"decided_on": "2020-03-09"}, "decided_on"),
        ({"decided_on": "9999-12-31"}, "decided_on"),
        ({"months": "", "days": ""}, "months"),
        ({"months": "13"}, "months"),
        ({"months": "-1"}, "months"),
        ({"days": "91"}, "days"),
        ({"days": "x"}, "days"),
    ],
)
def test_a_bad_remission_is_refused_at_its_field(cast, inmate, changes, field):
    answer = cast.client(cast.giatja).post(url_of(inmate, "remisi/tambah/"), {**REMISSION, **as_of_now(changes)})

    assert list(answer.context["form"].errors) == [field]
    assert not Remission.objects.exists()


def test_a_remission_is_recorded_before_the_sentence_is(cast, newcomer):
    cast.client(cast.giatja).post(url_of(newcomer, "remisi/tambah/"), REMISSION)

    assert newcomer.remissions.count() == 1


def test_a_sanction_is_recorded_and_a_second_click_says_why_not(cast, inmate):
    client = cast.client(cast.giatja)
    first = client.post(url_of(inmate, "sanksi/tambah/"), SANCTION)

    second = client.post(url_of(inmate, "sanksi/tambah/"), SANCTION)

    assert first.headers["Location"] == inmate.get_absolute_url()
    assert list(second.context["form"].errors) == ["starts_on"]
    assert inmate.sanctions.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "X"}, "level"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "1980-01-01"}, "starts_on"),
        ({"ends_on": "2021-02-28"}, "ends_on"),
        ({"ends_on": "nanti"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "2101-01-01"}, "ends_on"),
    ],
)
def test_a_bad_sanction_is_refused_at_its_field(cast, inmate, changes, field):
    answer = cast.client(cast.giatja).post(url_of(inmate, "sanksi/tambah/"), {**SANCTION, **changes})

    assert list(answer.context["form"].errors) == [field]
    assert not DisciplinarySanction.objects.exists()


def test_a_remission_of_a_year_before_the_republic_is_refused_at_its_day(cast, newcomer):
    data = {**REMISSION, "decided_on": "0021-08-17"}

    answer = cast.client(cast.giatja).post(url_of(newcomer, "remisi/tambah/"), data)

    assert list(answer.context["form"].errors) == ["decided_on"]


def test_days_at_the_end_of_the_calendar_from_elsewhere_break_no_page(cast, inmate):
    batch = BatchFactory.create(selecting=True, facility=cast.prison)
    RuleSetFactory.create()
    Sentence.objects.update(detained_on=dt.date(9999, 12, 1))
    Remission.objects.create(inmate=inmate, kind="RU", decided_on=dt.date(9999, 12, 31), months=12)
    DisciplinarySanction.objects.create(
        inmate=inmate, level="HEAVY", starts_on=dt.date(2021, 1, 1), ends_on=dt.date(9999, 12, 31)
    )
    client = cast.client(cast.giatja)

    pages = (LIST, url_of(inmate), f"/angkatan/{batch.pk}/calon/?semua=1")

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_health_limits_are_ticked_shown_and_unticked(cast, inmate):
    client, given = cast.client(cast.giatja), {**INMATE, "nik": inmate.nik}

    client.post(url_of(inmate, "ubah/"), {**given, "health_limits": ["COLOUR_BLIND", "HANDS"]})
    page = client.get(inmate.get_absolute_url()).content.decode()
    ticked = Inmate.objects.get(pk=inmate.pk).health_limits
    client.post(url_of(inmate, "ubah/"), given)

    assert (ticked, Inmate.objects.get(pk=inmate.pk).health_limits) == (["COLOUR_BLIND", "HANDS"], [])
    with translation.override("id"):
        assert limits_in_words(ticked) in page


def test_a_health_limit_that_is_none_is_refused_at_its_field(cast, inmate):
    answer = cast.client(cast.giatja).post(url_of(inmate, "ubah/"), {**INMATE, "health_limits": ["SAD"]})

    assert "health_limits" in answer.context["form"].errors

"""Agreements in the browser: found, drafted, signed, ended, and refused."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from facilities.models import Agreement, AgreementParty
from tests.factories import AgreementFactory, BatchFactory, FacilityFactory, TrainingCentreFactory

pytestmark = pytest.mark.django_db

ADD = "/perjanjian/tambah/"
SIDES = {
    "number": ("W13.PAS.PAS7-HH.05.05-12", "560/0451"),
    "signatory_name": ("Suryo Wibisana", "Ratna Ambarwati"),
    "signatory_position": ("Kepala Lapas", "Kepala BLK"),
    "signatory_nip": ("19700101 199503 1 901", ""),
}


def first_page(cast, **changes):
    return {
        "kind": "PKS",
        "umbrella": "",
        "amends": "",
        "title": "Pelatihan menjahit",
        "starts_on": "2021-01-01",
        "ends_on": "2021-12-31",
        "facilities": [cast.prison.pk],
        "centres": [cast.centre.pk],
        **changes,
    }


def scope(cast, **changes):
    return {"fields": [cast.field.pk], "trainee_policy": "ALL_CONVICTS", "quota": "60", **changes}


def signatories(agreement, **changes):
    sent = {
        f"party_{party.pk}_{part}": values[side]
        for side, party in enumerate(agreement.parties.all())
        for part, values in SIDES.items()
    }
    return {**sent, "witness_1_name": "Bagus Prakoso", "witness_1_position": "Kadivpas", **changes}


@pytest.fixture
def draft(cast) -> Agreement:
    return AgreementFactory.create(between=(cast.prison, cast.centre), fields=[cast.field])


@pytest.fixture
def signed(cast) -> Agreement:
    return AgreementFactory.create(signed=True, between=(cast.prison, cast.centre), fields=[cast.field], quota=60)


def running(cast, days_left: int) -> Agreement:
    today = timezone.localdate()
    return AgreementFactory.create(
        signed=True,
        between=(cast.prison, cast.centre),
        starts_on=today - dt.timedelta(days=10),
        ends_on=today + dt.timedelta(days=days_left),
    )


# -- Who sees what


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_three_rows_as_for_one(cast, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    for _row in range(rows):
        AgreementFactory.create(between=(cast.prison, cast.centre), fields=[cast.field])

    with django_assert_num_queries(15):
        client.get("/perjanjian/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_many_queries_for_three_batches_as_for_one(cast, signed, django_assert_num_queries, rows):
    client = cast.client(cast.giatja)
    for _row in range(rows):
        BatchFactory.create(agreement=signed, facility=cast.prison, package__centre=cast.centre)

    with django_assert_num_queries(27):
        client.get(signed.get_absolute_url())


@pytest.mark.parametrize("who", ["giatja", "head", "centre_staff", "regional_head"])
def test_both_sides_and_their_region_see_an_agreement(cast, draft, who):
    AgreementFactory.create(between=(cast.other_prison, cast.other_centre))

    answer = cast.client(getattr(cast, who)).get("/perjanjian/")

    assert list(answer.context["object_list"]) == [draft]


EDITS = ["ubah/", "ruang-lingkup/", "penanda-tangan/", "periksa/"]
STEPS = ["", *EDITS, "tanda-tangan/", "akhiri/"]


@pytest.mark.parametrize("step", STEPS)
def test_another_prison_s_agreement_is_not_found(cast, draft, step):
    who = cast.stranger if step in ("", *EDITS) else cast.strange_head
    client = cast.client(who)

    answers = [client.get(f"/perjanjian/{draft.pk}/{step}").status_code]
    if step not in ("", "periksa/"):
        answers += [client.post(f"/perjanjian/{draft.pk}/{step}", {}).status_code]

    assert set(answers) == {404}


@pytest.mark.parametrize("step", STEPS)
def test_an_instructor_is_not_granted_agreements(cast, draft, step):
    assert cast.client(cast.instructor).get(f"/perjanjian/{draft.pk}/{step}").status_code == 403


@pytest.mark.parametrize("who", ["giatja", "centre_staff", "regional_head"])
@pytest.mark.parametrize("step", ["tanda-tangan/", "akhiri/"])
def test_only_the_head_of_the_prison_signs_and_terminates(cast, draft, who, step):
    client = cast.client(getattr(cast, who))

    answer = client.post(f"/perjanjian/{draft.pk}/{step}", {"signed_on": "2021-01-01"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (403, Agreement.State.DRAFT)


@pytest.mark.parametrize("url", ["/perjanjian/", ADD, "/perjanjian/1/", "/perjanjian/1/ubah/"])
def test_who_is_not_signed_in_is_sent_to_the_sign_in(url):
    assert Client().get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("who", ["giatja", "head", "centre_staff", "regional_head"])
def test_every_button_on_the_page_opens_for_who_sees_it(cast, draft, who):
    client = cast.client(getattr(cast, who))
    page = client.get(draft.get_absolute_url()).content.decode()

    shown = [step for step in STEPS[1:] if f'href="/perjanjian/{draft.pk}/{step}"' in page]

    expected = {"giatja": ["periksa/"], "head": ["periksa/", "tanda-tangan/"], "centre_staff": ["periksa/"]}
    assert shown == expected.get(who, [])
    assert [client.get(f"/perjanjian/{draft.pk}/{step}").status_code for step in shown] == [200] * len(shown)


# -- Search and filters


@pytest.mark.parametrize("words", ["menjahit", "W13.Z", "pekalongan", "BLK Pekal"])
def test_agreements_are_found_by_title_number_and_party(cast, draft, words):
    Agreement.objects.filter(pk=draft.pk).update(title="Pelatihan menjahit")
    AgreementParty.objects.filter(agreement=draft, facility__isnull=False).update(number="W13.Z-1")
    other_prison = FacilityFactory.create(region=cast.region, name="Tegal")
    other_centre = TrainingCentreFactory.create(region=cast.region, name="BLK Tegal")
    AgreementFactory.create(between=(other_prison, other_centre))

    answer = cast.client(cast.regional_head).get("/perjanjian/", {"q": words})

    assert list(answer.context["object_list"]) == [draft]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("standing=IN_FORCE", {"long", "soon"}),
        ("standing=ENDS_SOON", {"soon"}),
        ("standing=ENDED", {"ended"}),
        ("standing=DRAFT", {"draft"}),
        ("standing=TERMINATED", set()),
        ("kind=MOU", set()),
        ("kind=PKS", {"long", "soon", "ended", "draft"}),
        ("standing=x&kind=y&sort=z&page=w", {"long", "soon", "ended", "draft"}),
    ],
)
def test_agreements_are_filtered_by_kind_and_by_how_they_stand_today(cast, draft, signed, query, names):
    made = {"draft": draft, "ended": signed, "soon": running(cast, 90), "long": running(cast, 91)}

    answer = cast.client(cast.giatja).get(f"/perjanjian/?{query}")

    assert set(answer.context["object_list"]) == {made[name] for name in names}


def test_agreements_are_sorted_in_the_url(cast, signed):
    later = running(cast, 5)

    rows = cast.client(cast.giatja).get("/perjanjian/?sort=-ends_on").context["object_list"]

    assert list(rows) == [later, signed]


# -- The page


def test_the_page_counts_seats_of_batches_that_are_not_cancelled(cast, signed):
    for seats, state in ((20, "PLANNED"), (30, "CANCELLED")):
        BatchFactory.create(
            agreement=signed, facility=cast.prison, package__centre=cast.centre, seats=seats, state=state
        )

    context = cast.client(cast.giatja).get(signed.get_absolute_url()).context

    assert (context["seats_planned"], context["seats_left"]) == (20, 40)


def test_the_page_without_a_quota_has_no_seats_left(cast, draft):
    assert cast.client(cast.giatja).get(draft.get_absolute_url()).context["seats_left"] is None


def test_the_page_tells_what_happened_to_the_agreement(cast, draft):
    cast.client(cast.head).post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": "2021-01-01"})

    events = cast.client(cast.centre_staff).get(draft.get_absolute_url()).context["events"]

    assert [(event.verb, event.by) for event in events] == [(Verb.SIGN, cast.head)]


# -- Drafting, page by page


def test_an_agreement_is_drafted_on_three_pages_and_checked_on_the_fourth(cast):
    client = cast.client(cast.giatja)

    first = client.post(ADD, first_page(cast))
    agreement = Agreement.objects.get()
    way = f"/perjanjian/{agreement.pk}/"
    second = client.post(f"{way}ruang-lingkup/", scope(cast))
    third = client.post(f"{way}penanda-tangan/", signatories(agreement))

    agreement.refresh_from_db()
    pages = [answer.headers["Location"] for answer in (first, second, third)]
    sides = agreement.parties.values_list("facility", "centre", "number", "signatory_name", "signatory_nip")
    assert pages == [f"{way}ruang-lingkup/", f"{way}penanda-tangan/", f"{way}periksa/"]
    assert (agreement.state, agreement.quota, list(agreement.fields.all())) == ("DRAFT", 60, [cast.field])
    assert list(sides) == [
        (cast.prison.pk, None, "W13.PAS.PAS7-HH.05.05-12", "Suryo Wibisana", "197001011995031901"),
        (None, cast.centre.pk, "560/0451", "Ratna Ambarwati", ""),
    ]
    assert agreement.witnesses.get().name == "Bagus Prakoso"
    assert client.get(f"{way}periksa/").context["gaps"] == []


def test_who_comes_from_the_check_goes_back_to_it(cast, draft):
    answer = cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/ruang-lingkup/?periksa", scope(cast))

    assert answer.headers["Location"] == f"/perjanjian/{draft.pk}/periksa/"


def test_the_check_says_what_is_missing_and_which_nip_is_odd(cast):
    draft = AgreementFactory.create(between=(cast.prison, cast.centre))
    draft.parties.update(number="", signatory_nip="66100123")

    context = cast.client(cast.giatja).get(f"/perjanjian/{draft.pk}/periksa/").context

    assert len(context["gaps"]) == 2
    assert context["odd_nips"] == ["66100123", "66100123"]


def test_several_prisons_and_centres_stand_on_each_side(cast):
    neighbour = FacilityFactory.create(region=cast.region, name="Zona")
    second = TrainingCentreFactory.create(region=cast.region, name="Zona BLK")
    data = first_page(cast, facilities=[cast.prison.pk, neighbour.pk], centres=[cast.centre.pk, second.pk])

    cast.client(cast.giatja).post(ADD, data)

    places = [party.place for party in Agreement.objects.get().parties.all()]
    assert places == [cast.prison, neighbour, cast.centre, second]


def test_the_trail_of_a_new_agreement_reaches_both_sides(cast):
    cast.client(cast.giatja).post(ADD, first_page(cast))

    event = AuditEvent.objects.get(verb=Verb.ADD)

    assert event.scope == sorted({*cast.prison.scope_keys, *cast.centre.scope_keys})


def test_a_party_that_stays_keeps_its_number_and_one_that_goes_is_gone(cast):
    second = TrainingCentreFactory.create(region=cast.region)
    draft = AgreementFactory.create(between=(cast.prison, cast.centre))

    cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/ubah/", first_page(cast, centres=[second.pk]))

    assert list(draft.parties.values_list("facility", "centre", "number")) == [
        (cast.prison.pk, None, f"W13.{draft.pk}"),
        (None, second.pk, ""),
    ]


def test_the_pages_show_what_was_saved(cast):
    client = cast.client(cast.centre_staff)
    client.post(ADD, first_page(cast))
    agreement = Agreement.objects.get()
    client.post(f"/perjanjian/{agreement.pk}/penanda-tangan/", signatories(agreement))

    first = client.get(f"/perjanjian/{agreement.pk}/ubah/").context["form"]
    third = client.get(f"/perjanjian/{agreement.pk}/penanda-tangan/").context["form"]

    assert (first["facilities"].value(), first["centres"].value()) == ([cast.prison.pk], [cast.centre.pk])
    sent = signatories(agreement) | {f"party_{agreement.parties.first().pk}_signatory_nip": "197001011995031901"}
    assert {name: third[name].value() for name in sent} == sent


def test_rows_for_witnesses_never_run_out(cast, draft):
    client, url = cast.client(cast.giatja), f"/perjanjian/{draft.pk}/penanda-tangan/"
    sent = {f"witness_{row}_{part}": "Bagus Prakoso" for row in (1, 2) for part in ("name", "position")}

    answer = client.post(url, {**sent, "tambah": "1"})

    assert answer.headers["Location"] == url
    form = client.get(url).context["form"]
    assert [name for name in form.fields if name.endswith("_name") and name.startswith("witness")] == [
        f"witness_{row}_name" for row in (1, 2, 3, 4)
    ]


def test_a_row_that_came_back_with_an_error_is_still_there(cast, draft):
    url = f"/perjanjian/{draft.pk}/penanda-tangan/"

    answer = cast.client(cast.giatja).post(url, {"witness_6_name": "Bagus Prakoso"})

    assert list(answer.context["form"].errors) == ["witness_6_position"]
    assert draft.witnesses.count() == 0


def test_witnesses_left_empty_are_taken_out(cast, draft):
    draft.witnesses.create(name="Bagus Prakoso", position="Kadivpas")

    cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/penanda-tangan/", {"witness_1_name": ""})

    assert draft.witnesses.count() == 0


@pytest.mark.parametrize("who", ["giatja", "centre_staff"])
def test_partners_are_chosen_from_the_region(cast, who):
    neighbour = FacilityFactory.create(region=cast.region, name="Zona")
    second = TrainingCentreFactory.create(region=cast.region, name="Zona BLK")

    fields = cast.client(getattr(cast, who)).get(ADD).context["form"].fields

    assert list(fields["facilities"].queryset) == [cast.prison, neighbour]
    assert list(fields["centres"].queryset) == [cast.centre, second]


@pytest.mark.parametrize(("who", "field"), [("giatja", "facilities"), ("centre_staff", "centres")])
def test_one_s_own_place_is_among_the_parties(cast, who, field):
    others = {
        "facilities": FacilityFactory.create(region=cast.region),
        "centres": TrainingCentreFactory.create(region=cast.region),
    }

    answer = cast.client(getattr(cast, who)).post(ADD, first_page(cast, **{field: [others[field].pk]}))

    assert list(answer.context["form"].errors) == [field]


def test_the_umbrellas_offered_are_memoranda_that_the_user_sees(cast):
    mine = AgreementFactory.create(kind="MOU", between=(cast.prison, cast.centre))
    AgreementFactory.create(kind="PKS", between=(cast.prison, cast.centre))
    AgreementFactory.create(kind="MOU", between=(cast.other_prison, cast.other_centre))

    fields = cast.client(cast.giatja).get(ADD).context["form"].fields

    assert list(fields["umbrella"].queryset) == [mine]


def test_a_memorandum_is_not_offered_as_its_own_umbrella(cast):
    mine = AgreementFactory.create(kind="MOU", between=(cast.prison, cast.centre))

    fields = cast.client(cast.giatja).get(f"/perjanjian/{mine.pk}/ubah/").context["form"].fields

    assert list(fields["umbrella"].queryset) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "p" * 201}, "title"),
        ({"kind": "SURAT"}, "kind"),
        ({"starts_on": "besok"}, "starts_on"),
        ({"starts_on": "2021-02-30"}, "starts_on"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "2020-12-31"}, "ends_on"),
        ({"umbrella": "999999"}, "umbrella"),
        ({"amends": "999999"}, "amends"),
        ({"kind": "ADDENDUM"}, "amends"),
        ({"facilities": []}, "facilities"),
        ({"facilities": ["abc"]}, "facilities"),
        ({"centres": ["999999"]}, "centres"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(cast, changes, field):
    answer = cast.client(cast.giatja).post(ADD, first_page(cast, **changes))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Agreement.objects.exists() and not AgreementParty.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": []}, "fields"),
        ({"fields": ["999999"]}, "fields"),
        ({"quota": "0"}, "quota"),
        ({"quota": "-1"}, "quota"),
        ({"quota": "99999999999"}, "quota"),
        ({"trainee_policy": "x"}, "trainee_policy"),
    ],
)
def test_a_bad_scope_is_refused_at_its_field(cast, draft, changes, field):
    answer = cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/ruang-lingkup/", scope(cast, **changes))

    draft.refresh_from_db()
    assert (list(answer.context["form"].errors), draft.quota) == ([field], None)


@pytest.mark.parametrize(
    ("part", "value"), [("number", "n" * 101), ("signatory_name", "n" * 201), ("signatory_nip", "1" * 31)]
)
def test_bad_signatories_are_refused_at_their_field_and_nothing_is_saved(cast, draft, part, value):
    party = draft.parties.first()
    before = list(draft.parties.values())
    data = signatories(draft, **{f"party_{party.pk}_{part}": value})

    answer = cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/penanda-tangan/", data)

    assert list(answer.context["form"].errors) == [f"party_{party.pk}_{part}"]
    assert (list(draft.parties.values()), draft.witnesses.count()) == (before, 0)


@pytest.mark.parametrize(("given", "missing"), [("name", "position"), ("position", "name")])
def test_a_witness_has_name_and_position(cast, draft, given, missing):
    url = f"/perjanjian/{draft.pk}/penanda-tangan/"

    answer = cast.client(cast.giatja).post(url, {f"witness_1_{given}": "Bagus Prakoso"})

    assert list(answer.context["form"].errors) == [f"witness_1_{missing}"]


def test_a_party_of_another_region_stays_when_somebody_edits_who_could_not_choose_it(cast, draft):
    draft.parties.create(centre=cast.other_centre, number="560/9")
    data = first_page(cast, centres=[cast.centre.pk, cast.other_centre.pk])

    cast.client(cast.giatja).post(f"/perjanjian/{draft.pk}/ubah/", data)

    assert draft.parties.get(centre=cast.other_centre).number == "560/9"


def test_a_memorandum_stands_under_no_umbrella(cast):
    umbrella = AgreementFactory.create(kind="MOU", between=(cast.prison, cast.centre))

    answer = cast.client(cast.giatja).post(ADD, first_page(cast, kind="MOU", umbrella=umbrella.pk))

    assert list(answer.context["form"].errors) == ["umbrella"]


def test_an_empty_post_names_every_required_field(cast):
    answer = cast.client(cast.giatja).post(ADD, {})

    required = {"kind", "title", "starts_on", "ends_on", "facilities", "centres"}
    assert set(answer.context["form"].errors) == required


def test_a_second_click_on_save_leaves_one_agreement_and_says_why(cast):
    client = cast.client(cast.giatja)
    client.post(ADD, first_page(cast))

    answer = client.post(ADD, first_page(cast))

    assert list(answer.context["form"].errors) == ["title"]
    assert (Agreement.objects.count(), AgreementParty.objects.count()) == (1, 2)


def test_quotes_and_html_in_a_title_are_shown_as_text(cast):
    title = 'Pelatihan "jahit" <script>alert(1)</script>'
    client = cast.client(cast.giatja)
    client.post(ADD, first_page(cast, title=title))

    page = client.get(Agreement.objects.get().get_absolute_url()).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


@pytest.mark.parametrize("page", ["ubah/", "ruang-lingkup/", "penanda-tangan/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_signed_agreement_is_not_edited(cast, signed, method, page):
    client = cast.client(cast.giatja)

    answer = getattr(client, method)(f"/perjanjian/{signed.pk}/{page}", first_page(cast), follow=True)

    signed.refresh_from_db()
    assert answer.redirect_chain == [(signed.get_absolute_url(), 302)]
    assert [str(message.level_tag) for message in answer.context["messages"]] == ["error"]
    assert signed.title != "Pelatihan menjahit"


def test_the_page_of_a_signed_agreement_has_no_button_to_edit(cast, signed):
    page = cast.client(cast.giatja).get(signed.get_absolute_url()).content.decode()

    assert f"/perjanjian/{signed.pk}/periksa/" not in page


# -- Signing and terminating


def test_the_head_of_the_prison_signs(cast, draft):
    answer = cast.client(cast.head).post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": "2020-12-20"})

    draft.refresh_from_db()
    assert answer.headers["Location"] == draft.get_absolute_url()
    assert (draft.state, draft.signed_on) == (Agreement.State.SIGNED, dt.date(2020, 12, 20))


def spoil(agreement: Agreement, what: str) -> None:
    parties = agreement.parties.filter(centre__isnull=False)
    if what == "number":
        parties.update(number="")
    elif what == "signatory":
        parties.update(signatory_name="")
    elif what == "side":
        parties.delete()
    else:
        agreement.fields.clear()


@pytest.mark.parametrize("what", ["number", "signatory", "side", "fields"])
def test_an_incomplete_agreement_is_not_signed(cast, draft, what):
    spoil(draft, what)

    answer = cast.client(cast.head).post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": "2020-12-20"})

    draft.refresh_from_db()
    assert len(answer.context["form"].non_field_errors()) == 1
    assert (draft.state, AuditEvent.objects.filter(verb=Verb.SIGN).exists()) == (Agreement.State.DRAFT, False)


@pytest.mark.parametrize("day", ["", "kemarin", "2021-02-30", "tomorrow"])
def test_a_bad_day_of_signing_is_refused_at_its_field(cast, draft, day):
    day = str(timezone.localdate() + dt.timedelta(days=1)) if day == "tomorrow" else day

    answer = cast.client(cast.head).post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": day})

    draft.refresh_from_db()
    assert (list(answer.context["form"].errors), draft.state) == (["signed_on"], Agreement.State.DRAFT)


def test_a_second_click_on_sign_says_that_it_is_signed(cast, draft):
    client = cast.client(cast.head)
    client.post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": "2020-12-20"})

    answer = client.post(f"/perjanjian/{draft.pk}/tanda-tangan/", {"signed_on": "2020-12-21"})

    draft.refresh_from_db()
    assert len(answer.context["form"].non_field_errors()) == 1
    assert (draft.signed_on, AuditEvent.objects.filter(verb=Verb.SIGN).count()) == (dt.date(2020, 12, 20), 1)


def test_the_head_of_the_prison_terminates_with_a_reason(cast, signed):
    data = {"terminated_on": "2021-07-01", "reason": "Gedung pelatihan dibongkar"}

    cast.client(cast.head).post(f"/perjanjian/{signed.pk}/akhiri/", data)

    signed.refresh_from_db()
    event = AuditEvent.objects.get(verb=Verb.TERMINATE)
    assert (signed.state, signed.terminated_on) == (Agreement.State.TERMINATED, dt.date(2021, 7, 1))
    assert (event.reason, event.by) == ("Gedung pelatihan dibongkar", cast.head)
    assert not signed.is_in_force(on=dt.date(2021, 7, 1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"terminated_on": ""}, "terminated_on"),
        ({"terminated_on": "2020-12-31"}, "terminated_on"),
        ({"terminated_on": "2022-01-01"}, "terminated_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "r" * 501}, "reason"),
    ],
)
def test_a_bad_termination_is_refused_at_its_field(cast, signed, changes, field):
    data = {"terminated_on": "2021-07-01", "reason": "Gedung pelatihan dibongkar", **changes}

    answer = cast.client(cast.head).post(f"/perjanjian/{signed.pk}/akhiri/", data)

    signed.refresh_from_db()
    assert (list(answer.context["form"].errors), signed.state) == ([field], Agreement.State.SIGNED)


def test_a_draft_is_not_terminated(cast, draft):
    data = {"terminated_on": "2021-07-01", "reason": "Tidak jadi"}

    answer = cast.client(cast.head).post(f"/perjanjian/{draft.pk}/akhiri/", data)

    draft.refresh_from_db()
    assert (len(answer.context["form"].non_field_errors()), draft.state) == (1, Agreement.State.DRAFT)

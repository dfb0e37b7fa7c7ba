"""Where packages are chosen: whom the market looks for, and how many are at work, never about a few."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent
from programs.models import DemandNote, Package
from programs.prospects import prospects, region_of, with_prospects
from programs.told import told_in_groups
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.reports.nation import board_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 7, 1)
NOTE = {
    "district": "Kota  Pekalongan ",
    "text": "Pabrik mencari operator",
    "wanted": "12",
    "source": "Dinas Tenaga Kerja",
    "noted_on": "2021-06-01",
    "valid_until": "2022-05-31",
}
APART = """
SELECT p.field_id, count(*), count(*) FILTER (WHERE latest.kind IN ('WORK', 'BUSINESS')),
    count(*) FILTER (WHERE latest.is_in_field), count(*) FILTER (WHERE latest.kind = 'TRAINING')
FROM programs_outcome latest JOIN programs_enrollment e ON e.id = latest.enrollment_id
JOIN programs_batch b ON b.id = e.batch_id JOIN programs_package p ON p.id = b.package_id
JOIN trainees_inmate i ON i.id = e.inmate_id JOIN facilities_facility f ON f.id = i.facility_id
WHERE latest.kind IN ('WORK', 'BUSINESS', 'TRAINING', 'NONE') AND f.region_id = %s AND NOT EXISTS (
    SELECT FROM programs_outcome later WHERE later.enrollment_id = latest.enrollment_id
        AND later.months > latest.months AND later.kind IN ('WORK', 'BUSINESS', 'TRAINING', 'NONE'))
GROUP BY p.field_id HAVING count(*) >= 5"""


def tell(place: Place, people: int) -> None:
    """The first of them has no work; all others have."""
    batch = place.batch()
    for number in range(people):
        facts = {} if number else {"kind": "NONE", "is_in_field": None}
        make.OutcomeFactory.create(enrollment=make.graduate(batch=batch), **facts)


def test_people_at_work_are_counted_by_field_as_an_independent_count_says(place, stranger):
    kinds = [("WORK", True), ("BUSINESS", False), ("TRAINING", True), ("NONE", None), ("WORK", False), ("NONE", None)]
    batch = place.batch()
    for kind, in_field in kinds:
        row = make.graduate(batch=batch)
        make.OutcomeFactory.create(enrollment=row, kind=kind, is_in_field=in_field)
        if kind == "NONE":
            make.OutcomeFactory.create(enrollment=row, months=6, asked_on="2022-03-01")
    untold = {"is_in_field": None, "consent_on": None, "consent_how": ""}
    make.OutcomeFactory.create(enrollment=row, months=9, asked_on="2022-06-01", kind="NOT_REACHED", **untold)
    tell(stranger, 5)

    found = told_in_groups(region=place.facility.region.pk)

    with connection.cursor() as cursor:
        cursor.execute(APART, [place.facility.region_id])
        apart = {field: tuple(counts) for field, *counts in cursor.fetchall()}
    assert {key: (one.told, one.working, one.in_field, one.training) for key, one in found.items()} == apart
    assert apart == {place.field.pk: (6, 5, 4, 1)}


def test_fields_about_fewer_than_five_people_say_nothing(place):
    tell(place, 4)
    few = told_in_groups(region=place.facility.region.pk)
    tell(place, 1)

    assert (few, told_in_groups(region=place.facility.region.pk)[place.field.pk].told) == ({}, 5)


def test_one_person_with_five_trainings_is_not_five_people(place):
    first = dt.date(2020, 1, 6)
    batches = [
        place.batch(
            starts_on=first + dt.timedelta(days=30 * number), ends_on=first + dt.timedelta(days=30 * number + 20)
        )
        for number in range(5)
    ]
    inmate = make.InmateFactory.create(facility=place.facility)
    trainings = [make.EnrollmentFactory.create(state="COMPLETED", inmate=inmate, batch=batch) for batch in batches]
    make.released(trainings[0], on=dt.date(2021, 8, 1))
    for training in trainings:
        make.OutcomeFactory.create(enrollment=training)

    for_auditor = board_of(make.posted(Role.AUDITOR), tahun=2022)
    for_head = board_of(make.posted(Role.FACILITY_HEAD, place.facility), tahun=2022)
    assert (told_in_groups(region=place.facility.region.pk), for_auditor.after_release) == ({}, None)
    assert for_head.after_release.whole == 5


def test_only_notes_of_the_region_that_count_on_the_day_are_shown(place, stranger):
    own = make.DemandNoteFactory.create(facility=place.facility, field=place.field, wanted=5)
    more = make.DemandNoteFactory.create(facility=place.facility, field=place.field, source="Koran", wanted=7)
    make.DemandNoteFactory.create(facility=place.facility, field=place.field, source="Radio")
    make.DemandNoteFactory.create(facility=stranger.facility, field=place.field, wanted=100)
    past = {"noted_on": dt.date(2020, 1, 1), "valid_until": dt.date(2021, 6, 30)}
    make.DemandNoteFactory.create(facility=place.facility, field=place.field, **past)

    prospect = prospects(place.facility.region, on=DAY)[place.field.pk]

    assert (prospect.notes[1:], prospect.wanted, len(prospect.notes)) == ([more, own], 12, 3)


def test_the_region_is_that_of_the_reader_and_the_nation_has_none(place):
    auditor = make.posted(Role.AUDITOR)

    assert [region_of(user) for user in (place.staff, place.centre_staff, place.regional_head, auditor)] == [
        *[place.facility.region] * 3,
        None,
    ]


def test_packages_carry_what_is_known_of_their_field(place):
    tell(place, 5)
    make.DemandNoteFactory.create(facility=place.facility, field=place.field, wanted=5)
    other = make.PackageFactory.create(centre=place.centre)

    rows = with_prospects(Package.objects.all(), prospects(None, on=DAY))

    names = ("notes_standing", "people_wanted", "told_after", "working_after")
    assert {row.pk: tuple(getattr(row, name) for name in names) for row in rows} == {
        place.package.pk: (1, 5, 5, 4),
        other.pk: (None, None, None, None),
    }


def test_they_are_shown_wherever_a_package_is_chosen(place, sign_in: SignIn):
    tell(place, 5)
    today = timezone.localdate()
    days = {"noted_on": today, "valid_until": today}
    make.DemandNoteFactory.create(facility=place.facility, field=place.field, text="Garmen besar", wanted=3, **days)
    pages = {
        "demand": reverse("programs:demand"),
        "list": reverse("programs:package-list"),
        "package": place.package.get_absolute_url(),
        "batch": reverse("programs:batch-add"),
    }

    shown = {name: sign_in(place.staff).get(url) for name, url in pages.items()}

    [row] = [row for row in shown["demand"].context["rows"] if row.field == place.field]
    [listed] = shown["list"].context["page_obj"]
    [beside] = shown["batch"].context["prospects"]
    told = [row.prospect.after.told, listed.told_after, shown["package"].context["prospect"].after.told]
    assert [*told, beside.after.told] == [5, 5, 5, 5]
    assert ("Garmen besar" in shown["package"].content.decode(), "Garmen besar" in shown["batch"].content.decode()) == (
        True,
        True,
    )


def test_no_page_about_a_few_tells_what_one_person_said(place, sign_in: SignIn):
    tell(place, 4)

    page = sign_in(place.centre_staff).get(reverse("programs:package-detail", args=[place.package.pk]))

    assert page.context["prospect"].after is None


@pytest.mark.parametrize(
    ("who", "office"), [("staff", "facility"), ("centre_staff", "centre"), ("regional_head", "region")]
)
def test_prison_centre_and_region_note_demand_for_their_region(place, who, office, sign_in: SignIn):
    user = getattr(place, who)

    sign_in(user).post(reverse("programs:demand-note-add"), {**NOTE, "field": place.field.pk})

    note = DemandNote.objects.get()
    places = {"facility": place.facility, "centre": place.centre, "region": place.facility.region}
    assert (note.office, note.region, note.district, note.recorded_by) == (
        places[office],
        place.facility.region,
        "Kota Pekalongan",
        user,
    )
    assert AuditEvent.objects.filter(object_type="programs.demandnote", verb="add", by=user).count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"source": ""}, "source"),
        ({"wanted": "0"}, "wanted"),
        ({"wanted": "banyak"}, "wanted"),
        ({"valid_until": "2021-05-31"}, "__all__"),
        ({"noted_on": "2099-01-01", "valid_until": "2099-01-01"}, "noted_on"),
        ({"noted_on": "0021-06-01"}, "noted_on"),
        ({"text": "x" * 301}, "text"),
    ],
)
def test_what_is_wrong_with_a_note_is_said_and_nothing_is_kept(place, changed, field, sign_in: SignIn):
    page = sign_in(place.staff).post(reverse("programs:demand-note-add"), {**NOTE, "field": place.field.pk, **changed})

    assert (page.status_code, list(page.context["form"].errors), DemandNote.objects.count()) == (200, [field], 0)


def test_the_same_is_not_noted_twice(place, sign_in: SignIn):
    client = sign_in(place.staff)
    client.post(reverse("programs:demand-note-add"), {**NOTE, "field": place.field.pk})

    again = client.post(reverse("programs:demand-note-add"), {**NOTE, "field": place.field.pk})

    assert (again.status_code, DemandNote.objects.count()) == (200, 1)


def test_an_office_mends_and_removes_its_own_notes_and_the_region_all_of_its_own(place, stranger, sign_in: SignIn):
    note = make.DemandNoteFactory.create(facility=place.facility, field=place.field)
    edit, remove = (reverse(f"programs:demand-note-{what}", args=[note.pk]) for what in ("edit", "remove"))

    refused = [sign_in(user).get(edit).status_code for user in (place.centre_staff, stranger.staff)]
    refused.append(sign_in(place.centre_staff).post(remove).status_code)
    sign_in(place.regional_head).post(edit, {**NOTE, "field": place.field.pk, "wanted": "99"})
    mended = DemandNote.objects.get()
    sign_in(place.staff).post(remove)

    assert (refused, mended.wanted, mended.facility) == ([404, 404, 404], 99, place.facility)
    assert not DemandNote.objects.exists()


def test_the_list_hides_what_no_longer_counts_until_asked(place, sign_in: SignIn):
    make.DemandNoteFactory.create(facility=place.facility)
    client = sign_in(place.centre_staff)
    url = reverse("programs:demand-note-list")

    counts = [client.get(url, asked).context["page_obj"].paginator.count for asked in ({}, {"old": "on"})]

    assert counts == [0, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_notes_costs_the_same_queries_with_one_and_with_three(
    place, rows, sign_in: SignIn, django_assert_num_queries
):
    today = timezone.localdate()
    for _ in range(rows):
        make.DemandNoteFactory.create(facility=place.facility, noted_on=today, valid_until=today)
    client = sign_in(place.staff)

    with django_assert_num_queries(15):
        client.get(reverse("programs:demand-note-list"))

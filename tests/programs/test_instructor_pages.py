"""Instructors, their certificates, and the map of who can teach what where."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.gaps import cover_map
from programs.models import Instructor, InstructorCertificate
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

ON = dt.date(2021, 6, 10)


def test_the_centre_enters_a_certificate_and_an_empty_day_means_no_expiry(place: Place, sign_in: SignIn) -> None:
    page = reverse("programs:instructor-certificate-add", args=[place.instructor.pk])
    facts = {"kind": "TECHNICAL", "field": place.field.pk, "number": "T-1", "issued_by": "LSP", "valid_until": ""}

    sign_in(place.centre_staff).post(page, facts)

    (paper,) = place.instructor.certificates.all()
    assert (paper.kind, paper.number, paper.valid_until, paper.is_valid(on=ON)) == ("TECHNICAL", "T-1", None, True)


def test_the_same_certificate_twice_is_refused_at_the_form(place: Place, sign_in: SignIn) -> None:
    page = reverse("programs:instructor-certificate-add", args=[place.instructor.pk])
    facts = {"kind": "TECHNICAL", "field": place.field.pk, "number": "T-1", "valid_until": "2021-12-31"}
    client = sign_in(place.centre_staff)

    client.post(page, facts)
    again = client.post(page, facts)

    assert again.context["form"].non_field_errors() == ["This certificate is already on file."]
    assert place.instructor.certificates.count() == 1


def test_an_officers_certificates_are_typed_by_nobody(place: Place, sign_in: SignIn) -> None:
    officer = Instructor.objects.create(kind="OFFICER", officer=place.officer(), name="Petugas")
    place.batch()
    page = reverse("programs:instructor-certificate-add", args=[officer.pk])

    assert sign_in(place.centre_staff).get(page).status_code == 404
    assert sign_in(place.staff).get(page).status_code == 403


def test_only_a_third_party_names_an_employer(place: Place, sign_in: SignIn) -> None:
    page, client = reverse("programs:instructor-add"), sign_in(place.centre_staff)
    facts = {"name": "Rini", "fields": [place.field.pk], "employer": "LKP Mandiri"}

    refused = client.post(page, {**facts, "kind": "CENTRE"}).context["form"]
    client.post(page, {**facts, "kind": "THIRD_PARTY"})

    assert refused.errors == {"employer": ["Only a third party comes from a company or institution."]}
    assert list(Instructor.objects.filter(name="Rini").values_list("kind", "employer", "nip")) == [
        ("THIRD_PARTY", "LKP Mandiri", "")
    ]


def test_who_has_expired_or_is_away_today_says_so_in_the_list(place: Place, sign_in: SignIn) -> None:
    today = timezone.localdate()
    yesterday = today - dt.timedelta(days=1)
    make.InstructorCertificateFactory.create(instructor=place.instructor, field=place.field, valid_until=yesterday)
    renewed, away = make.InstructorFactory.create_batch(2, centre=place.centre)
    for until in (yesterday, today):
        make.InstructorCertificateFactory.create(instructor=renewed, field=place.field, valid_until=until)
    make.InstructorAbsenceFactory.create(instructor=away, starts_on=today, ends_on=today)

    rows = sign_in(place.centre_staff).get(reverse("programs:instructor-list")).context["page_obj"]

    assert {row.pk: (row.has_ended, row.is_away) for row in rows} == {
        place.instructor.pk: (True, False),
        place.assessor.pk: (False, False),
        renewed.pk: (False, False),
        away.pk: (False, True),
    }


def test_the_newest_certificate_of_a_kind_and_field_speaks_for_it(place: Place) -> None:
    papers = {
        until: make.InstructorCertificateFactory.create(
            instructor=place.instructor, field=place.field, valid_until=until
        )
        for until in (ON, ON + dt.timedelta(days=9))
    }

    latest = InstructorCertificate.objects.newest()
    assert list(latest) == [papers[ON + dt.timedelta(days=9)]]
    make.InstructorCertificateFactory.create(instructor=place.instructor, field=place.field, valid_until=None)
    assert list(latest.all()) == []


def test_the_map_counts_who_can_teach_today_and_in_ninety_days(place: Place, django_assert_num_queries) -> None:
    other = make.FieldFactory.create(name="A bidang tanpa pengajar")
    place.agreement.fields.add(other)
    soon = make.InstructorFactory.create(centre=place.centre, fields=[place.field])
    ended = make.InstructorFactory.create(centre=place.centre, fields=[place.field])
    for teacher, days in ((soon, 30), (ended, -1)):
        until = ON + dt.timedelta(days=days)
        make.InstructorCertificateFactory.create(instructor=teacher, field=place.field, valid_until=until)

    with django_assert_num_queries(8):
        cover = cover_map(place.staff, on=ON)

    cells = [(cell.field, cell.officers, cell.of_centres, cell.ends_soon) for cell in cover.cells]
    assert cells == [(other, 0, 0, 0), (place.field, 0, 3, 1)]
    assert (cover.lacking, cover.wanted, cover.of_centres_alone, cover.ending) == (1, 2, 1, 1)


def test_the_map_counts_who_teaches_several_fields_once_in_each(place: Place) -> None:
    other = make.FieldFactory.create(name="A bidang kedua")
    place.agreement.fields.add(other)
    make.InstructorFactory.create(centre=place.centre, fields=[other, make.FieldFactory.create(), place.field])

    cover = cover_map(place.staff, on=ON)

    assert [(cell.field, cell.of_centres) for cell in cover.cells] == [(other, 1), (place.field, 3)]


def test_the_map_shows_only_prisons_of_the_readers_agreements(place: Place, stranger: Place, sign_in: SignIn) -> None:
    today = timezone.localdate()
    for one in (place, stranger):
        one.agreement.ends_on = today + dt.timedelta(days=100)
        one.agreement.save()
    url = reverse("programs:instructor-gaps")

    def prisons(user, **query):
        return [row.facility for row in sign_in(user).get(url, query).context["cover"].prisons]

    auditor = make.posted("AUDITOR")
    assert prisons(place.centre_staff) == [place.facility]
    assert set(prisons(auditor)) == {place.facility, stranger.facility}
    assert prisons(auditor, wilayah=stranger.facility.region_id) == [stranger.facility]
    assert set(prisons(auditor, wilayah="x")) == {place.facility, stranger.facility}
    assert prisons(place.regional_head, wilayah=stranger.facility.region_id) == [place.facility]


def test_a_cell_of_the_map_leads_to_those_it_counts(place: Place, stranger: Place, sign_in: SignIn) -> None:
    place.agreement.ends_on = timezone.localdate() + dt.timedelta(days=100)
    place.agreement.save()
    make.InstructorFactory.create(centre=place.centre)
    query = {"prison": place.facility.pk, "field": place.field.pk}

    rows = sign_in(make.posted("AUDITOR")).get(reverse("programs:instructor-list"), query).context["page_obj"]

    assert set(rows) == {place.instructor, place.assessor}

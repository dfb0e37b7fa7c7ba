"""A prison's officer renames somebody who was trained, so that another gets the certificate (docs/trust.md 6)."""

import datetime as dt

import pytest
from django.urls import reverse

from certificates.identity import identities_before
from certificates.models import Certificate, IssueRunItem
from tests.certificates.classes import Class
from trainees.models import Inmate

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Class:
    school = Class(("Bagas Wirayudha", "Sekar Ayu"))
    school.proposals()
    return school


def rename(school: Class, **changes) -> None:
    Inmate.objects.filter(enrollments=school.people[0]).update(**changes)


def test_the_head_sees_who_was_called_otherwise(school, signed_in):
    rename(school, name="Kosim Pembeli")

    page = signed_in(school.head).get(reverse("certificates:batch-issue", args=[school.batch.pk]))

    told = {row.proposal.enrollment.person.name: row.before and row.before[0] for row in page.context["waiting"]}
    assert told == {"Kosim Pembeli": "Bagas Wirayudha", "Sekar Ayu": None}
    assert "Saat kelas dimulai: Bagas Wirayudha" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"name": "Kosim Pembeli"}, True),
        ({"birth_date": dt.date(1971, 2, 3)}, True),
        ({"birth_place": "Bandung"}, False),
        ({}, False),
    ],
)
def test_name_and_day_of_birth_are_compared(school, changes, changed):
    rename(school, sex="L", **changes)

    people = school.batch.enrollments.with_people().select_related("batch")

    assert bool(identities_before(people)) is changed


def test_who_was_renamed_is_not_issued_among_many(school, signed_in):
    rename(school, name="Kosim Pembeli")

    answer = signed_in(school.head, confirmed=True).post(
        reverse("certificates:issue-run-add"), {"batches": [school.batch.pk]}, follow=True
    )

    assert [item.proposal.enrollment.person.name for item in IssueRunItem.objects.all()] == ["Sekar Ayu"]
    assert "hanya diterbitkan dari halaman angkatannya" in answer.content.decode()
    assert not Certificate.objects.filter(holder_name="Kosim Pembeli").exists()


def test_a_name_changed_back_and_forth_is_the_name_of_the_class(school):
    rename(school, name="Kosim Pembeli")
    rename(school, name="Bagas Wirayudha")

    assert identities_before(school.batch.enrollments.with_people().select_related("batch")) == {}


def test_it_asks_as_often_for_many_as_for_one(school, django_assert_num_queries):
    rows = list(school.batch.enrollments.with_people().select_related("batch"))

    with django_assert_num_queries(1):
        identities_before(rows)

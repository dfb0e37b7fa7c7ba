"""What the public page says of a competence certificate: in force, lapsed, revoked; and never more than it may."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from certificates.filters import CertificateFilter
from certificates.models import Certificate
from certificates.pdf import render
from reports.tasks import certificates as tasks
from tests.certificates.classes import past_the_triggers
from tests.certificates.competence import DecidedClass
from tests.certificates.test_pdf import FORBIDDEN, page_texts, squeezed
from tests.certificates.test_public_file import told
from tests.factories import posted

pytestmark = pytest.mark.django_db


def lapsing(on: dt.date) -> DecidedClass:
    """Decided so that the last valid day is this one."""
    return DecidedClass(decision={"decided_on": on.replace(year=on.year - 3, day=min(on.day, 28))})


def issued(school: DecidedClass, *, days_later: int = 2) -> Certificate:
    on = school.verdicts[0].decision.decided_on + dt.timedelta(days=days_later)
    return issue(school.competence_proposals(), on=on, by=school.head)[0]


def a_28th(months: int) -> dt.date:
    """The 28th of the month so many months from now, which every year has."""
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 28)


def test_one_in_force_says_scheme_number_and_last_day(client):
    certificate = issued(lapsing(a_28th(2)))

    answer = client.get(f"/v/{certificate.token}/")
    page = answer.content.decode()

    assert told(answer) == (200, "valid")
    record = certificate.as_printed
    for said in (record.scheme, record.scheme_code, record.registration_number, record.lsp_licence, record.issuer):
        assert said in page
    assert "Sertifikat kompetensi" in page
    assert "jam pelatihan" not in page.lower()


def test_one_whose_last_day_has_passed_is_lapsed(client):
    certificate = issued(DecidedClass())

    answer = client.get(f"/v/{certificate.token}/")

    assert told(answer) == (200, "expired")
    assert "17 Juli 2024" in answer.content.decode()


def test_one_whose_last_day_was_put_off_behind_our_back_is_never_called_valid(client):
    certificate = issued(DecidedClass())
    with past_the_triggers():
        Certificate.objects.filter(pk=certificate.pk).update(valid_until=dt.date(2099, 12, 31))

    assert told(client.get(f"/v/{certificate.token}/")) == (503, "unavailable")


def test_a_revoked_one_is_revoked_even_when_it_has_lapsed(client):
    school = DecidedClass()
    certificate = issued(school)
    revoke(certificate, reason="Keliru", by=school.head)

    assert told(client.get(f"/v/{certificate.token}/")) == (200, "revoked")


def test_the_last_day_ends_where_it_was_issued():
    school = DecidedClass()
    certificate = issued(school)
    certificate.record = {**certificate.record, "time_zone": "Asia/Jayapura"}
    midnight_there = dt.datetime(2024, 7, 17, 15, 0, tzinfo=dt.UTC)

    assert not certificate.is_expired(at=midnight_there - dt.timedelta(seconds=1))
    assert certificate.is_expired(at=midnight_there)


def test_the_sheet_says_each_entry_that_the_page_shows_and_nothing_of_the_prison(client):
    certificate = issued(DecidedClass())
    record = certificate.as_printed
    front, back = page_texts(render(record))

    for said in (
        "SERTIFIKAT KOMPETENSI", record.number, record.registration_number, record.holder_name, record.scheme,
        record.scheme_code, record.field, record.issuer, record.lsp_licence, record.assessor_name,
        record.assessor_registration, record.signatory_name, "17 Juli 2021", "17 Juli 2024", record.results,
    ):  # fmt: skip
        assert squeezed(said) in front
    assert all(squeezed(unit.title) in back for unit in record.units)
    assert "PELATIHAN" not in front
    assert not FORBIDDEN.search(front + back)


def test_lists_tell_the_kinds_and_the_lapsed_apart(signed_in):
    school = DecidedClass()
    training, competence = school.issued(), issued(school)
    client = signed_in(school.head)

    def shown(**query: str) -> list[Certificate]:
        return list(client.get(reverse("certificates:certificate-list"), query).context["page_obj"])

    assert shown(kind="TRAINING") == [training]
    assert shown(kind="COMPETENCE") == [competence]
    assert (shown(state="valid"), shown(state="expired")) == ([training], [competence])
    assert "kind" in CertificateFilter.base_filters


def test_the_home_page_names_what_was_decided_until_it_is_proposed():
    school = DecidedClass()
    now = timezone.now()

    def waiting() -> list[int]:
        return [tasks.competence_to_propose(user, now).count for user in (school.staff, school.recorder)]

    before = waiting()
    school.competence_proposals()

    assert (before, waiting()) == ([1, 0], [0, 0])


def test_the_home_page_names_what_lapses_within_ninety_days(settings):
    near = issued(lapsing(a_28th(1)))
    issued(lapsing(a_28th(7)))
    staff = posted(Role.CENTRE_STAFF, near.enrollment.batch.package.centre)

    task = tasks.certificates_that_expire(staff, timezone.now())

    assert [certificate.pk for certificate in task.rows] == [near.pk]
    settings.CERTIFICATE_EXPIRY_DAYS = 1
    assert tasks.certificates_that_expire(staff, timezone.now()).count == 0

"""Who reads what the night found, what the home page says of it, and how the night is planned."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from audit.jobs import alone
from certificates.actions.auditing import audit_certificates, report_anomalies
from certificates.jobs import audit_all_certificates, search_for_anomalies
from certificates.models import AuditFinding, AuditRun
from facilities.models import Region
from reports.tasks import tasks_of
from tests.certificates.auditing.life import lived, strike
from tests.certificates.auditing.seeds import certified
from tests.certificates.auditing.test_faults import PEOPLE, hours_are_gone
from tests.certificates.classes import TODAY, Class
from tests.factories import posted

pytestmark = pytest.mark.django_db
RUNS, ANOMALIES = "/audit-sertifikat/", "/kejanggalan/"


def reader(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.second_factor.Backend")
    return client


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def faulty() -> tuple[Class, AuditRun]:
    school = Class(PEOPLE)
    hours_are_gone(school, certified(school)[0])
    return school, audit_certificates()


def hasty(*schools: Class) -> AuditRun:
    for school in schools:
        strike(
            "UPDATE certificates_proposal SET proposed_at = '2021-07-19 01:59:50Z' FROM programs_enrollment one "
            "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
            school,
        )
    return report_anomalies(today=TODAY)


def run_of(kind: str, *, hours_ago: int = 0, found: int = 0) -> AuditRun:
    at = timezone.now() - dt.timedelta(hours=hours_ago)
    return AuditRun.objects.create(
        kind=kind, began_at=at, ended_at=at, checked=1, found=found, since=None if kind == "CERTIFICATES" else TODAY
    )


def waiting(user: User) -> list[str]:
    return [task.key for task in tasks_of(user, timezone.now()) if "audit" in task.key or "anomal" in task.key]


def test_the_auditor_reads_number_sentence_and_what_to_do_and_opens_the_certificate():
    _school, run = faulty()
    finding = run.findings.get()
    client = reader(posted(Role.AUDITOR))

    page = text_of(client.get(run.get_absolute_url()))

    certificate = reverse("certificates:certificate-detail", args=[finding.certificate_id])
    assert [part in page for part in (finding.about, finding.sentence, str(finding.act), certificate)] == [True] * 4
    assert client.get(certificate).status_code == 200


def test_the_administrator_reads_it_without_a_link_that_would_be_refused():
    _school, run = faulty()

    page = text_of(reader(posted(Role.NATIONAL_ADMIN)).get(run.get_absolute_url()))

    assert (run.findings.get().about in page, "/sertifikat/" in page.replace(RUNS, "")) == (True, False)


def test_no_page_of_the_audit_names_a_holder():
    _school, run = faulty()
    client = reader(posted(Role.AUDITOR))

    pages = text_of(client.get(RUNS)) + text_of(client.get(run.get_absolute_url()))

    assert [name for name in PEOPLE if name in pages] == []


def test_the_first_page_says_what_the_last_run_came_to():
    client = reader(posted(Role.NATIONAL_ADMIN))

    said = [text_of(client.get(RUNS))]
    for facts in ({"found": 3}, {}, {"hours_ago": 30}):
        run_of("CERTIFICATES", **facts)
        said.append(text_of(client.get(RUNS)))

    tones = [[tone for tone in ("danger", "warning", "success") if f"notice-{tone}" in page] for page in said]
    assert tones == [[], ["danger"], ["success"], ["warning", "success"]]


def test_a_run_that_searched_for_anomalies_is_no_run_over_certificates():
    run = run_of("ANOMALIES")

    assert reader(posted(Role.AUDITOR)).get(run.get_absolute_url()).status_code == 404


def test_a_regional_head_reads_the_own_regions_classes_and_no_others():
    own, foreign = lived(), lived(("Dewi Anggraini",))
    hasty(own, foreign)
    head = posted(Role.REGIONAL_HEAD, own.facility.region)

    page = text_of(reader(head).get(ANOMALIES))

    assert (own.batch.name in page, foreign.batch.name in page) == (True, False)
    assert [one.batch for one in AuditFinding.objects.visible_to(head)] == [own.batch]


def test_a_regional_head_reads_nothing_of_the_runs_over_certificates():
    school, run = faulty()
    head = posted(Role.REGIONAL_HEAD, school.facility.region)

    assert reader(head).get(run.get_absolute_url()).status_code == 403
    assert AuditFinding.objects.visible_to(head).count() == 0
    assert AuditRun.objects.visible_to(head).count() == 0


def test_the_regions_of_the_filter_are_the_readers_own():
    own, foreign = lived(), lived(("Dewi Anggraini",))
    hasty(own, foreign)
    other = foreign.facility.region

    head = reader(posted(Role.REGIONAL_HEAD, own.facility.region)).get(ANOMALIES, {"region": other.pk})
    auditor = text_of(reader(posted(Role.AUDITOR)).get(ANOMALIES, {"region": other.pk}))

    assert f'value="{other.pk}"' not in text_of(head)
    assert (own.batch.name in auditor, foreign.batch.name in auditor) == (False, True)


def test_signs_are_filtered_by_what_they_are():
    school = lived()
    hasty(school)
    client = reader(posted(Role.AUDITOR))

    shown = [
        f">{school.batch.name}</a>" in text_of(client.get(ANOMALIES, {"sign": sign}))
        for sign in ("issued_in_seconds", "late_decree")
    ]

    assert shown == [True, False]


def test_only_the_newest_search_is_shown():
    school = lived()
    hasty(school)
    run_of("ANOMALIES")

    assert school.batch.name not in text_of(reader(posted(Role.AUDITOR)).get(ANOMALIES))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_classes_as_for_one(count: int, django_assert_num_queries: Any):
    schools = [lived((name,)) for name in ("Bagas Wirayudha", "Citra Kusuma", "Dewi Anggraini")[:count]]
    hasty(*schools)
    client = reader(posted(Role.AUDITOR))
    client.get(ANOMALIES)

    with django_assert_num_queries(10):
        client.get(ANOMALIES)


def test_the_home_page_says_that_something_was_found_until_a_run_finds_nothing():
    user = posted(Role.NATIONAL_ADMIN)
    said = [waiting(user)]
    for found in (2, 0):
        run_of("CERTIFICATES", found=found)
        said.append(waiting(user))

    assert said == [[], ["audit_found_something"], []]


def test_the_home_page_says_that_the_last_night_is_missing():
    user = posted(Role.AUDITOR)
    run_of("CERTIFICATES", hours_ago=26)
    run_of("ANOMALIES", hours_ago=24)
    missing = waiting(user)
    run_of("CERTIFICATES")

    assert (missing, waiting(user)) == (["audit_did_not_run"], [])


def test_a_regional_head_is_asked_to_look_at_the_own_classes():
    own, foreign = lived(), lived(("Dewi Anggraini",))
    hasty(foreign)
    head = posted(Role.REGIONAL_HEAD, own.facility.region)
    before = waiting(head)
    hasty(own)

    assert (before, waiting(head)) == ([], ["anomalies_to_ask_about"])
    assert Region.objects.visible_to(head).get() == own.facility.region


def test_the_nights_jobs_leave_a_run_each():
    lived()

    audit_all_certificates()
    search_for_anomalies()

    assert list(AuditRun.objects.order_by("id").values_list("kind", flat=True)) == ["CERTIFICATES", "ANOMALIES"]


def test_a_second_worker_gives_way():
    elsewhere = connection.copy()
    try:
        with alone("night") as first:
            key = _key_held()
            with elsewhere.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
                (second,) = cursor.fetchone()
    finally:
        elsewhere.close()

    assert (first, second) == (True, False)


def _key_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks "
            "WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objsubid = 1"
        )
        key: int = cursor.fetchone()[0]
        return key

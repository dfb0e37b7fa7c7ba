"""A run of many certificates rests on its head's second factor: rows alone, whoever writes them, issue nothing."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates import jobs
from certificates.actions import runs
from certificates.actions.auditing import audit_certificates
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, IssueRun, IssueRunItem, Proposal
from certificates.warrants import warrant_of
from tests.certificates.classes import Class, past_the_triggers
from tests.certificates.pages import issue_url
from tests.second_factor import confirm

pytestmark = pytest.mark.django_db
NAMES = ("Ayu", "Budi", "Citra", "Dewi", "Eko", "Fajar")
NOW = timezone.now()


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait in the queue until a test calls them."""
    monkeypatch.setattr("django_q.conf.Conf.SYNC", False)


@pytest.fixture
def school() -> Class:
    return Class(NAMES[:2])


def started(school: Class, proposals: list[Proposal] | None = None) -> IssueRun:
    return runs.start(proposals or school.proposals(), confirmed_at=timezone.now(), by=school.head)


def slipped_in(school: Class, warrant: str = "0123456789abcdef.tebakan") -> IssueRun:
    """A run as somebody at the database writes it, in the head's name."""
    run = IssueRun.objects.create(
        centre=school.centre, started_by=school.head, language="id", confirmed_at=timezone.now(), warrant=warrant
    )
    IssueRunItem.objects.bulk_create(IssueRunItem(run=run, proposal=one) for one in school.proposals())
    return run


def found() -> list[tuple[str, str]]:
    return [(one.rule, one.about) for one in audit_certificates().findings.all()]


@pytest.mark.parametrize(
    "facts",
    [
        {"confirmed_at": NOW},
        {"warrant": "x"},
        {"confirmed_at": NOW - dt.timedelta(hours=2), "warrant": "x"},
        {"confirmed_at": NOW + dt.timedelta(hours=2), "warrant": "x"},
    ],
    ids=["no warrant", "no moment", "long ago", "ahead"],
)
def test_the_database_takes_no_run_without_the_second_factor_of_now(school: Class, facts: dict[str, Any]):
    row = IssueRun(centre=school.centre, started_by=school.head, language="id", **facts)

    with pytest.raises(IntegrityError, match="second factor") as refused, transaction.atomic():
        IssueRun.objects.bulk_create([row])

    assert refused.value.__cause__.diag.constraint_name == "issue_run_is_confirmed"
    assert GATE_SENTENCES["issue_run_is_confirmed"]


def test_an_invented_warrant_issues_nothing_and_is_found(school: Class):
    run = slipped_in(school)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, Certificate.objects.count()) == ("FAILED", 0)
    assert "faktor kedua" in run.failure
    assert found() == [("run", f"#{run.pk}")]


def test_a_warrant_is_of_its_own_sheets_only(school: Class):
    others = Class(NAMES[2:4], beside=school)
    run = started(school)
    IssueRunItem.objects.create(run=run, proposal=others.proposals()[0])

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, Certificate.objects.count(), found()) == ("FAILED", 0, [("run", f"#{run.pk}")])


def test_a_sheet_taken_out_is_seen_too(school: Class):
    run = started(school)
    run.items.first().delete()

    jobs.continue_run(run.pk)

    assert not Certificate.objects.exists()


def test_sheets_in_hand_cannot_be_taken_out_before_the_warrant_is_read(school: Class):
    """Else one could be slipped in for the moment of reading, and be gone when the warrant is held against it."""
    run = started(school)

    with CaptureQueriesContext(connection) as asked:
        jobs.continue_run(run.pk)

    reads = [one["sql"] for one in asked if 'FROM "certificates_issuerunitem"' in one["sql"]]
    assert reads[0].endswith('FOR UPDATE OF "certificates_issuerunitem"')


def test_a_warrant_is_used_once(school: Class):
    run = started(school)
    runs.ask_to_stop(run, by=school.head)
    jobs.continue_run(run.pk)
    run.refresh_from_db()

    with pytest.raises(IntegrityError, match="issue_run_warrant_once"), transaction.atomic():
        slipped_in(school, run.warrant)


def test_whoever_stopped_starts_anew_at_once(school: Class):
    confirmed_at = timezone.now()
    first = runs.start(school.proposals(), confirmed_at=confirmed_at, by=school.head)
    runs.ask_to_stop(first, by=school.head)
    jobs.continue_run(first.pk)

    second = runs.start(school.proposals(), confirmed_at=confirmed_at, by=school.head)
    jobs.continue_run(second.pk)

    assert (Certificate.objects.count(), found()) == (2, [])


@pytest.mark.parametrize(
    "change",
    [
        "started_by_id = {other}",
        "centre_id = {centre}",
        "started_at = started_at - interval '1 day'",
        "confirmed_at = confirmed_at - interval '1 minute'",
        "confirmed_at = NULL",
        "warrant = 'x'",
        "stop_asked_by_id = NULL",
    ],
)
def test_a_run_stays_as_it_was_started_and_stopped(school: Class, change: str):
    run = started(school)
    runs.ask_to_stop(run, by=school.head)
    names = {"other": school.staff.pk, "centre": Class().centre.pk}

    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE certificates_issuerun SET {change.format(**names)}")


def test_a_run_is_never_removed(school: Class):
    run = started(school)

    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM certificates_issuerunitem")
        cursor.execute("DELETE FROM certificates_issuerun")

    assert IssueRun.objects.get() == run


def test_the_page_binds_the_moment_that_the_head_gave_the_code(signed_in):
    school = Class(NAMES)
    head, before = signed_in(school.head), timezone.now()
    chosen = {"proposals": [proposal.pk for proposal in school.proposals()]}

    asked = head.post(issue_url(school), chosen)
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert not IssueRun.objects.exists()
    confirm(head, school.head, asked.url)

    run = IssueRun.objects.get()
    assert before - dt.timedelta(seconds=2) < run.confirmed_at <= run.started_at + dt.timedelta(minutes=1)
    assert re.fullmatch(r"[0-9a-f]{16}\.[\w-]{43}", run.warrant)
    assert found() == []


def test_a_retired_secret_still_speaks_for_its_runs(school: Class, settings: Any):
    run = started(school)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "kunci-baru-" * 5

    forgotten = found()
    settings.SECRET_KEY_FALLBACKS = [old]

    assert (forgotten, found()) == ([("run", f"#{run.pk}")], [])


def test_a_warrant_of_another_head_or_centre_does_not_do(school: Class):
    run = started(school)
    proposals = [proposal.pk for proposal in school.proposals()]
    changed = {"started_by": school.staff, "centre": Class().centre, "confirmed_at": run.confirmed_at - dt.timedelta(1)}

    for name, value in changed.items():
        with transaction.atomic(), past_the_triggers():
            was = getattr(run, name)
            setattr(run, name, value)
            run.save()
            assert (name, found()) == (name, [("run", f"#{run.pk}")])
            setattr(run, name, was)
            run.save()

    run.warrant = warrant_of(run, proposals)
    assert found() == []

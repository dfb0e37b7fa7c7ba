"""Many certificates at one word: nobody twice, nobody missed, whatever stops it in the middle."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from audit.models import AuditEvent
from certificates import jobs
from certificates.actions import runs
from certificates.actions.issuing import issue
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, IssueRun, IssueRunItem, Proposal
from facilities.models import Region
from programs.models import Enrollment
from tests.certificates.classes import Class
from tests.certificates.pages import issue_url
from tests.second_factor import confirm

NAMES = ("Ayu", "Budi", "Citra", "Dewi", "Eko", "Fajar")


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait in the queue until a test calls them; elsewhere in the tests they are done at once."""
    monkeypatch.setattr("django_q.conf.Conf.SYNC", False)


@pytest.fixture
def two_batches(db: None) -> Class:
    """A centre with two closed batches, three people each."""
    return in_two_batches()


def in_two_batches() -> Class:
    school = Class(NAMES[:3])
    later = Class(NAMES[3:], beside=school)
    school.people += later.people
    return school


def facts_of(school: Class) -> dict[str, object]:
    confirmed = {"confirmed_at": timezone.now(), "warrant": "x"}
    return {"centre": school.centre, "started_by": school.head, "language": "id", **confirmed}


def outcomes(run: IssueRun) -> list[str]:
    return list(run.items.values_list("outcome", flat=True))


def numbers() -> list[int]:
    return sorted(int(number[:4]) for number in Certificate.objects.values_list("number", flat=True))


def test_a_run_issues_every_proposal_once_by_batch_and_name(two_batches):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    run.refresh_from_db()
    assert (run.state, set(outcomes(run))) == ("DONE", {"ISSUED"})
    assert [row.holder_name for row in Certificate.objects.order_by("number")] == list(NAMES)
    assert numbers() == [1, 2, 3, 4, 5, 6]
    assert {row.issued_by for row in Certificate.objects.all()} == {two_batches.head}
    begun, ended = AuditEvent.objects.filter(object_type="certificates.issuerun").order_by("pk")
    assert (begun.verb, begun.by, begun.detail) == ("start", two_batches.head, {"sheets": 6})
    assert (ended.verb, ended.by) == ("end", None)


def test_a_run_is_known_by_its_batch_or_how_many_and_by_its_certificates(two_batches, queued):
    both = runs.open_run(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    one = runs.open_run(Class(NAMES[:1]).proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    batch = one.items.get().proposal.enrollment.batch

    named = [str(run) for run in IssueRun.objects.with_names().order_by("pk")]

    assert [str(both), str(one)] == named
    assert named == ["2 angkatan: 6 sertifikat", f"{batch.name}: 1 sertifikat"]


def test_a_run_issues_on_the_day_of_the_centres_own_region(two_batches):
    """Where no worker's clock stands: for most hours it is yesterday there."""
    zone = "Pacific/Pago_Pago"
    Region.objects.update(time_zone=zone)

    runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    assert {row.issued_on for row in Certificate.objects.all()} == {timezone.localdate(timezone=ZoneInfo(zone))}


def test_a_job_done_again_issues_nobody_again(two_batches):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    jobs.continue_run(run.pk)
    jobs.watch_run(run.pk)

    assert numbers() == [1, 2, 3, 4, 5, 6]


def test_each_piece_holds_one_batch_and_ends_with_it(two_batches, queued):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    goes_on = [runs.issue_piece(run.pk, on=timezone.localdate()) for _ in range(3)]

    assert goes_on == [True, True, False]
    assert IssueRun.objects.get().state == "DONE"


def test_a_run_is_queued_with_one_who_looks_whether_it_moves(school, queued):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    watch = Schedule.objects.get()
    assert [queued.func() for queued in OrmQ.objects.all()] == ["certificates.jobs.continue_run"]
    assert (watch.func, watch.args) == ("certificates.jobs.watch_run", f"({run.pk},)")
    assert watch.next_run <= timezone.now() + dt.timedelta(minutes=1)


def test_stopped_in_the_middle_it_leaves_the_rest_as_proposals_that_wait(two_batches, queued):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    runs.issue_piece(run.pk, on=timezone.localdate())

    runs.ask_to_stop(run, by=two_batches.head)
    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, outcomes(run)) == ("STOPPED", ["ISSUED"] * 3 + ["LEFT"] * 3)
    assert Proposal.objects.waiting().count() == 3
    rest = runs.start(Proposal.objects.waiting(), confirmed_at=timezone.now(), by=two_batches.head)
    jobs.continue_run(rest.pk)
    assert numbers() == [1, 2, 3, 4, 5, 6]


def test_stopping_a_run_that_has_ended_changes_nothing(school):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    runs.ask_to_stop(run, by=school.head)

    run.refresh_from_db()
    assert (run.state, run.stop_asked_by) == ("DONE", None)


def test_who_cannot_be_certified_is_told_with_the_sentence_and_the_others_are_issued(two_batches, queued):
    Proposal.objects.create(enrollment=two_batches.people[1], proposed_by=two_batches.head)
    proposals = two_batches.proposals()

    run = runs.start(proposals, confirmed_at=timezone.now(), by=two_batches.head)
    jobs.continue_run(run.pk)

    run.refresh_from_db()
    refused = run.items.get(outcome="REFUSED")
    assert (run.state, refused.proposal, Certificate.objects.count()) == ("DONE", proposals[1], 5)
    assert refused.sentence == str(GATE_SENTENCES["certificate_needs_another_proposer"])
    assert numbers() == [1, 2, 3, 4, 5]


def test_what_concerns_everybody_ends_the_run_with_one_sentence(two_batches, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "no folder"
    settings.MEDIA_ROOT.touch()

    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    run.refresh_from_db()
    assert (run.state, run.failure) == ("FAILED", "Berkas sertifikat tidak dapat disimpan.")
    assert set(outcomes(run)) == {"LEFT"}
    assert not Certificate.objects.exists()


def test_a_fault_of_ours_ends_the_run_in_words_and_keeps_what_is_issued(two_batches, queued, monkeypatch):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    runs.issue_piece(run.pk, on=timezone.localdate())

    with monkeypatch.context() as patch:
        patch.setattr("django.core.files.storage.filesystem.FileSystemStorage.save", None)
        jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, outcomes(run)) == ("FAILED", ["ISSUED"] * 3 + ["LEFT"] * 3)
    assert "Ayu" not in run.failure


@pytest.mark.parametrize("change", ["posting ended", "other role", "account off"])
def test_who_started_it_and_may_no_longer_issues_nothing(school, queued, change):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)
    if change == "posting ended":
        school.head.postings.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    elif change == "other role":
        school.head.postings.update(role="CENTRE_STAFF")
    else:
        type(school.head).objects.filter(pk=school.head.pk).update(is_active=False)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, Certificate.objects.count()) == ("FAILED", 0)
    assert school.head.name in run.failure


def test_a_proposal_waits_in_one_run_only(school, queued):
    runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    with pytest.raises(ValidationError) as refused:
        runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    assert refused.value.code == "none_left"
    other = IssueRun.objects.create(**facts_of(school))
    with pytest.raises(IntegrityError, match="proposal_waits_in_one_run"), transaction.atomic():
        IssueRunItem.objects.create(run=other, proposal=school.proposals()[0])


def test_issued_elsewhere_meanwhile_counts_as_issued(school, queued):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)
    issue(school.proposals(), on=timezone.localdate(), by=school.head)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, outcomes(run), numbers()) == ("DONE", ["ISSUED"], [1])


def test_certificates_of_two_centres_are_not_issued_together(db):
    first, second = Class(), Class()

    with pytest.raises(ValidationError, match="beberapa balai pelatihan"):
        runs.start([*first.proposals(), *second.proposals()], confirmed_at=timezone.now(), by=first.head)


@pytest.mark.parametrize(
    "changes",
    [{"state": "DONE"}, {"state": "RUNNING", "ended_at": timezone.now()}, {"failure": "x"}],
    ids=["done without an end", "running with an end", "failure without failing"],
)
def test_a_run_cannot_be_half_ended(school, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueRun.objects.create(**facts_of(school), **changes)


def test_an_ended_run_does_not_run_again(school):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    with pytest.raises(Exception, match="DONE"), transaction.atomic():
        IssueRun.objects.filter(pk=run.pk).update(state="RUNNING", ended_at=None)


# -- Pages


def test_more_than_a_few_become_a_run_after_the_second_factor(db, signed_in):
    school = Class(NAMES)
    proposals = [proposal.pk for proposal in school.proposals()]
    head = signed_in(school.head)

    asked = head.post(issue_url(school), {"proposals": proposals})
    assert not IssueRun.objects.exists()
    answer = confirm(head, school.head, asked.url, next=issue_url(school))

    run = IssueRun.objects.get()
    assert (answer.status_code, answer.url) == (302, run.get_absolute_url())
    assert (run.state, Certificate.objects.count()) == ("DONE", 6)


def test_all_waiting_batches_are_issued_at_one_word(two_batches, signed_in):
    two_batches.proposals()
    head = signed_in(two_batches.head, confirmed=True)
    url = reverse("certificates:issue-run-add")

    shown = [(batch.waiting, batch.pk) for batch in head.get(url).context["batches"]]
    answer = head.post(url, {"batches": [pk for _waiting, pk in shown]})

    assert [waiting for waiting, _pk in shown] == [3, 3]
    assert answer.url == IssueRun.objects.get().get_absolute_url()
    assert Certificate.objects.count() == 6
    assert head.get(url).context["batches"] == []


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999"]])
def test_a_wrong_tick_of_batches_is_refused_in_words(school, signed_in, ticked):
    school.proposals()

    answer = signed_in(school.head, confirmed=True).post(reverse("certificates:issue-run-add"), {"batches": ticked})

    assert answer.context["form"].errors["batches"]
    assert not IssueRun.objects.exists()


def test_another_centres_batch_cannot_be_slipped_in(school, signed_in):
    stranger = Class()
    stranger.proposals()
    school.proposals()
    head = signed_in(school.head, confirmed=True)

    answer = head.post(reverse("certificates:issue-run-add"), {"batches": [school.batch.pk, stranger.batch.pk]})

    assert answer.context["form"].errors["batches"]
    assert not IssueRun.objects.exists()


def test_the_page_of_a_run_shows_how_far_it_is_and_stops_it(two_batches, signed_in, queued):
    run = runs.start(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    runs.issue_piece(run.pk, on=timezone.localdate())
    head = signed_in(two_batches.head)

    running = head.get(run.get_absolute_url())
    stopping = head.post(reverse("certificates:issue-run-stop", args=[run.pk]), follow=True)
    jobs.continue_run(run.pk)
    stopped = head.get(run.get_absolute_url())

    assert (running.context["settled"], running.context["object"].total) == (3, 6)
    assert 'http-equiv="refresh"' in running.content.decode()
    assert "Hentikan" not in stopping.content.decode()
    assert 'http-equiv="refresh"' not in stopped.content.decode()
    assert (stopped.context["object"].issued, stopped.context["object"].left) == (3, 3)


def test_what_a_run_has_in_hand_is_not_offered_again(school, signed_in, queued):
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)

    page = signed_in(school.head).get(issue_url(school))

    assert (page.context["waiting"], list(page.context["runs"])) == ([], [run])


@pytest.mark.parametrize("people", [1, 3])
def test_the_pages_ask_as_often_for_one_as_for_three(db, signed_in, django_assert_num_queries, queued, people):
    school = Class(NAMES[:people])
    run = runs.start(school.proposals(), confirmed_at=timezone.now(), by=school.head)
    IssueRunItem.objects.update(outcome="REFUSED", sentence="x")
    head = signed_in(school.head)
    head.get(run.get_absolute_url())

    with django_assert_num_queries(8):
        head.get(run.get_absolute_url())
    with django_assert_num_queries(7):
        head.get(reverse("certificates:issue-run-add"))


# -- A real cluster, killed


OTHERS = "FROM pg_stat_activity WHERE datname = current_database()"


def database_url() -> str:
    here = connection.settings_dict
    who = f"{here['USER']}:{here['PASSWORD']}" if here["PASSWORD"] else here["USER"]
    return f"postgres://{who}@{quote(here['HOST'], safe='')}:{here['PORT']}/{here['NAME']}"


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_a_piece_it_goes_on_where_it_stood(queued, tmp_path: Path):
    school = in_two_batches()
    proposals = school.proposals()
    run = runs.start(proposals, confirmed_at=timezone.now(), by=school.head)
    here_before = connected()
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "lapastraining.settings",
        "FILES_DIR": str(settings.MEDIA_ROOT),
        "LEDGER_WITNESS_DIR": str(tmp_path / "ledger"),
    }
    cluster = subprocess.Popen(
        [sys.executable, "manage.py", "qcluster"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with transaction.atomic():
            later = Enrollment.objects.filter(pk=school.people[-1].pk)
            list(Proposal.objects.select_for_update(of=("self",)).filter(enrollment__in=later))
            wait_until(lambda: Certificate.objects.count() == 3)
            wait_until(is_somebody_waiting)
            os.killpg(cluster.pid, signal.SIGKILL)
            cluster.wait(60)
        wait_until(lambda: connected() <= here_before)
    finally:
        if cluster.poll() is None:
            os.killpg(cluster.pid, signal.SIGKILL)
    assert (numbers(), IssueRun.objects.get().state) == ([1, 2, 3], "RUNNING")

    jobs.watch_run(run.pk)

    assert (numbers(), IssueRun.objects.get().state) == ([1, 2, 3, 4, 5, 6], "DONE")
    assert sorted(row.proposal_id for row in Certificate.objects.all()) == sorted(row.pk for row in proposals)


def connected() -> set[int]:
    """The clients of this database; another test of the process may have left one behind."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pid {OTHERS} AND backend_type = 'client backend'")
        return {pid for (pid,) in cursor.fetchall()}


def is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {OTHERS} AND wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])

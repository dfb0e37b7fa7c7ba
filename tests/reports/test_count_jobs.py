"""The queue keeps the counts: folded in every minute, held against a full count every night."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string
from django.utils.timezone import localtime, now
from django_q.models import Schedule

from lapastraining.management.commands.plan_jobs import EACH_MINUTE, EACH_NIGHT
from programs.models import Enrollment
from reports.jobs import fold_in, recount
from reports.models import BatchMark, CountCheck, FacilityMark, LessonMark
from tests.factories import EnrollmentFactory

pytestmark = pytest.mark.django_db


def test_the_queue_learns_its_rhythm_once():
    for _time in range(2):
        call_command("plan_jobs")

    planned = Schedule.objects.order_by("func")
    rows = [(row.func, row.schedule_type, row.minutes or f"{localtime(row.next_run):%H:%M}") for row in planned]
    assert rows == [
        ("certificates.jobs.audit_all_certificates", Schedule.DAILY, "01:30"),
        ("certificates.jobs.search_for_anomalies", Schedule.DAILY, "03:30"),
        ("reports.jobs.fold_in", Schedule.MINUTES, 1),
        ("reports.jobs.forget_notices", Schedule.DAILY, "00:15"),
        ("reports.jobs.recount", Schedule.DAILY, "00:30"),
        ("reports.jobs.send_digests", Schedule.DAILY, "06:00"),
        ("reports.jobs.tell_news", Schedule.MINUTES, 1),
    ]
    assert all(row.next_run > now() for row in planned.filter(schedule_type=Schedule.DAILY))


def test_every_planned_job_is_there():
    assert all(callable(import_string(job)) for job in (*EACH_MINUTE, *EACH_NIGHT))


def test_folding_in_leaves_no_mark():
    EnrollmentFactory.create()

    fold_in()

    assert (BatchMark.objects.count(), LessonMark.objects.count(), FacilityMark.objects.count()) == (0, 0, 0)


def test_the_full_count_leaves_word_of_what_was_wrong():
    one = EnrollmentFactory.create()
    fold_in()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Enrollment.objects.filter(pk=one.pk).update(state="COMPLETED")
        cursor.execute("SET LOCAL session_replication_role = origin")

    recount()
    recount()

    # The batch, and the prison's people of today and tomorrow.
    assert list(CountCheck.objects.order_by("pk").values_list("wrong", flat=True)) == [3, 0]

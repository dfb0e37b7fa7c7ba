"""The queue keeps the counts: folded in every minute, held against a full count every night."""

import pytest
from django.core.management import call_command
from django.db import connection
from django_q.models import Schedule

from programs.models import Enrollment
from reports.jobs import fold_in, recount
from reports.models import BatchMark, CountCheck, FacilityMark, LessonMark
from tests.factories import EnrollmentFactory

pytestmark = pytest.mark.django_db


def test_what_is_planned_twice_is_planned_once():
    call_command("plan_counts")
    call_command("plan_counts")

    planned = Schedule.objects.order_by("func").values_list("func", "schedule_type", "minutes")
    assert list(planned) == [
        ("reports.jobs.fold_in", Schedule.MINUTES, 1),
        ("reports.jobs.recount", Schedule.DAILY, None),
    ]


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

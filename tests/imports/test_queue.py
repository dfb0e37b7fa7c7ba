"""The queue: told ids only, its jobs may be done twice, and a real cluster does them."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task
from django_q.tasks import async_task

from audit.jobs import JobFailedError, enqueue, enqueue_later, job
from audit.models import AuditEvent
from imports import jobs
from imports.models import Import
from tests.factories import ImportFactory
from tests.imports import files
from tests.imports.test_flow import confirm, imported
from trainees.models import Inmate


def test_a_job_comes_back_only_when_no_job_can_still_run():
    assert settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"] >= settings.LONGEST_JOB


@pytest.mark.parametrize("told", ["Slamet", 1.5, True, None])
def test_a_job_is_told_row_ids_only(told):
    with pytest.raises(TypeError):
        enqueue("imports.jobs.read_import", told)
    with pytest.raises(TypeError):
        enqueue_later("imports.jobs.read_import", told, at=timezone.now())


def test_a_fault_tells_the_queue_nothing_of_its_values():
    @job
    def breaks(number: int) -> None:
        raise ValueError("Slamet Wibisono, NIK 3375")

    with pytest.raises(JobFailedError) as fault:
        breaks(1)

    assert (str(fault.value), fault.value.__suppress_context__) == ("breaks", True)


@pytest.mark.django_db
def test_reading_twice_gives_one_preview(client, place):
    source = imported(client, files.workbook(files.sheet([files.person(1), files.person(2)])))
    rewind(source, "READING")

    jobs.read_import(source.pk)
    jobs.read_import(source.pk)

    source.refresh_from_db()
    assert (source.state, source.new_rows, source.rows.count()) == ("PREVIEWED", 2, 2)


@pytest.mark.django_db
def test_saving_twice_saves_once(client, place):
    source = confirm(client, imported(client, files.workbook(files.sheet([files.person(1)]))))
    events = AuditEvent.objects.count()

    jobs.save_import(source.pk)

    assert (Inmate.objects.count(), AuditEvent.objects.count()) == (1, events)


@pytest.mark.django_db
def test_file_and_rows_are_forgotten_twice_and_the_counts_stay(client, place, settings):
    source = imported(client, files.workbook(files.sheet([files.person(1)])))

    jobs.forget_import(source.pk)
    jobs.forget_import(source.pk)

    source.refresh_from_db()
    assert (source.state, source.rows.count(), source.headings, source.new_rows) == ("CANCELLED", 0, "", 1)


@pytest.mark.django_db
def test_every_upload_books_its_own_forgetting(client, place):
    source = imported(client, files.workbook(files.sheet([files.person(1)])))

    booked = Schedule.objects.get()

    assert (booked.func, booked.args) == ("imports.jobs.forget_import", f"({source.pk},)")
    assert timezone.now() + dt.timedelta(days=6) < booked.next_run < timezone.now() + dt.timedelta(days=8)


def rewind(source: Import, state: str) -> None:
    """Back to a state as a killed worker leaves it, past the table of steps."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE imports_import SET state = %s WHERE id = %s", [state, source.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")


def database_url() -> str:
    """The address of the test's own database, for a process of its own."""
    here = connection.settings_dict
    who = f"{here['USER']}:{here['PASSWORD']}" if here["PASSWORD"] else here["USER"]
    return f"postgres://{who}@{quote(here['HOST'], safe='')}:{here['PORT']}/{here['NAME']}"


@pytest.mark.slow
def test_a_real_cluster_does_what_is_queued_and_ends(transactional_db):
    source = ImportFactory.create(error_rows=1)
    async_task("imports.jobs.forget_import", source.pk, sync=False)

    cluster = subprocess.Popen(
        [sys.executable, "manage.py", "qcluster"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "lapastraining.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while OrmQ.objects.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        cluster.send_signal(signal.SIGTERM)
        code = cluster.wait(60)

    assert (source.rows.count(), OrmQ.objects.count(), Task.objects.count(), code) == (0, 0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["posting ended", "other role", "account off"])
def test_who_confirmed_and_may_no_longer_saves_nothing(client, place, change):
    source = imported(client, files.workbook(files.sheet([files.person(1)])))
    source = confirm(client, source)
    Inmate.objects.all().delete()
    rewind(source, "CONFIRMED")
    if change == "posting ended":
        place.staff.postings.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    elif change == "other role":
        place.staff.postings.update(role="FACILITY_HEAD")
    else:
        type(place.staff).objects.filter(pk=place.staff.pk).update(is_active=False)

    jobs.save_import(source.pk)

    source.refresh_from_db()
    assert (source.state, Inmate.objects.count()) == ("FAILED", 0)
    assert place.staff.name in source.failure

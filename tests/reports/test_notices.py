"""What happens is told once, to those whose work it is, where they work; and no name is kept with it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import GRANTS, Role
from audit.actions import record, record_all
from audit.models import AuditEvent, Download, Verb
from certificates.actions.ending_proposals import decline_replacement
from certificates.actions.replacing import propose_replacement
from certificates.models import AuditRun
from facilities.models import Posting
from programs.actions.circumstances import record_transfer
from reports import jobs
from reports.models import CountCheck, EventMark, Notice
from reports.notices.rules import BY_KIND, RULES
from reports.notices.telling import tell_all
from tests.accounts.test_access import WHO_GETS_IN
from tests.cast import Place
from tests.certificates.classes import Class
from tests.factories import FacilityFactory, PostingFactory, posted

pytestmark = pytest.mark.django_db
INBOX = reverse("reports:notice-list")


@pytest.fixture
def place():
    return Place("Ketapang")


@pytest.fixture
def client(place) -> Client:
    client = Client()
    client.force_login(place.staff)
    return client


def told(user: object) -> list[tuple[str, str]]:
    return [(one.kind, str(one.subject)) for one in Notice.objects.visible_to(user).with_subjects(user)]


def cancelled(place: Place, **kwargs: object):
    batch = place.batch(**kwargs)
    record(Verb.CANCEL, batch, by=place.head)
    return batch


def test_an_event_is_told_to_who_does_the_work_at_both_places_and_to_nobody_else(place):
    staff, instructor, chief = place.staff, place.person(Role.INSTRUCTOR), place.centre_head
    stranger, region = Place("Lampung").staff, place.regional_head
    batch = cancelled(place, name="Menjahit 1")

    tell_all()

    assert {user: told(user) for user in (staff, instructor, chief, place.head, region, stranger)} == {
        staff: [("BATCH_CANCELLED", "Menjahit 1")],
        instructor: [("BATCH_CANCELLED", "Menjahit 1")],
        chief: [],
        place.head: [],
        region: [],
        stranger: [],
    }
    assert batch.name not in str(Notice.objects.values().first())


def test_who_did_it_is_not_told(place):
    colleague = place.colleague
    record(Verb.CANCEL, place.batch(), by=place.staff)

    tell_all()

    assert [one.posting.user for one in Notice.objects.all()] == [colleague]


def test_a_posting_that_is_over_or_a_person_who_left_is_not_told(place):
    today = timezone.localdate()
    gone = PostingFactory.create(role=Role.GIATJA_STAFF, facility=place.facility, ends_on=today - dt.timedelta(days=2))
    off = place.colleague
    type(off).objects.filter(pk=off.pk).update(is_active=False)
    cancelled(place)

    tell_all()

    assert not Notice.objects.filter(posting__in=[gone, off.posting]).exists()


def test_who_has_moved_to_another_office_leaves_the_notices_behind(place):
    staff = place.staff
    cancelled(place)
    tell_all()
    today = timezone.localdate()
    Posting.objects.filter(user=staff).update(ends_on=today - dt.timedelta(days=1))
    PostingFactory.create(
        user=staff, role=Role.GIATJA_STAFF, facility=FacilityFactory.create(), starts_on=today, ends_on=None
    )

    again = type(staff).objects.get(pk=staff.pk)

    assert told(again) == []


def test_told_twice_it_is_one_notice(place):
    assert place.staff
    batch = cancelled(place)
    event = AuditEvent.objects.get(object_id=batch.pk, verb="cancel")

    tell_all()
    EventMark.objects.create(event_id=event.pk)
    tell_all()

    assert Notice.objects.filter(posting=place.staff.posting).count() == 1
    assert not EventMark.objects.exists()


def test_what_happens_again_before_it_was_read_is_the_same_notice_and_a_new_one_after(place):
    user = place.staff
    batch = cancelled(place)
    record(Verb.CANCEL, batch, by=None)
    tell_all()
    once = [(one.times, one.read_at) for one in Notice.objects.visible_to(user)]

    Notice.objects.visible_to(user).update(read_at=timezone.now())
    record(Verb.CANCEL, batch, by=None)
    tell_all()

    assert once == [(2, None)]
    assert sorted(Notice.objects.visible_to(user).values_list("times", flat=True)) == [1, 2]


def test_the_database_keeps_one_unread_notice_of_a_thing(place):
    assert place.staff
    cancelled(place)
    tell_all()
    columns = "posting_id, kind, subject_type_id, subject_id, at, times"

    with pytest.raises(IntegrityError, match="notice_waits_once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO reports_notice ({columns}) SELECT {columns} FROM reports_notice")


def test_every_rule_is_marked_by_the_database_and_everything_else_is_not(place):
    """The trigger lists the same pairs as the page of rules."""
    EventMark.objects.all().delete()
    batch = place.batch()
    event = AuditEvent.objects.create(verb="edit", object_type="programs.batch", object_label="x", scope=[])
    assert not EventMark.objects.filter(event_id=event.pk).exists()

    pairs = {(rule.verb, rule.model) for rule in RULES}
    events = [
        AuditEvent.objects.create(verb=verb, object_type=model, object_id=0, object_label="x", scope=[])
        for verb, model in pairs
    ]

    assert set(EventMark.objects.values_list("event_id", flat=True)) == {event.pk for event in events}
    assert batch.pk


def test_every_kind_has_one_rule():
    assert set(BY_KIND) == set(Notice.Kind)
    assert len(RULES) == len(BY_KIND)


def test_many_events_at_once_are_all_marked(place):
    record_all(Verb.CANCEL, [(place.batch(name=f"Angkatan {number}"), {}) for number in range(3)], by=None)

    assert EventMark.objects.count() == 3


def test_an_event_that_cannot_be_told_keeps_no_other_waiting(place):
    user = place.staff
    AuditEvent.objects.create(verb="cancel", object_type="programs.batch", object_id=0, object_label="x", scope=[])
    broken = AuditEvent.objects.create(verb="end", object_type="certificates.issuerun", object_label="x", scope=[])
    EventMark.objects.create(event_id=broken.pk + 1_000_000)
    cancelled(place, name="Menjahit 1")

    tell_all()

    assert told(user) == [("BATCH_CANCELLED", "Menjahit 1")]
    assert not EventMark.objects.exists()


def test_a_transfer_is_told_at_both_ends_and_only_the_receiving_prison_reads_the_name(place):
    other = Place("Lampung")
    staff, colleague, receiver = place.staff, place.colleague, other.staff
    inmate = place.inmate(name="Bagas Wirayudha")
    today = timezone.localdate()
    record_transfer(inmate, to=other.facility, on=today, reference="W-1", today=today, by=staff)

    tell_all()

    assert (told(staff), told(colleague), told(receiver)) == (
        [],
        [("MOVED_OUT", "None")],
        [("MOVED_IN", "Bagas Wirayudha")],
    )


def test_a_replacement_asked_for_is_told_to_the_head_and_its_refusal_to_the_staff():
    school = Class()
    certificate = school.issued()
    propose_replacement(
        certificate, on=dt.date(2021, 8, 1), end_class="DATA_ERROR", correction="Ejaan nama", by=school.staff
    )
    tell_all()
    asked = told(school.head)

    decline_replacement(certificate, reason="Sudah benar", by=school.head)
    tell_all()

    assert asked == [("REPLACEMENT_ASKED", certificate.number)]
    assert told(school.staff) == [("REPLACEMENT_DECLINED", certificate.number)]


def test_an_ordinary_proposal_is_no_news_for_it_is_a_task_already():
    school = Class()
    record(Verb.PROPOSE, school.proposals()[0], by=school.staff)

    tell_all()

    assert told(school.head) == []


def test_a_file_is_ready_for_who_asked_alone(place):
    download = Download.objects.create(by=place.staff, list_name="petugas", kind="csv", rows=9)
    record(Verb.END, download, by=None)
    assert place.colleague

    tell_all()

    assert [(one.kind, one.posting.user) for one in Notice.objects.all()] == [("FILE_READY", place.staff)]


@pytest.mark.parametrize(("found", "readers"), [(0, 0), (2, 2)])
def test_findings_of_the_audit_are_told_to_who_may_read_them(place, found, readers):
    for role in (Role.NATIONAL_ADMIN, Role.AUDITOR):
        posted(role)
    assert place.regional_head
    now = timezone.now()
    run = AuditRun.objects.create(kind="CERTIFICATES", began_at=now, ended_at=now, checked=9, found=found)
    record(Verb.ADD, run, by=None)

    tell_all()

    roles = [one.posting.role for one in Notice.objects.all()]
    assert sorted(roles) == [Role.AUDITOR, Role.NATIONAL_ADMIN][:readers]


def test_wrong_counts_are_told_to_the_administrator(place):
    admin = posted(Role.NATIONAL_ADMIN)
    check = CountCheck.objects.create(wrong=3)
    record(Verb.ADD, check, by=None, rows=3)

    tell_all()

    assert [(one.kind, one.posting.user) for one in Notice.objects.all()] == [("COUNTS_WRONG", admin)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_the_page_of_a_notice_is_open_to_everybody_who_is_told(rule):
    """By the table of who gets in, written apart from the grants."""
    page = (
        rule.fixed_page
        or {
            "programs.enrollment": "programs:batch-detail",
            "programs.batch": "programs:batch-detail",
            "trainees.movement": "trainees:inmate-detail",
            "certificates.proposal": "certificates:certificate-detail",
            "certificates.certificate": "certificates:certificate-detail",
            "certificates.issuerun": "certificates:issue-run-detail",
            "audit.download": "audit:download-detail",
            "facilities.agreement": "facilities:agreement-detail",
            "facilities.readinessreview": "facilities:review-detail",
            "certificates.auditrun": "certificates:audit-run-detail",
        }[rule.model]
    )

    roles = {role for role, grants in GRANTS.items() if rule.permission in grants}

    assert roles - WHO_GETS_IN[page] == set()


def test_a_notice_leads_to_its_page_and_is_read_from_then_on(place, client):
    batch = cancelled(place)
    tell_all()
    notice = Notice.objects.get(posting=place.staff.posting)

    looked = client.get(INBOX)
    unread = Notice.objects.unread().count()
    response = client.post(reverse("reports:notice-open", args=[notice.pk]))

    assert (looked.status_code, unread) == (200, Notice.objects.unread().count() + 1)
    assert response["Location"] == batch.get_absolute_url()


def test_a_notice_about_what_is_no_longer_ones_own_tells_no_name_and_leads_nowhere(place, client):
    batch = cancelled(place, name="Menjahit rahasia")
    tell_all()
    other = Place("Lampung")
    type(batch).objects.filter(pk=batch.pk).update(facility=other.facility, workshop=other.workshop)
    notice = Notice.objects.get(posting=place.staff.posting)

    page = client.get(INBOX).content.decode()
    opened = client.post(reverse("reports:notice-open", args=[notice.pk]))

    assert "Menjahit rahasia" not in page
    assert opened["Location"] == INBOX


def test_another_persons_notice_cannot_be_opened(place, client):
    colleague = place.colleague
    cancelled(place)
    tell_all()
    theirs = Notice.objects.get(posting=colleague.posting)

    response = client.post(reverse("reports:notice-open", args=[theirs.pk]))

    theirs.refresh_from_db()
    assert (response.status_code, theirs.read_at) == (404, None)


def test_looking_reads_nothing(place, client):
    cancelled(place)
    tell_all()
    notice = Notice.objects.get(posting=place.staff.posting)

    response = client.get(reverse("reports:notice-open", args=[notice.pk]))

    assert (response.status_code, Notice.objects.unread().count()) == (405, Notice.objects.count())


def test_all_are_read_at_one_word_and_nobody_elses(place, client):
    colleague = place.colleague
    cancelled(place)
    tell_all()

    client.post(reverse("reports:notices-read"))

    assert [one.posting for one in Notice.objects.unread()] == [colleague.posting]


def test_the_header_says_how_many_are_unread_without_a_query_of_its_own(place, client, django_assert_num_queries):
    home = reverse("reports:search")
    client.get(home)
    with CaptureQueriesContext(connection) as before:
        client.get(home)
    for number in range(3):
        cancelled(place, name=f"Angkatan {number}")
    tell_all()

    with django_assert_num_queries(len(before)):
        page = client.get(home)

    assert page.context["unread_notices"] == 3
    assert '<span class="bell-count" aria-hidden="true">3</span>' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_asks_the_same_questions_for_one_and_for_three(place, client, rows, django_assert_num_queries):
    for number in range(rows):
        cancelled(place, name=f"Angkatan {number}")
    tell_all()
    client.get(INBOX)  # which remembers what kinds of things there are

    with django_assert_num_queries(8):
        page = client.get(INBOX)

    assert page.content.decode().count("Angkatan ") >= rows


def test_old_notices_are_forgotten(place, settings):
    assert place.staff
    cancelled(place, name="Lama")
    tell_all()
    Notice.objects.update(at=timezone.now() - dt.timedelta(days=settings.NOTICE_KEPT_DAYS + 1))
    cancelled(place, name="Baru")
    tell_all()

    jobs.forget_notices()

    assert told(place.staff) == [("BATCH_CANCELLED", "Baru")]


def test_the_job_of_each_minute_tells(place):
    user = place.staff
    cancelled(place, name="Menjahit 1")

    jobs.tell_news()

    assert told(user) == [("BATCH_CANCELLED", "Menjahit 1")]

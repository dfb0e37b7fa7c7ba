"""Witnesses: what they kept is compared, a loss raises the alarm, and only an administrator lets issuing go on."""

import datetime as dt
import json
import re
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from certificates.actions.witnessing import accept, compare_note, compare_paper, notice_file
from certificates.ledger import witness_file
from certificates.ledger.keys import read_note, signed
from certificates.ledger.notes import Statement, fingerprint
from certificates.ledger_papers import month_figures
from certificates.models import Certificate, Checkpoint, LedgerAlarm, LedgerEntry, Witness
from tests.certificates.classes import TODAY, Class, past_the_triggers, register_of, settle
from tests.factories import FacilityFactory, RegionFactory, posted

Source = LedgerAlarm.Source
KEEP = "certificates:ledger-keep"


def notes() -> dict[int, str]:
    return dict(Checkpoint.objects.values_list("size", "note"))


def restore(size: int) -> None:
    """The database as an older backup has it: nothing of what was entered after `size`."""
    with past_the_triggers():
        Checkpoint.objects.filter(size__gt=size).delete()
        LedgerEntry.objects.filter(position__gte=size).delete()
        Certificate.objects.filter(ledger_entries__isnull=True).delete()


@pytest.fixture
def head(db):
    return posted(Role.REGIONAL_HEAD, RegionFactory.create(), name="Danu Wilayah")


@pytest.fixture
def administrator(db):
    return posted(Role.NATIONAL_ADMIN, name="Wening Nasional")


def test_a_kept_note_that_the_ledger_continues_makes_a_witness_once(head):
    register_of(6)
    kept = notes()[3]

    for _visit in range(2):
        outcome = compare_note(kept, source=Source.BROWSER, by=head)
        assert outcome.alarm is None

    witness = Witness.objects.get()
    assert (witness.user, witness.region, witness.source, witness.size) == (head, head.posting.region, "BROWSER", 3)
    assert bytes(witness.root) == read_note(kept).root


@pytest.mark.parametrize("note", ["", "apa saja", "\x00", "buku\n1\nAAAA\n\n— x y\n"])
def test_what_we_never_signed_raises_no_alarm(head, note):
    with pytest.raises(ValidationError) as refused:
        compare_note(note, source=Source.PASTED, by=head)

    assert refused.value.code == "foreign"
    assert LedgerAlarm.objects.count() == 0


def test_a_restored_backup_is_noticed_by_the_file_and_issuing_refuses_until_accepted(administrator):
    register_of(6)
    for note in notes().values():
        witness_file.keep(note)
    restore(3)
    school = Class(("Ayu", "Budi"))

    with pytest.raises(ValidationError) as refused:
        issue(school.proposals(), on=TODAY, by=school.head)
    assert refused.value.code == "ledger_stopped"

    alarm = notice_file()
    assert (alarm.kind, alarm.source, alarm.size, alarm.entries, alarm.base) == ("SHORTER", "FILE", 6, 3, 3)
    assert notice_file() == alarm
    certificate = Certificate.objects.first()
    with pytest.raises(ValidationError):
        revoke(certificate, reason="Salah", by=certificate.issued_by)

    accept(alarm, reason="Cadangan tanggal 18 dipulihkan", by=administrator)

    assert len(issue(school.proposals(), on=TODAY, by=school.head)) == 2
    assert notice_file() is None
    event = AuditEvent.objects.filter(object_type="certificates.ledgeralarm").first()
    assert (event.verb, event.by, event.reason) == ("accept", administrator, "Cadangan tanggal 18 dipulihkan")


def test_what_was_lost_is_accepted_once_for_all_but_no_later_loss(administrator, head):
    register_of(9)
    lost = notes()
    restore(3)
    accept(compare_note(lost[6], source=Source.BROWSER, by=head).alarm, reason="Cadangan dipulihkan", by=administrator)

    assert compare_note(lost[9], source=Source.BROWSER, by=head).alarm is None
    assert compare_paper(6, fingerprint(read_note(lost[6]).root), is_sure=False, by=head).alarm is None
    assert Witness.objects.count() == 0
    later = Statement("buku-besar-sertifikat", 7, b"x" * 32, dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    assert compare_note(signed(later), source=Source.BROWSER, by=head).alarm.size == 7


def test_other_entries_than_kept_raise_the_alarm(head):
    register_of(6)
    said = read_note(notes()[3])
    other = signed(Statement(said.origin, 3, b"x" * 32, said.at))

    alarm = compare_note(other, source=Source.PASTED, by=head).alarm

    assert (alarm.kind, alarm.size, alarm.raised_by) == ("OTHER", 3, head)


def test_paper_agrees_by_entries_and_fingerprint(head):
    register_of(6)
    point = Checkpoint.objects.get(size=3)

    assert compare_paper(3, point.fingerprint, is_sure=False, by=head).alarm is None

    assert [(row.source, row.size) for row in Witness.objects.all()] == [("REPORT", 3)]


def test_a_slip_of_the_pen_raises_no_alarm_unless_the_reader_is_sure(head):
    register_of(3)

    with pytest.raises(ValidationError) as refused:
        compare_paper(3, "0000 0000 0000 0000 0000", is_sure=False, by=head)
    assert (refused.value.code, LedgerAlarm.objects.count()) == ("differs", 0)

    alarm = compare_paper(3, "0000 0000 0000 0000 0000", is_sure=True, by=head).alarm
    assert (alarm.kind, alarm.source) == ("OTHER", "REPORT")


def test_only_the_administrator_accepts_with_a_reason_and_once(head, administrator):
    alarm = LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)

    for by, reason in ((head, "Alasan"), (administrator, "  ")):
        with pytest.raises(ValidationError):
            accept(alarm, reason=reason, by=by)
    accept(alarm, reason="Alasan", by=administrator)
    with pytest.raises(ValidationError):
        accept(alarm, reason="Lagi", by=administrator)

    alarm.refresh_from_db()
    assert (alarm.accepted_by, alarm.reason) == (administrator, "Alasan")


def test_no_alarm_is_written_in_as_accepted_already(administrator):
    facts = {"accepted_at": timezone.now(), "accepted_by": administrator, "reason": "Tidak apa-apa"}

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2, **facts)

    assert "begins unaccepted" in str(refused.value)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE certificates_ledgeralarm SET size = 1", "ledger_alarm_is_accepted_once"),
        ("UPDATE certificates_ledgeralarm SET accepted_at = now()", "accepted_alarm_has_moment_name_and_reason"),
        ("DELETE FROM certificates_ledgeralarm", "certificates_ledgeralarm_is_append_only"),
        ("TRUNCATE certificates_ledgeralarm", "certificates_ledgeralarm_is_append_only"),
    ],
)
def test_an_alarm_cannot_be_wiped_away(db, statement, name):
    LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)
    settle()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert refusal.value.__cause__.diag.constraint_name == name


def test_the_browser_keeps_compares_and_alarms(head, signed_in):
    register_of(6)
    client = signed_in(head)

    first = client.post(reverse(KEEP))
    cookie = first.cookies["ledger_note"]
    assert (first.url, cookie["path"], cookie["samesite"]) == ("/buku-besar/", "/buku-besar/", "Strict")
    assert [row.size for row in Witness.objects.all()] == [6]

    restore(3)
    answer = client.post(reverse(KEEP), headers={"Accept": "application/json"})
    told = json.loads(answer.content)
    assert (told["tone"], told["keeps"], told["proof"]) == ("danger", False, [])
    assert LedgerAlarm.objects.get().size == 6
    again = client.post(reverse(KEEP))
    assert "ledger_note" not in again.cookies


@pytest.mark.parametrize("cookie", ["%%%", "AAAA", "////", "a" * 6000, "4oCU"])
def test_a_cookie_that_is_none_of_ours_is_said_and_kept(head, signed_in, cookie):
    register_of(1)
    client = signed_in(head)
    client.cookies["ledger_note"] = cookie

    told = client.post(reverse(KEEP), headers={"Accept": "application/json"}).json()

    assert told["tone"] in ("warning", "info")
    assert LedgerAlarm.objects.count() == 0


def test_an_empty_ledger_has_its_pages(head, signed_in):
    client = signed_in(head)

    for name in ("ledger", "ledger-note", "ledger-compare", "ledger-month"):
        assert client.get(reverse(f"certificates:{name}")).status_code == 200
    assert client.post(reverse(KEEP)).status_code == 302


def test_the_page_asks_as_much_for_one_row_as_for_three(head, signed_in, django_assert_num_queries):
    client = signed_in(head)
    url = reverse("certificates:ledger")
    for size in (1, 3):
        register_of(size)
        client.post(reverse(KEEP))
        client.get(url)
        with django_assert_num_queries(11):
            client.get(url)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "note"),
        ({"size": "3"}, "fingerprint"),
        ({"fingerprint": "0000 0000 0000 0000 0000"}, "size"),
        ({"size": "3", "fingerprint": "pendek"}, "fingerprint"),
        ({"size": "0", "fingerprint": "0" * 20}, "size"),
        ({"size": "9" * 30, "fingerprint": "0" * 20}, "size"),
        ({"note": "bukan titik periksa"}, "note"),
        ({"size": "9", "fingerprint": "0" * 20}, "is_sure"),
    ],
)
def test_the_form_says_at_the_field_what_is_wrong(head, signed_in, given, field):
    register_of(1)

    response = signed_in(head).post(reverse("certificates:ledger-compare"), given)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]


def test_the_form_compares_note_and_paper(head, signed_in):
    register_of(3)
    client, point = signed_in(head), Checkpoint.objects.get()
    url = reverse("certificates:ledger-compare")

    client.post(url, {"note": point.note.replace("\n", "\r\n")})
    client.post(url, {"size": "3", "fingerprint": point.fingerprint.upper().replace(" ", "-")})

    assert sorted(row.source for row in Witness.objects.all()) == ["PASTED", "REPORT"]


def test_regions_see_their_own_witnesses(head, signed_in):
    register_of(1)
    other = posted(Role.REGIONAL_HEAD, RegionFactory.create())
    auditor = posted(Role.AUDITOR)
    for user in (head, other):
        compare_note(Checkpoint.objects.get().note, source=Source.PASTED, by=user)

    assert [row.user for row in Witness.objects.visible_to(head)] == [head]
    assert Witness.objects.visible_to(auditor).count() == 2
    assert Witness.objects.visible_to(posted(Role.FACILITY_HEAD, FacilityFactory.create())).count() == 0


def test_the_alarm_stands_on_the_home_pages_of_who_looks_after_the_ledger(head, administrator, signed_in):
    LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)

    for user in (head, administrator):
        assert reverse("certificates:ledger") in signed_in(user).get("/").content.decode()


def test_the_administrator_accepts_on_the_page(administrator, signed_in):
    alarm = LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)
    client = signed_in(administrator, confirmed=True)

    response = client.post(reverse("certificates:ledger-alarm-accept", args=[alarm.pk]), {"reason": "Cadangan"})

    assert response.url == "/buku-besar/"
    assert LedgerAlarm.objects.standing().count() == 0


@pytest.mark.parametrize("month", ["", "2021-07", "0001-01", "9999-12", "2021-13", "abc", "\x00"])
def test_any_month_that_is_asked_for_answers_with_a_paper(head, signed_in, month):
    register_of(2, revoked=1)

    response = signed_in(head).get(reverse("certificates:ledger-month"), {"bulan": month})

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")


def test_the_monthly_report_names_the_clock_of_its_reader(head):
    register_of(1)
    made_at = Checkpoint.objects.newest().made_at
    eastward = ZoneInfo("Asia/Makassar")

    with timezone.override(eastward):
        figures = month_figures(TODAY.replace(day=1), today=made_at.date(), user=head)
        page = render_to_string("papers/ledger_month.html", {**figures, "point": Checkpoint.objects.newest()})

    assert re.findall(r"\d\d\.\d\d WI[A-Z]+", page) == [f"{made_at.astimezone(eastward):%H.%M} WITA"]


def test_the_monthly_report_prints_what_the_page_wants_typed(head):
    certificates = register_of(3, revoked=1)
    region = certificates[0].enrollment.batch.package.centre.region
    owner = posted(Role.REGIONAL_HEAD, region)
    today = Checkpoint.objects.newest().made_at.date()

    own, foreign = (month_figures(today.replace(day=1), today=today, user=user) for user in (owner, head))

    assert own["point"] == foreign["point"] == Checkpoint.objects.newest()
    assert ([row.event for row in own["rows"]], own["issued"]) == (["ISSUED"] * 3 + ["REVOKED"], 3)
    assert (foreign["rows"], foreign["issued"]) == ([], 0)


def test_each_start_raises_the_alarm_of_the_file(db):
    register_of(6)
    for note in notes().values():
        witness_file.keep(note)
    call_command("verify_ledger", newest=True)
    restore(3)
    said = StringIO()

    call_command("verify_ledger", newest=True, stderr=said)

    assert LedgerAlarm.objects.get().size == 6
    assert said.getvalue()

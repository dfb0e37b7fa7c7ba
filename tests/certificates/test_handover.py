"""Sheets reach their holders: who received them and when, told to the prison in full and to the others in part."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions.handing_over import Receipt, correct_handover, end_sheet, hand_over
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from certificates.models import Certificate, EndedSheet, Handover
from reports.tasks import certificates as tasks
from tests.certificates.classes import TODAY, Class
from tests.factories import posted

DAY = dt.timedelta(days=1)
IN_PERSON = Receipt(TODAY)
MOTHER = Receipt(TODAY + DAY, "FAMILY", "Sulastri Ningrum", "ibu", identity_shown=True, witness="Hendra", note="Bebas")


def today() -> dt.date:
    return timezone.localdate()


def giatja_of(school: Class):
    return posted(Role.GIATJA_STAFF, school.facility, name="Wahyu Giatja")


def given(school: Class, receipt: Receipt = IN_PERSON) -> Handover:
    [handover] = hand_over([school.issued()], receipt=receipt, today=today(), by=giatja_of(school))
    return handover


def refused_by(step) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def test_many_sheets_are_handed_over_on_one_page_and_the_trail_names_nobody(db, signed_in):
    school = Class(("Bagas Wirayudha", "Citra Melati", "Dimas Prakoso"))
    rows = issue(school.proposals(), on=TODAY, by=school.head)
    giatja = giatja_of(school)
    url = reverse("certificates:batch-handover", args=[school.batch.pk])
    sent = {"certificates": [rows[0].pk, rows[1].pk], "received_on": "2021-07-20", "received_by_kind": "HOLDER"}

    client = signed_in(giatja)
    shown = client.get(url).content.decode()
    answer = client.post(url, sent)
    again = client.post(url, sent)

    assert all(row.holder_name in shown for row in rows)
    assert (answer.status_code, again.status_code) == (302, 302)
    kept = Handover.objects.order_by("certificate").values_list("certificate", "received_on", "received_by_kind")
    assert list(kept) == [(row.pk, TODAY + DAY, "HOLDER") for row in rows[:2]]
    events = AuditEvent.objects.filter(verb="hand_over").order_by("id")
    assert [(event.object_label, event.reason, event.detail) for event in events] == [
        (row.number, "", {}) for row in rows[:2]
    ]


def test_a_sheet_is_handed_over_once(school):
    certificate = given(school).certificate

    with pytest.raises(ValidationError):
        hand_over([certificate], receipt=MOTHER, today=today(), by=giatja_of(school))

    assert Handover.objects.count() == 1
    row = Handover(certificate=certificate, received_on=TODAY, received_by_kind="HOLDER", handed_over_by=school.staff)
    assert refused_by(row.save) == "sheet_handed_over_once"


def test_the_sheet_of_a_revoked_certificate_is_not_handed_over(school):
    certificate = school.issued()
    revoke(certificate, reason="Salah", by=school.head)

    with pytest.raises(ValidationError):
        hand_over([certificate], receipt=IN_PERSON, today=today(), by=giatja_of(school))

    row = Handover(certificate=certificate, received_on=TODAY, received_by_kind="HOLDER", handed_over_by=school.staff)
    assert refused_by(row.save) == "handover_of_a_standing_certificate"


@pytest.mark.parametrize("days", [-1, 5000])
def test_the_day_lies_between_the_issue_and_today(school, days):
    certificate = school.issued()
    day = TODAY + days * DAY

    with pytest.raises(ValidationError) as refusal:
        hand_over([certificate], receipt=Receipt(day), today=today(), by=giatja_of(school))

    assert set(refusal.value.message_dict) == {"received_on"}
    row = Handover(certificate=certificate, received_on=day, received_by_kind="HOLDER", handed_over_by=school.staff)
    assert refused_by(row.save) == "handover_day_is_true"


@pytest.mark.parametrize(
    "values",
    [
        {"received_by_kind": "FAMILY"},
        {"received_by_kind": "FAMILY", "receiver_name": "Sulastri"},
        {"received_by_kind": "HOLDER", "receiver_name": "Sulastri", "receiver_role": "ibu"},
        {"received_by_kind": ""},
    ],
)
def test_who_receives_for_the_holder_is_named(school, values):
    row = Handover(certificate=school.issued(), received_on=TODAY, handed_over_by=school.staff, **values)

    assert refused_by(row.save) == "handover_names_its_receiver"


def test_the_page_asks_for_the_receiver_s_name_at_its_field_and_keeps_what_was_typed(school, signed_in):
    certificate = school.issued()
    url = reverse("certificates:certificate-handover", args=[certificate.pk])

    answer = signed_in(giatja_of(school)).post(
        url, {"received_on": "2021-07-20", "received_by_kind": "BAPAS", "receiver_name": "Rukmana"}
    )

    assert set(answer.context["form"].errors) == {"receiver_role"}
    assert 'value="Rukmana"' in answer.content.decode()
    assert not Handover.objects.exists()


def test_a_handover_is_corrected_by_another_row_and_the_first_stays(school):
    first = given(school)
    giatja = giatja_of(school)

    second = correct_handover(first.certificate, receipt=MOTHER, correction="Diambil ibunya", today=today(), by=giatja)

    assert list(Handover.objects.happened()) == [second]
    assert (second.corrects, Handover.objects.count()) == (first, 2)
    event = AuditEvent.objects.get(verb="correct_handover")
    assert (event.reason, event.is_confidential) == ("Diambil ibunya", True)


def test_what_was_not_handed_over_after_all_waits_again(school):
    certificate = given(school).certificate
    giatja = giatja_of(school)

    correct_handover(certificate, receipt=None, correction="Salah centang", today=today(), by=giatja)
    waits = not Handover.objects.happened().exists()
    hand_over([certificate], receipt=MOTHER, today=today(), by=giatja)

    assert waits
    assert [row.receiver_name for row in Handover.objects.happened()] == ["Sulastri Ningrum"]


def test_a_void_handover_of_a_certificate_revoked_since_stays_void(school):
    certificate = given(school).certificate
    void = correct_handover(certificate, receipt=None, correction="Salah", today=today(), by=giatja_of(school))
    revoke(certificate, reason="Salah", by=school.head)

    row = Handover(
        certificate=certificate,
        received_on=TODAY,
        received_by_kind="HOLDER",
        handed_over_by=school.staff,
        corrects=void,
        correction="x",
    )
    assert refused_by(row.save) == "handover_of_a_standing_certificate"


def test_a_correction_is_about_the_same_sheet_and_says_why(school):
    first, other = given(school), Class(("Kenari Asing",)).issued()
    facts = {"received_on": TODAY, "received_by_kind": "HOLDER", "handed_over_by": school.staff, "corrects": first}

    assert refused_by(Handover(certificate=other, correction="x", **facts).save) == "handover_corrects_its_own_sheet"
    assert refused_by(Handover(certificate=first.certificate, **facts).save) == "handover_correction_says_why"


@pytest.mark.parametrize("table", ["handover", "endedsheet"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET note = 'x'", "DELETE FROM {}"])
def test_what_was_recorded_of_a_sheet_stays(school, table, statement):
    certificate = given(school).certificate
    revoke(certificate, reason="Salah", by=school.head)
    end_sheet(certificate, outcome="DESTROYED", ended_on=today(), today=today(), by=giatja_of(school))

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(f"certificates_{table}"))

    assert refused_by(attempt) == f"certificates_{table}_is_append_only"


def test_the_sheet_of_an_ended_certificate_is_accounted_for_and_the_newest_word_counts(school, signed_in):
    certificate = given(school).certificate
    giatja = giatja_of(school)
    revoke(certificate, reason="Salah", by=school.head)
    client = signed_in(giatja)
    url = reverse("certificates:sheet-end", args=[certificate.pk])

    client.post(url, {"outcome": "OUTSIDE", "ended_on": str(today())})
    client.post(url, {"outcome": "DESTROYED", "ended_on": str(today())})
    client.post(url, {"outcome": "DESTROYED", "ended_on": str(today())})

    assert list(EndedSheet.objects.values_list("outcome", flat=True)) == ["DESTROYED", "OUTSIDE"]
    assert not tasks.sheets_to_take_back(giatja, timezone.now()).rows.exists()


def test_a_sheet_that_counts_is_not_ended(school):
    certificate = school.issued()

    with pytest.raises(ValidationError):
        end_sheet(certificate, outcome="LOST", ended_on=today(), today=today(), by=giatja_of(school))

    row = EndedSheet(certificate=certificate, outcome="LOST", ended_on=TODAY, recorded_by=school.staff)
    assert refused_by(row.save) == "ended_sheet_of_an_ended_certificate"
    revoke(certificate, reason="Salah", by=school.head)
    late = EndedSheet(certificate=certificate, outcome="LOST", ended_on=TODAY - DAY, recorded_by=school.staff)
    assert refused_by(late.save) == "ended_sheet_day_is_true"


def test_the_training_centre_reads_that_it_was_received_but_not_through_whom(school, signed_in):
    certificate = given(school, MOTHER).certificate
    pages = [certificate.get_absolute_url(), reverse("certificates:batch-certificates", args=[school.batch.pk])]

    told = {page: signed_in(school.staff).get(page).content.decode() for page in pages}
    in_full = [signed_in(giatja_of(school)).get(page).content.decode() for page in pages]

    for page, text in told.items():
        assert [word for word in ("Sulastri", "ibu)", "Bebas", "Hendra") if word in text] == [], page
    assert all("Sulastri Ningrum (ibu)" in text for text in in_full)


def test_the_centre_hands_over_to_the_holder_only_and_corrects_no_word_of_the_prison(school, signed_in):
    certificate = school.issued()
    client = signed_in(school.staff)
    url = reverse("certificates:certificate-handover", args=[certificate.pk])
    asked = set(client.get(url).context["form"].fields)

    client.post(url, {"received_on": "2021-07-20", "received_by_kind": "FAMILY", "receiver_name": "Sulastri"})
    first = Handover.objects.get()
    correct_handover(certificate, receipt=MOTHER, correction="Ibunya", today=today(), by=giatja_of(school))

    assert asked == {"received_on", "identity_shown", "witness"}
    assert (first.received_by_kind, first.receiver_name) == ("HOLDER", "")
    with pytest.raises(ValidationError):
        correct_handover(certificate, receipt=IN_PERSON, correction="x", today=today(), by=school.staff)


def test_the_public_page_says_nothing_of_the_handover(school, client):
    handover = given(school, MOTHER)

    text = client.get(f"/v/{handover.certificate.typed_code}/").content.decode()

    assert [word for word in ("Sulastri", "Hendra", "Wahyu", "20 Juli") if word in text] == []


def test_the_home_page_asks_for_a_sheet_after_the_days_of_the_prison(school):
    certificate = school.issued()
    giatja = giatja_of(school)
    at_noon = dt.datetime(2021, 8, 2, 5, tzinfo=dt.UTC)

    def owed(moment: dt.datetime) -> list[Certificate]:
        return list(tasks.sheets_to_hand_over(User.objects.get(pk=giatja.pk), moment).rows)

    assert (owed(at_noon), owed(at_noon + DAY)) == ([], [certificate])
    school.facility.handover_days = 20
    school.facility.save()
    assert owed(at_noon + DAY) == []
    school.facility.handover_days = 14
    school.facility.save()
    hand_over([certificate], receipt=IN_PERSON, today=today(), by=giatja)
    assert owed(at_noon + DAY) == []


def test_the_list_finds_the_sheets_that_wait_that_were_received_and_that_nobody_settled(db, signed_in):
    school = Class(("Bagas Wirayudha", "Citra Melati", "Dimas Prakoso"))
    owed, received, ended = issue(school.proposals(), on=TODAY, by=school.head)
    hand_over([received], receipt=IN_PERSON, today=today(), by=giatja_of(school))
    revoke(ended, reason="Salah", by=school.head)
    client = signed_in(school.staff)
    url = reverse("certificates:certificate-list")

    found = {
        where: list(client.get(url, {"sheet": where}).context["page_obj"]) for where in ("owed", "received", "unsaid")
    }

    assert found == {"owed": [owed], "received": [received], "unsaid": [ended]}

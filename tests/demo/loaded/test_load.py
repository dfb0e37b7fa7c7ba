"""What the demonstration holds once it is loaded, and that it is true."""

import datetime as dt
import hashlib
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import GRANTS, Permission, Role
from audit.models import AuditEvent, Verb
from certificates.actions.auditing import audit_certificates, report_anomalies
from certificates.models import Certificate, CertificateKind, Handover, is_handed_over
from certificates.record import digest
from demo.cases import CASES, CAST
from facilities.models import Agreement, Facility, Posting, TrainingCentre, Workshop
from programs.findings import candidates, planning_findings
from programs.models import Batch, Decree, Enrollment, Instructor, Package, SeatChange
from programs.permits import permits_of
from programs.ranking import Standing, ranking
from programs.standards import open_shortfalls
from tests.demo.days import PEKALONGAN_DAYS
from trainees.eligibility import blocks, training_findings
from trainees.models import Inmate, RuleSet, Sentence

pytestmark = [pytest.mark.usefixtures("demonstration", "db"), pytest.mark.xdist_group("demo")]

PEKALONGAN_FIELDS = {"JAHIT", "BATIK", "BARBER", "AC", "MOTOR", "LAS"}


def facility(place: str) -> Facility:
    return Facility.objects.get(name=place)


def only_batch(place: str, **facts) -> Batch:
    return Batch.objects.with_places().get(facility=facility(place), **facts)


def fit_standings(batch: Batch) -> list[Standing]:
    """Those in the ranking whom nothing blocked when they were proposed and nobody rejected."""
    rows = [row for row in ranking(batch).rows if row.enrollment.state != "REJECTED"]
    return [row for row in rows if all(found["level"] != "block" for found in row.enrollment.findings)]


def states(batch: Batch) -> Counter:
    return Counter(batch.enrollments.values_list("state", flat=True))


def test_a_second_run_loads_nothing_and_says_so():
    before = AuditEvent.objects.aggregate(last=Max("id"), count=Count("id"))
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert said.getvalue() == "The demonstration data is already loaded.\n"
    assert AuditEvent.objects.aggregate(last=Max("id"), count=Count("id")) == before


def test_five_prisons_work_with_five_centres_of_their_own_region():
    pairs = {
        (Facility.objects.get(name=case["facility"]["name"]).region.code, case["region"]) for case in CASES.values()
    }

    assert Facility.objects.count() == TrainingCentre.objects.count() == 5
    assert all(region == told for region, told in pairs)


def test_everybody_of_the_cast_has_one_posting_without_end_since_2020():
    postings = Posting.objects.values_list("user__username", "role", "starts_on__year", "ends_on")

    assert sorted(postings) == sorted((part.username, part.role, 2020, None) for part in CAST)


def test_every_role_can_be_played_in_pekalongan():
    assert {part.role for part in CAST if part.case in ("pekalongan", "")} == set(Role)


def test_heads_have_their_nip():
    heads = User.objects.filter(postings__role__in=(Role.FACILITY_HEAD, Role.CENTRE_HEAD))

    assert heads.count() == 10
    assert [head.username for head in heads if len(head.nip) != 18] == []


def test_nobody_of_the_cast_bears_the_name_of_an_inmate():
    names = set(User.objects.values_list("name", flat=True)) | set(Instructor.objects.values_list("name", flat=True))

    assert set(Inmate.objects.filter(name__in=names)) == set()


def test_pekalongan_is_ready_for_the_walk_and_not_farther():
    prison = facility("Pekalongan")
    centre = TrainingCentre.objects.get(name="UPTD BLK Kota Pekalongan")

    fields = set(Workshop.objects.filter(facility=prison, seats=20).values_list("fields__code", flat=True))
    taught = set(Instructor.objects.filter(centre=centre).values_list("fields__code", flat=True))
    packages = set(Package.objects.filter(centre=centre).values_list("field__code", "lesson_hours"))

    assert prison.inmates.count() == 253
    assert fields == taught == PEKALONGAN_FIELDS
    assert packages == {(code, 144) for code in PEKALONGAN_FIELDS}
    assert not Agreement.objects.filter(parties__facility=prison, starts_on__lt="2021-06-10").exists()
    assert not Batch.objects.filter(facility=prison, starts_on__lt="2021-07-02").exists()


def test_pekalongan_chose_sixty_of_253_for_its_second_stage():
    batches = Batch.objects.filter(facility=facility("Pekalongan"))
    rows = Enrollment.objects.filter(batch__in=batches)
    seated = rows.filter(state="ACCEPTED")
    decree = Decree.objects.get(kind="DECREE", facility__name="Pekalongan")

    assert set(batches.values_list("state", flat=True)) == {"DECREED"}
    assert [len(batch["accepted"]) for batch in decree.record["batches"]] == [10] * 6
    assert rows.values("inmate").distinct().count() == rows.count() == 132
    assert set(
        rows.annotate(officers=Count("scores__scored_by", distinct=True)).values_list("officers", flat=True)
    ) == {2}
    assert set(seated.values_list("tpp_decisions__verdict", flat=True)) == {"APPROVED"}
    assert rows.filter(state="REJECTED", reason="").count() == 0
    assert SeatChange.objects.filter(left__batch__in=batches, moved_up__isnull=False).count() == 1
    assert SeatChange.objects.filter(left__batch__in=batches, is_tied=True).count() == 1


def test_more_than_150_of_pekalongan_may_join_the_walk():
    people = facility("Pekalongan").inmates.with_sentence()
    rules = RuleSet.objects.in_force(on=PEKALONGAN_DAYS.starts_on)

    fit = [inmate for inmate in people if not blocks(training_findings(inmate, PEKALONGAN_DAYS, "ALL_CONVICTS", rules))]

    assert 150 <= len(fit) <= 215


def test_detainees_have_no_sentence_and_all_others_have_one():
    detained = Inmate.objects.filter(register_kind__startswith="A.")

    assert detained.count() > 0
    assert not Sentence.objects.filter(inmate__in=detained).exists()
    assert not Inmate.objects.exclude(pk__in=detained).filter(sentence__isnull=True).exists()


def test_lampung_went_all_the_way_to_its_certificates():
    batch = only_batch("Bandar Lampung", state="CLOSED")
    reasons = Counter(batch.enrollments.filter(state="DROPPED").values_list("drop_reason", flat=True))

    assert batch.state == Batch.State.CLOSED
    assert batch.package.lesson_hours == 144
    issued = Certificate.objects.filter(enrollment__batch=batch, kind=CertificateKind.TRAINING).standing()
    assert states(batch)["COMPLETED"] == issued.count() == 10
    assert reasons == {"RELEASED": 1, "BATCH_ENDED": 1}


def test_the_one_who_ended_without_completing_has_the_hours_but_not_every_unit():
    ended = only_batch("Bandar Lampung", state="CLOSED").enrollments.with_hours().get(drop_reason="BATCH_ENDED")

    assert ended.hours >= ended.batch.package.hours_needed
    assert Counter(ended.results.values_list("verdict", flat=True)) == {"K": 3, "BK": 1}


def test_stored_bytes_and_records_of_all_certificates_match_their_hashes():
    wrong = [
        certificate.number
        for certificate in Certificate.objects.all()
        if hashlib.sha256(certificate.pdf_bytes()).hexdigest() != certificate.file_sha256
        or digest(certificate.as_printed) != certificate.record_sha256
    ]

    assert Certificate.objects.filter(kind=CertificateKind.TRAINING).count() == 29
    assert wrong == []


def test_lampung_handed_most_sheets_over_and_one_each_through_bapas_and_family():
    ways = Counter(Handover.objects.happened().values_list("received_by_kind", flat=True))
    training = Certificate.objects.filter(kind=CertificateKind.TRAINING)
    owed = training.filter(enrollment__batch__facility=facility("Bandar Lampung")).standing()

    assert ways == {"HOLDER": 6, "BAPAS": 1, "FAMILY": 1}
    assert owed.filter(~is_handed_over()).count() == 3


def test_lampung_s_small_class_was_allowed_once_and_the_next_waits():
    second, third = (only_batch("Bandar Lampung", name=f"Las angkatan {number}") for number in (2, 3))
    allowed = second.standard_exceptions.get()

    assert (second.state, third.state) == ("DECREED", "SELECTING")
    assert (allowed.figure, allowed.standard, second.package.version) == (9, 10, 2)
    assert [(row.code, row.figure) for row in open_shortfalls(third)] == [("TOO_FEW", 8)]


def test_ketapang_s_farm_class_lacks_one_permit_of_eight():
    permits = permits_of(only_batch("Ketapang", workshop__place="OPEN"))

    assert permits is not None
    assert (permits.on_file, permits.total) == (7, 8)


def test_units_passed_in_lampung_count_in_ketapang_after_a_transfer():
    (row,) = only_batch("Ketapang", name="Las listrik tahap 2").enrollments.filter(results__isnull=False).distinct()
    before = row.inmate.enrollments.get(batch__facility__name="Bandar Lampung")

    assert (row.state, before.drop_reason) == ("ACCEPTED", "BATCH_ENDED")
    assert set(row.results.values_list("recognised_from", flat=True)) == set(
        before.results.filter(verdict="K").values_list("pk", flat=True)
    )
    assert row.results.count() == 3


def test_ketapang_trains_only_the_assimilation_eligible_within_its_quota():
    agreement = Agreement.objects.get(title__contains="Ketapang")

    assert agreement.signed_on.isoformat() == "2021-03-08"
    assert (agreement.trainee_policy, agreement.quota) == ("ASSIMILATION_ELIGIBLE", 30)
    assert set(agreement.fields.values_list("code", flat=True)) == {"LAS", "KOMP", "TANI", "IKAN", "JAHIT"}
    assert agreement.witnesses.count() == 1
    assert all(agreement.parties.values_list("number", flat=True))


def test_ketapang_is_choosing_and_shows_the_day_on_which_a_condition_becomes_true():
    batch = only_batch("Ketapang", state="SELECTING")
    blocked = [row for row in batch.enrollments.all() if any(f["level"] == "block" for f in row.findings)]

    assert batch.state == Batch.State.SELECTING
    assert states(batch) == {"PROPOSED": 23, "REJECTED": 1}
    assert not batch.enrollments.filter(scores__isnull=True).exists()
    assert len(ranking(batch).cut(batch.seats, fit_standings(batch)).tied) >= 2
    assert len(blocked) == 8
    assert {row.state for row in blocked} == {"PROPOSED"}
    assert any(fact["met_on"] for row in blocked for fact in row.facts["conditions"])


def test_kotabaru_teaches_now_and_owes_the_attendance_of_its_last_session_only():
    today = timezone.localdate()
    batch = only_batch("Kotabaru", state="RUNNING", name="Pengolahan pangan kelompok 1")
    held = batch.sessions.filter(day__lt=today).order_by("-day")
    owed = [session.day for session in held if not session.attendances.exists()]

    assert batch.starts_on < today <= batch.ends_on
    assert states(batch) == {"ACTIVE": 8, "SUSPENDED": 1, "DROPPED": 1, "RESERVE": 4}
    assert owed == [held[0].day]
    assert held.count() > 3


def test_kotabaru_begins_at_half_past_seven_of_its_own_time():
    session = only_batch("Kotabaru", state="RUNNING", name="Pengolahan pangan kelompok 1").sessions.first()

    assert session.starts_at.astimezone().tzinfo is not None
    assert session.starts_at.utctimetuple()[3:5] == (23, 30)


def test_kotabaru_plans_its_next_batch():
    batch = only_batch("Kotabaru", state="PLANNED")

    assert batch.starts_on > timezone.localdate()
    assert batch.agreement.is_in_force(on=timezone.localdate())


def test_padang_has_a_working_agreement_under_its_umbrella():
    umbrella = Agreement.objects.get(kind="MOU")

    assert [child.kind for child in umbrella.children.all()] == ["PKS"]
    assert {party.place.name for party in umbrella.parties.all()} == {"Padang", "BLK Padang"}


def test_padang_trained_ten_of_its_officers_and_one_of_them_teaches():
    first = only_batch("Padang", name="Metodologi angkatan 1")
    officers = Instructor.objects.filter(officer__isnull=False)
    furniture = only_batch("Padang", name="Meubeler angkatan 1")
    (officer,) = officers.filter(sessions__batch=furniture).distinct()

    assert (first.trainee_kind, first.state) == ("OFFICER", Batch.State.CLOSED)
    assert states(first) == {"COMPLETED": 9, "DROPPED": 1}
    assert set(first.enrollments.filter(state="COMPLETED").values_list("officer", flat=True)) == set(
        officers.values_list("officer", flat=True)
    )
    assert furniture.state == Batch.State.CLOSED
    assert only_batch("Padang", name="Meubeler angkatan 2").helpers.helping().count() == 2
    assert set(officer.fields.values_list("code", flat=True)) == {"MEUBEL"}


def test_nothing_stands_against_any_plan():
    assert [finding.text for batch in Batch.objects.with_places() for finding in blocks(planning_findings(batch))] == []


def test_nobody_was_accepted_whom_something_blocked():
    for batch in Batch.objects.with_places():
        seated = batch.facility.inmates.filter(enrollments__in=batch.enrollments.seated())
        rules = RuleSet.objects.in_force(on=batch.starts_on)

        assert [person for person in candidates(batch, seated, rules) if person.is_blocked] == []


NEEDS = {
    Verb.SUBMIT: Permission.REVIEW_WORKSHOPS,
    Verb.CONFIRM: Permission.CONFIRM_REVIEWS,
    Verb.SIGN: Permission.SIGN_AGREEMENTS,
    Verb.SELECT: Permission.PLAN_BATCHES,
    Verb.SCORE: Permission.CHOOSE_TRAINEES,
    Verb.ACCEPT: Permission.CHOOSE_TRAINEES,
    Verb.RESERVE: Permission.CHOOSE_TRAINEES,
    Verb.REJECT: Permission.CHOOSE_TRAINEES,
    Verb.DECIDE: Permission.CHOOSE_TRAINEES,
    Verb.DECREE: Permission.DECREE_BATCHES,
    Verb.ALLOW: Permission.ALLOW_EXCEPTIONS,
    Verb.LAY_OUT: Permission.LAY_OUT_TIMETABLES,
    Verb.START: Permission.PLAN_BATCHES,
    Verb.ATTEND: Permission.RECORD_ATTENDANCE,
    Verb.CORRECT: Permission.CORRECT_ATTENDANCE,
    Verb.TEST: Permission.CLOSE_BATCHES,
    Verb.ASSESS: Permission.RECORD_RESULTS,
    Verb.CORRECT_RESULT: Permission.CORRECT_RESULTS,
    Verb.CLOSE: Permission.CLOSE_BATCHES,
    Verb.COMPLETE: Permission.CLOSE_BATCHES,
    Verb.ISSUE: Permission.ISSUE_CERTIFICATES,
    Verb.REPLACE: Permission.REVOKE_CERTIFICATES,
    Verb.DECLINE: Permission.REVOKE_CERTIFICATES,
    Verb.HAND_OVER: Permission.HAND_OVER_CERTIFICATES,
    Verb.END_SHEET: Permission.HAND_OVER_CERTIFICATES,
}
# The decree rejects whom the TPP has postponed; a side of an agreement completes what it promised; a rotation plan lays
# out its batches; a list of attendance closes its session.
JOBS = ("certificates.auditrun", "certificates.issuerun")
NEEDS_OTHERWISE = {
    (Verb.START, "certificates.issuerun", Role.CENTRE_HEAD): Permission.ISSUE_CERTIFICATES,
    (Verb.LAY_OUT, "programs.batch", Role.GIATJA_STAFF): Permission.PLAN_ROTATIONS,
    (Verb.CLOSE, "programs.session", Role.INSTRUCTOR): Permission.RECORD_ATTENDANCE,
    (Verb.REJECT, "programs.enrollment", Role.FACILITY_HEAD): Permission.DECREE_BATCHES,
    (Verb.COMPLETE, "facilities.actionitem", Role.GIATJA_STAFF): Permission.EDIT_MEETINGS,
    (Verb.COMPLETE, "facilities.actionitem", Role.CENTRE_STAFF): Permission.EDIT_MEETINGS,
}
ADDS = {
    "facilities.meeting": Permission.EDIT_MEETINGS,
    "facilities.actionitem": Permission.EDIT_MEETINGS,
    "facilities.readinessreview": Permission.REVIEW_WORKSHOPS,
    "accounts.user": Permission.MANAGE_ACCOUNTS,
    "facilities.posting": Permission.MANAGE_ACCOUNTS,
    "facilities.facility": Permission.MANAGE_ACCOUNTS,
    "facilities.trainingcentre": Permission.MANAGE_ACCOUNTS,
    "facilities.workshop": Permission.EDIT_WORKSHOPS,
    "facilities.tool": Permission.EDIT_WORKSHOPS,
    "facilities.agreement": Permission.EDIT_AGREEMENTS,
    "trainees.inmate": Permission.EDIT_INMATES,
    "trainees.interest": Permission.EDIT_INMATES,
    "trainees.movement": Permission.RECORD_CIRCUMSTANCES,
    "trainees.illness": Permission.RECORD_CIRCUMSTANCES,
    "trainees.officer": Permission.EDIT_OFFICERS,
    "programs.package": Permission.EDIT_PACKAGES,
    "programs.outsidepermit": Permission.FILE_PERMITS,
    "programs.instructor": Permission.EDIT_INSTRUCTORS,
    "programs.instructorcertificate": Permission.EDIT_INSTRUCTORS,
    "programs.instructorabsence": Permission.EDIT_FREE_DAYS,
    "programs.helper": Permission.CHOOSE_TRAINEES,
    "programs.batch": Permission.PLAN_BATCHES,
    "programs.rotationplan": Permission.PLAN_ROTATIONS,
    "programs.session": Permission.LAY_OUT_TIMETABLES,
    "programs.toollog": Permission.LOG_TOOLS,
    "programs.tppsession": Permission.CHOOSE_TRAINEES,
    "programs.yearplan": Permission.EDIT_PLANS,
    "programs.outcome": Permission.RECORD_OUTCOMES,
    "programs.demandnote": Permission.RECORD_DEMAND,
    "audit.savedview": Permission.SEE_HOME,
    "api.apitoken": Permission.MANAGE_ACCOUNTS,
    "certificates.lsp": Permission.MANAGE_ACCOUNTS,
    "certificates.scheme": Permission.MANAGE_ACCOUNTS,
    "certificates.competencedecision": Permission.RECORD_DECISIONS,
    "programs.budgetline": Permission.EDIT_BUDGETS,
    "programs.expense": Permission.EDIT_BUDGETS,
    "programs.splitrule": Permission.RECORD_WORK_RESULTS,
    "programs.workresult": Permission.RECORD_WORK_RESULTS,
    "programs.sale": Permission.RECORD_WORK_RESULTS,
}


def test_the_trail_says_who_did_each_step_and_that_person_was_allowed_to():
    steps = AuditEvent.objects.filter(verb__in=NEEDS)
    steps = steps.order_by().values_list("verb", "object_type", "by__postings__role").distinct()
    adds = AuditEvent.objects.filter(verb=Verb.ADD, by__isnull=False)
    adds = adds.order_by().values_list("object_type", "by__postings__role").distinct()

    assert {verb for verb, _kind, _role in steps} == set(NEEDS)
    assert {kind for kind, _role in adds} == set(ADDS)
    needed = {step: NEEDS_OTHERWISE.get(step, NEEDS[Verb(step[0])]) for step in steps}
    assert [step for step, permission in needed.items() if permission not in GRANTS[Role(step[2])]] == []
    added = {step: ADDS[step[0]] for step in adds}
    assert [step for step, permission in added.items() if permission not in GRANTS[Role(step[1])]] == []


def test_only_the_first_account_was_added_by_nobody():
    """What a job has ended, or looked for at night, is nobody's step."""
    unsigned = AuditEvent.objects.filter(by__isnull=True).exclude(object_type__in=JOBS)
    unsigned = unsigned.values_list("object_type", "object_label")

    admin = User.objects.get(username="admin.nasional")
    assert sorted(unsigned) == [
        ("accounts.user", admin.name),
        ("facilities.posting", str(admin.postings.get())),
    ]


def test_every_person_added_has_a_line_in_the_trail():
    kinds = AuditEvent.objects.filter(verb=Verb.ADD).values_list("object_type", flat=True)

    assert Counter(kinds)["trainees.inmate"] == Inmate.objects.count()
    assert Counter(kinds)["accounts.user"] == User.objects.count()


def test_all_sign_in_with_the_printed_password(client, no_rate_limits):
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    row = next(line for line in said.getvalue().splitlines() if line.startswith("giatja.pekalongan"))
    username, password = row.split()[:2]

    answer = client.post(reverse("account_login"), {"login": username, "password": password})

    assert answer.status_code == 302


def test_the_table_of_accounts_has_everybody_and_fits_a_terminal():
    said = StringIO()

    call_command("demo_accounts", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0].split("  ")[0] == "Nama pengguna"
    assert {line.split()[0] for line in lines[1:]} == {part.username for part in CAST}
    assert max(map(len, lines)) <= 100
    assert {line.index("pelatihan-demo-2021") for line in lines[1:]} == {lines[0].index("Kata sandi")}


def test_an_account_with_a_password_of_its_own_is_not_printed():
    user = User.objects.get(username="kalapas.padang")
    user.set_password("sandi-milik-sendiri")
    user.save()
    said = StringIO()

    call_command("demo_accounts", stdout=said)

    assert "kalapas.padang" not in said.getvalue()


def test_the_night_finds_nothing_wrong_with_any_certificate():
    run = audit_certificates()

    assert ([str(one) for one in run.findings.all()], run.found) == ([], 0)
    assert run.checked == Certificate.objects.count() > 0


def test_no_class_shows_a_sign_of_invention():
    run = report_anomalies(today=timezone.localdate(), since=dt.date(2020, 1, 1))

    assert ([str(one) for one in run.findings.all()], run.left_out) == ([], [])
    assert run.checked > 0

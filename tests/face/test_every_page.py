"""Every page on a laptop and on a phone, as the role that uses it most, filled and with its errors: axe finds nothing,
nothing sticks out of the screen, and every page says its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Model
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Download
from certificates.models import AuditRun, Certificate, CompetenceDecision, IssueRun, LedgerAlarm
from demo.cases import PASSWORD
from facilities.models import (
    ActionItem,
    Agreement,
    ClosedDay,
    Facility,
    Field,
    Meeting,
    ReadinessReview,
    TrainingCentre,
    Workshop,
)
from imports.models import Import
from programs.models import (
    Batch,
    BudgetLine,
    DemandNote,
    Enrollment,
    Expense,
    Instructor,
    InstructorCertificate,
    Outcome,
    Package,
    RotationCell,
    RotationPlan,
    Sale,
    SeatChange,
    Session,
    ToolLog,
    TppItem,
    TppSession,
    UnitResult,
    WorkResult,
)
from tests import factories as make
from tests.journeys.people import Person
from trainees.models import DateOverride, Inmate, Officer

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = [*STANDARD, "best-practice"]
WIDTHS = (1280, 360)
AT_ONCE = 30
TYPED = "main form[method=post]:not(.action-form)"

Row = Callable[[], Model | SimpleNamespace] | None


def first(model: type[Model], **where: Any) -> Callable[[], Model]:
    """Found when it is asked for: the demonstration is loaded later."""

    def find() -> Model:
        found = model._default_manager.filter(**where).first()
        if found is None:
            raise LookupError(model, where)
        return found

    return find


def batch(state: str, place: str) -> Callable[[], Model]:
    return first(Batch, state=state, facility__name=place)


def seat(state: str, place: str) -> Callable[[], Model]:
    return first(Enrollment, state=state, batch__facility__name=place)


SELECTING, PLANNED = batch("SELECTING", "Ketapang"), batch("PLANNED", "Kotabaru")
BARBERS = first(Batch, name="Potong rambut kelompok 1")
RUNNING, CLOSED = batch("RUNNING", "Kotabaru"), batch("CLOSED", "Bandar Lampung")
TESTING = batch("TESTING", "Bandar Lampung")
LAMPUNG = {"enrollment__batch__facility__name": "Bandar Lampung"}
OWED_SHEET = first(Certificate, handovers__isnull=True, revoked_at__isnull=True, **LAMPUNG)
HANDED_OVER = first(Certificate, handovers__isnull=False, **LAMPUNG)
DRAFT, SIGNED = first(Agreement, title="Konsep"), first(Agreement, state="SIGNED", parties__facility__name="Ketapang")
PREVIEWED = first(Import, state="PREVIEWED", facility__name="Ketapang")
NOT_READY = first(ReadinessReview, verdict="NOT_READY")
SUBMITTED = first(ReadinessReview, state="SUBMITTED", facility__name="Ketapang")
ANSWERED = first(ReadinessReview, state="DRAFT", facility__name="Ketapang")
WAITING = first(Session, batch__state="RUNNING", attendances__isnull=True, day__lt=timezone.localdate())
RECORDED = first(Session, batch__state="RUNNING", attendances__isnull=False)
OWED = first(Session, batch__state="RUNNING", attendances__isnull=True, cancelled_at__isnull=True)
TO_MAKE_UP = first(Session, batch__state="RUNNING", cancelled_at__isnull=False, make_ups__isnull=True)
MEETING = first(Meeting, parties__facility__name="Kotabaru")
OVERDUE = first(ActionItem, facility__name="Kotabaru", done_on__isnull=True)
ROTATION = first(RotationPlan, state="DRAFT")
UNUSED = first(Package, name="Paket baru")

TO_ASK = first(Enrollment, state="COMPLETED", inmate__status="RELEASED", outcomes__isnull=True)
CANDIDATE = first(Inmate, facility__name="Ketapang", enrollments__isnull=False)


def taken_away() -> Download:
    """A long list, half written."""
    asker = User.objects.get(username="kalapas.ketapang")
    return Download.objects.create(by=asker, list_name="jejak audit", kind="xlsx", rows=5_000, rows_done=2_000)


# Who looks at which page: user name, name of the page, and the row it is about.
PAGES: dict[str, list[tuple[str, str, Row]]] = {
    "prison": [
        ("giatja.ketapang", "facilities:workshop-tools", first(Workshop, facility__name="Ketapang")),
        ("giatja.padang", "trainees:officer-interests", first(Officer, interests__aptitude__isnull=False)),
        ("giatja.ketapang", "programs:batch-permits", batch("DECREED", "Ketapang")),
        ("giatja.padang", "trainees:officer-interest-sheet", None),
        ("giatja.ketapang", "reports:home", None),
        ("giatja.ketapang", "manual:index", None),
        ("giatja.ketapang", "manual:page", lambda: SimpleNamespace(pk="surat")),
        ("", "manual:sign-in", None),
        ("", "manual:check", None),
        ("giatja.ketapang", "reports:tasks", None),
        ("giatja.ketapang", "reports:search", None),
        ("giatja.ketapang", "reports:notice-list", None),
        ("giatja.ketapang", "trainees:inmate-list", None),
        ("giatja.kotabaru", "programs:conduct-hours", None),
        ("giatja.kotabaru", "reports:open-data", None),
        ("giatja.ketapang", "imports:import-list", None),
        ("giatja.ketapang", "imports:import-detail", PREVIEWED),
        (
            "giatja.ketapang",
            "trainees:inmate-detail",
            first(Inmate, facility__name="Ketapang", sanctions__isnull=False),
        ),
        ("giatja.ketapang", "trainees:inmate-dates", first(Inmate, facility__name="Ketapang", overrides__isnull=False)),
        ("giatja.ketapang", "trainees:inmate-assimilation", CANDIDATE),
        ("giatja.padang", "trainees:officer-list", None),
        ("giatja.padang", "trainees:officer-detail", first(Officer, facility__name="Padang")),
        ("giatja.padang", "programs:instructor-gaps", None),
        ("giatja.padang", "programs:batch-helpers", first(Batch, helpers__isnull=False)),
        ("giatja.padang", "programs:batch-officers", batch("SELECTING", "Padang")),
        ("giatja.padang", "programs:batch-decide", batch("SELECTING", "Padang")),
        ("giatja.lampung", "programs:circumstance-list", None),
        (
            "giatja.lampung",
            "programs:inmate-record",
            first(Inmate, enrollments__state="COMPLETED", facility__name="Bandar Lampung"),
        ),
        ("giatja.ketapang", "facilities:facility-list", None),
        ("giatja.ketapang", "facilities:facility-detail", first(Facility, name="Ketapang")),
        ("giatja.ketapang", "facilities:workshop-list", None),
        ("giatja.ketapang", "facilities:workshop-detail", first(Workshop, facility__name="Ketapang")),
        ("giatja.ketapang", "facilities:review-list", None),
        ("giatja.ketapang", "facilities:review-checklist", SUBMITTED),
        ("giatja.kotabaru", "facilities:review-detail", NOT_READY),
        ("kalapas.ketapang", "facilities:review-detail", SUBMITTED),
        ("giatja.ketapang", "facilities:agreement-list", None),
        ("giatja.ketapang", "facilities:agreement-detail", first(Agreement, parties__facility__name="Ketapang")),
        ("giatja.ketapang", "facilities:agreement-check", DRAFT),
        ("giatja.ketapang", "facilities:agreement-signatories", DRAFT),
        ("giatja.kotabaru", "facilities:meeting-list", None),
        ("giatja.kotabaru", "facilities:meeting-detail", MEETING),
        ("giatja.kotabaru", "facilities:action-item-list", None),
        ("giatja.kotabaru", "programs:batch-meetings", PLANNED),
        ("giatja.ketapang", "programs:batch-list", None),
        ("giatja.ketapang", "programs:batch-detail", SELECTING),
        ("giatja.ketapang", "programs:batch-candidates", SELECTING),
        ("giatja.ketapang", "programs:batch-selection", SELECTING),
        ("giatja.kotabaru", "facilities:meeting-minutes", MEETING),
        ("giatja.ketapang", "programs:batch-ranking", SELECTING),
        ("giatja.ketapang", "programs:batch-tpp", SELECTING),
        ("giatja.ketapang", "programs:tpp-list", None),
        ("kalapas.pekalongan", "programs:tpp-detail", first(TppSession, facility__name="Pekalongan")),
        ("giatja.ketapang", "programs:tpp-decide", first(TppItem, session__facility__name="Ketapang")),
        ("giatja.pekalongan", "programs:seat-change", first(SeatChange, left__batch__facility__name="Pekalongan")),
        ("giatja.pekalongan", "trainees:interest-sheet", None),
        ("giatja.pekalongan", "trainees:interest-edit", first(Inmate, interests__aptitude__isnull=False)),
        ("giatja.pekalongan", "programs:demand", None),
        ("giatja.ketapang", "programs:work-list", None),
        ("giatja.ketapang", "programs:work-detail", first(WorkResult, sales__isnull=False)),
        ("giatja.ketapang", "programs:split-list", None),
        ("giatja.lampung", "programs:released-list", None),
        ("giatja.lampung", "programs:released-detail", first(Enrollment, outcomes__kind="WITHDRAWN")),
        ("giatja.lampung", "programs:outcome-withdraw", first(Outcome, kind="WORK")),
        ("blk.lampung", "programs:demand-note-list", None),
        ("giatja.pekalongan", "programs:rotation-list", None),
        ("giatja.pekalongan", "programs:rotation-detail", ROTATION),
        ("kalapas.pekalongan", "programs:rotation-detail", first(RotationPlan, state="CREATED")),
        ("giatja.pekalongan", "programs:rotation-create", ROTATION),
        ("giatja.pekalongan", "programs:rotation-remove", ROTATION),
        ("giatja.kotabaru", "programs:batch-detail", PLANNED),
        ("giatja.kotabaru", "programs:batch-attendance", RUNNING),
        ("giatja.kotabaru", "programs:week", None),
        ("giatja.kotabaru", "programs:make-up-list", None),
        ("giatja.kotabaru", "programs:batch-make-ups", RUNNING),
        ("giatja.kotabaru", "facilities:closed-day-list", None),
        ("giatja.kotabaru", "programs:session-attendance", WAITING),
        ("giatja.kotabaru", "programs:hours-radar", None),
        ("giatja.kotabaru", "programs:batch-radar", BARBERS),
        ("kalapas.kotabaru", "programs:batch-tools", BARBERS),
        ("giatja.kotabaru", "programs:session-history", RECORDED),
        ("kalapas.kotabaru", "programs:session-correct", RECORDED),
        ("kalapas.ketapang", "programs:enrollment-detail", seat("REJECTED", "Ketapang")),
        ("kalapas.ketapang", "reports:dashboard", None),
        ("kanwil.lampung", "reports:dashboard", None),
        ("kalapas.lampung", "reports:figure", None),
        ("kalapas.lampung", "reports:batch-papers", CLOSED),
        ("giatja.lampung", "programs:batch-report-edit", CLOSED),
        ("giatja.lampung", "reports:agreement-request", first(Agreement, batches__facility__name="Bandar Lampung")),
        ("kalapas.ketapang", "audit:event-list", None),
        ("kanwil.lampung", "programs:year-plan", None),
        ("kalapas.ketapang", "audit:download-detail", taken_away),
    ],
    "centre": [
        ("blk.lampung", "programs:batch-written-tests", TESTING),
        ("blk.lampung", "programs:batch-recognition", TESTING),
        ("blk.lampung", "reports:home", None),
        ("giatja.lampung", "programs:budget-list", None),
        ("giatja.lampung", "programs:budget-detail", first(BudgetLine, facility__name="Bandar Lampung")),
        ("giatja.lampung", "programs:batch-detail", CLOSED),
        ("giatja.lampung", "programs:batch-progress", CLOSED),
        ("blk.lampung", "programs:package-list", None),
        ("blk.lampung", "programs:package-detail", first(Package, centre__region__name="Lampung")),
        ("blk.lampung", "programs:catalogue", None),
        ("blk.lampung", "programs:catalogue-package", first(Package, centre__region__name="Kalimantan Barat")),
        ("blk.lampung", "programs:instructor-list", None),
        ("blk.padang", "programs:instructor-detail", first(Instructor, officer__isnull=False)),
        ("blk.padang", "programs:instructor-certificate-edit", first(InstructorCertificate, earned_in__isnull=False)),
        ("instruktur.padang", "programs:instructor-days", None),
        (
            "blk.pekalongan",
            "programs:instructor-calendar",
            first(Instructor, absences__isnull=False, centre__city="Pekalongan"),
        ),
        ("blk.lampung", "programs:instructor-detail", first(Instructor, centre__region__name="Lampung")),
        ("blk.lampung", "programs:batch-detail", CLOSED),
        ("blk.lampung", "programs:enrollment-detail", seat("COMPLETED", "Bandar Lampung")),
        ("blk.lampung", "certificates:batch-propose", CLOSED),
        ("kablk.lampung", "certificates:batch-conditions", CLOSED),
        ("giatja.lampung", "certificates:batch-certificates", CLOSED),
        ("giatja.lampung", "certificates:batch-handover", CLOSED),
        ("blk.lampung", "certificates:scheme-list", None),
        ("instruktur.lampung", "certificates:batch-competence", CLOSED),
        ("blk.lampung", "certificates:competence-propose", CLOSED),
        ("kablk.lampung", "certificates:certificate-replace", first(Certificate, replacing_proposals__isnull=False)),
        ("blk.lampung", "programs:batch-close", TESTING),
        ("instruktur.lampung", "reports:home", None),
        ("instruktur.lampung", "programs:batch-detail", TESTING),
        ("blk.lampung", "facilities:centre-list", None),
        ("blk.lampung", "facilities:centre-detail", first(TrainingCentre, region__name="Lampung")),
        ("kablk.lampung", "certificates:batch-issue", CLOSED),
        ("kablk.lampung", "certificates:certificate-list", None),
        ("kablk.lampung", "certificates:issue-run-add", None),
        ("kablk.lampung", "certificates:issue-run-detail", first(IssueRun, centre__region__name="Lampung")),
        (
            "kablk.lampung",
            "certificates:certificate-detail",
            first(Certificate, enrollment__batch__facility__name="Bandar Lampung"),
        ),
        ("kanwil.lampung", "certificates:ledger", None),
        ("kanwil.lampung", "certificates:anomaly-list", None),
        ("auditor.nasional", "certificates:audit-run-list", None),
        ("admin.nasional", "certificates:audit-run-detail", first(AuditRun, kind="CERTIFICATES")),
        ("admin.nasional", "reports:home", None),
        ("admin.nasional", "reports:gallery", None),
        ("auditor.nasional", "reports:dashboard", None),
        ("auditor.nasional", "reports:quarter", None),
        ("auditor.nasional", "usersessions_list", None),
        ("", "account_login", None),
        ("", "account_reset_password", None),
        ("auditor.nasional", "account_reauthenticate", None),
        ("auditor.nasional", "mfa_activate_totp", None),
        ("auditor.nasional", "mfa_add_webauthn", None),
        ("kablk.lampung", "mfa_index", None),
        ("kablk.lampung", "mfa_reauthenticate", None),
        ("admin.nasional", "people:password-link", first(User, username="kablk.lampung")),
        ("admin.nasional", "people:second-factor-remove", first(User, username="kablk.lampung")),
        ("admin.nasional", "api:token-list", None),
        ("admin.nasional", "api:token-add", None),
        ("", "api:docs", None),
        ("tanpa.tugas", "reports:home", None),
        ("", "certificates:verify", None),
        ("", "certificates:seal-page", None),
    ],
}

# Forms sent with nothing in them: every field that must be filled says so.
FORMS: dict[str, list[tuple[str, str, Row]]] = {
    "prison": [
        ("giatja.ketapang", "facilities:agreement-add", None),
        ("giatja.ketapang", "reports:digest", None),
        ("giatja.kotabaru", "facilities:meeting-add", None),
        ("giatja.kotabaru", "facilities:meeting-edit", MEETING),
        (
            "kablk.kotabaru",
            "facilities:minutes-withdraw",
            first(Meeting, parties__confirmed_by__username="kablk.kotabaru"),
        ),
        ("giatja.kotabaru", "facilities:action-item-done", OVERDUE),
        ("giatja.ketapang", "facilities:workshop-add", None),
        ("giatja.ketapang", "facilities:workshop-edit", first(Workshop, facility__name="Ketapang")),
        ("giatja.kotabaru", "programs:session-tools", first(Session, tool_log__lines__returned=7)),
        ("giatja.kotabaru", "programs:tool-log-settle", first(ToolLog, lines__returned=7)),
        ("giatja.ketapang", "facilities:review-add", None),
        ("giatja.ketapang", "facilities:review-submit", ANSWERED),
        ("kalapas.ketapang", "facilities:review-reject", SUBMITTED),
        ("giatja.kotabaru", "programs:session-cancel", OWED),
        ("giatja.kotabaru", "facilities:closed-day-add", None),
        ("giatja.kotabaru", "facilities:closed-day-edit", first(ClosedDay, facility__name="Kotabaru")),
        ("giatja.kotabaru", "programs:batch-extend", RUNNING),
        ("giatja.lampung", "programs:batch-photo-add", CLOSED),
        ("kalapas.kotabaru", "programs:session-made-up", TO_MAKE_UP),
        ("kalapas.kotabaru", "programs:session-redate", OWED),
        ("giatja.kotabaru", "programs:session-attendance", WAITING),
        ("kalapas.kotabaru", "programs:session-correct", RECORDED),
        ("giatja.ketapang", "trainees:inmate-add", None),
        ("giatja.ketapang", "imports:import-add", None),
        ("giatja.ketapang", "trainees:inmate-edit", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "trainees:sentence-edit", first(Inmate, facility__name="Ketapang", sentence__isnull=False)),
        ("giatja.ketapang", "trainees:remission-add", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "programs:inmate-transfer", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "programs:inmate-release", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "programs:inmate-death", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "programs:inmate-illness", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "programs:sanction-add", first(Inmate, facility__name="Ketapang")),
        ("giatja.ketapang", "trainees:assimilation-decide", CANDIDATE),
        ("giatja.ketapang", "trainees:document-add", CANDIDATE),
        ("giatja.ketapang", "trainees:risk-add", CANDIDATE),
        ("giatja.ketapang", "trainees:conduct-add", CANDIDATE),
        ("giatja.ketapang", "trainees:override-add", CANDIDATE),
        ("giatja.ketapang", "trainees:override-withdraw", first(DateOverride, inmate__facility__name="Ketapang")),
        ("giatja.padang", "programs:absence-add", first(Instructor, officer__isnull=False)),
        ("giatja.padang", "trainees:officer-add", None),
        ("giatja.padang", "trainees:officer-edit", first(Officer, facility__name="Padang")),
        ("giatja.ketapang", "programs:work-add", None),
        ("giatja.ketapang", "programs:work-edit", first(WorkResult)),
        ("giatja.ketapang", "programs:work-sell", first(WorkResult)),
        ("giatja.ketapang", "programs:sale-deposit", first(Sale, deposited_on__isnull=True)),
        ("giatja.ketapang", "programs:sale-remove", first(Sale, deposited_on__isnull=True)),
        ("giatja.ketapang", "programs:split-add", None),
        ("giatja.lampung", "programs:released-ask", TO_ASK),
        ("kanwil.lampung", "programs:outcome-edit", first(Outcome, kind="NOT_REACHED")),
        ("blk.lampung", "programs:demand-note-add", None),
        ("blk.lampung", "programs:demand-note-edit", first(DemandNote, centre__region__name="Lampung")),
        ("giatja.ketapang", "programs:batch-add", None),
        ("giatja.ketapang", "programs:batch-postpone", SELECTING),
        ("giatja.ketapang", "programs:batch-cancel", SELECTING),
        ("giatja.kotabaru", "programs:batch-edit", PLANNED),
        ("giatja.kotabaru", "programs:enrollment-suspend", seat("ACTIVE", "Kotabaru")),
        ("giatja.kotabaru", "programs:enrollment-drop", seat("ACTIVE", "Kotabaru")),
        ("giatja.pekalongan", "programs:rotation-add", None),
        ("giatja.pekalongan", "programs:rotation-edit", ROTATION),
        ("giatja.pekalongan", "programs:rotation-cell", first(RotationCell, plan__state="DRAFT")),
        ("kalapas.ketapang", "programs:batch-decree", SELECTING),
        ("giatja.ketapang", "programs:batch-shortlist", SELECTING),
        ("giatja.ketapang", "programs:tpp-add", None),
        ("giatja.ketapang", "programs:tpp-edit", first(TppSession, facility__name="Ketapang")),
        ("kalapas.pekalongan", "programs:batch-addendum", batch("DECREED", "Pekalongan")),
        (
            "giatja.pekalongan",
            "programs:seat-change-choose",
            first(SeatChange, moved_up=None, left__batch__facility__name="Pekalongan"),
        ),
        ("kalapas.ketapang", "programs:enrollment-lift", seat("PROPOSED", "Ketapang")),
        ("giatja.ketapang", "facilities:agreement-edit", DRAFT),
        ("giatja.ketapang", "facilities:agreement-scope", DRAFT),
        ("giatja.ketapang", "facilities:agreement-scan-add", SIGNED),
        ("kalapas.ketapang", "facilities:agreement-sign", DRAFT),
        ("kalapas.ketapang", "facilities:agreement-terminate", first(Agreement, parties__facility__name="Ketapang")),
    ],
    "centre": [
        ("giatja.lampung", "programs:budget-add", None),
        ("giatja.lampung", "programs:budget-edit", first(BudgetLine, facility__name="Bandar Lampung")),
        ("giatja.lampung", "programs:budget-spend", first(BudgetLine, facility__name="Bandar Lampung")),
        ("giatja.lampung", "programs:expense-edit", first(Expense)),
        ("giatja.lampung", "programs:expense-remove", first(Expense)),
        ("blk.kotabaru", "programs:batch-timetable", PLANNED),
        ("blk.kotabaru", "programs:batch-sessions", RUNNING),
        ("blk.kotabaru", "programs:session-edit", OWED),
        ("blk.kotabaru", "programs:session-make-up", TO_MAKE_UP),
        ("blk.kotabaru", "programs:batch-add-lesson", RUNNING),
        ("blk.kotabaru", "imports:import-add", None),
        ("blk.lampung", "programs:batch-results", TESTING),
        ("kablk.lampung", "programs:batch-assessor", TESTING),
        ("kablk.lampung", "programs:result-correct", first(UnitResult, enrollment__batch__state="TESTING")),
        ("blk.lampung", "programs:package-add", None),
        ("blk.lampung", "programs:package-edit", UNUSED),
        ("blk.lampung", "programs:package-units", UNUSED),
        ("blk.lampung", "programs:package-scores", UNUSED),
        ("blk.lampung", "programs:package-syllabus-add", UNUSED),
        ("blk.lampung", "programs:package-copy", first(Package, centre__region__name="Kalimantan Barat")),
        ("kablk.lampung", "programs:batch-exceptions", batch("SELECTING", "Bandar Lampung")),
        ("blk.lampung", "programs:instructor-add", None),
        ("blk.lampung", "programs:instructor-certificate-add", first(Instructor, centre__region__name="Lampung")),
        ("blk.lampung", "programs:instructor-edit", first(Instructor, centre__region__name="Lampung")),
        (
            "kablk.lampung",
            "certificates:certificate-revoke",
            first(Certificate, enrollment__batch__facility__name="Bandar Lampung"),
        ),
        (
            "blk.lampung",
            "certificates:replacement-propose",
            first(Certificate, enrollment__batch__facility__name="Bandar Lampung"),
        ),
        ("giatja.lampung", "certificates:certificate-handover", OWED_SHEET),
        ("giatja.lampung", "certificates:handover-correct", HANDED_OVER),
        ("giatja.lampung", "certificates:sheet-end", first(Certificate, revoked_at__isnull=False, **LAMPUNG)),
        ("kablk.lampung", "certificates:replacement-decline", first(Certificate, replacing_proposals__isnull=False)),
        ("blk.lampung", "certificates:decision-add", CLOSED),
        (
            "instruktur.lampung",
            "certificates:decision-edit",
            first(CompetenceDecision, verdicts__proposals__isnull=True),
        ),
        ("instruktur.lampung", "certificates:decision-scan-add", first(CompetenceDecision)),
        ("kanwil.lampung", "certificates:ledger-compare", None),
        ("admin.nasional", "certificates:ledger-alarm-accept", first(LedgerAlarm)),
        ("admin.nasional", "api:token-add", None),
        ("kablk.lampung", "account_change_password", None),
        ("auditor.nasional", "mfa_activate_totp", None),
        ("kablk.lampung", "mfa_reauthenticate", None),
        ("admin.nasional", "people:password-link", first(User, username="kablk.lampung")),
        ("admin.nasional", "people:second-factor-remove", first(User, username="kablk.lampung")),
        ("", "account_login", None),
    ],
}


# Pages that are no pages to look at: a push of a button, a file, or a row of the table above under another name.
NOT_LOOKED_AT = {
    "api:certificate-code",
    "api:figures",
    "api:openapi",
    "api:places",
    "api:token-revoke",
    "reports:dashboard-paper",
    "reports:notice-open",
    "audit:view-add",
    "audit:view-remove",
    "reports:notices-read",
    "reports:dashboard-workbook",
    "audit:download-file",
    "imports:import-cancel",
    "imports:import-confirm",
    "imports:import-corrections",
    "imports:import-template",
    "certificates:batch-handover-minutes",
    "certificates:batch-reprint",
    "certificates:certificate-handover-minutes",
    "certificates:certificate-leaflet",
    "certificates:batch-leaflets",
    "certificates:certificate-pdf",
    "certificates:decision-scan",
    "certificates:replacement-withdraw",
    "certificates:ledger-keep",
    "certificates:ledger-month",
    "certificates:ledger-note",
    "certificates:issue-run-stop",
    "facilities:agreement-amend",
    "facilities:agreement-renew",
    "facilities:agreement-scan",
    "facilities:meeting-paper",
    "facilities:minutes-confirm",
    "certificates:verify-code",
    "certificates:verify-file",
    "certificates:seal-list",
    "programs:batch-attendance-export",
    "programs:report-photo",
    "programs:report-photo-remove",
    "reports:batch-timetable",
    "reports:batch-month",
    "reports:batch-register",
    "reports:batch-report",
    "reports:centre-register",
    "reports:quarter-paper",
    "programs:batch-score-list",
    "programs:batch-sheet",
    "programs:batch-test-minutes",
    "programs:session-close",
    "programs:session-sheet",
    "programs:session-tool-sheet",
    "facilities:photo-file",
    "facilities:review-confirm",
    "facilities:review-discard",
    "facilities:review-paper",
    "programs:batch-decree-draft",
    "programs:batch-selection-paper",
    "programs:batch-open-selection",
    "programs:session-make-up-take",
    "programs:session-restore",
    "facilities:closed-day-remove",
    "programs:batch-open-tests",
    "programs:batch-plan-again",
    "programs:batch-start",
    "programs:demand-note-remove",
    "programs:decree-list",
    "programs:package-publish",
    "programs:package-syllabus",
    "programs:syllabus-file",
    "programs:permit-remove",
    "programs:permit-scan",
    "programs:decree-paper",
    "programs:enrollment-resume",
    "programs:absence-remove",
    "programs:helper-leave",
    "programs:circumstance-handle",
    "programs:illness-end",
    "programs:rotation-propose",
    "programs:seat-change-seen",
    "programs:tpp-paper",
}


def add_what_is_missing() -> None:
    """Beside the demonstration what it has none of: a draft, an unused package, a class at its tests."""
    make.UserFactory.create(username="tanpa.tugas", password=PASSWORD)
    ketapang, lampung = Facility.objects.get(name="Ketapang"), Facility.objects.get(name="Bandar Lampung")
    make.AgreementFactory.create(title="Konsep", between=(ketapang, TrainingCentre.objects.get(region=ketapang.region)))
    draft = make.ReadinessReviewFactory.create(
        workshop=Workshop.objects.get(facility=ketapang, fields__code="LAS"), field=Field.objects.get(code="LAS")
    )
    draft.answers.create(position=1, topic="POWER", text="Daya cukup", answer="NO")
    given = Batch.objects.filter(facility=lampung).select_related("package").first()
    assert given is not None
    make.PackageFactory.create(name="Paket baru", centre=given.package.centre, field=given.package.field)
    at_tests = make.BatchFactory.create(
        testing=True, facility=lampung, package=given.package, agreement=given.agreement, workshop=given.workshop
    )
    for number in range(3):
        # Numbers of its own: the factories' might be the demonstration's too.
        inmate = make.convict(lampung, register_serial=f"9000{number}")
        tested = make.EnrollmentFactory.create(batch=at_tests, inmate=inmate, state=Enrollment.State.ACTIVE)
    LedgerAlarm.objects.create(
        kind="SHORTER", source="FILE", size=60, fingerprint="3f2a 91bc 0d4e 77aa 10f2", base=54, entries=54
    )
    unit, assessor = given.package.package_units.all()[0].unit, given.package.centre.instructors.all()[0]
    staff = User.objects.get(username="blk.lampung")
    UnitResult.objects.create(
        enrollment=tested, unit=unit, verdict="BK", assessor=assessor, assessed_on=at_tests.tested_on, recorded_by=staff
    )


def names_of_our_pages() -> set[str]:
    rooms = (
        "reports",
        "audit",
        "people",
        "facilities",
        "imports",
        "trainees",
        "programs",
        "certificates",
        "api",
        "manual",
    )
    return {
        f"{room}:{name}"
        for room in rooms
        for name in get_resolver().namespace_dict[room][1].reverse_dict
        if isinstance(name, str)
    }


def test_no_page_is_forgotten() -> None:
    looked_at = {name for side in (PAGES, FORMS) for rows in side.values() for _user, name, _row in rows}

    assert names_of_our_pages() - looked_at == NOT_LOOKED_AT


class Inspector:
    """Opens pages as many people and writes down what is wrong with them."""

    def __init__(self, browser: Any, origin: str) -> None:
        self.browser, self.origin = browser, origin
        self.people: dict[str, Person] = {}
        self.faults: list[str] = []

    def person(self, username: str) -> Person:
        if username not in self.people:
            self.people[username] = Person(self.browser, self.origin, username, PASSWORD)
        return self.people[username]

    def look(self, username: str, name: str, row: Row, *, empty_form: bool = False) -> None:
        person = self.person(username)
        try:
            address = reverse(name, args=[row().pk] if row else [])
        except LookupError as error:
            self.faults.append(f"{name}: the demonstration has no {error}")
            return
        answer = person.page.goto(address)
        if answer.status != 200:
            self.faults.append(f"{name} as {username} answers {answer.status}")
            return
        if empty_form and not self.sent_nothing(person.page, name):
            return
        for width in WIDTHS:
            person.page.set_viewport_size({"width": width, "height": 900})
            self.faults += [f"{name} at {width} px: {fault}" for fault in faults_of(person.page)]
        person.shot(name.replace(":", "-") + ("-errors" if empty_form else ""))

    def sent_nothing(self, page: Any, name: str) -> bool:
        """False if the page has no form to send."""
        button = page.locator(f"{TYPED} button[type=submit]").first
        if not button.count():
            self.faults.append(f"{name} has no form to send")
            return False
        page.evaluate(
            """form => document.querySelectorAll(`${form} :is(input, select, textarea)`)
                .forEach(field => {
                    if (['hidden', 'submit'].includes(field.type)) return;
                    if (['checkbox', 'radio'].includes(field.type)) field.checked = false; else field.value = '';
                })""",
            TYPED,
        )
        with page.expect_navigation():
            button.evaluate("button => button.click()")  # the one that Enter presses may be hidden
        if page.locator(".error-summary").count() != 1:
            self.faults.append(f"{name}: an empty form came back without its summary of errors")
        return True


def faults_of(page: Any, rules: list[str] = RULES) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(result => result.violations)", rules)
    faults = [f"{rule['id']} at {node['target']}" for rule in found for node in rule["nodes"]]
    if page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("the page is wider than the screen")
    if page.locator("h1").count() != 1:
        faults.append("a page has one main heading")
    return faults


def parts() -> Iterator[Any]:
    """All pages and forms in parts of like size, for whoever tests on several processors."""
    for side in PAGES:
        looks = [(*page, False) for page in PAGES[side]] + [(*form, True) for form in FORMS[side]]
        for begin in range(0, len(looks), AT_ONCE):
            yield pytest.param(looks[begin : begin + AT_ONCE], id=f"{side}-{begin // AT_ONCE + 1}")


@pytest.mark.browser
@pytest.mark.parametrize("part", [*parts()])
def test_every_page_is_readable_by_everybody(
    part: Sequence[tuple[str, str, Row, bool]], demonstration_to_change: None, browser: Any, live_server: Any
) -> None:
    add_what_is_missing()
    inspector = Inspector(browser, live_server.url)

    for username, name, row, empty_form in part:
        inspector.look(username, name, row, empty_form=empty_form)

    assert not inspector.faults, "\n".join(inspector.faults)
    assert [person.problems for person in inspector.people.values() if person.problems] == []


@pytest.mark.browser
def test_errors_of_the_site_itself_are_readable(transactional_db: None, browser: Any, live_server: Any) -> None:
    person = Person(browser, live_server.url)

    statuses = []
    faults = []
    for address in ("/v/0000/", "/tidak-ada/", reverse("account_reset_password_done")):
        statuses.append(person.page.goto(address).status)
        faults += faults_of(person.page)

    assert statuses == [404, 404, 200]
    assert faults == []


@pytest.mark.browser
def test_the_administrators_pages_are_readable_by_everybody(
    demonstration_to_change: None, browser: Any, live_server: Any
) -> None:
    person = Person(browser, live_server.url, "admin.nasional", PASSWORD)

    faults = []
    for name in ("index", "accounts_user_changelist", "accounts_user_add", "facilities_posting_add"):
        person.open(f"admin:{name}")
        for width in WIDTHS:
            person.page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{name} at {width} px: {fault}" for fault in faults_of(person.page, STANDARD)]
        person.shot(f"admin-{name}")

    assert faults == []


@pytest.mark.browser
def test_a_page_that_is_not_for_them_tells_people_so(
    demonstration_to_change: None, browser: Any, live_server: Any
) -> None:
    person = Person(browser, live_server.url, "giatja.ketapang", PASSWORD)

    status = person.page.goto(reverse("reports:dashboard")).status

    assert status == 403
    assert faults_of(person.page) == []


@pytest.mark.browser
def test_a_person_without_a_mouse_plans_an_agreement(
    demonstration_to_change: None, browser: Any, live_server: Any
) -> None:
    person = Person(browser, live_server.url, "giatja.pekalongan", PASSWORD)
    person.open("facilities:agreement-add")

    # Whether the browser asks for the day or for the month first depends on the languages installed with it.
    typed = {"title": "Pelatihan tanpa tetikus", "starts_on": "06062021", "ends_on": "12122021"}
    send_by_keyboard(person.page, typed, boxes=("centres",))
    send_by_keyboard(person.page, {}, boxes=("fields",))

    assert typed == {}
    assert Agreement.objects.filter(title="Pelatihan tanpa tetikus", fields__isnull=False).exists()


def send_by_keyboard(page: Any, typed: dict[str, str], boxes: tuple[str, ...]) -> None:
    """Tab through the form: type what waits to be typed, tick the first of each kind of box, send it by Enter."""
    for _step in range(120):
        page.keyboard.press("Tab")
        name, kind = page.evaluate("() => [document.activeElement.name, document.activeElement.type]")
        if name in typed:
            page.keyboard.type(typed.pop(name))
        elif name in boxes and not page.locator(f"input[name={name}]:checked").count():
            page.keyboard.press("Space")
        elif kind == "submit" and page.evaluate("() => !!document.activeElement.closest('.form-actions')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")

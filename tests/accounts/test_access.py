"""Who gets in where: every page of ours × every role, and another place's rows for those who get in.

A new page without a line in the table fails. The table is written apart from the grants, so that a grant
that changes must be changed here too, knowingly.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.views import View

from accounts.access import Access
from accounts.models import User
from accounts.permissions import GRANTS, Permission, Role
from api.actions import make_token
from audit.models import Download, SavedView
from certificates.models import (
    AuditRun,
    Certificate,
    CompetenceDecision,
    IssueRun,
    LedgerAlarm,
    Lsp,
    Proposal,
    Scheme,
)
from facilities.models import ClosedDay, Facility, Region, TrainingCentre
from programs.actions.packages import keep_syllabus
from programs.models import Circumstance, OutsidePermit, SeatChange, ToolLog, TppItem, UnitResult
from reports.models import Notice
from tests.factories import (
    ActionItemFactory,
    AgreementFactory,
    BatchFactory,
    BudgetLineFactory,
    DateOverrideFactory,
    DemandNoteFactory,
    EnrollmentFactory,
    ExpenseFactory,
    FacilityFactory,
    HelperFactory,
    ImportFactory,
    InstructorAbsenceFactory,
    InstructorCertificateFactory,
    InstructorFactory,
    MeetingFactory,
    OfficerFactory,
    OutcomeFactory,
    PackageFactory,
    ReadinessReviewFactory,
    RegionFactory,
    RotationPlanFactory,
    RuleSetFactory,
    SaleFactory,
    SessionFactory,
    TppSessionFactory,
    TrainingCentreFactory,
    WorkResultFactory,
    WorkshopFactory,
    convict,
    decreed,
    graduate,
    posted,
)
from trainees.models import Illness

pytestmark = pytest.mark.django_db

GIATJA, HEAD = Role.GIATJA_STAFF, Role.FACILITY_HEAD
STAFF, INSTRUCTOR, CHIEF = Role.CENTRE_STAFF, Role.INSTRUCTOR, Role.CENTRE_HEAD
REGION, ADMIN, AUDITOR = Role.REGIONAL_HEAD, Role.NATIONAL_ADMIN, Role.AUDITOR

EVERYBODY = set(Role)
READERS = EVERYBODY - {INSTRUCTOR, ADMIN}
BATCH_READERS = EVERYBODY - {ADMIN}
PLACE_READERS = EVERYBODY - {INSTRUCTOR}
OVERSEERS = {HEAD, CHIEF, REGION, ADMIN, AUDITOR}
TEACHERS = {STAFF, INSTRUCTOR}
SEES_WORK = {GIATJA, HEAD, REGION, AUDITOR}

PUBLIC = {
    "healthz",
    "readyz",
    "set_language",
    "certificates:verify",
    "certificates:verify-code",
    "certificates:verify-file",
    "certificates:seal-list",
    "certificates:seal-page",
    "certificates:",
    "manual:sign-in",
    "manual:check",
    "api:docs",
    "api:openapi",
    "api:certificate-code",
    # Who comes without the token of an office is told so by the API itself.
    "api:figures",
    "api:places",
    "api:",
}

WHO_GETS_IN: dict[str, set[Role]] = {
    "manual:index": EVERYBODY,
    "manual:page": EVERYBODY,
    "reports:home": EVERYBODY,
    "reports:tasks": EVERYBODY,
    "reports:search": EVERYBODY,
    "reports:notice-list": EVERYBODY,
    "reports:notice-open": EVERYBODY,
    "reports:notices-read": EVERYBODY,
    "reports:digest": EVERYBODY,
    "reports:dashboard": OVERSEERS,
    "reports:dashboard-paper": OVERSEERS,
    "reports:dashboard-workbook": OVERSEERS,
    "reports:figure": OVERSEERS,
    "reports:open-data": PLACE_READERS,
    "api:token-list": {ADMIN},
    "api:token-add": {ADMIN},
    "api:token-revoke": {ADMIN},
    "programs:conduct-hours": {GIATJA},
    "programs:year-plan": {HEAD, CHIEF, REGION},
    "reports:gallery": {ADMIN},
    "reports:batch-papers": BATCH_READERS,
    "reports:batch-timetable": BATCH_READERS,
    "reports:batch-month": BATCH_READERS,
    "reports:batch-register": READERS,
    "reports:batch-report": BATCH_READERS,
    "reports:centre-register": READERS,
    "reports:agreement-request": {GIATJA},
    "reports:quarter": {REGION, ADMIN, AUDITOR},
    "reports:quarter-paper": {REGION, ADMIN, AUDITOR},
    "programs:batch-report-edit": {GIATJA},
    "programs:batch-photo-add": {GIATJA},
    "programs:report-photo": BATCH_READERS,
    "programs:report-photo-remove": {GIATJA},
    "audit:event-list": OVERSEERS,
    "audit:download-detail": EVERYBODY,
    "audit:view-add": EVERYBODY,
    "audit:view-remove": EVERYBODY,
    "audit:download-file": EVERYBODY,
    "people:password-link": {ADMIN},
    "people:second-factor-remove": {ADMIN},
    "facilities:facility-list": PLACE_READERS,
    "facilities:facility-detail": PLACE_READERS,
    "facilities:centre-list": PLACE_READERS,
    "facilities:centre-detail": PLACE_READERS,
    "facilities:workshop-list": PLACE_READERS,
    "facilities:workshop-detail": PLACE_READERS,
    "facilities:workshop-add": {GIATJA, STAFF},
    "facilities:workshop-edit": {GIATJA, STAFF},
    "facilities:agreement-list": READERS,
    "facilities:agreement-detail": READERS,
    "facilities:agreement-add": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-edit": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-scope": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-signatories": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-check": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-renew": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-amend": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-scan-add": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-scan": READERS,
    "facilities:meeting-list": READERS,
    "facilities:meeting-detail": READERS,
    "facilities:meeting-add": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:meeting-edit": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:meeting-minutes": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:meeting-paper": READERS,
    "facilities:minutes-confirm": {HEAD, CHIEF},
    "facilities:minutes-withdraw": {HEAD, CHIEF},
    "facilities:action-item-list": READERS,
    "facilities:action-item-done": {GIATJA, HEAD, STAFF, CHIEF},
    "programs:batch-exceptions": {CHIEF},
    "programs:batch-permits": {GIATJA},
    "programs:permit-remove": {GIATJA},
    "programs:permit-scan": {GIATJA, HEAD},
    "programs:batch-meetings": {GIATJA, HEAD, STAFF, CHIEF},
    "facilities:agreement-sign": {HEAD},
    "facilities:agreement-terminate": {HEAD},
    "imports:import-list": {GIATJA, *TEACHERS},
    "imports:import-add": {GIATJA, *TEACHERS},
    "imports:import-template": {GIATJA},
    "imports:import-detail": {GIATJA, *TEACHERS},
    "imports:import-confirm": {GIATJA, *TEACHERS},
    "imports:import-cancel": {GIATJA, *TEACHERS},
    "imports:import-corrections": {GIATJA, *TEACHERS},
    "facilities:review-list": PLACE_READERS,
    "facilities:review-detail": PLACE_READERS,
    "facilities:photo-file": PLACE_READERS,
    "facilities:review-paper": PLACE_READERS,
    "facilities:review-add": {GIATJA, STAFF},
    "facilities:review-checklist": {GIATJA, STAFF},
    "facilities:review-submit": {GIATJA, STAFF},
    "facilities:review-discard": {GIATJA, STAFF},
    "facilities:review-confirm": {HEAD, CHIEF, REGION},
    "facilities:review-reject": {HEAD, CHIEF, REGION},
    "programs:rotation-list": BATCH_READERS,
    "programs:rotation-detail": BATCH_READERS,
    "programs:rotation-add": {GIATJA, STAFF},
    "programs:rotation-edit": {GIATJA, STAFF},
    "programs:rotation-cell": {GIATJA, STAFF},
    "programs:rotation-propose": {GIATJA, STAFF},
    "programs:rotation-create": {GIATJA, STAFF},
    "programs:rotation-remove": {GIATJA, STAFF},
    "programs:session-cancel": {GIATJA, *TEACHERS},
    "programs:session-restore": {GIATJA, *TEACHERS},
    "programs:session-edit": {STAFF},
    "programs:session-make-up": {STAFF},
    "programs:session-make-up-take": {STAFF},
    "programs:session-made-up": {HEAD},
    "programs:session-redate": {HEAD},
    "programs:batch-add-lesson": {STAFF},
    "programs:batch-sessions": {STAFF},
    "programs:batch-make-ups": BATCH_READERS,
    "programs:batch-extend": {GIATJA},
    "programs:make-up-list": BATCH_READERS,
    "programs:week": BATCH_READERS,
    "facilities:closed-day-list": PLACE_READERS,
    "facilities:closed-day-add": {GIATJA},
    "facilities:closed-day-edit": {GIATJA},
    "facilities:closed-day-remove": {GIATJA},
    "trainees:inmate-list": {GIATJA, HEAD},
    "trainees:inmate-detail": {GIATJA, HEAD},
    "trainees:inmate-add": {GIATJA},
    "trainees:inmate-edit": {GIATJA},
    "trainees:sentence-edit": {GIATJA},
    "trainees:remission-add": {GIATJA},
    "programs:sanction-add": {GIATJA},
    "programs:inmate-transfer": {GIATJA},
    "programs:inmate-release": {GIATJA},
    "programs:inmate-death": {GIATJA},
    "programs:inmate-illness": {GIATJA},
    "programs:inmate-record": {GIATJA, HEAD},
    "programs:illness-end": {GIATJA},
    "programs:circumstance-list": {GIATJA, HEAD},
    "programs:circumstance-handle": {GIATJA},
    "trainees:inmate-dates": {GIATJA, HEAD},
    "trainees:inmate-assimilation": {GIATJA, HEAD},
    "trainees:assimilation-decide": {GIATJA},
    "trainees:document-add": {GIATJA},
    "trainees:risk-add": {GIATJA},
    "trainees:conduct-add": {GIATJA},
    "trainees:override-add": {GIATJA},
    "trainees:override-withdraw": {GIATJA},
    "trainees:interest-sheet": {GIATJA},
    "trainees:interest-edit": {GIATJA},
    "programs:demand": READERS,
    "trainees:officer-list": {GIATJA, HEAD},
    "trainees:officer-detail": {GIATJA, HEAD},
    "trainees:officer-add": {GIATJA},
    "trainees:officer-edit": {GIATJA},
    "trainees:officer-interests": {GIATJA},
    "trainees:officer-interest-sheet": {GIATJA},
    "programs:package-list": BATCH_READERS,
    "programs:package-detail": BATCH_READERS,
    "programs:package-add": {STAFF},
    "programs:package-edit": {STAFF},
    "programs:package-units": {STAFF},
    "programs:package-scores": {STAFF},
    "programs:package-publish": {STAFF},
    "programs:package-syllabus-add": {STAFF},
    "programs:package-syllabus": BATCH_READERS,
    "programs:syllabus-file": BATCH_READERS,
    "programs:catalogue": {STAFF},
    "programs:catalogue-package": {STAFF},
    "programs:package-copy": {STAFF},
    "programs:instructor-list": READERS,
    "programs:instructor-detail": READERS,
    "programs:instructor-add": {STAFF},
    "programs:instructor-edit": {STAFF},
    "programs:instructor-certificate-add": {STAFF},
    "programs:instructor-certificate-edit": {STAFF},
    "programs:instructor-days": BATCH_READERS,
    "programs:instructor-calendar": BATCH_READERS,
    "programs:absence-add": {GIATJA, *TEACHERS},
    "programs:absence-remove": {GIATJA, *TEACHERS},
    "programs:batch-helpers": {GIATJA},
    "programs:helper-leave": {GIATJA},
    "programs:batch-list": BATCH_READERS,
    "programs:batch-detail": BATCH_READERS,
    "programs:batch-attendance": BATCH_READERS,
    "programs:batch-attendance-export": BATCH_READERS,
    "programs:batch-sheet": BATCH_READERS,
    "programs:session-history": BATCH_READERS,
    "programs:session-sheet": BATCH_READERS,
    "programs:session-correct": {HEAD},
    "programs:batch-add": {GIATJA},
    "programs:batch-edit": {GIATJA},
    "programs:batch-open-selection": {GIATJA},
    "programs:batch-start": {GIATJA},
    "programs:batch-postpone": {GIATJA},
    "programs:batch-plan-again": {GIATJA},
    "programs:batch-cancel": {GIATJA},
    "programs:batch-candidates": {GIATJA},
    "programs:batch-officers": {GIATJA},
    "programs:batch-selection": {GIATJA},
    "programs:batch-ranking": {GIATJA, HEAD},
    "programs:batch-shortlist": {GIATJA},
    "programs:batch-selection-paper": {GIATJA, HEAD},
    "programs:batch-tpp": {GIATJA},
    "programs:batch-decide": {GIATJA},
    "programs:tpp-list": {GIATJA, HEAD},
    "programs:tpp-add": {GIATJA},
    "programs:tpp-detail": {GIATJA, HEAD},
    "programs:tpp-edit": {GIATJA},
    "programs:tpp-paper": {GIATJA, HEAD},
    "programs:tpp-decide": {GIATJA},
    "programs:batch-decree-draft": {GIATJA, HEAD},
    "programs:batch-addendum": {HEAD},
    "programs:decree-paper": {GIATJA, HEAD},
    "programs:decree-list": BATCH_READERS,
    "programs:seat-change": BATCH_READERS,
    "programs:seat-change-seen": {GIATJA, STAFF},
    "programs:seat-change-choose": {GIATJA},
    "programs:batch-decree": {HEAD},
    "programs:batch-timetable": {STAFF},
    "programs:batch-open-tests": {STAFF},
    "programs:batch-close": {STAFF},
    "programs:batch-results": TEACHERS,
    "programs:result-correct": {CHIEF},
    "programs:batch-written-tests": TEACHERS,
    "programs:batch-assessor": {CHIEF},
    "programs:batch-progress": BATCH_READERS,
    "programs:batch-recognition": {STAFF},
    "programs:batch-test-minutes": BATCH_READERS,
    "programs:batch-score-list": BATCH_READERS,
    "programs:session-attendance": {GIATJA, *TEACHERS},
    "programs:session-tools": {GIATJA, *TEACHERS},
    "programs:session-close": {GIATJA, *TEACHERS},
    "programs:session-tool-sheet": BATCH_READERS,
    "programs:tool-log-settle": {GIATJA, HEAD},
    "programs:batch-tools": BATCH_READERS,
    "programs:batch-radar": BATCH_READERS,
    "programs:hours-radar": BATCH_READERS,
    "facilities:workshop-tools": {GIATJA, STAFF},
    "programs:enrollment-detail": BATCH_READERS,
    "programs:instructor-gaps": READERS,
    "programs:enrollment-lift": {HEAD},
    "programs:enrollment-suspend": {GIATJA},
    "programs:enrollment-resume": {GIATJA},
    "programs:enrollment-drop": {GIATJA},
    "programs:budget-list": READERS,
    "programs:budget-detail": READERS,
    "programs:budget-add": {GIATJA, STAFF},
    "programs:budget-edit": {GIATJA, STAFF},
    "programs:budget-spend": {GIATJA, STAFF},
    "programs:expense-edit": {GIATJA, STAFF},
    "programs:expense-remove": {GIATJA, STAFF},
    "programs:work-list": SEES_WORK,
    "programs:work-detail": SEES_WORK,
    "programs:work-add": {GIATJA},
    "programs:work-edit": {GIATJA},
    "programs:work-sell": {GIATJA},
    "programs:sale-deposit": {GIATJA},
    "programs:sale-remove": {GIATJA},
    "programs:split-list": SEES_WORK,
    "programs:split-add": {GIATJA},
    "programs:released-list": {GIATJA, HEAD, REGION},
    "programs:released-detail": {GIATJA, HEAD, REGION},
    "programs:released-ask": {GIATJA, REGION},
    "programs:outcome-edit": {GIATJA, REGION},
    "programs:outcome-withdraw": {GIATJA, REGION},
    "programs:demand-note-list": READERS,
    "programs:demand-note-add": {GIATJA, STAFF, REGION},
    "programs:demand-note-edit": {GIATJA, STAFF, REGION},
    "programs:demand-note-remove": {GIATJA, STAFF, REGION},
    "certificates:certificate-list": READERS,
    "certificates:certificate-detail": READERS,
    "certificates:certificate-pdf": READERS,
    "certificates:certificate-revoke": {CHIEF},
    "certificates:certificate-replace": {CHIEF},
    "certificates:replacement-propose": {STAFF},
    "certificates:replacement-withdraw": {STAFF},
    "certificates:replacement-decline": {CHIEF},
    "certificates:batch-certificates": READERS,
    "certificates:batch-reprint": {GIATJA, STAFF, CHIEF},
    "certificates:certificate-leaflet": {GIATJA, STAFF, CHIEF},
    "certificates:batch-leaflets": {GIATJA, STAFF, CHIEF},
    "certificates:batch-handover": {GIATJA, STAFF},
    "certificates:batch-handover-minutes": {GIATJA, STAFF},
    "certificates:certificate-handover": {GIATJA, STAFF},
    "certificates:certificate-handover-minutes": {GIATJA, STAFF},
    "certificates:handover-correct": {GIATJA, STAFF},
    "certificates:sheet-end": {GIATJA, STAFF},
    "certificates:batch-conditions": READERS,
    "certificates:scheme-list": READERS,
    "certificates:batch-competence": BATCH_READERS,
    "certificates:decision-add": {STAFF, INSTRUCTOR},
    "certificates:decision-edit": {STAFF, INSTRUCTOR},
    "certificates:decision-scan-add": {STAFF, INSTRUCTOR},
    "certificates:decision-scan": BATCH_READERS,
    "certificates:competence-propose": {STAFF},
    "certificates:batch-propose": {STAFF},
    "certificates:batch-issue": {CHIEF},
    "certificates:audit-run-list": {ADMIN, AUDITOR},
    "certificates:audit-run-detail": {ADMIN, AUDITOR},
    "certificates:anomaly-list": {REGION, ADMIN, AUDITOR},
    "certificates:ledger": {REGION, ADMIN, AUDITOR},
    "certificates:ledger-note": {REGION, ADMIN, AUDITOR},
    "certificates:ledger-keep": {REGION, AUDITOR},
    "certificates:ledger-compare": {REGION, AUDITOR},
    "certificates:ledger-month": {REGION, AUDITOR},
    "certificates:ledger-alarm-accept": {ADMIN},
    "certificates:issue-run-add": {CHIEF},
    "certificates:issue-run-detail": {CHIEF},
    "certificates:issue-run-stop": {CHIEF},
}

# Pages whose row is of another model than their name says.
OF_INMATES = ("sentence", "remission", "sanction", "interest", "assimilation", "document", "risk", "conduct")
ROW_OF = {
    "import": "imported",
    "issue": "issue_run",
    "report": "report_photo",
    **dict.fromkeys(OF_INMATES, "inmate"),
    "override-add": "inmate",
    "tpp-decide": "tpp_item",
    "instructor-certificate-edit": "instructor_certificate",
    "absence-add": "instructor",
    "seat": "seat_change",
    "catalogue-package": "package",
    "closed": "closed_day",
    "rotation-cell": "rotation_cell",
    "tool": "tool_log",
    "minutes": "meeting",
    "ledger-alarm-accept": "ledger_alarm",
    "audit-run-detail": "audit_run",
    "password": "someone",
    "released": "graduate",
    "demand": "demand_note",
    "replacement": "certificate",
    "handover": "certificate",
    "sheet": "certificate",
    "decision-add": "batch",
    "competence": "batch",
    "second": "someone",
}
# Buttons of no row, which lead to the page that they belong to.
LEAD_ON = {"certificates:ledger-keep", "reports:notices-read"}
NATIONAL = {ADMIN, AUDITOR}
# Packages of other centres, which hold no personal data: what is another's is found, what is one's own is not.
OF_ALL_CENTRES = {"programs:catalogue-package", "programs:package-copy"}
# Pages that only rows of a certain state or kind have; tests of their own open them.
NEED_A_STATE = {
    "audit:download-file",
    "programs:batch-officers",
    "programs:batch-decide",
    "programs:batch-sheet",
}


def pages(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            own = (pattern.namespace,) if pattern.namespace else ()
            yield from pages(pattern.url_patterns, spaces + own)
        else:
            yield ":".join([*spaces, pattern.name or ""]), pattern


def is_library(name: str) -> bool:
    return name.startswith(("admin:", "account_", "mfa_", "usersessions_"))


OURS = {name: pattern for name, pattern in pages(get_resolver().url_patterns) if not is_library(name)}
OF_A_ROW = sorted(name for name in WHO_GETS_IN if name in OURS and "pk" in OURS[name].pattern.converters)


def view_of(name: str) -> type[View]:
    return OURS[name].callback.view_class


def place_of(role: Role, facility: Facility, centre: TrainingCentre, region: Region) -> Any:
    if role in NATIONAL:
        return None
    if role == REGION:
        return region
    return facility if role in (GIATJA, HEAD) else centre


def address_of(name: str, pk: int) -> dict[str, Any]:
    """What the page's address holds: the row's number, or the name of a page of the manual."""
    if name == "manual:page":
        return {"slug": "seleksi"}
    return {"pk": pk} if name in OF_A_ROW else {}


def ask(user: User, name: str, **kwargs: Any) -> int:
    """The status of the page for the user: by GET, or by POST where GET is not served."""
    client = Client()
    client.force_login(user)
    url = reverse(name, kwargs=kwargs)
    response = client.get(url)
    return client.post(url).status_code if response.status_code == 405 else response.status_code


def test_every_page_of_ours_has_a_line():
    assert set(OURS) - PUBLIC == set(WHO_GETS_IN)


def test_every_page_that_is_not_public_asks_for_a_permission():
    without = [name for name in WHO_GETS_IN if not issubclass(view_of(name), Access)]

    assert without == []


def test_the_table_says_the_same_as_the_grants():
    granted = {name: {role for role in Role if view_of(name).permission in GRANTS[role]} for name in WHO_GETS_IN}

    assert granted == WHO_GETS_IN


def test_every_permission_is_granted_to_somebody_and_every_role_has_grants():
    assert set().union(*GRANTS.values()) == set(Permission)
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize("name", sorted(PUBLIC - {"certificates:", "api:"}))
def test_public_pages_are_open_to_everybody(name):
    kwargs = {"code": "ABCD"} if name.endswith("code") else {}

    response = Client().get(reverse(name, kwargs=kwargs))

    assert response.status_code != 403
    assert not response.headers.get("Location", "").startswith("/akun/login/")


@pytest.mark.parametrize("name", sorted(WHO_GETS_IN))
def test_who_is_granted_gets_in_and_nobody_else(name, users):
    statuses = {role: ask(user, name, **address_of(name, pk=0)) for role, user in users.items()}

    inside = 404 if name in OF_A_ROW else 302 if name in LEAD_ON else 200
    expected = {role: {inside} if role in WHO_GETS_IN[name] else {403} for role in Role}
    assert {role: {status} for role, status in statuses.items()} == expected


@pytest.mark.parametrize("name", sorted(WHO_GETS_IN))
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_sent_to_the_sign_in(name, method):
    url = reverse(name, kwargs=address_of(name, pk=1))

    response = getattr(Client(), method)(url)

    assert (response.status_code, response["Location"]) == (302, f"/akun/login/?next={url}")


@pytest.mark.parametrize("name", sorted(WHO_GETS_IN.keys() - {"reports:home"}))
def test_who_has_no_posting_gets_in_nowhere(name):
    user = posted(AUDITOR)
    user.postings.update(ends_on="2020-12-31")

    assert ask(user, name, **address_of(name, pk=0)) == 403


class Place:
    """A prison and a centre in a region of their own, with one row of everything."""

    def __init__(self) -> None:
        RuleSetFactory.create()
        self.region = RegionFactory.create()
        self.facility = FacilityFactory.create(region=self.region)
        self.centre = TrainingCentreFactory.create(region=self.region)
        self.package = PackageFactory.create(centre=self.centre)
        self.workshop = WorkshopFactory.create(facility=self.facility)
        self.review = ReadinessReviewFactory.create(workshop=self.workshop, centre=self.centre)
        self.photo = self.review.photos.create(
            position=1, file="readiness/none.jpg", added_by=posted(GIATJA, self.facility)
        )
        self.inmate = convict(self.facility)
        self.override = DateOverrideFactory.create(inmate=self.inmate)
        self.officer = OfficerFactory.create(facility=self.facility)
        self.imported = ImportFactory.create(facility=self.facility)
        self.agreement = AgreementFactory.create(between=(self.facility, self.centre))
        self.instructor = InstructorFactory.create(centre=self.centre)
        self.instructor_certificate = InstructorCertificateFactory.create(instructor=self.instructor)
        self.absence = InstructorAbsenceFactory.create(instructor=self.instructor)
        self.meeting = MeetingFactory.create(between=(self.facility, self.centre))
        self.action = ActionItemFactory.create(meeting=self.meeting)
        taught = PackageFactory.create(centre=self.centre)  # one with a batch can no longer be edited
        self.batch = BatchFactory.create(package=taught, facility=self.facility, selecting=True)
        self.enrollment = EnrollmentFactory.create(batch=self.batch, inmate=self.inmate)
        self.graduate = graduate(batch=self.batch)
        self.outcome = OutcomeFactory.create(enrollment=self.graduate)
        self.demand_note = DemandNoteFactory.create(facility=self.facility)
        self.helper = HelperFactory.create(batch=self.batch)
        self.illness = Illness.objects.create(
            inmate=self.inmate, starts_on="2021-06-01", expected_until="2021-06-05", ended_on="2021-06-04"
        )
        self.circumstance = Circumstance.objects.create(
            facility=self.facility, inmate=self.inmate, kind="ARRIVED", happened_on="2021-06-01"
        )
        self.permit = OutsidePermit.objects.create(
            enrollment=self.enrollment,
            kind="ESCORT",
            number="W13-1",
            dated_on="2021-06-01",
            valid_until="2021-12-31",
            filed_by=posted(GIATJA, self.facility),
        )
        self.report_photo = self.batch.photos.create(
            position=1,
            file="reports/none.jpg",
            caption="Pembukaan",
            taken_on="2021-06-10",
            has_consent=True,
            added_by=posted(GIATJA, self.facility),
        )
        self.session = SessionFactory.create(batch=self.batch, instructor=self.instructor)
        self.tool_log = ToolLog.objects.create(session=self.session, handed_out_by=posted(GIATJA, self.facility))
        self.closed_day = ClosedDay.objects.create(
            facility=self.facility, name="Hari jadi kota", starts_on="2021-06-21", ends_on="2021-06-21"
        )
        self.rotation = RotationPlanFactory.create(facility=self.facility, centre=self.centre)
        self.rotation_cell = self.rotation.cells.get()
        self.tpp = TppSessionFactory.create(facility=self.facility)
        self.tpp_item = TppItem.objects.create(session=self.tpp, batch=self.batch)
        self.seat_change = SeatChange.objects.create(left=self.enrollment)
        self.budget = BudgetLineFactory.create(facility=self.facility)
        self.work = WorkResultFactory.create(facility=self.facility)
        self.sale = SaleFactory.create(result=self.work)
        self.expense = ExpenseFactory.create(line=self.budget, batch=self.batch)
        self.users = {role: posted(role, place_of(role, self.facility, self.centre, self.region)) for role in Role}
        self.decree = decreed(self.batch, by=self.users[HEAD])
        today = timezone.localdate()
        syllabus = SimpleUploadedFile("silabus.pdf", b"%PDF-1.4", content_type="application/pdf")
        self.syllabus = keep_syllabus(self.package, syllabus, by=self.users[STAFF])
        self.token, _key = make_token(
            name="Gudang data", facility=self.facility, expires_on=today, today=today, by=self.users[ADMIN]
        )
        self.issue_run = IssueRun.objects.create(
            centre=self.centre,
            started_by=self.users[CHIEF],
            language="id",
            confirmed_at=timezone.now(),
            warrant=f"x{self.centre.pk}",
        )
        self.result = UnitResult.objects.create(
            enrollment=self.enrollment,
            unit=self.batch.package.package_units.all()[0].unit,
            verdict="BK",
            assessor=InstructorFactory.create(centre=self.centre),
            assessed_on=self.batch.tested_on,
            recorded_by=self.users[STAFF],
        )

    @property
    def certificate(self) -> Certificate:
        """A certificate past its gates, which are not the question here."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            chief, staff = self.users[CHIEF], self.users[STAFF]
            number = str(self.enrollment.pk)
            certificate = Certificate.objects.create(
                proposal=Proposal.objects.create(enrollment=self.enrollment, proposed_by=staff),
                enrollment=self.enrollment,
                kind="TRAINING",
                number=number,
                token=number,
                typed_code=number,
                holder_name="Pemegang",
                record={},
                record_sha256=number,
                file="certificates/none.pdf",
                file_sha256=number,
                issued_on="2021-07-01",
                issued_by=chief,
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
        return certificate

    @property
    def decision(self) -> CompetenceDecision:
        """An LSP's, about nobody yet."""
        lsp = Lsp.objects.create(
            name=f"LSP {self.batch.pk}",
            licence_number=str(self.batch.pk),
            licence_from="2020-01-01",
            licence_until="2025-01-01",
        )
        scheme = Scheme.objects.create(lsp=lsp, code="S", title="Skema", field=self.batch.package.field)
        return CompetenceDecision.objects.create(
            batch=self.batch, scheme=scheme, number="1", decided_on="2021-07-20", recorded_by=self.users[STAFF]
        )

    @property
    def download(self) -> Download:
        """A file of its owner's; nobody else's, whatever the place."""
        return Download.objects.create(by=self.users[GIATJA], list_name="warga binaan", kind="csv", rows=1)

    @property
    def view(self) -> SavedView:
        """Shared with the office, and yet its owner's to remove."""
        owner = self.users[GIATJA]
        name = f"Tampilan {SavedView.objects.count()}"
        office = owner.posting.scope_key
        return SavedView.objects.create(owner=owner, list_name="programs:batch-list", name=name, office=office)

    @property
    def notice(self) -> Notice:
        """Of one posting's; nobody else's, whatever the place."""
        posting = self.users[GIATJA].postings.get()
        return Notice.objects.create(posting=posting, kind="BATCH_CANCELLED", subject=self.batch, at=timezone.now())

    @property
    def someone(self) -> User:
        """Whom an administrator may help."""
        return self.users[CHIEF]

    @property
    def ledger_alarm(self) -> LedgerAlarm:
        """The nation's, not a place's."""
        return LedgerAlarm.objects.create(kind="OTHER", source="FILE", size=2, fingerprint="x", base=0, entries=2)

    @property
    def audit_run(self) -> AuditRun:
        """The nation's too."""
        now = timezone.now()
        return AuditRun.objects.create(kind="CERTIFICATES", began_at=now, ended_at=now, checked=0, found=0)

    def row(self, name: str) -> Any:
        page = name.split(":")[1]
        kind = page.split("-")[0]
        return getattr(self, ROW_OF.get(page) or ROW_OF.get(kind, kind))


@pytest.fixture(scope="module")
def places(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, Place]]:
    """Two places for all tests of this file; what a test changes in them is undone after it."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield Place(), Place()
        transaction.set_rollback(True)


@pytest.fixture
def users(places: tuple[Place, Place]) -> dict[Role, User]:
    return places[0].users


@pytest.mark.parametrize("name", sorted(OF_ALL_CENTRES))
def test_the_catalogue_finds_other_centres_rows_and_not_ones_own(name, places):
    own, foreign = places

    asked = [ask(own.users[STAFF], name, pk=row.pk) for row in (foreign.row(name), own.row(name))]

    assert asked == [200, 404]


@pytest.mark.parametrize("name", sorted(set(OF_A_ROW) - OF_ALL_CENTRES))
def test_another_places_row_is_not_found_by_who_gets_in(name, places):
    own, foreign = places
    scoped = sorted(WHO_GETS_IN[name] - NATIONAL)
    row = foreign.row(name)

    assert {role: ask(own.users[role], name, pk=row.pk) for role in scoped} == dict.fromkeys(scoped, 404)


@pytest.mark.parametrize(
    "name",
    sorted(
        set(OF_A_ROW)
        - {
            "certificates:certificate-detail",
            "certificates:certificate-leaflet",
            "certificates:certificate-pdf",
            "certificates:certificate-replace",
            "certificates:replacement-propose",
            "facilities:photo-file",
            "programs:report-photo",
            *NEED_A_STATE,
            *OF_ALL_CENTRES,
        }
    ),
)
def test_the_own_row_is_found_by_somebody_who_gets_in(name, places):
    own, _foreign = places
    row = own.row(name)

    assert {ask(own.users[role], name, pk=row.pk) for role in WHO_GETS_IN[name]} & {200, 302}


@pytest.mark.parametrize("role", sorted(Role))
def test_the_menu_leads_only_where_the_role_gets_in(role, users):
    client = Client()
    client.force_login(users[role])

    items = client.get("/").context["navigation"]

    assert {item.url: client.get(item.url).status_code for item in items} == {item.url: 200 for item in items}
    assert [item.url for item in items if item.is_current] == ["/"]

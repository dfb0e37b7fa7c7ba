"""The pages that are measured. A page is a line; who adds a list or a heavy page adds its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from certificates.models import Certificate
from facilities.models import Facility
from facilities.models.agreements import TraineePolicy
from programs.models import Batch, Enrollment, Instructor, RotationPlan, Session
from trainees.models import Inmate

Address = Callable[[], str]
Who = str | Callable[[], User]
Sends = Callable[[], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as somebody asks for it: `who` is a user name of bench.nation, nobody when empty, or finds the person.

    With `sends` it is a form sent: what that returns, from inside a transaction that is taken back afterwards.
    """

    name: str
    who: Who
    address: Address
    sends: Sends | None = None

    def user(self) -> User | None:
        if callable(self.who):
            return self.who()
        return User.objects.get(username=self.who) if self.who else None


def at(name: str, row: Callable[[], Model] | None = None, query: str = "") -> Address:
    return lambda: reverse(name, args=[row().pk] if row else []) + query


def largest() -> Facility:
    """The prison that holds the most people; the first one made."""
    return Facility.objects.order_by("pk")[0]


def batch(state: str, **also: Any) -> Callable[[], Batch]:
    """The newest batch in this state, of the largest prison that has one; of any sort where none is of this sort.

    Of a small share some prisons have nobody to train: a class with people goes before one without.
    """

    def found() -> Batch:
        rows = Batch.objects.filter(state=state).order_by("facility_id", "-starts_on", "-pk")
        peopled = rows.filter(Exists(Enrollment.objects.seated().filter(batch=OuterRef("pk"))))
        return peopled.filter(**also).first() or rows.filter(**also).first() or peopled.first() or rows[0]

    return found


def staff_of(row: Callable[[], Batch]) -> Callable[[], User]:
    return lambda: User.objects.get(postings__role=Role.GIATJA_STAFF, postings__facility=row().facility_id)


def centre_of(row: Callable[[], Batch]) -> Callable[[], User]:
    return lambda: User.objects.get(postings__role=Role.CENTRE_STAFF, postings__centre=row().package.centre_id)


def inmate() -> Inmate:
    return Inmate.objects.filter(facility=largest(), sentence__isnull=False).order_by("pk")[0]


def session() -> Session:
    """The last one that was held."""
    held = Session.objects.held().filter(batch=RUNNING(), day__lt=timezone.localdate())
    return held.order_by("-starts_at")[0]


def marks() -> dict[str, str]:
    """The list of a session of which nothing has been recorded: everybody present, then the exceptions."""
    row = session()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        row.attendances.all().delete()
        Session.objects.filter(pk=row.pk).update(closed_at=None, closed_by=None)
        cursor.execute("SET LOCAL session_replication_role = origin")
    people = row.batch.enrollments.active().order_by("pk").values_list("pk", flat=True)
    return {f"status_{pk}": "HHHHHHSIAD"[at % 10] for at, pk in enumerate(people)}


def enrollment() -> Enrollment:
    return Enrollment.objects.filter(batch=batch("CLOSED")()).order_by("pk")[0]


def certificate() -> Certificate:
    return Certificate.objects.filter(enrollment__batch=batch("CLOSED")()).order_by("pk")[0]


def scanned() -> str:
    return reverse("certificates:verify-code", args=[certificate().token])


def rotation() -> RotationPlan:
    return RotationPlan.objects.filter(facility=largest())[0]


def teacher() -> Instructor:
    return session().instructor


SELECTING, RUNNING, CLOSED = batch("SELECTING"), batch("RUNNING"), batch("CLOSED")
TESTING, OUTSIDE = batch("TESTING"), batch("RUNNING", workshop__place="OPEN")
LENIENT = batch("SELECTING", agreement__trainee_policy=TraineePolicy.ALL_CONVICTS)
NEAR = batch("SELECTING", agreement__trainee_policy=TraineePolicy.NEAR_RELEASE)
STAFF, HEAD, REGION, NATION = "giatja.1", "kalapas.1", "kanwil.1", "admin.uji"
CENTRE, CHIEF, AUDITOR = "blk.1", "kablk.1", "auditor.uji"
SIX_YEARS = "?dari=2000-01-01&sampai=2099-12-31"

PAGES = (
    Page("home, staff", STAFF, at("reports:home")),
    Page("home, centre", CENTRE, at("reports:home")),
    Page("dashboard, prison", HEAD, at("reports:dashboard")),
    Page("dashboard, region", REGION, at("reports:dashboard")),
    Page("dashboard, nation", NATION, at("reports:dashboard")),
    Page("dashboard, nation, month", NATION, at("reports:dashboard", query="?bagian=m3")),
    Page("dashboard, nation, six years", NATION, at("reports:dashboard", query=SIX_YEARS)),
    Page("dashboard, centre", CHIEF, at("reports:dashboard")),
    Page("behind a figure, nation", NATION, at("reports:figure", query="?angka=certified")),
    Page("behind a figure, prison", HEAD, at("reports:figure", query="?angka=eligible")),
    Page("dashboard as Excel, nation", NATION, at("reports:dashboard-workbook")),
    Page("inmates", STAFF, at("trainees:inmate-list")),
    Page("inmates, by name", STAFF, at("trainees:inmate-list", query="?q=pamb")),
    Page("inmates, by release", STAFF, at("trainees:inmate-list", query="?sort=-release_on")),
    Page("inmate", STAFF, at("trainees:inmate-detail", inmate)),
    Page("batches", STAFF, at("programs:batch-list")),
    Page("batches, auditor", AUDITOR, at("programs:batch-list")),
    Page("batches, auditor, last page", AUDITOR, at("programs:batch-list", query="?page=99999")),
    Page("candidates", staff_of(SELECTING), at("programs:batch-candidates", SELECTING)),
    Page("candidates, blocked too", staff_of(SELECTING), at("programs:batch-candidates", SELECTING, "?semua=1")),
    Page("candidates, by name", staff_of(SELECTING), at("programs:batch-candidates", SELECTING, "?q=pamb")),
    Page("candidates, by release", staff_of(SELECTING), at("programs:batch-candidates", SELECTING, "?sort=release")),
    Page("candidates, by training", staff_of(SELECTING), at("programs:batch-candidates", SELECTING, "?sort=-trained")),
    Page("candidates, all convicts", staff_of(LENIENT), at("programs:batch-candidates", LENIENT)),
    Page("candidates, near release", staff_of(NEAR), at("programs:batch-candidates", NEAR)),
    Page("candidates, last page", staff_of(SELECTING), at("programs:batch-candidates", SELECTING, "?page=99999")),
    Page("scores and decisions", staff_of(SELECTING), at("programs:batch-selection", SELECTING)),
    Page("batch, running", staff_of(RUNNING), at("programs:batch-detail", RUNNING)),
    Page("attendance grid", staff_of(RUNNING), at("programs:batch-attendance", RUNNING)),
    Page("attendance of a session", staff_of(RUNNING), at("programs:session-attendance", session)),
    Page("attendance, saved", staff_of(RUNNING), at("programs:session-attendance", session), sends=marks),
    Page("batch, running, centre", centre_of(RUNNING), at("programs:batch-detail", RUNNING)),
    Page("batch, outside", staff_of(OUTSIDE), at("programs:batch-detail", OUTSIDE)),
    Page("batch, closed", staff_of(CLOSED), at("programs:batch-detail", CLOSED)),
    Page("permits", staff_of(OUTSIDE), at("programs:batch-permits", OUTSIDE)),
    Page("week, prison", STAFF, at("programs:week")),
    Page("week, centre", centre_of(RUNNING), at("programs:week")),
    Page("sessions of a batch", centre_of(RUNNING), at("programs:batch-sessions", RUNNING)),
    Page("make-ups, prison", STAFF, at("programs:make-up-list")),
    Page("tools of a session", staff_of(RUNNING), at("programs:session-tools", session)),
    Page("tools of a batch", staff_of(RUNNING), at("programs:batch-tools", RUNNING)),
    Page("hours radar, prison", STAFF, at("programs:hours-radar")),
    Page("hours radar, centre", centre_of(RUNNING), at("programs:hours-radar")),
    Page("hours radar of a batch", staff_of(RUNNING), at("programs:batch-radar", RUNNING)),
    Page("results grid", centre_of(TESTING), at("programs:batch-results", TESTING)),
    Page("results of a unit", centre_of(TESTING), at("programs:batch-results", TESTING, "?unit=1")),
    Page("pre-test and post-test", centre_of(TESTING), at("programs:batch-written-tests", TESTING)),
    Page("what is missing", centre_of(TESTING), at("programs:batch-progress", TESTING)),
    Page("rotation plan", STAFF, at("programs:rotation-detail", rotation)),
    Page("rotation plans", STAFF, at("programs:rotation-list")),
    Page("instructor's calendar", centre_of(RUNNING), at("programs:instructor-calendar", teacher)),
    Page("instructors' days", centre_of(RUNNING), at("programs:instructor-days", query="?rentang=bulan")),
    Page("fields without instructor", REGION, at("programs:instructor-gaps")),
    Page("enrollment", staff_of(CLOSED), at("programs:enrollment-detail", enrollment)),
    Page("packages", CENTRE, at("programs:package-list")),
    Page("instructors", CENTRE, at("programs:instructor-list")),
    Page("agreements, auditor", AUDITOR, at("facilities:agreement-list")),
    Page("prisons, nation", NATION, at("facilities:facility-list")),
    Page("certificates, centre", CENTRE, at("certificates:certificate-list")),
    Page("certificates, auditor", AUDITOR, at("certificates:certificate-list")),
    Page("certificates, auditor, last page", AUDITOR, at("certificates:certificate-list", query="?page=99999")),
    Page("certificate", centre_of(CLOSED), at("certificates:certificate-detail", certificate)),
    Page("certificate scanned", "", scanned),
    Page("after release, prison", STAFF, at("programs:released-list")),
    Page("after release, region", REGION, at("programs:released-list")),
    Page("wanted fields and prospects", STAFF, at("programs:demand")),
    Page("catalogue of packages", CENTRE, at("programs:catalogue")),
    Page("attendance for SPPN", STAFF, at("programs:conduct-hours")),
    Page("open data, nation", NATION, at("reports:open-data")),
    Page("notices", STAFF, at("reports:notice-list")),
    Page("audit trail, nation", NATION, at("audit:event-list")),
)

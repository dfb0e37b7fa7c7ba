"""What the frame around every page needs to know: where one may go, as whom one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from reports.notices.unread import MOST

HOME = "reports:home"


@dataclass(frozen=True)
class Entry:
    """A page of the main navigation, under the heading of its group, shown to those who have its permission."""

    permission: Permission
    name: str
    label: Promise
    icon: str
    group: Promise | str


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    icon: str
    group: str
    is_current: bool


TRAINING, PEOPLE, COOPERATION, PLACES, OVERSIGHT = (
    _("Training"),
    _("People"),
    _("Cooperation"),
    _("Places"),
    _("Oversight"),
)

ENTRIES = (
    Entry(Permission.SEE_HOME, HOME, _("My work"), "house", ""),
    Entry(Permission.SEE_HOME, "reports:notice-list", _("Notifications"), "bell", ""),
    Entry(Permission.SEE_BATCHES, "programs:batch-list", _("Batches"), "collection", TRAINING),
    Entry(Permission.SEE_BATCHES, "programs:week", _("Timetable"), "calendar-week", TRAINING),
    Entry(Permission.SEE_BATCHES, "programs:rotation-list", _("Rotation plans"), "arrow-repeat", TRAINING),
    Entry(Permission.SEE_BATCHES, "programs:hours-radar", _("Hours radar"), "hourglass-split", TRAINING),
    Entry(Permission.SEE_INMATES, "programs:tpp-list", _("TPP sessions"), "clipboard-check", TRAINING),
    Entry(Permission.SEE_PACKAGES, "programs:package-list", _("Training packages"), "layers", TRAINING),
    Entry(Permission.SEE_DEMAND, "programs:demand", _("Wanted fields"), "graph-up", TRAINING),
    Entry(Permission.SEE_DEMAND, "programs:demand-note-list", _("Labour market"), "buildings", TRAINING),
    Entry(Permission.SEE_INSTRUCTORS, "programs:instructor-list", _("Instructors"), "person-badge", TRAINING),
    Entry(Permission.EDIT_FREE_DAYS, "programs:instructor-days", _("Free and busy days"), "calendar3", TRAINING),
    Entry(Permission.SEE_CERTIFICATES, "certificates:certificate-list", _("Certificates"), "award", TRAINING),
    Entry(Permission.SEE_INMATES, "trainees:inmate-list", _("Inmates"), "people", PEOPLE),
    Entry(Permission.SEE_INMATES, "programs:circumstance-list", _("Circumstances"), "arrow-left-right", PEOPLE),
    Entry(Permission.SEE_CONDUCT_HOURS, "programs:conduct-hours", _("Attendance for SPPN"), "clipboard-data", PEOPLE),
    Entry(Permission.SEE_OUTCOMES, "programs:released-list", _("After release"), "person-check", PEOPLE),
    Entry(Permission.SEE_OFFICERS, "trainees:officer-list", _("Officers"), "briefcase", PEOPLE),
    Entry(Permission.IMPORT_LISTS, "imports:import-list", _("Imports"), "upload", PEOPLE),
    Entry(Permission.SEE_AGREEMENTS, "facilities:agreement-list", _("Agreements"), "file-earmark-text", COOPERATION),
    Entry(Permission.SEE_MEETINGS, "facilities:meeting-list", _("Meetings"), "chat-left-text", COOPERATION),
    Entry(Permission.SEE_MEETINGS, "facilities:action-item-list", _("Action items"), "list-task", COOPERATION),
    Entry(Permission.SEE_BUDGETS, "programs:budget-list", _("Budget"), "cash-stack", COOPERATION),
    Entry(Permission.SEE_WORK_RESULTS, "programs:work-list", _("Work results"), "hammer", COOPERATION),
    Entry(Permission.SEE_PLACES, "facilities:workshop-list", _("Workshops"), "tools", PLACES),
    Entry(Permission.SEE_PLACES, "facilities:facility-list", _("Prisons"), "building", PLACES),
    Entry(Permission.SEE_PLACES, "facilities:centre-list", _("Training centres"), "mortarboard", PLACES),
    Entry(Permission.SEE_DASHBOARD, "reports:dashboard", _("Dashboard"), "bar-chart", OVERSIGHT),
    Entry(Permission.SEE_PLACES, "reports:open-data", _("Open data"), "archive", OVERSIGHT),
    Entry(Permission.SEE_REGIONS, "reports:quarter", _("Quarterly recap"), "calendar3", OVERSIGHT),
    Entry(Permission.SEE_LEDGER, "certificates:ledger", _("Certificate ledger"), "link-45deg", OVERSIGHT),
    Entry(
        Permission.SEE_CERTIFICATE_AUDIT,
        "certificates:audit-run-list",
        _("Audit of certificates"),
        "shield-check",
        OVERSIGHT,
    ),
    Entry(Permission.SEE_ANOMALIES, "certificates:anomaly-list", _("Anomalies"), "search", OVERSIGHT),
    Entry(Permission.SEE_AUDIT, "audit:event-list", _("Audit trail"), "journal-check", OVERSIGHT),
    Entry(Permission.MANAGE_ACCOUNTS, "api:token-list", _("API tokens"), "key", OVERSIGHT),
    Entry(Permission.MANAGE_ACCOUNTS, "admin:index", _("Administration"), "gear", OVERSIGHT),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """`navigation`, `posting_label`, `settings_demo` and `unread_notices` of base.html."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    return {
        "navigation": navigation_of(person, request.path) if person else [],
        "posting_label": str(person.posting or "") if person else "",
        "settings_demo": settings.DEMO,
        "unread_notices": min(getattr(person, "unread_notices", 0), MOST) if person else 0,
    }


def navigation_of(user: User, path: str) -> list[NavigationItem]:
    """The pages that the user's role may open; the one that `path` belongs to is marked.

    None while a second factor has to be set up first.
    """
    items: list[NavigationItem] = []
    if user.must_set_up_second_factor:
        return items
    for entry in ENTRIES:
        if not user.has(entry.permission):
            continue
        url = reverse(entry.name)
        is_current = path == url if entry.name == HOME else path.startswith(url)
        items.append(NavigationItem(str(entry.label), url, entry.icon, str(entry.group), is_current))
    return items

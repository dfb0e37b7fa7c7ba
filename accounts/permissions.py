"""Who may: every role, every permission and every grant, on one page.

A grant says what a role may do at all; to which rows, `visible_to(user)` of each QuerySet says.
Sources: rule 6.4 (roles), 8 (what people of a training centre may see of an inmate).
"""

from enum import StrEnum, auto

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    GIATJA_STAFF = "GIATJA_STAFF", _("Work-activities staff")
    FACILITY_HEAD = "FACILITY_HEAD", _("Head of prison")
    CENTRE_STAFF = "CENTRE_STAFF", _("Training centre staff")
    INSTRUCTOR = "INSTRUCTOR", _("Instructor")
    CENTRE_HEAD = "CENTRE_HEAD", _("Head of training centre")
    REGIONAL_HEAD = "REGIONAL_HEAD", _("Regional head")
    NATIONAL_ADMIN = "NATIONAL_ADMIN", _("National administrator")
    AUDITOR = "AUDITOR", _("Auditor")


class Permission(StrEnum):
    SEE_HOME = auto()
    SEE_GALLERY = auto()
    SEE_AUDIT = auto()
    SEE_DASHBOARD = auto()
    SEE_REGIONS = auto()
    MANAGE_ACCOUNTS = auto()

    SEE_PLACES = auto()
    EDIT_WORKSHOPS = auto()
    SEE_AGREEMENTS = auto()
    EDIT_AGREEMENTS = auto()
    SIGN_AGREEMENTS = auto()
    SEE_MEETINGS = auto()
    EDIT_MEETINGS = auto()
    CONFIRM_MINUTES = auto()
    REVIEW_WORKSHOPS = auto()
    CONFIRM_REVIEWS = auto()
    SEE_BUDGETS = auto()
    EDIT_BUDGETS = auto()
    EDIT_PLANS = auto()
    SEE_WORK_RESULTS = auto()
    RECORD_WORK_RESULTS = auto()

    SEE_INMATES = auto()
    EDIT_INMATES = auto()
    SEE_OFFICERS = auto()
    EDIT_OFFICERS = auto()
    IMPORT_LISTS = auto()
    RECORD_CIRCUMSTANCES = auto()
    SEE_CONDUCT_HOURS = auto()

    SEE_PACKAGES = auto()
    SEE_DEMAND = auto()
    EDIT_PACKAGES = auto()
    ALLOW_EXCEPTIONS = auto()
    SEE_INSTRUCTORS = auto()
    EDIT_INSTRUCTORS = auto()
    SEE_BATCHES = auto()
    PLAN_BATCHES = auto()
    PLAN_ROTATIONS = auto()
    CHOOSE_TRAINEES = auto()
    LIFT_BLOCKS = auto()
    TICK_SEAT_CHANGES = auto()
    DECREE_BATCHES = auto()
    FILE_PERMITS = auto()
    EDIT_CLOSED_DAYS = auto()
    EDIT_FREE_DAYS = auto()
    LAY_OUT_TIMETABLES = auto()
    RECORD_ATTENDANCE = auto()
    CORRECT_ATTENDANCE = auto()
    LOG_TOOLS = auto()
    SETTLE_TOOLS = auto()
    RECORD_RESULTS = auto()
    RECOGNISE_UNITS = auto()
    CORRECT_RESULTS = auto()
    CLOSE_BATCHES = auto()
    WRITE_REPORTS = auto()
    SEE_OUTCOMES = auto()
    RECORD_OUTCOMES = auto()
    RECORD_DEMAND = auto()

    SEE_CERTIFICATES = auto()
    RECORD_DECISIONS = auto()
    PROPOSE_CERTIFICATES = auto()
    ISSUE_CERTIFICATES = auto()
    REVOKE_CERTIFICATES = auto()
    PRINT_CERTIFICATES = auto()
    HAND_OVER_CERTIFICATES = auto()
    SEE_LEDGER = auto()
    WITNESS_LEDGER = auto()
    ACCEPT_LEDGER_ALARMS = auto()
    SEE_CERTIFICATE_AUDIT = auto()
    SEE_ANOMALIES = auto()


P = Permission

EVERYBODY = frozenset({P.SEE_HOME})
READS_TRAINING = frozenset(
    {
        P.SEE_PLACES,
        P.SEE_AGREEMENTS,
        P.SEE_MEETINGS,
        P.SEE_BUDGETS,
        P.SEE_PACKAGES,
        P.SEE_DEMAND,
        P.SEE_INSTRUCTORS,
        P.SEE_BATCHES,
        P.SEE_CERTIFICATES,
    }
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.GIATJA_STAFF: EVERYBODY
    | READS_TRAINING
    | {
        P.SEE_INMATES,
        P.EDIT_INMATES,
        P.SEE_OFFICERS,
        P.EDIT_OFFICERS,
        P.IMPORT_LISTS,
        P.RECORD_CIRCUMSTANCES,
        P.SEE_CONDUCT_HOURS,
        P.EDIT_WORKSHOPS,
        P.REVIEW_WORKSHOPS,
        P.EDIT_AGREEMENTS,
        P.EDIT_MEETINGS,
        P.EDIT_BUDGETS,
        P.SEE_WORK_RESULTS,
        P.RECORD_WORK_RESULTS,
        P.PLAN_BATCHES,
        P.PLAN_ROTATIONS,
        P.CHOOSE_TRAINEES,
        P.TICK_SEAT_CHANGES,
        P.FILE_PERMITS,
        P.WRITE_REPORTS,
        P.SEE_OUTCOMES,
        P.RECORD_OUTCOMES,
        P.RECORD_DEMAND,
        P.EDIT_CLOSED_DAYS,
        P.EDIT_FREE_DAYS,
        P.RECORD_ATTENDANCE,
        P.LOG_TOOLS,
        P.SETTLE_TOOLS,
        P.PRINT_CERTIFICATES,
        P.HAND_OVER_CERTIFICATES,
    },
    Role.FACILITY_HEAD: EVERYBODY
    | READS_TRAINING
    | {
        P.SEE_INMATES,
        P.SEE_OFFICERS,
        P.SEE_DASHBOARD,
        P.SEE_AUDIT,
        P.EDIT_PLANS,
        P.EDIT_AGREEMENTS,
        P.SIGN_AGREEMENTS,
        P.EDIT_MEETINGS,
        P.CONFIRM_MINUTES,
        P.CONFIRM_REVIEWS,
        P.SEE_WORK_RESULTS,
        P.SEE_OUTCOMES,
        P.LIFT_BLOCKS,
        P.DECREE_BATCHES,
        P.CORRECT_ATTENDANCE,
        P.SETTLE_TOOLS,
    },
    Role.CENTRE_STAFF: EVERYBODY
    | READS_TRAINING
    | {
        P.EDIT_WORKSHOPS,
        P.REVIEW_WORKSHOPS,
        P.EDIT_AGREEMENTS,
        P.EDIT_MEETINGS,
        P.EDIT_BUDGETS,
        P.EDIT_PACKAGES,
        P.RECORD_DEMAND,
        P.EDIT_INSTRUCTORS,
        P.PLAN_ROTATIONS,
        P.EDIT_FREE_DAYS,
        P.IMPORT_LISTS,
        P.LAY_OUT_TIMETABLES,
        P.TICK_SEAT_CHANGES,
        P.RECORD_ATTENDANCE,
        P.LOG_TOOLS,
        P.RECORD_RESULTS,
        P.RECOGNISE_UNITS,
        P.CLOSE_BATCHES,
        P.RECORD_DECISIONS,
        P.PROPOSE_CERTIFICATES,
        P.PRINT_CERTIFICATES,
        P.HAND_OVER_CERTIFICATES,
    },
    Role.INSTRUCTOR: EVERYBODY
    | {
        P.SEE_PACKAGES,
        P.SEE_BATCHES,
        P.EDIT_FREE_DAYS,
        P.IMPORT_LISTS,
        P.RECORD_ATTENDANCE,
        P.LOG_TOOLS,
        P.RECORD_RESULTS,
        P.RECORD_DECISIONS,
    },
    Role.CENTRE_HEAD: EVERYBODY
    | READS_TRAINING
    | {
        P.SEE_DASHBOARD,
        P.SEE_AUDIT,
        P.EDIT_PLANS,
        P.EDIT_AGREEMENTS,
        P.EDIT_MEETINGS,
        P.CONFIRM_MINUTES,
        P.CONFIRM_REVIEWS,
        P.ALLOW_EXCEPTIONS,
        P.CORRECT_RESULTS,
        P.ISSUE_CERTIFICATES,
        P.REVOKE_CERTIFICATES,
        P.PRINT_CERTIFICATES,
    },
    Role.REGIONAL_HEAD: EVERYBODY
    | READS_TRAINING
    | {P.SEE_DASHBOARD, P.SEE_REGIONS, P.SEE_AUDIT, P.EDIT_PLANS, P.SEE_WORK_RESULTS, P.CONFIRM_REVIEWS}
    | {P.SEE_LEDGER, P.WITNESS_LEDGER, P.SEE_ANOMALIES}
    | {P.SEE_OUTCOMES, P.RECORD_OUTCOMES, P.RECORD_DEMAND},
    Role.NATIONAL_ADMIN: EVERYBODY
    | {
        P.SEE_PLACES,
        P.SEE_DASHBOARD,
        P.SEE_REGIONS,
        P.SEE_AUDIT,
        P.SEE_GALLERY,
        P.MANAGE_ACCOUNTS,
        P.SEE_LEDGER,
        P.ACCEPT_LEDGER_ALARMS,
        P.SEE_CERTIFICATE_AUDIT,
        P.SEE_ANOMALIES,
    },
    Role.AUDITOR: EVERYBODY
    | READS_TRAINING
    | {P.SEE_DASHBOARD, P.SEE_REGIONS, P.SEE_AUDIT, P.SEE_WORK_RESULTS, P.SEE_LEDGER, P.WITNESS_LEDGER}
    | {P.SEE_CERTIFICATE_AUDIT, P.SEE_ANOMALIES},
}

# Who decides, signs or keeps accounts proves at every sign-in that it is really them (docs/trust.md, A5).
NEED_SECOND_FACTOR = frozenset({Role.FACILITY_HEAD, Role.CENTRE_HEAD, Role.REGIONAL_HEAD, Role.NATIONAL_ADMIN})

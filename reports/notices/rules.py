"""Which events of the trail are news, for whom, about what, and which page a notice opens: all on one page.

An event named here is marked by the trigger of migration 0004, which lists the same pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from audit.models import AuditEvent, Verb
from certificates.models import AuditRun, Proposal
from reports.models import Notice
from trainees.models import Inmate, Movement

Kind = Notice.Kind


def itself(thing: Any) -> Any:
    return thing


def always(thing: Any) -> bool:
    return True


def places_of_event(event: AuditEvent, thing: Any) -> list[str]:
    return event.scope


def own_page(subject: Any) -> str:
    return str(subject.get_absolute_url())


@dataclass(frozen=True, slots=True)
class Rule:
    """An event of this verb about a row of this model tells everybody who may, in the places that it touches.

    `only` narrows it to one person, `when` to some rows. `page` is opened for who may still see the subject;
    `fixed_page` names one that needs none.
    """

    kind: Notice.Kind
    verb: Verb
    model: str
    permission: Permission
    subject: Callable[[Any], Any] = itself
    when: Callable[[Any], bool] = always
    places: Callable[[AuditEvent, Any], list[str]] = places_of_event
    only: Callable[[Any], User] | None = None
    page: Callable[[Any], str] = own_page
    fixed_page: str = ""

    def url(self, subject: Any) -> str:
        """Where the notice leads; empty where its reader may no longer see what it is about."""
        if self.fixed_page:
            return reverse(self.fixed_page)
        return self.page(subject) if subject is not None else ""


def is_replacing(proposal: Proposal) -> bool:
    return proposal.replaces_id is not None


def is_transfer(movement: Movement) -> bool:
    return movement.to_facility_id is not None


def prison_left(event: AuditEvent, movement: Movement) -> list[str]:
    return [f"facility:{movement.facility_id}"]


def prison_entered(event: AuditEvent, movement: Movement) -> list[str]:
    return [f"facility:{movement.to_facility_id}"]


def found_in_certificates(run: AuditRun) -> bool:
    return run.kind == AuditRun.Kind.CERTIFICATES and run.found > 0


def found_in_classes(run: AuditRun) -> bool:
    return run.kind == AuditRun.Kind.ANOMALIES and run.found > 0


def person_of(movement: Movement) -> Inmate:
    return movement.inmate


def certificate_of(proposal: Proposal) -> Any:
    return proposal.replaces


P = Permission
BATCH, PROPOSAL, MOVEMENT, RUN = "programs.batch", "certificates.proposal", "trainees.movement", "certificates.auditrun"

RULES = (
    Rule(Kind.MOVED_UP, Verb.MOVE_UP, "programs.enrollment", P.TICK_SEAT_CHANGES, subject=lambda row: row.batch),
    Rule(Kind.BATCH_DECREED, Verb.DECREE, BATCH, P.LAY_OUT_TIMETABLES),
    Rule(Kind.BATCH_POSTPONED, Verb.POSTPONE, BATCH, P.RECORD_ATTENDANCE),
    Rule(Kind.BATCH_CANCELLED, Verb.CANCEL, BATCH, P.RECORD_ATTENDANCE),
    Rule(
        Kind.MOVED_OUT,
        Verb.ADD,
        MOVEMENT,
        P.RECORD_CIRCUMSTANCES,
        subject=person_of,
        when=is_transfer,
        places=prison_left,
        fixed_page="programs:circumstance-list",
    ),
    Rule(
        Kind.MOVED_IN,
        Verb.ADD,
        MOVEMENT,
        P.RECORD_CIRCUMSTANCES,
        subject=person_of,
        when=is_transfer,
        places=prison_entered,
    ),
    Rule(
        Kind.REPLACEMENT_ASKED,
        Verb.PROPOSE,
        PROPOSAL,
        P.ISSUE_CERTIFICATES,
        subject=certificate_of,
        when=is_replacing,
    ),
    Rule(
        Kind.REPLACEMENT_DECLINED,
        Verb.DECLINE,
        PROPOSAL,
        P.PROPOSE_CERTIFICATES,
        subject=certificate_of,
        when=is_replacing,
    ),
    Rule(Kind.CERTIFICATE_REVOKED, Verb.REVOKE, "certificates.certificate", P.HAND_OVER_CERTIFICATES),
    Rule(Kind.RUN_ENDED, Verb.END, "certificates.issuerun", P.ISSUE_CERTIFICATES),
    Rule(Kind.FILE_READY, Verb.END, "audit.download", P.SEE_HOME, only=lambda row: row.by),
    Rule(Kind.AGREEMENT_ENDED, Verb.TERMINATE, "facilities.agreement", P.EDIT_AGREEMENTS),
    Rule(Kind.REVIEW_REJECTED, Verb.REJECT, "facilities.readinessreview", P.REVIEW_WORKSHOPS),
    Rule(
        Kind.LEDGER_ALARM,
        Verb.ADD,
        "certificates.ledgeralarm",
        P.ACCEPT_LEDGER_ALARMS,
        fixed_page="certificates:ledger",
    ),
    Rule(Kind.AUDIT_FINDING, Verb.ADD, RUN, P.SEE_CERTIFICATE_AUDIT, when=found_in_certificates),
    Rule(
        Kind.ANOMALY,
        Verb.ADD,
        RUN,
        P.SEE_ANOMALIES,
        when=found_in_classes,
        fixed_page="certificates:anomaly-list",
    ),
    Rule(Kind.COUNTS_WRONG, Verb.ADD, "reports.countcheck", P.MANAGE_ACCOUNTS, fixed_page="reports:dashboard"),
)
BY_KIND = {rule.kind: rule for rule in RULES}


def rules_for(event: AuditEvent) -> list[Rule]:
    return [rule for rule in RULES if (rule.verb, rule.model) == (event.verb, event.object_type)]

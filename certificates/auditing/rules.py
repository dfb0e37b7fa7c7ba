"""What the audit asks of each certificate, in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Rule:
    sentence: Promise
    act: Promise


@dataclass(frozen=True, slots=True)
class Found:
    """One thing wrong. `about` is a certificate's number or the name of what is wrong; no personal data anywhere."""

    rule: str
    about: str
    certificate: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence_of(self.rule, self.facts)


LOOK_AT_EVIDENCE = _(
    "Compare the class with its papers. If nobody was trained so, the centre's head revokes the certificate."
)
LOOK_AT_PEOPLE = _(
    "Ask the region to hear the people named in the audit trail. The head of the centre revokes what is false."
)
LOOK_AT_DATABASE = _(
    "Somebody changed the database past the application. Keep the logs, change its passwords, compare with the "
    "newest backup."
)
LOOK_AT_FILES = _("Fetch the file from a backup. It is right when its SHA-256 is the one in the register.")
LOOK_AT_LEDGER = _(
    "Run verify_ledger, compare with the witnesses, and read the manual's page of the ledger before anything is "
    "accepted."
)

RULES = {
    "kind": Rule(_("It is of a kind that the audit knows no rules for."), LOOK_AT_DATABASE),
    "enrolment": Rule(_("Its enrollment, class or proposal is not there."), LOOK_AT_DATABASE),
    "batch": Rule(_("Its class was not closed when it was issued."), LOOK_AT_EVIDENCE),
    "completion": Rule(_("Its holder has not completed the class."), LOOK_AT_EVIDENCE),
    "agreement": Rule(_("No agreement was in force on all days of its class."), LOOK_AT_EVIDENCE),
    "hours": Rule(
        _("Its holder attended %(hours)s of the %(needed)s JP that the package asks, as recorded by the day of issue."),
        LOOK_AT_EVIDENCE,
    ),
    "units": Rule(_("The units printed are not those passed (K) by the day of issue."), LOOK_AT_EVIDENCE),
    "pass_mark": Rule(_("The post-test does not reach the pass mark."), LOOK_AT_EVIDENCE),
    "decision": Rule(
        _("The LSP's decision that it rests on is not K for this person, not of this class, or of a wrong day."),
        LOOK_AT_EVIDENCE,
    ),
    "decider": Rule(_("Who recorded the LSP's decision also proposed or issued it."), LOOK_AT_PEOPLE),
    "licence": Rule(_("The LSP was not licensed on the day of the decision and the day of issue."), LOOK_AT_EVIDENCE),
    "scheme": Rule(_("It does not show the scheme with exactly its units, all passed (K)."), LOOK_AT_EVIDENCE),
    "validity": Rule(_("It lasts longer or shorter than its kind and scheme say."), LOOK_AT_DATABASE),
    "blank": Rule(_("Its numbers, assessor or day are not those of the LSP's decision."), LOOK_AT_DATABASE),
    "proposer": Rule(
        _("It was not proposed by another than who issued it, or not before, or its proposal had been ended."),
        LOOK_AT_PEOPLE,
    ),
    "recorder": Rule(_("Who issued it had recorded a result of it."), LOOK_AT_PEOPLE),
    "head": Rule(_("Who issued it did not head the training centre on that day."), LOOK_AT_PEOPLE),
    "date": Rule(
        _("Its day of issue is not between the end of the class and the day it was written."), LOOK_AT_DATABASE
    ),
    "identity": Rule(_("It names another person, programme, class or code than its evidence."), LOOK_AT_DATABASE),
    "twice": Rule(_("Another certificate of the same kind and enrollment stands."), LOOK_AT_DATABASE),
    "end": Rule(_("Its end is not complete, or not by the head of that day."), LOOK_AT_PEOPLE),
    "replacement": Rule(_("What replaces what does not fit together."), LOOK_AT_DATABASE),
    "record": Rule(_("Its record does not have the SHA-256 that was kept."), LOOK_AT_DATABASE),
    "codes": Rule(_("Its codes for checking are malformed."), LOOK_AT_DATABASE),
    "file_lost": Rule(_("Its file is not in the storage."), LOOK_AT_FILES),
    "file_changed": Rule(_("Its file is not the one that was issued."), LOOK_AT_FILES),
    "number": Rule(_("Its number is of no pattern that the training centre ever had."), LOOK_AT_DATABASE),
    "series": Rule(
        _(
            "The numbers of %(year)s are not without gaps: %(count)s given, %(certificates)s certificates, the first "
            "missing or double is %(first)s."
        ),
        LOOK_AT_DATABASE,
    ),
    "ledger_entry": Rule(_("The ledger does not say of it what the register says."), LOOK_AT_LEDGER),
    "ledger": Rule(
        _("The ledger is not in order: %(count)s findings of its own, the first: %(first)s"), LOOK_AT_LEDGER
    ),
    "run": Rule(
        _("An issue of many certificates was not started by its head with the second factor, or was changed since."),
        LOOK_AT_DATABASE,
    ),
    "ledger_key": Rule(_("The key of the ledger cannot be read: the ledger was not checked."), LOOK_AT_LEDGER),
}


def sentence_of(rule: str, facts: Mapping[str, Any]) -> str:
    """In the reader's language; a rule of another version of this application is named by its code."""
    return str(RULES[rule].sentence) % facts if rule in RULES else rule

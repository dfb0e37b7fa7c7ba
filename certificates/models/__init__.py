from certificates.models.audits import AnomalyLimit, AuditFinding, AuditRun
from certificates.models.certificates import Certificate, CertificateQuerySet
from certificates.models.competence import CompetenceDecision, CompetenceVerdict, Lsp, Scheme, SchemeUnit
from certificates.models.handovers import (
    EndedSheet,
    Handover,
    ReceiverKind,
    is_accounted_for,
    is_handed_over,
)
from certificates.models.ledger import Checkpoint, Ledger, LedgerAlarm, LedgerEntry, LedgerNode, Witness
from certificates.models.letters import DecisionScan
from certificates.models.numbers import NumberSeries
from certificates.models.proposal_ends import ProposalEnd
from certificates.models.proposals import CORRECTABLE, CertificateKind, EndClass, Proposal, ProposalQuerySet
from certificates.models.runs import IssueRun, IssueRunItem, in_a_run
from certificates.models.signers import SealCertificate, SealCertificateQuerySet

__all__ = [
    "CORRECTABLE",
    "AnomalyLimit",
    "AuditFinding",
    "AuditRun",
    "Certificate",
    "CertificateKind",
    "CertificateQuerySet",
    "Checkpoint",
    "CompetenceDecision",
    "CompetenceVerdict",
    "DecisionScan",
    "EndClass",
    "EndedSheet",
    "Handover",
    "IssueRun",
    "IssueRunItem",
    "Ledger",
    "LedgerAlarm",
    "LedgerEntry",
    "LedgerNode",
    "Lsp",
    "NumberSeries",
    "Proposal",
    "ProposalEnd",
    "ProposalQuerySet",
    "ReceiverKind",
    "Scheme",
    "SchemeUnit",
    "SealCertificate",
    "SealCertificateQuerySet",
    "Witness",
    "in_a_run",
    "is_accounted_for",
    "is_handed_over",
]

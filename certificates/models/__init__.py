from certificates.models.certificates import Certificate, CertificateQuerySet
from certificates.models.ledger import Checkpoint, Ledger, LedgerAlarm, LedgerEntry, LedgerNode, Witness
from certificates.models.numbers import NumberSeries
from certificates.models.proposals import CertificateKind, Proposal, ProposalQuerySet
from certificates.models.signers import SealCertificate, SealCertificateQuerySet

__all__ = [
    "Certificate",
    "CertificateKind",
    "CertificateQuerySet",
    "Checkpoint",
    "Ledger",
    "LedgerAlarm",
    "LedgerEntry",
    "LedgerNode",
    "NumberSeries",
    "Proposal",
    "ProposalQuerySet",
    "SealCertificate",
    "SealCertificateQuerySet",
    "Witness",
]

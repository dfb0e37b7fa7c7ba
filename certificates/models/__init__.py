from certificates.models.certificates import Certificate, CertificateQuerySet
from certificates.models.numbers import NumberSeries
from certificates.models.proposals import CertificateKind, Proposal, ProposalQuerySet

__all__ = [
    "Certificate",
    "CertificateKind",
    "CertificateQuerySet",
    "NumberSeries",
    "Proposal",
    "ProposalQuerySet",
]

"""What happened to a certificate, for its own page: its place in the ledger, what it replaced and what replaced it."""

from __future__ import annotations

from certificates.models import Certificate, Checkpoint, LedgerEntry, ProposalEnd


def chain_of(certificate: Certificate) -> list[Certificate]:
    """All that stood for this participant one after the other, the first one first; only itself if none replaced it.

    Asked by participant and kind, not link by link.
    """
    rows = Certificate.objects.filter(enrollment=certificate.enrollment_id, kind=certificate.kind).defer("record")
    by_pk = {row.pk: row for row in rows}
    follows = {row.replaces_id: row for row in by_pk.values() if row.replaces_id}
    first = by_pk[certificate.pk]
    while first.replaces_id:
        first = by_pk[first.replaces_id]
    chain = [first]
    while chain[-1].pk in follows:
        chain.append(follows[chain[-1].pk])
    return chain


def entries_of(certificate: Certificate) -> list[tuple[LedgerEntry, Checkpoint | None]]:
    """Its lines in the ledger, each with the checkpoint under which it was signed first."""
    entries = list(certificate.ledger_entries.all())
    return [(entry, Checkpoint.objects.filter(size__gt=entry.position).order_by("size").first()) for entry in entries]


def last_declined(certificate: Certificate) -> ProposalEnd | None:
    """The head's answer to the newest proposal to replace it, if that was no."""
    newest = certificate.replacing_proposals.order_by("-pk").first()
    ends = ProposalEnd.objects.filter(proposal=newest, kind=ProposalEnd.Kind.DECLINED).select_related("ended_by")
    return ends.first() if newest else None

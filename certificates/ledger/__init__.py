"""The append-only ledger of certificates; others ask `standing.standing` and call `certificates.actions.ledger`."""

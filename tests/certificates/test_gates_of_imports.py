"""The sixth path to a certificate: a management command that reads rows from a file (docs/trust.md 3)."""

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.models import Certificate
from tests.certificates.classes import Class
from tests.certificates.situations import GATES, every_gate, of, written

WALLS = {
    "certificate_needs_a_closed_batch",
    "certificate_needs_an_agreement_in_force",
    "certificate_needs_the_hours",
    "certificate_needs_every_compulsory_unit",
    "certificate_needs_the_pass_mark",
    "certificate_needs_another_proposer",
    "certificate_issuer_recorded_no_result",
    "certificate_issuer_heads_the_centre",
    "certificate_date_is_true",
    "certificate_names_its_seal",
    "certificates_certificate_proposal_id_key",
}


def load(row, folder):
    path = folder / "certificates.json"
    row.issued_at = row.issued_at if row.pk else timezone.now()
    path.write_text(serializers.serialize("json", [written(row)]))
    with transaction.atomic():
        call_command("loaddata", str(path), verbosity=0)


def refused_by(row, folder):
    with pytest.raises(IntegrityError) as refusal:
        load(row, folder)
    return refusal.value.__cause__.diag.constraint_name


def test_a_row_that_passes_every_gate_is_stopped_by_the_ledger_alone(db, tmp_path):
    """Without this the refusals below would prove nothing; and no file can enter the ledger."""
    assert refused_by(of(Class()).row(), tmp_path) == "certificate_is_in_the_ledger"


@every_gate
def test_a_file_is_refused(db, tmp_path, situation, gate):
    row = situation().row()
    before = Certificate.objects.count()

    assert refused_by(row, tmp_path) == gate
    assert Certificate.objects.count() == before


def test_every_wall_of_the_trust_page_is_in_the_matrix():
    assert {gate for _situation, gate in GATES} >= WALLS

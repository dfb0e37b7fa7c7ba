"""Sheets are handed over, sheets that no longer count are accounted for, and a waiting proposal can be ended."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION handover_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper record;
    earlier record;
    gate text;
BEGIN
    SELECT certificate.issued_on, certificate.revoked_at, enrollment.inmate_id,
           (now() AT TIME ZONE facility.time_zone)::date AS today
    INTO paper
    FROM certificates_certificate certificate
    JOIN programs_enrollment enrollment ON enrollment.id = certificate.enrollment_id
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN facilities_facility facility ON facility.id = batch.facility_id
    WHERE certificate.id = NEW.certificate_id
    FOR SHARE OF certificate;
    SELECT certificate_id, is_void INTO earlier FROM certificates_handover WHERE id = NEW.corrects_id;

    gate := CASE
        WHEN NEW.corrects_id IS NOT NULL AND earlier.certificate_id IS DISTINCT FROM NEW.certificate_id
            THEN 'handover_corrects_its_own_sheet'
        WHEN NOT NEW.is_void AND paper.revoked_at IS NOT NULL AND earlier.is_void IS NOT FALSE
            THEN 'handover_of_a_standing_certificate'
        WHEN NEW.received_on NOT BETWEEN paper.issued_on AND paper.today THEN 'handover_day_is_true'
        WHEN NEW.received_by_kind IN ('BAPAS', 'PRISON') AND paper.inmate_id IS NULL
            THEN 'handover_through_an_office_is_an_inmates'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no handover: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.recorded_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_handover FOR EACH ROW EXECUTE FUNCTION handover_is_true();

CREATE FUNCTION ended_sheet_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper record;
    gate text;
BEGIN
    SELECT certificate.issued_on, certificate.revoked_at, (now() AT TIME ZONE facility.time_zone)::date AS today
    INTO paper
    FROM certificates_certificate certificate
    JOIN programs_enrollment enrollment ON enrollment.id = certificate.enrollment_id
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN facilities_facility facility ON facility.id = batch.facility_id
    WHERE certificate.id = NEW.certificate_id;
    gate := CASE
        WHEN paper.revoked_at IS NULL THEN 'ended_sheet_of_an_ended_certificate'
        WHEN NEW.ended_on NOT BETWEEN paper.issued_on AND paper.today THEN 'ended_sheet_day_is_true'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no end of a sheet: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.recorded_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_endedsheet FOR EACH ROW EXECUTE FUNCTION ended_sheet_is_true();

-- A proposal is issued or ended, never both: who writes either waits for the other by the proposal's row.
CREATE FUNCTION proposal_end_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposer bigint;
    gate text;
BEGIN
    SELECT proposed_by_id INTO proposer FROM certificates_proposal WHERE id = NEW.proposal_id FOR UPDATE;
    gate := CASE
        WHEN EXISTS (SELECT 1 FROM certificates_certificate WHERE proposal_id = NEW.proposal_id)
            THEN 'ended_proposal_has_no_certificate'
        WHEN (NEW.kind = 'WITHDRAWN') <> (NEW.ended_by_id = proposer) THEN 'proposal_ended_by_the_right_one'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no end of a proposal: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.ended_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_proposalend
    FOR EACH ROW EXECUTE FUNCTION proposal_end_is_true();

CREATE FUNCTION certificate_needs_a_waiting_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM certificates_proposal WHERE id = NEW.proposal_id FOR KEY SHARE;
    IF EXISTS (SELECT 1 FROM certificates_proposalend WHERE proposal_id = NEW.proposal_id) THEN
        RAISE EXCEPTION 'no certificate: its proposal has ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_needs_a_waiting_proposal',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waits_to_be_issued BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_needs_a_waiting_proposal();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_handover
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_handover
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_endedsheet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_endedsheet
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_proposalend
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_proposalend
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER waits_to_be_issued ON certificates_certificate;
DROP TRIGGER no_truncate ON certificates_proposalend;
DROP TRIGGER append_only ON certificates_proposalend;
DROP TRIGGER no_truncate ON certificates_endedsheet;
DROP TRIGGER append_only ON certificates_endedsheet;
DROP TRIGGER no_truncate ON certificates_handover;
DROP TRIGGER append_only ON certificates_handover;
DROP TRIGGER is_true ON certificates_proposalend;
DROP TRIGGER is_true ON certificates_endedsheet;
DROP TRIGGER is_true ON certificates_handover;
DROP FUNCTION certificate_needs_a_waiting_proposal, proposal_end_is_true, ended_sheet_is_true, handover_is_true;
"""

# One that was withdrawn or declined makes room for another.
SWAP = """
DO $do$
DECLARE
    before text := pg_get_functiondef('one_proposal_per_enrollment_and_kind'::regproc);
    after text := replace(before, $part${before}$part$, $part${after}$part$);
BEGIN
    IF after = before THEN RAISE EXCEPTION 'one_proposal_per_enrollment_and_kind has changed'; END IF;
    EXECUTE after;
END $do$;
"""
ANY_OTHER = "AND proposal.id <> NEW.id"
ANY_OTHER_THAT_COUNTS = """AND proposal.id <> NEW.id
          AND NOT EXISTS (SELECT 1 FROM certificates_proposalend ended WHERE ended.proposal_id = proposal.id)"""


def swap(before: str, after: str) -> str:
    return SWAP.replace("{before}", before).replace("{after}", after)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("facilities", "0016_handover_days"),
        ("certificates", "0019_names_its_seal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EndedSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("DESTROYED", "In our hands and destroyed"),
                            ("LOST", "Lost or ruined before"),
                            ("OUTSIDE", "Could not be taken back"),
                        ],
                        max_length=9,
                        verbose_name="what became of the sheet",
                    ),
                ),
                ("ended_on", models.DateField(verbose_name="day")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="recorded at"
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_sheets",
                        to="certificates.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "sheet that no longer counts",
                "verbose_name_plural": "sheets that no longer count",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField(null=True, verbose_name="received on")),
                (
                    "received_by_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HOLDER", "The holder in person"),
                            ("BAPAS", "An officer of the Bapas, after release"),
                            ("FAMILY", "A family member"),
                            ("PRISON", "An officer of the prison where the holder is now"),
                        ],
                        max_length=6,
                        verbose_name="received by",
                    ),
                ),
                ("receiver_name", models.CharField(blank=True, max_length=150, verbose_name="name of the receiver")),
                ("receiver_role", models.CharField(blank=True, max_length=150, verbose_name="relation or office")),
                ("identity_shown", models.BooleanField(default=False, verbose_name="identity card was shown")),
                ("witness", models.CharField(blank=True, max_length=150, verbose_name="witness")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="recorded at"
                    ),
                ),
                ("correction", models.CharField(blank=True, max_length=300, verbose_name="why it was corrected")),
                ("is_void", models.BooleanField(default=False, verbose_name="not handed over after all")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="certificates.certificate",
                        verbose_name="certificate",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="certificates.handover",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed over by",
                    ),
                ),
            ],
            options={
                "verbose_name": "handover of a sheet",
                "verbose_name_plural": "handovers of sheets",
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("certificate",),
                        name="sheet_handed_over_once",
                        violation_error_message="This sheet has already been handed over.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction", ""), ("corrects__isnull", True), ("is_void", False)),
                            models.Q(("corrects__isnull", False), models.Q(("correction", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handover_correction_says_why",
                        violation_error_message="A correction needs a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identity_shown", False),
                                ("is_void", True),
                                ("note", ""),
                                ("received_by_kind", ""),
                                ("received_on__isnull", True),
                                ("receiver_name", ""),
                                ("receiver_role", ""),
                                ("witness", ""),
                            ),
                            models.Q(
                                ("is_void", False),
                                ("received_by_kind", "HOLDER"),
                                ("received_on__isnull", False),
                                ("receiver_name", ""),
                                ("receiver_role", ""),
                            ),
                            models.Q(
                                ("is_void", False),
                                ("received_by_kind__in", ("BAPAS", "FAMILY", "PRISON")),
                                ("received_on__isnull", False),
                                models.Q(("receiver_name", ""), _negated=True),
                                models.Q(("receiver_role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_names_its_receiver",
                        violation_error_message="Who receives a sheet for the holder is named, with relation or office.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("WITHDRAWN", "Withdrawn"), ("DECLINED", "Declined")],
                        max_length=9,
                        verbose_name="kind",
                    ),
                ),
                ("ended_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "ended_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end",
                        to="certificates.proposal",
                        verbose_name="proposal of a certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "end of a proposal",
                "verbose_name_plural": "ends of proposals",
                "ordering": ("-id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "WITHDRAWN"),
                            models.Q(("kind", "DECLINED"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="declined_proposal_says_why",
                        violation_error_message="Declining needs a reason.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(swap(ANY_OTHER, ANY_OTHER_THAT_COUNTS), swap(ANY_OTHER_THAT_COUNTS, ANY_OTHER)),
    ]

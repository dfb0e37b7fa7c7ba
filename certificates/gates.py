"""The gates of docs/trust.md 3 in words; migrations 0003, 0006, 0007 and 0011 keep them."""

from django.utils.translation import gettext_lazy as _

GATE_SENTENCES = {
    "certificate_needs_a_closed_batch": _("The batch is not closed."),
    "certificate_needs_completion": _("The participant has not completed the batch."),
    "certificate_needs_an_agreement_in_force": _("No agreement was in force on all days of the batch."),
    "certificate_needs_the_hours": _("The hours attended do not reach the package's threshold."),
    "certificate_needs_every_compulsory_unit": _("Not every compulsory unit is K."),
    "certificate_needs_the_pass_mark": _("The post-test does not reach the package's pass mark."),
    "certificate_needs_another_proposer": _("Who proposed a certificate cannot issue it."),
    "certificate_issuer_recorded_no_result": _("Who recorded the results cannot issue the certificate."),
    "certificate_issuer_heads_the_centre": _("Only the head of the training centre may issue the certificate."),
    "certificate_date_is_true": _("The day of issue must lie between the end of the batch and today."),
    "certificate_says_who_was_trained": _("The certificate names another person, programme or code than its evidence."),
    "certificate_is_born_valid": _("A certificate cannot be issued revoked."),
    "one_proposal_per_enrollment_and_kind": _("This certificate has already been proposed."),
    "one_standing_certificate_per_enrollment_and_kind": _("This participant already has this certificate."),
    "certificate_stays_as_issued": _("An issued certificate does not change."),
    "certificates_certificate_is_append_only": _("An issued certificate is never removed."),
    "certificates_proposal_is_append_only": _("A proposal does not change."),
}

"""What the triggers of migration 0003 refuse, in words."""

from django.utils.translation import gettext_lazy as _

FACT_SENTENCES = {
    "seats_never_oversold": _("The batch is full."),
    "seats_not_below_the_seated": _("More people have a seat than that."),
    "attendance_inside_its_batch": _("Attendance can only be recorded for participants of this batch."),
    "attendance_inside_its_hours": _("A session earns no more hours than it has."),
    "result_inside_its_package": _("The package does not teach this unit."),
    "closed_batch_keeps_its_evidence": _("The batch is closed; its records no longer change."),
}

"""What the triggers of this room's migrations refuse, in words."""

from django.utils.translation import gettext_lazy as _

FACT_SENTENCES = {
    "seats_never_oversold": _("The batch is full."),
    "seats_not_below_the_seated": _("More people have a seat than that."),
    "trainees_of_the_batch_kind": _("A batch is for inmates or for officers; its people are of that kind."),
    "attendance_inside_its_batch": _("Attendance can only be recorded for participants of this batch."),
    "attendance_inside_its_hours": _("A session earns no more hours than it has."),
    "attendance_keeps_its_first_day": _("The day on which attendance was first entered stays."),
    "attendance_not_before_its_session": _("Attendance cannot be recorded before the day of the session."),
    "attendance_not_in_the_future": _("Attendance cannot be recorded on a day that has not come."),
    "attendance_past_its_window": _("The days for changes are over: only the prison's head may, with a reason."),
    "attendance_stays_whose_it_is": _("Attendance is corrected, never taken away or given to somebody else."),
    "attendance_corrected_by_the_head": _("Only the prison's head corrects attendance."),
    "result_inside_its_package": _("The package does not teach this unit."),
    "attempts_without_holes": _("Attempts count 1, 2, 3 without a gap."),
    "only_bk_is_tested_again": _("This unit is K already; only units that are BK are tested again."),
    "attempts_follow_in_time": _("A further attempt cannot lie before the attempt that it follows."),
    "assessor_taught_not_alone": _(
        "The assessor alone has taught this unit: somebody else assesses it, or the centre's head allows it before."
    ),
    "closed_without_second_eyes": _(
        "Somebody assessed a unit that, as it turned out, nobody else has taught: the centre's head allows it first."
    ),
    "correction_is_the_heads": _("Only the head of the training centre corrects a result."),
    "correction_of_what_stands": _("The result says something else by now. Look at it again."),
    "correction_changes_something": _("Nothing was changed."),
    "correction_is_applied": _("A correction is on record, but the result does not say what it says."),
    "result_changes_by_correction": _("A result is changed only by a correction of the centre's head, with a reason."),
    "result_stays_on_record": _("A result is corrected, never taken away."),
    "syllabus_of_a_package_in_use_stays": _("A batch uses this package; its syllabus stays."),
    "recognised_unit_was_passed": _("Only a unit that the same person passed (K) in another training is recognised."),
    "recognised_result_stays": _("This result is recognised in a later training; it stays as it is."),
    "enrollment_with_results_keeps_its_person": _("Results have been recorded; they stay with their person."),
    "absent_is_not_assessed": _("Nobody is both assessed in a unit and absent from its test on one day."),
    "closed_batch_keeps_its_evidence": _("The batch is closed; its records no longer change."),
    "session_keeps_its_attendance": _(
        "Attendance has been recorded for this session; its day, hours, unit, instructor and batch stay."
    ),
    "package_in_use_keeps_its_rules": _("Batches use this package; its rules and units stay."),
    "unit_with_results_stays": _("Results have been recorded for this unit; it stays in the package."),
    "score_inside_its_sheet": _("Points are given in a criterion of the batch's own score sheet."),
    "scored_sheet_stays": _("Candidates have been scored by this sheet; it stays as it is."),
    "session_inside_its_days": _("Lessons lie between the batch's first and last day."),
    "session_on_its_day": _("A lesson begins on its day, by the clock of the prison."),
    "session_at_a_place_of_its_batch": _("Lessons are held in workshops of the batch's prison or training centre."),
    "session_teaches_its_package": _("The package does not teach this unit."),
    "make_up_of_a_cancelled_session": _("Only a cancelled session of the same batch is made up."),
    "make_up_not_before_its_lesson": _("A lesson is made up on its own day or later, not before."),
    "additional_session_while_running": _("Additional lessons are planned for a class that runs."),
    "additional_session_stays": _("An additional lesson stays one, and a lesson of the package stays of the package."),
    "made_up_session_stays_cancelled": _("This session has been made up; cancel the make-up session first."),
    "running_batch_holds_its_sessions": _("Sessions are planned outside these days; move or cancel them first."),
    "tpp_item_inside_its_prison": _("A TPP session speaks of batches of its own prison."),
    "tpp_decision_on_its_agenda": _("The batch is not on the session's agenda."),
    "batch_starts_in_a_ready_workshop": _("The workshop has no valid readiness review for the first day."),
    "package_versions_bear_one_name": _("All versions of a package bear the same name at the same centre."),
    "batch_keeps_its_standard": _("Participants or lesson hours are off the package's standard."),
    "exception_is_the_heads": _("Only the head of the package's training centre allows an exception."),
    "participant_outside_has_a_permit": _("Whoever trains outside the prison needs a permit until the last day."),
    "workshop_place_stays": _("A batch has run in this workshop; it stays where it is. List another workshop."),
    "permit_of_a_participant_stays": _("Somebody has trained by this permit; it stays on file."),
    "session_closes_with_attendance": _("Attendance has not been recorded for this session yet."),
    "session_closes_with_its_tool_log": _("The tools of this session have not been counted back in."),
    "missing_tool_has_the_guards_note": _("A tool is missing: write down what the guard did before closing."),
    "closed_session_keeps_its_tool_log": _("The session is closed; its tool log stays as it is."),
    "batch_under_an_agreement_in_force": _("The agreement is not in force on all days of the batch."),
    "batch_inside_the_agreed_scope": _("The package's field is not in the agreement's scope."),
    "batch_between_the_agreed_parties": _("The prison and the package's centre must both be parties."),
    "batch_inside_the_quota": _("The agreement's quota has not as many places left."),
    "lesson_on_a_day_of_its_instructor": _("The instructor is away on this day."),
    "lesson_by_a_certified_instructor": _(
        "On this day the instructor has no valid certificate for the field. Choose another one, or enter the renewal."
    ),
    "absence_without_lessons": _("The instructor teaches on these days: give the sessions to another, or cancel them."),
    "officers_methodology_is_earned": _(
        "An officer earns the methodology certificate by completing a training of instructors in this field."
    ),
    "earned_certificate_stays": _("This certificate was earned in a training: its field and last day stay."),
    "helper_held_in_the_prison": _("A helper is held in the prison of the batch."),
    "helper_completed_the_field": _("A helper has completed a training in this field before."),
    "helper_is_no_participant": _("Nobody helps in a batch and takes part in it."),
    "created_rotation_stays": _("The batches of this rotation plan are created; the plan stays as it is."),
    "rotation_created_with_all_batches": _("A rotation plan is created with all of its batches, or not at all."),
    "agreement_of_a_closed_batch_stays": _(
        "A closed batch stands under this agreement; it stays in force on its days."
    ),
    "outcome_of_a_released_graduate": _(
        "Asked is who completed a training here, was released, and has been free for so many months."
    ),
    "outcome_stays_withdrawn": _("The consent was withdrawn: nothing is entered here again."),
}

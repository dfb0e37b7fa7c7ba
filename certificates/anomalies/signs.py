"""The signs in words: what each means, why it is asked, and from which figures on it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VISIT = _("Compare with the paper lists and ask people who were there. A visit without notice tells most.")
HEAR = _("Hear those who recorded it, each alone, before anything is corrected.")
ASK_THE_LSP = _(
    "Ask the LSP itself, at the address that BNSP publishes, whether it wrote this letter about these people."
)
LOOK_AT_PAPERS = _(
    "Compare with the identity papers in the dossier and with the people on the class's photos and lists."
)

FIGURES = {
    "absences": _("absences"),
    "batches": _("batches"),
    "certificates": _("certificates"),
    "days": _("days"),
    "hours": _("hours"),
    "lessons": _("lessons"),
    "minutes": _("minutes"),
    "people": _("people"),
    "seconds": _("seconds"),
    "verdicts": _("verdicts"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """`sentence` says what was found with `count` and `other`; `limits` are the figures the administrator may set."""

    title: Promise
    sentence: Promise
    reason: Promise
    limits: Mapping[str, int] = field(default_factory=dict)
    act: Promise = VISIT

    def sentence_of(self, facts: Mapping[str, Any]) -> str:
        return str(self.sentence) % {"count": "?", "other": "?", **facts}


SIGNS: dict[str, Sign] = {
    "entry_burst": Sign(
        _("Many lessons entered at once, late"),
        _("The attendance of %(count)s lessons was entered within minutes, days after they were held."),
        _("Who was there keeps a list each day; who invents it afterwards types it at one sitting."),
        {"lessons": 5, "minutes": 10, "days": 2},
        HEAR,
    ),
    "same_pattern": Sign(
        _("Same attendance in several classes"),
        _("Its attendance is the same, person by person and lesson by lesson, as that of %(other)s."),
        _("Illness and visits never fall alike in two classes; copied lists do."),
        {"absences": 5},
    ),
    "instructor_twice": Sign(
        _("Instructor in two places"),
        _("An instructor taught here and in %(other)s without the time to get there (%(count)s times)."),
        _("Nobody teaches in two prisons at one time, under one entry or under two with the same NIP."),
        {"minutes": 30},
        HEAR,
    ),
    "too_many_hours": Sign(
        _("More hours than the day has"),
        _("On one day somebody was credited with %(count)s minutes of lessons."),
        _("A prison's day of work and training is short; more was not attended by anybody."),
        {"hours": 10},
    ),
    "results_last_minute": Sign(
        _("Results typed just before the certificates"),
        _("The last result was typed %(count)s minutes before the first certificate was issued."),
        _("Tests are recorded when they are held; points typed minutes before the issue were made for it."),
        {"minutes": 15},
        HEAR,
    ),
    "equal_scores": Sign(
        _("Everybody competent with equal points"),
        _("In a unit all %(count)s people became K at the first attempt with the same points."),
        _("Two people seldom have the same points in knowledge, skill and attitude; a whole class never."),
        {"people": 5},
    ),
    "closed_day": Sign(
        _("Attendance on closed days"),
        _("Hours were credited in %(count)s lessons that were cancelled or fall on days when the prison was closed."),
        _("On holidays and closed days there are no lessons; invented lists forget it."),
        {"lessons": 1},
    ),
    "assessor_overload": Sign(
        _("Assessor with too many people a day"),
        _("An assessor tested %(count)s people on one day, here and elsewhere."),
        _("A practical test of a unit takes its time; so many on a day were not watched."),
        {"people": 60},
        HEAR,
    ),
    "issued_in_seconds": Sign(
        _("Issued seconds after it was proposed"),
        _("%(count)s certificates were issued within seconds of their proposal."),
        _("The second pair of eyes has to look; in seconds one person has pressed both buttons."),
        {"seconds": 60, "certificates": 1},
        HEAR,
    ),
    "late_decree": Sign(
        _("Backdated decree"),
        _("The decree says a day before the first lesson and was written %(count)s days after that lesson."),
        _("Who is trained is decided before the class; a decree written afterwards lists who shall have been there."),
        {"days": 3},
        HEAR,
    ),
    "person_twice": Sign(
        _("Same person in two classes at once"),
        _("People were present here and in %(other)s at the same time (%(count)s times)."),
        _("Nobody sits in two classes at one time."),
        {"lessons": 1},
    ),
    "test_before_lesson": Sign(
        _("Tested before the last lesson"),
        _("%(count)s verdicts on a unit are dated before its last lesson."),
        _("What was not yet taught was not yet tested; results copied from another class bear its days."),
        {"verdicts": 1},
    ),
    "letter_of_many": Sign(
        _("One letter of an LSP for many batches"),
        _("The number of an LSP's letter stands under %(count)s batches, also %(other)s."),
        _("An LSP decides about one test at one place; one that fits everywhere was copied from a real one."),
        {"batches": 3},
        ASK_THE_LSP,
    ),
    "k_without_test": Sign(
        _("Competent by the LSP, but never tested here"),
        _("%(count)s people are K by the LSP without any result in a unit of its scheme."),
        _("Who was not at the centre's own test was seldom at the LSP's."),
        {"verdicts": 1},
        ASK_THE_LSP,
    ),
    "decided_before_test": Sign(
        _("Decided by the LSP before the test"),
        _("The LSP's decision about %(count)s people is dated before their last test."),
        _("An LSP decides after the test; a letter that is older than it was written for something else."),
        {"verdicts": 1},
        ASK_THE_LSP,
    ),
    "letter_in_minutes": Sign(
        _("An LSP's letter typed and proposed on within minutes"),
        _("Competence certificates were proposed %(count)s minutes after the LSP's decision had been typed."),
        _("Who proposes compares with the letter first; in minutes one person has pressed both buttons."),
        {"minutes": 5},
        HEAR,
    ),
    "letter_not_kept": Sign(
        _("Issued without the LSP's letter"),
        _("%(count)s competence certificates rest on a decision whose letter nobody uploaded."),
        _("Who has the letter can show it; who invents a decision has only typed it."),
        {"certificates": 1},
        ASK_THE_LSP,
    ),
    "renamed": Sign(
        _("Certificates under another name than the class had"),
        _("%(count)s certificates bear another name or date of birth than the register had when the class began."),
        _("Misspelt names are corrected now and then; who sells a certificate renames somebody who was trained."),
        {"people": 1},
        LOOK_AT_PAPERS,
    ),
}

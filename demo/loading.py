"""The demonstration as a whole: all of it or nothing, and never beside anything real."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from demo.after_release import ask_after_release, note_demand
from demo.api import give_tokens
from demo.audits import look_at_everything
from demo.budgets import lampung_budget
from demo.cases import CASES, USERNAMES
from demo.circumstances import happen
from demo.competence import decide_about_welders
from demo.handovers import hand_sheets_over
from demo.houses import Founder, House
from demo.inmates import admit
from demo.instructors import file_papers, go_away, invite_third_party, teach_by_an_officer
from demo.interests import ask_everybody
from demo.journeys import JOURNEYS
from demo.ledger import keep_the_ledger
from demo.lists import bring_a_list
from demo.meetings import TALKS
from demo.notices import tell_the_news
from demo.officers import OFFICERS_SEED, train_officers
from demo.plans import plan_years
from demo.radar import barbers
from demo.readiness import review
from demo.recognition import goes_on_elsewhere
from demo.replacements import replacement_waits
from demo.saved_views import keep_views
from demo.standards import out_to_the_farm, small_classes
from demo.timetables import power_cut, two_blocks
from demo.tools import equip
from demo.work_results import ketapang_work
from facilities.models import Facility, TrainingCentre
from programs.reference import load_reference_data
from reports.jobs import count_everything


class NotHereError(Exception):
    """Why the demonstration may not be loaded here, in one sentence."""


def is_loaded() -> bool:
    return User.objects.filter(username__in=USERNAMES).exists()


def refuse_outside_the_demonstration() -> None:
    """Raises NotHereError unless the environment says that this is a demonstration."""
    if not settings.DEMO:
        raise NotHereError("This is not a demonstration: only DEMO=1 allows its data and passwords.")


@transaction.atomic
def load(*, today: dt.date) -> bool:
    """Load everything as of `today`; False when it is here already.

    Raises NotHereError when DEMO is off, or the database holds people or places of its own.
    """
    refuse_outside_the_demonstration()
    if is_loaded():
        return False
    if User.objects.exists() or Facility.objects.exists() or TrainingCentre.objects.exists():
        raise NotHereError("This database holds people or places of its own; demonstration data stays out.")
    load_reference_data()
    # Reasons and findings are kept as they were said: in the language of the offices.
    with translation.override("id"):
        founder = Founder()
        houses = {case: founder.found(case) for case in CASES}
        for house in houses.values():
            admit(house, not_called=founder.names, today=today)
            equip(house)
        prepare(houses, today=today)
        train_padang(founder, houses["padang"], today=today)
        teach_now(founder, houses, today=today)
        keep_the_ledger([houses["lampung"], houses["pekalongan"]])
        plan_years(houses, today=today)
        give_tokens(houses["lampung"], founder.admin, today=today)
        look_at_everything(today=today)
        tell_the_news()
        keep_views()
    count_everything()
    # The planner knows nothing yet of rows that came at once, and would take minutes for some pages.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True


def prepare(houses: dict[str, House], *, today: dt.date) -> None:
    """Each case's journey and talks, and what comes before a class: wishes, lists, money, workshops."""
    for case, house in houses.items():
        if case in JOURNEYS:
            JOURNEYS[case](house, today=today)
        if case in TALKS:
            TALKS[case](house, today=today)
    ask_everybody(houses["pekalongan"])
    bring_a_list(houses["ketapang"], today=today)
    lampung_budget(houses["lampung"])
    for code in houses["pekalongan"].workshops:
        review(houses["pekalongan"], code, on=dt.date(2021, 6, 1))
    ketapang_work(houses["ketapang"])


def train_padang(founder: Founder, padang: House, *, today: dt.date) -> None:
    """Officers become instructors and teach."""
    officers = founder.officers(OFFICERS_SEED, home=CASES["padang"]["home"])
    train_officers(padang, officers, today=today)
    teach_by_an_officer(padang, today=today)
    invite_third_party(padang, officers, today=today)


def teach_now(founder: Founder, houses: dict[str, House], *, today: dt.date) -> None:
    """What comes up during the classes, case by case."""
    for case in ("pekalongan", "lampung", "kotabaru"):
        file_papers(houses[case], today=today)
    go_away(houses["kotabaru"], "MOTOR", today=today)
    go_away(houses["pekalongan"], "LAS", today=today)
    happen(houses["kotabaru"], houses["ketapang"], today=today)
    barbers(houses["kotabaru"], today=today)
    power_cut(houses["kotabaru"], today=today)
    two_blocks(houses["pekalongan"])
    goes_on_elsewhere(houses["lampung"], houses["ketapang"], today=today)
    small_classes(houses["lampung"])
    replacement_waits(houses["lampung"], today=today)
    hand_sheets_over(houses["lampung"], today=today)
    decide_about_welders(houses["lampung"], founder.admin, today=today)
    out_to_the_farm(houses["ketapang"])
    ask_after_release(houses["lampung"], today=today)
    for case, house in houses.items():
        note_demand(case, house, today=today)

"""Each gate of a competence certificate on each path: only this gate is shut, and every path meets it by its name."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.actions.runs import issue_piece, open_run
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, CompetenceDecision, CompetenceVerdict, Lsp, Proposal
from programs.models import UnitResult
from tests.certificates.classes import Class, entered, past_the_triggers
from tests.certificates.competence import DECIDED, DecidedClass, decide, foreign_unit, row_of
from tests.certificates.situations import Situation, insert, refused_by, written
from tests.factories import posted

pytestmark = pytest.mark.django_db


class CompetenceSituation(Situation):
    def row(self) -> Certificate:
        return row_of(self.proposal, self.by, on=self.on, **self.changes)


def of(school: DecidedClass, **kwargs: Any) -> CompetenceSituation:
    proposal = kwargs.pop("proposal", None) or school.competence_proposals()[0]
    return CompetenceSituation(**{"school": school, "proposal": proposal, "by": school.head} | kwargs)


def newly(**kwargs: Any) -> DecidedClass:
    """Decided ten days ago, so that it can be issued today too."""
    facts = kwargs.pop("decision", {})
    return DecidedClass(decision={"decided_on": timezone.localdate() - dt.timedelta(days=10), **facts}, **kwargs)


def decided_bk() -> CompetenceSituation:
    return of(DecidedClass(verdict="BK"))


def decided_about_somebody_else() -> CompetenceSituation:
    school = DecidedClass(("Ayu", "Budi"))
    _ayu, budi = school.people
    verdict = school.verdicts[0]
    proposal = Proposal.objects.create(enrollment=budi, kind="COMPETENCE", verdict=verdict, proposed_by=school.staff)
    return of(school, proposal=proposal)


def licence_ended_before_the_decision() -> CompetenceSituation:
    return of(DecidedClass(lsp_facts={"licence_until": DECIDED - dt.timedelta(days=1)}))


def licence_ended_before_the_issue() -> CompetenceSituation:
    return of(DecidedClass(lsp_facts={"licence_until": DECIDED}))


def licence_begins_after_the_decision() -> CompetenceSituation:
    return of(DecidedClass(lsp_facts={"licence_from": DECIDED + dt.timedelta(days=1)}))


def a_unit_of_the_scheme_nobody_taught() -> CompetenceSituation:
    school = DecidedClass()
    foreign_unit(school.scheme)
    return of(school)


def a_scheme_without_units() -> CompetenceSituation:
    school = DecidedClass()
    school.scheme.units.clear()
    return of(school)


def issuer_recorded_the_decision() -> CompetenceSituation:
    school = DecidedClass()
    school.verdicts = decide(school, school.scheme, by=school.head)
    return of(school)


def proposer_recorded_the_decision() -> CompetenceSituation:
    school = DecidedClass()
    return of(school, proposal=school.competence_proposals(by=school.recorder)[0])


def decided_before_the_test() -> CompetenceSituation:
    return of(DecidedClass(decision={"decided_on": dt.date(2021, 6, 1)}))


def issued_before_the_decision() -> CompetenceSituation:
    return of(DecidedClass(decision={"decided_on": DECIDED}), on=DECIDED - dt.timedelta(days=1))


def issued_after_its_last_day() -> CompetenceSituation:
    return of(DecidedClass(), on=dt.date(2024, 7, 18))


def lasts_too_long() -> CompetenceSituation:
    return of(DecidedClass(), changes={"valid_until": dt.date(2031, 7, 17)})


def never_expires() -> CompetenceSituation:
    return of(DecidedClass(), changes={"valid_until": None})


def another_number() -> CompetenceSituation:
    return of(DecidedClass(), changes={"number": "9/X", "record": {"number": "9/X"}})


def says(**entries: Any) -> CompetenceSituation:
    return of(DecidedClass(), changes={"record": entries})


def another_registration() -> CompetenceSituation:
    return says(registration_number="GAR 000")


def another_scheme() -> CompetenceSituation:
    return says(scheme="Ahli Bedah")


def another_lsp() -> CompetenceSituation:
    return says(issuer="LSP Orang Lain")


def another_last_day() -> CompetenceSituation:
    return says(valid_until="2031-07-17")


def open_batch() -> CompetenceSituation:
    return of(DecidedClass(state="TESTING"))


def too_few_hours() -> CompetenceSituation:
    return of(DecidedClass(days_attended=1))


def a_unit_not_yet() -> CompetenceSituation:
    return of(DecidedClass(verdicts=("K", "BK")))


def proposer_issues() -> CompetenceSituation:
    school = DecidedClass()
    return of(school, proposal=school.competence_proposals(by=school.head)[0])


def staff_issues() -> CompetenceSituation:
    school = DecidedClass()
    return of(school, by=posted(Role.CENTRE_STAFF, school.centre))


def head_recorded_a_result() -> CompetenceSituation:
    school = DecidedClass()
    with past_the_triggers():
        UnitResult.objects.filter(enrollment=school.people[0]).update(recorded_by=school.head)
    return of(school)


BASIS, LICENCE = "competence_needs_the_decision", "competence_needs_a_licence"
UNITS, DATE = "competence_needs_every_unit_of_the_scheme", "competence_date_is_true"
SAYS, LASTS = "competence_certificate_says_what_was_decided", "competence_lasts_as_its_scheme_says"
GATES: list[tuple[Callable[[], CompetenceSituation], str]] = [
    (decided_bk, BASIS),
    (decided_about_somebody_else, BASIS),
    (licence_ended_before_the_decision, LICENCE),
    (licence_ended_before_the_issue, LICENCE),
    (licence_begins_after_the_decision, LICENCE),
    (a_unit_of_the_scheme_nobody_taught, UNITS),
    (a_scheme_without_units, UNITS),
    (issuer_recorded_the_decision, "competence_issuer_recorded_no_decision"),
    (proposer_recorded_the_decision, "competence_proposer_recorded_no_decision"),
    (decided_before_the_test, DATE),
    (issued_before_the_decision, DATE),
    (issued_after_its_last_day, DATE),
    (lasts_too_long, LASTS),
    (never_expires, LASTS),
    (another_number, SAYS),
    (another_registration, SAYS),
    (another_scheme, SAYS),
    (another_lsp, SAYS),
    (another_last_day, SAYS),
    (open_batch, "certificate_needs_a_closed_batch"),
    (too_few_hours, "certificate_needs_the_hours"),
    (a_unit_not_yet, "certificate_needs_every_compulsory_unit"),
    (proposer_issues, "certificate_needs_another_proposer"),
    (staff_issues, "certificate_issuer_heads_the_centre"),
    (head_recorded_a_result, "certificate_issuer_recorded_no_result"),
]
# What the row alone says cannot be tried through the action: it reckons these itself.
ROW_ONLY = (
    lasts_too_long, never_expires, another_number, another_registration, another_scheme, another_lsp, another_last_day,
)  # fmt: skip
every_gate = pytest.mark.parametrize(("situation", "gate"), GATES, ids=[build.__name__ for build, _gate in GATES])
every_gate_of_actions = pytest.mark.parametrize(
    ("situation", "gate"),
    [row for row in GATES if row[0] not in ROW_ONLY],
    ids=lambda row: getattr(row, "__name__", ""),
)


def test_a_row_that_passes_every_gate_gets_in_on_each_raw_path():
    """Without this the refusals below would prove nothing."""
    for attempt in (lambda row: row.save(), lambda row: Certificate.objects.bulk_create([row]), insert):
        row = written(of(DecidedClass()).row())
        attempt(row)
        entered(Certificate.objects.get(number=row.number))

    assert Certificate.objects.filter(kind="COMPETENCE").count() == 3


@every_gate
@pytest.mark.parametrize("path", ["orm", "bulk_create", "sql"])
def test_a_raw_path_is_refused(situation, gate, path):
    row = written(situation().row())
    attempts: dict[str, Callable[[], Any]] = {
        "orm": row.save,
        "bulk_create": lambda: Certificate.objects.bulk_create([row]),
        "sql": lambda: insert(row),
    }

    assert refused_by(attempts[path]) == gate
    assert gate in GATE_SENTENCES


@every_gate_of_actions
def test_the_action_is_refused(situation, gate):
    given = situation()

    with pytest.raises(ValidationError) as refusal:
        issue([given.proposal], on=given.on, by=given.by)

    assert refusal.value.code == gate
    assert not Certificate.objects.exists()


TODAYS = [
    (lambda: of(newly(verdict="BK")), BASIS),
    (lambda: of(newly(lsp_facts={"licence_until": timezone.localdate() - dt.timedelta(days=1)})), LICENCE),
    (lambda: of(DecidedClass()), DATE),
    (lambda: of(newly(state="TESTING")), "certificate_needs_a_closed_batch"),
]
on_todays_paths = pytest.mark.parametrize(
    ("situation", "gate"), TODAYS, ids=["not competent", "licence ended", "lapsed already", "open batch"]
)


@on_todays_paths
def test_the_page_is_refused_in_words(signed_in, situation, gate):
    given = situation()
    url = reverse("certificates:batch-issue", args=[given.proposal.enrollment.batch_id])

    answer = signed_in(given.by, confirmed=True).post(url, {"proposals": [given.proposal.pk]})

    assert [error.code for error in answer.context["form"].errors.as_data()["__all__"]] == [gate]
    assert not Certificate.objects.exists()


@on_todays_paths
def test_the_run_refuses_the_sheet_in_words(situation, gate):
    given = situation()
    run = open_run([given.proposal], confirmed_at=timezone.now(), by=given.by)

    while issue_piece(run.pk, on=timezone.localdate()):
        pass

    assert run.items.get().sentence == str(GATE_SENTENCES[gate])
    assert not Certificate.objects.exists()


def test_a_second_one_of_a_kind_is_refused():
    school = DecidedClass()
    proposal = of(school).proposal
    issue([proposal], on=dt.date(2021, 7, 19), by=school.head)
    row = written(row_of(proposal, school.head))

    assert refused_by(row.save) == "certificates_certificate_proposal_id_key"
    assert refused_by(school.competence_proposals) == "one_proposal_per_enrollment_and_kind"


def test_a_training_certificate_never_expires():
    school = Class()
    row = written(of_training(school, valid_until=dt.date(2031, 1, 1)))

    assert refused_by(row.save) == "only_competence_certificates_expire"


def of_training(school: Class, **changes: Any) -> Certificate:
    return row_of(school.proposals()[0], school.head, **changes)


@pytest.mark.parametrize("kind", ["TRAINING", "COMPETENCE"])
def test_only_a_competence_proposal_names_a_verdict_and_it_always_does(kind):
    school = DecidedClass()
    verdict = school.verdicts[0] if kind == "TRAINING" else None

    def propose() -> None:
        Proposal.objects.create(enrollment=school.people[0], kind=kind, verdict=verdict, proposed_by=school.staff)

    assert refused_by(propose) == "competence_proposal_names_its_verdict"


def test_a_verdict_is_about_somebody_of_the_batch():
    school, other = DecidedClass(), Class()
    decision = school.verdicts[0].decision

    def decide_about_another() -> None:
        CompetenceVerdict.objects.create(decision=decision, enrollment=other.people[0], verdict="BK")

    assert refused_by(decide_about_another) == "competence_verdict_is_of_the_batch"


@pytest.mark.parametrize(
    "changes",
    [{"verdict": "K"}, {"verdict": "K", "blank_number": "7"}, {"verdict": "BK", "registration_number": "7"}],
)
def test_only_k_has_numbers_and_it_has_both(changes):
    school = DecidedClass(verdict="BK")
    rows = CompetenceVerdict.objects.filter(pk=school.verdicts[0].pk)

    assert refused_by(lambda: rows.update(**changes)) == "competent_has_its_numbers"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_competenceverdict SET verdict = 'BK', registration_number = '', blank_number = ''",
        "DELETE FROM certificates_competenceverdict",
        "UPDATE certificates_competencedecision SET decided_on = decided_on + 300",
        "DELETE FROM certificates_competencedecision",
        "UPDATE certificates_competencedecision SET recorded_by_id = (SELECT min(id) FROM accounts_user)",
    ],
)
def test_what_a_certificate_was_proposed_on_stays(statement):
    of(DecidedClass())

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    assert refused_by(attempt) == "competence_decision_stays"


@pytest.mark.parametrize("table", ["competencedecision", "competenceverdict"])
def test_decisions_are_not_emptied(table):
    DecidedClass()

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE certificates_{table} CASCADE")

    assert refused_by(attempt).endswith("_is_append_only")


def test_nobody_joins_a_decision_that_is_in_use():
    school = DecidedClass(("Ayu", "Budi"), decision={"people": []})
    decision = CompetenceDecision.objects.get()
    ayu, budi = school.people
    first = CompetenceVerdict.objects.create(
        decision=decision, enrollment=ayu, verdict="K", registration_number="1", blank_number="1"
    )
    Proposal.objects.create(enrollment=ayu, kind="COMPETENCE", verdict=first, proposed_by=school.staff)

    def join() -> None:
        CompetenceVerdict.objects.create(decision=decision, enrollment=budi, verdict="BK")

    assert refused_by(join) == "competence_decision_stays"


def test_a_licence_does_not_end_before_it_begins():
    DecidedClass()

    assert (
        refused_by(lambda: Lsp.objects.update(licence_until=dt.date(2001, 1, 1))) == "lsp_licence_ends_after_it_begins"
    )


def test_a_registration_number_belongs_to_one_person():
    school = DecidedClass(("Ayu", "Budi"))
    first, second = school.verdicts
    rows = CompetenceVerdict.objects.filter(pk=second.pk)

    taken = refused_by(lambda: rows.update(registration_number=first.registration_number))
    used = refused_by(lambda: rows.update(blank_number=first.blank_number))

    assert (taken, used) == ("registration_number_of_one_person", "blank_is_used_once")

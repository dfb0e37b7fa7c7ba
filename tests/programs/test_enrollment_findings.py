"""What stands against a person in a batch, each rule with its source; judged for the batch's days, not for today.

The batch's first day is 10 June 2021, its test on 12 June; its certificate needs 14 days more.
"""

import datetime as dt
from typing import Any

import pytest

from facilities.models.agreements import TraineePolicy
from programs.findings import candidates, enrollment_findings, with_training
from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place
from trainees.eligibility import Finding, Level
from trainees.models import ConductScore, DisciplinarySanction, Inmate, Remission, RuleSet

pytestmark = pytest.mark.django_db

FIRST, LAST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 11), dt.date(2021, 6, 12)
CERTIFICATE = TEST + dt.timedelta(days=14)
DAY = dt.timedelta(days=1)
ASSIMILATION = TraineePolicy.ASSIMILATION_ELIGIBLE


def person(place: Place, register: str = "B.I", **sentence: Any) -> Inmate:
    """With all papers, and a word of the case officer on the guidance."""
    inmate = make.InmateFactory.create(facility=place.facility, register_kind=register)
    ConductScore.objects.create(inmate=inmate, month=dt.date(2021, 5, 1), score=80, follows_guidance=True)
    return make.with_papers(make.SentenceFactory.create(inmate=inmate, **sentence).inmate, "JC", "DERAD")


def released_on(place: Place, day: dt.date) -> Inmate:
    """Somebody whose two years end on the day."""
    return person(place, detained_on=day.replace(year=day.year - 2), years=2)


def batch_for(place: Place, policy: TraineePolicy = TraineePolicy.ALL_CONVICTS) -> Batch:
    place.agreement.trainee_policy = policy
    place.agreement.save()
    return place.batch()


def judged(inmate: Inmate, batch: Batch) -> list[Finding]:
    loaded = with_training(Inmate.objects.filter(pk=inmate.pk)).get()
    return enrollment_findings(loaded, batch, RuleSet.objects.in_force(on=batch.starts_on))


def summary(inmate: Inmate, batch: Batch) -> list[tuple[str, str]]:
    return [(finding.code, finding.level.value) for finding in judged(inmate, batch)]


def punished(inmate: Inmate, starts_on: dt.date, ends_on: dt.date) -> None:
    DisciplinarySanction.objects.create(inmate=inmate, level="MEDIUM", starts_on=starts_on, ends_on=ends_on)


def test_nothing_stands_against_a_convict_who_stays_for_the_test(place: Place) -> None:
    assert judged(place.inmate(), place.batch()) == []


@pytest.mark.parametrize("register", ["A.I", "A.II", "A.III", "A.IV", "A.V", "B.III", "C"])
def test_who_is_no_convict_is_blocked_after_domain_notes_4_1(place: Place, register: str) -> None:
    inmate = person(place, register)

    found = judged(inmate, place.batch())

    assert [(finding.code, finding.level) for finding in found] == [("NOT_CONVICT", Level.BLOCK)]
    assert register in found[0].text
    assert "4.1" in found[0].source


@pytest.mark.parametrize("register", ["B.I", "B.IIa", "B.IIb"])
def test_every_convict_register_may_be_trained_after_domain_notes_4_1(place: Place, register: str) -> None:
    assert judged(person(place, register), place.batch()) == []


def test_a_convict_without_a_recorded_sentence_is_blocked_after_domain_notes_4_5(place: Place) -> None:
    inmate = make.with_papers(make.InmateFactory.create(facility=place.facility))

    found = judged(inmate, place.batch())

    assert [(finding.code, finding.source) for finding in found] == [("NO_SENTENCE", "Rule book 4.5")]


@pytest.mark.parametrize("kind", ["is_life", "is_death"])
@pytest.mark.parametrize(
    ("policy", "level"),
    [(TraineePolicy.ALL_CONVICTS, "warn"), (ASSIMILATION, "block"), (TraineePolicy.NEAR_RELEASE, "block")],
)
def test_life_and_death_sentences_are_judged_by_the_policy_after_uu_22_2022_art_10_4(
    place: Place, kind: str, policy: TraineePolicy, level: str
) -> None:
    inmate = person(place, years=0, **{kind: True})

    found = judged(inmate, batch_for(place, policy))

    assert [(finding.code, finding.level.value) for finding in found] == [("LIFE_DEATH", level)]
    assert found[0].source == "UU 22/2022 Art. 10(4)"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (FIRST - 30 * DAY, FIRST - DAY, []),
        (FIRST - 30 * DAY, FIRST, [("DISCIPLINE", "block")]),
        (TEST, TEST + DAY, [("DISCIPLINE", "block")]),
        (TEST + DAY, TEST + 9 * DAY, []),
    ],
    ids=["ended the day before", "ends on the first day", "starts on the test day", "starts after the test"],
)
def test_a_sanction_blocks_while_it_lasts_after_register_f(
    place: Place, starts_on: dt.date, ends_on: dt.date, expected: list[tuple[str, str]]
) -> None:
    inmate = place.inmate()
    punished(inmate, starts_on, ends_on)

    assert summary(inmate, place.batch()) == expected


@pytest.mark.parametrize(
    ("crime", "months"), [("GEN", 6), ("NARC_LT5", 6), ("NARC_GE5", 9), ("CORR", 9), ("TERR", 9), ("TOC", 9)]
)
def test_conduct_must_be_clean_for_6_or_9_months_before_the_start_after_permenkumham_3_2018_art_44_45(
    place: Place, crime: str, months: int
) -> None:
    batch = batch_for(place, ASSIMILATION)
    inmate = person(place, detained_on=dt.date(2018, 6, 1), years=4, crime_class=crime)
    clean_since = {6: dt.date(2020, 12, 9), 9: dt.date(2020, 9, 9)}[months]
    punished(inmate, clean_since - 10 * DAY, clean_since)
    in_time = summary(inmate, batch)
    DisciplinarySanction.objects.update(ends_on=clean_since + DAY)

    found = judged(inmate, batch)

    assert in_time == []
    assert [finding.code for finding in found] == ["DISCIPLINE"]
    assert found[0].source.startswith("Permenkumham 3/2018 Pasal 4")


def test_past_discipline_does_not_count_for_an_agreement_on_all_convicts(place: Place) -> None:
    inmate = person(place, detained_on=dt.date(2019, 6, 10), years=3)
    punished(inmate, FIRST - 40 * DAY, FIRST - 30 * DAY)

    assert summary(inmate, batch_for(place)) == []
    assert summary(inmate, batch_for(place, ASSIMILATION)) == [("DISCIPLINE", "block")]


@pytest.mark.parametrize(
    ("crime", "years", "part", "code", "article"),
    [
        ("GEN", 2, "1/2", "HALF_NOT_REACHED", "44 (R1)"),
        ("NARC_LT5", 2, "1/2", "HALF_NOT_REACHED", "44 (R1)"),
        ("NARC_GE5", 6, "2/3", "TWO_THIRDS_NOT_REACHED", "45 ayat (1) (R2)"),
        ("CORR", 3, "2/3", "TWO_THIRDS_NOT_REACHED", "45 ayat (1) (R2)"),
    ],
)
def test_half_or_two_thirds_must_be_served_on_the_first_day_after_permenkumham_3_2018_art_44_45(
    place: Place, crime: str, years: int, part: str, code: str, article: str
) -> None:
    batch = batch_for(place, ASSIMILATION)
    months_served = years * 12 // 2 if part == "1/2" else years * 8
    exact = FIRST.replace(year=FIRST.year - months_served // 12)
    inmate = person(place, detained_on=exact, years=years, crime_class=crime)
    on_the_day = summary(inmate, batch)
    inmate.sentence.detained_on = exact + DAY
    inmate.sentence.save()

    found = judged(inmate, batch)

    assert code not in dict(on_the_day)
    late = next(finding for finding in found if finding.code == code)
    assert (late.level, late.source) == (Level.BLOCK, f"Permenkumham 3/2018 Pasal {article}")
    assert late.text.startswith(f"Condition not met: {part} of the sentence served")
    assert late.text.endswith("Reached on 11 June 2021.")


def test_remission_brings_the_half_forward_after_domain_notes_4_5(place: Place) -> None:
    batch = batch_for(place, ASSIMILATION)
    inmate = person(place, detained_on=FIRST.replace(year=2020) + 30 * DAY, years=2)
    without = summary(inmate, batch)
    Remission.objects.create(inmate=inmate, kind="RU", decided_on=dt.date(2020, 8, 17), months=2)

    assert without == [("HALF_NOT_REACHED", "block")]
    assert summary(inmate, batch) == []


def test_the_served_part_is_asked_by_no_other_policy(place: Place) -> None:
    inmate = person(place, detained_on=FIRST - 30 * DAY, years=2)

    assert summary(inmate, batch_for(place)) == []


@pytest.mark.parametrize(
    ("release", "expected"),
    [(CERTIFICATE, [("REMAINING_TOO_SHORT", "block")]), (CERTIFICATE + DAY, [])],
    ids=["on the certificate's day", "the day after"],
)
def test_release_must_fall_after_test_and_certificate_after_domain_notes_4_9(
    place: Place, release: dt.date, expected: list[tuple[str, str]]
) -> None:
    inmate = released_on(place, release)

    assert summary(inmate, place.batch()) == expected


def test_lessons_after_the_test_put_the_certificate_off(place: Place) -> None:
    batch = place.batch(ends_on=TEST + DAY)
    inmate = released_on(place, CERTIFICATE + DAY)

    assert summary(inmate, batch) == [("REMAINING_TOO_SHORT", "block")]


@pytest.mark.parametrize(
    ("policy", "level"), [(TraineePolicy.ALL_CONVICTS, "warn"), (TraineePolicy.NEAR_RELEASE, "block")]
)
def test_release_more_than_24_months_after_the_start_is_far_after_domain_notes_4_9(
    place: Place, policy: TraineePolicy, level: str
) -> None:
    batch = batch_for(place, policy)
    near = released_on(place, dt.date(2023, 6, 10))
    far = released_on(place, dt.date(2023, 6, 11))

    assert summary(near, batch) == []
    assert summary(far, batch) == [("REMAINING_LONG", level)]


def test_the_age_is_counted_on_the_first_day_after_domain_notes_4_9(place: Place) -> None:
    batch = place.batch()
    of_age = place.inmate(birth_date=dt.date(2003, 6, 10))
    too_young = place.inmate(birth_date=dt.date(2003, 6, 11))

    assert summary(of_age, batch) == []
    assert summary(too_young, batch) == [("AGE", "warn")]


def test_a_health_limit_warns_with_its_words_after_domain_notes_4_9(place: Place) -> None:
    inmate = place.inmate(health_note="buta warna")

    found = judged(inmate, place.batch())

    assert [(finding.code, finding.level) for finding in found] == [("HEALTH", Level.WARN)]
    assert found[0].text == "Health: buta warna."


@pytest.mark.parametrize(
    ("ruled_out", "level", "text"),
    [
        (["COLOUR_BLIND"], Level.WARN, "Health: colour-blind does not go with this field."),
        (["HANDS"], Level.INFO, "Health: colour-blind; kacamata."),
        ([], Level.INFO, "Health: colour-blind; kacamata."),
    ],
)
@pytest.mark.parametrize("who", ["inmate", "officer"])
def test_a_health_limit_is_held_against_the_field_after_domain_notes_4_9(
    place: Place, who: str, ruled_out: list[str], level: Level, text: str
) -> None:
    place.field.ruled_out_limits = ruled_out
    place.field.save()
    person = getattr(place, who)(health_limits=["COLOUR_BLIND"], health_note="kacamata")
    batch = place.batch(trainee_kind="OFFICER" if who == "officer" else "INMATE")
    loaded = with_training(type(person).objects.filter(pk=person.pk)).get()

    judgement = enrollment_findings(loaded, batch, RuleSet.objects.in_force(on=batch.starts_on))

    found = [finding for finding in judgement if finding.code == "HEALTH"]
    assert [(finding.level, finding.text) for finding in found] == [(level, text)]


@pytest.mark.parametrize("state", ["ACCEPTED", "ACTIVE", "SUSPENDED"])
def test_a_seat_elsewhere_on_one_of_the_days_blocks_after_domain_notes_4_9(place: Place, state: str) -> None:
    other = place.batch(starts_on=TEST, ends_on=TEST + DAY, tested_on=TEST + DAY, seats=5)
    seated = make.EnrollmentFactory.create(batch=other, inmate=place.inmate(), state=state)

    found = judged(seated.inmate, place.batch())

    assert [(finding.code, finding.level) for finding in found] == [("DUPLICATE", Level.BLOCK)]
    assert other.name in found[0].text


def test_a_seat_elsewhere_from_the_day_after_the_test_blocks_nothing(place: Place) -> None:
    other = place.batch(starts_on=TEST + DAY, ends_on=TEST + 2 * DAY, tested_on=TEST + 2 * DAY)
    seated = place.enrolled(other)

    assert judged(seated.inmate, place.batch()) == []


@pytest.mark.parametrize("state", ["PROPOSED", "RESERVE", "COMPLETED"])
def test_being_elsewhere_without_a_seat_blocks_nothing(place: Place, state: str) -> None:
    other = place.batch(package=make.PackageFactory.create(centre=place.centre, field=place.field))
    enrolled = place.enrolled(other, state)

    assert judged(enrolled.inmate, place.batch()) == []


def test_the_seat_in_the_batch_itself_is_no_duplicate(place: Place) -> None:
    enrolled = place.enrolled(place.batch(), Enrollment.State.ACCEPTED)

    assert judged(enrolled.inmate, enrolled.batch) == []


def test_the_same_package_completed_earlier_blocks_after_domain_notes_4_9_and_another_does_not(
    place: Place,
) -> None:
    earlier = place.batch(
        starts_on=dt.date(2021, 3, 1), ends_on=dt.date(2021, 3, 2), tested_on=dt.date(2021, 3, 3), name="Maret"
    )
    completed = place.enrolled(earlier, Enrollment.State.COMPLETED)
    other_package = make.PackageFactory.create(centre=place.centre, field=place.field)

    found = judged(completed.inmate, place.batch())

    assert [(finding.code, finding.level) for finding in found] == [("ALREADY_COMPLETED", Level.BLOCK)]
    assert "Maret" in found[0].text
    assert judged(completed.inmate, place.batch(package=other_package)) == []


def test_a_batch_of_another_prison_is_never_named(place: Place) -> None:
    from_elsewhere, batch = place.inmate(), place.batch()
    old = Place("Kotabaru")
    for name, package, state in (("Rahasia A", batch.package, "COMPLETED"), ("Rahasia B", old.package, "ACTIVE")):
        make.EnrollmentFactory.create(batch=old.batch(name=name, package=package), inmate=from_elsewhere, state=state)

    found = judged(from_elsewhere, batch)

    assert [finding.text for finding in found] == [
        "Already completed this package elsewhere.",
        "Has a seat elsewhere on these days.",
    ]


def test_rules_of_the_first_day_count_and_not_those_of_today(place: Place) -> None:
    make.RuleSetFactory.create(name="Aturan baru", valid_from=dt.date(2021, 6, 11), certificate_days=300)
    inmate = released_on(place, CERTIFICATE + DAY)

    before, after = place.batch(), place.batch(starts_on=LAST)

    assert (summary(inmate, before), summary(inmate, after)) == ([], [("REMAINING_TOO_SHORT", "block")])


def test_everybody_is_judged_in_as_many_queries_as_one_person(place: Place, django_assert_num_queries: Any) -> None:
    batch = place.batch()
    for _person in range(3):
        place.inmate()
    rules = RuleSet.objects.get()

    with django_assert_num_queries(9):
        found = candidates(batch, Inmate.objects.all(), rules)

    assert [candidate.is_blocked for candidate in found] == [False, False, False]

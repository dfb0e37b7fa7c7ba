from collections import Counter
from datetime import date, timedelta

import pytest

from demo.names import FIRST_NAMES, KNOWN_PERSONS, LAST_NAMES, SINGLE_NAMES
from demo.people import InventedInmate, invent_inmates, invent_staff
from trainees.dates import Term, add_term, final_expiry, net_expiry, sum_of

OPENING = date(2021, 6, 10)
REAL_PERSONS = {
    "Agus Andrianto",
    "Soekarno",
    "Soeharto",
    "Habibie",
    "Abdurrahman Wahid",
    "Megawati Soekarnoputri",
    "Susilo Bambang Yudhoyono",
    "Joko Widodo",
    "Prabowo Subianto",
    "Gibran Rakabuming",
    "Yasonna Laoly",
}
TELLING_WORDS = {word for name in REAL_PERSONS for word in name.split()} - {
    "Joko",
    "Susilo",
    "Bambang",
    "Agus",
    "Wahid",
}


@pytest.fixture(scope="module")
def pekalongan() -> list[InventedInmate]:
    return invent_inmates(seed=1, count=253, on=OPENING)


def remission(person: InventedInmate) -> Term:
    return sum_of([Term(months=decided.months, days=decided.days) for decided in person.remissions])


def release(person: InventedInmate) -> date:
    return net_expiry(person.detained_on, Term(person.years, person.months, person.days), remission(person))


def is_detainee(person: InventedInmate) -> bool:
    return person.register_kind.startswith("A.")


def is_eligible(person: InventedInmate, on: date) -> bool:
    """A convict of B.I or B.IIa with three months to go and nine months without punishment."""
    return (
        person.register_kind in {"B.I", "B.IIa"}
        and not person.is_life
        and release(person) >= add_term(on, Term(months=3))
        and all(add_term(sanction.ends_on, Term(months=9)) < on for sanction in person.sanctions)
    )


def test_the_same_seed_invents_the_same_people(pekalongan):
    assert invent_inmates(seed=1, count=253, on=OPENING) == pekalongan


def test_another_seed_invents_other_people(pekalongan):
    assert invent_inmates(seed=2, count=253, on=OPENING) != pekalongan


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_as_many_people_as_asked_for(count):
    assert len(invent_inmates(seed=3, count=count, on=OPENING)) == count


def test_pekalongan_has_253_people(pekalongan):
    assert len(pekalongan) == 253


def test_names_and_register_numbers_occur_once(pekalongan):
    numbers = {(person.register_kind, person.register_serial, person.register_year) for person in pekalongan}

    assert len(numbers) == len({person.name for person in pekalongan}) == 253


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("on", [OPENING, date(2026, 1, 8)])
def test_everybody_is_inside_on_the_day(seed, on):
    people = invent_inmates(seed=seed, count=120, on=on)
    outside = [
        person
        for person in people
        if person.detained_on > on
        or (
            not (is_detainee(person) or person.is_life)
            and final_expiry(
                person.detained_on,
                Term(person.years, person.months, person.days),
                remission(person),
                Term(months=person.subsidiary_months),
            )
            <= on
        )
    ]

    assert outside == []


@pytest.mark.parametrize("seed", range(8))
def test_only_those_with_an_unpaid_fine_are_past_their_release(seed):
    people = invent_inmates(seed=seed, count=253, on=OPENING)

    past = [p for p in people if not (is_detainee(p) or p.is_life) and release(p) <= OPENING]

    assert {person.register_kind for person in past} == {"B.III"}
    assert min(person.subsidiary_months for person in past) > 0


@pytest.mark.parametrize("seed", range(8))
def test_more_than_150_of_pekalongan_may_be_trained(seed):
    people = invent_inmates(seed=seed, count=253, on=OPENING)

    assert 150 <= sum(is_eligible(person, OPENING) for person in people) <= 190


def test_the_others_are_left_out_for_varied_reasons(pekalongan):
    reasons = Counter(
        "detainee"
        if is_detainee(person)
        else "life"
        if person.is_life
        else "fine"
        if person.register_kind == "B.III"
        else "short"
        if person.register_kind == "B.IIb"
        else "discipline"
        if release(person) >= add_term(OPENING, Term(months=3))
        else "soon"
        for person in pekalongan
        if not is_eligible(person, OPENING)
    )

    assert reasons == {"detainee": 25, "soon": 25, "discipline": 18, "life": 5, "short": 7, "fine": 7}


def test_convicts_have_the_share_asked_for():
    people = invent_inmates(seed=4, count=200, on=OPENING, convict_share=0.6)

    assert sum(not is_detainee(person) for person in people) == 120


@pytest.mark.parametrize("seed", range(8))
def test_narcotics_are_52_percent(seed):
    people = invent_inmates(seed=seed, count=253, on=OPENING)

    assert sum(person.crime_class.startswith("NARC") for person in people) == 132


def test_crime_class_agrees_with_the_length_of_the_sentence(pekalongan):
    narcotics = [p for p in pekalongan if p.crime_class.startswith("NARC") and not is_detainee(p) and not p.is_life]

    assert {(person.crime_class, person.years >= 5) for person in narcotics} == {
        ("NARC_LT5", False),
        ("NARC_GE5", True),
    }


def test_register_agrees_with_the_length_of_the_sentence(pekalongan):
    def fits(person: InventedInmate) -> bool:
        length = Term(person.years, person.months, person.days).in_days
        return {"B.I": length > 360, "B.IIa": 90 < length <= 360, "B.IIb": 0 < length <= 90}.get(
            person.register_kind, True
        )

    wrong = [person for person in pekalongan if not person.is_life and not fits(person)]

    assert wrong == []


def test_detainees_and_lifers_have_no_term_and_no_remission(pekalongan):
    without = [person for person in pekalongan if is_detainee(person) or person.is_life]

    assert {(p.years, p.months, p.days, p.subsidiary_months, p.remissions) for p in without} == {(0, 0, 0, 0, ())}


def test_remissions_fall_within_detention_in_order_and_once_a_kind_and_day(pekalongan):
    for person in pekalongan:
        days = [decided.decided_on for decided in person.remissions]
        kinds = {(decided.kind, decided.decided_on) for decided in person.remissions}

        assert days == sorted(days)
        assert len(kinds) == len(days)
        assert all(person.detained_on + timedelta(days=180) < day <= OPENING for day in days)


def test_general_remissions_are_decided_on_17_august(pekalongan):
    days = {r.decided_on.strftime("%d-%m") for person in pekalongan for r in person.remissions if r.kind == "RU"}

    assert days == {"17-08"}


def test_every_remission_takes_something_off(pekalongan):
    lengths = [Term(months=r.months, days=r.days) for person in pekalongan for r in person.remissions]

    assert lengths
    assert all(lengths)


def test_sanctions_fall_within_detention_and_end_after_they_start(pekalongan):
    sanctions = [(person, sanction) for person in pekalongan for sanction in person.sanctions]

    assert len(sanctions) >= 18
    assert [s for person, s in sanctions if not person.detained_on <= s.starts_on <= min(s.ends_on, OPENING)] == []


def test_everybody_was_an_adult_when_detained(pekalongan):
    young = [person for person in pekalongan if add_term(person.birth_date, Term(years=18)) > person.detained_on]

    assert young == []


def test_nobody_bears_the_name_of_a_known_person():
    names = {p.name for seed in range(30) for p in invent_inmates(seed, 60, OPENING)}
    names |= {officer.name for seed in range(30) for officer in invent_staff(seed, 20)}

    assert names & (REAL_PERSONS | KNOWN_PERSONS) == set()


def test_no_pool_holds_a_word_that_points_to_a_known_person():
    pools = [*FIRST_NAMES.values(), *LAST_NAMES.values(), *SINGLE_NAMES.values()]

    assert {name for pool in pools for name in pool} & TELLING_WORDS == set()


def test_single_names_occur(pekalongan):
    assert 10 <= sum(" " not in person.name for person in pekalongan) <= 45


@pytest.mark.parametrize("home", ["JAVA", "SUNDA", "MALAY", "DAYAK", "MINANG"])
def test_each_home_has_names_enough_for_a_prison(home):
    people = invent_inmates(seed=5, count=120, on=OPENING, home=home)

    assert len({person.name for person in people}) == 120


def test_invented_nik_has_16_digits_and_a_region_that_no_office_gives_out(pekalongan):
    numbers = [person.nik for person in pekalongan if person.nik]

    assert 120 <= len(numbers) < 253
    assert [nik for nik in numbers if len(nik) != 16 or not nik.isdigit() or not nik.startswith("99")] == []


def test_nik_holds_the_birth_date_and_women_forty_days_more():
    people = [p for p in invent_inmates(seed=6, count=300, on=OPENING) if p.nik]
    days = {(p.sex, int(p.nik[6:8]) - p.birth_date.day, p.nik[8:12] == p.birth_date.strftime("%m%y")) for p in people}

    assert days == {("M", 0, True), ("F", 40, True)}


def test_register_number_prints_its_parts(pekalongan):
    person = next(person for person in pekalongan if person.register_suffix == "N")

    assert person.register_number == f"{person.register_kind}.N {person.register_serial}/{person.register_year}"


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        invent_inmates(seed=1, count=10, on=OPENING, convict_share=share)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        invent_inmates(seed=1, count=-1, on=OPENING)
    with pytest.raises(ValueError, match="negative"):
        invent_staff(seed=1, count=-1)


def test_an_unknown_home_is_refused():
    with pytest.raises(KeyError):
        invent_inmates(seed=1, count=1, on=OPENING, home="MARS")


def test_staff_are_the_same_for_the_same_seed_and_unique():
    staff = invent_staff(seed=1, count=40)

    assert staff == invent_staff(seed=1, count=40)
    assert len({officer.name for officer in staff}) == len({officer.nip for officer in staff}) == 40


def test_nip_holds_birth_start_and_sex_and_an_invented_serial():
    for officer in invent_staff(seed=2, count=40):
        digit = "1" if officer.sex == "M" else "2"

        assert officer.nip[:15] == f"{officer.birth_date:%Y%m%d}{officer.started_on:%Y%m}{digit}"
        assert len(officer.nip) == 18
        assert int(officer.nip[15:]) >= 900


def test_staff_started_as_adults_before_the_day():
    on = date(2021, 1, 1)

    wrong = [
        officer
        for officer in invent_staff(seed=3, count=60, on=on)
        if not add_term(officer.birth_date, Term(years=18)) <= officer.started_on < on
    ]

    assert wrong == []


def test_nobody_gets_a_name_that_somebody_else_bears(pekalongan):
    taken = {person.name for person in pekalongan}

    others = invent_inmates(seed=1, count=120, on=OPENING, not_called=taken)
    staff = invent_staff(seed=1, count=20, not_called=taken)

    assert {person.name for person in [*others, *staff]} & taken == set()


def test_a_prison_for_narcotics_holds_nobody_else_but_a_few_short_terms():
    people = invent_inmates(seed=7, count=100, on=OPENING, narcotics_share=1.0)

    others = {person.register_kind for person in people if not person.crime_class.startswith("NARC")}

    assert others == {"B.IIb"}

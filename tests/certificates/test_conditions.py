"""The page of all conditions: which is open for whom, and where the others are mended."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from certificates.conditions import conditions_of_batch, people_of
from programs.models import UnitResult
from tests.certificates.classes import TODAY, Class, past_the_triggers

HOURS, UNITS, TESTED, EYES, PROPOSED, NONE_YET = 1, 2, 3, -3, -2, -1


def shut(school):
    """Labels and figures of all that is shut, for the batch and its first person."""
    gates = [*conditions_of_batch(school.batch, on=TODAY), *people_of(school.batch, on=TODAY)[0].conditions]
    return [(str(gate.label), gate.figure) for gate in gates if not gate.is_open]


def test_everything_is_open_for_who_completed_and_is_proposed(school):
    school.proposals()

    assert shut(school) == []
    assert people_of(school.batch, on=TODAY)[0].is_ready


def test_each_lack_is_named_with_its_figure(db):
    school = Class(
        state="TESTING", person_state="ACTIVE", days_attended=1, verdicts=("K", "BK"), pass_mark=70, post_test=69
    )

    with override("en"):
        person = people_of(school.batch, on=TODAY)[0]

    figures = [(gate.figure, gate.is_open) for gate in person.conditions]
    assert figures[HOURS : TESTED + 1] == [("8 of 13 JP", False), ("1 of 2", False), ("69 of 70", False)]
    assert not conditions_of_batch(school.batch, on=TODAY)[0].is_open
    assert not person.is_ready


def test_the_four_eyes_are_two_conditions(school):
    school.proposals(by=school.head)
    with past_the_triggers():
        UnitResult.objects.filter(enrollment=school.people[0], attempt=1).update(recorded_by=school.head)

    person = people_of(school.batch, on=TODAY)[0]

    assert [person.conditions[EYES].is_open, person.conditions[PROPOSED].is_open] == [False, False]
    assert person.conditions[PROPOSED].figure == school.head.name


def test_a_standing_certificate_shuts_the_last_one_and_is_linked(school):
    certificate = school.issued()

    gate = people_of(school.batch, on=TODAY)[0].conditions[NONE_YET]

    assert (gate.is_open, gate.tone) == (False, "info")
    assert gate.mended_at(school.head) == certificate.get_absolute_url()


def test_the_last_day_of_a_batch_must_have_come(school):
    assert not conditions_of_batch(school.batch, on=school.batch.starts_on)[2].is_open


def test_a_centre_without_a_head_issues_nothing(school):
    school.head.postings.update(ends_on=timezone.localdate())

    assert not conditions_of_batch(school.batch, on=timezone.localdate() + dt.timedelta(days=1))[3].is_open


def test_a_link_is_given_to_whom_the_page_opens_for(signed_in, db):
    school = Class(state="TESTING", person_state="ACTIVE", verdicts=("K", "BK"))
    url = reverse("certificates:batch-conditions", args=[school.batch.pk])
    results = reverse("programs:batch-results", args=[school.batch.pk])

    assert f'href="{results}"' in signed_in(school.staff).get(url).content.decode()
    assert f'href="{results}"' not in signed_in(school.head).get(url).content.decode()


def test_three_people_cost_as_many_queries_as_one(db, django_assert_num_queries):
    for names in (("Ayu",), ("Ayu", "Budi", "Citra")):
        school = Class(names)
        school.proposals()
        batch = type(school.batch).objects.with_places().get(pk=school.batch.pk)
        with django_assert_num_queries(9):
            people_of(batch, on=TODAY)

"""After release: who is asked when, what is kept with consent only, and that a withdrawal leaves nothing."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from programs.actions.outcomes import save_outcome, withdraw_consent
from programs.models import Outcome, OutcomeKind
from programs.models.outcomes import months_after
from programs.released import graduates_visible_to, last_release, moments_of, to_ask
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
RELEASED_ON = dt.date(2021, 8, 31)
TODAY = dt.date(2022, 3, 1)
ANSWER = {
    "months": "3",
    "asked_on": "2022-03-01",
    "kind": "WORK",
    "is_in_field": "no",
    "consent_how": "PHONE",
    "consent_on": "2022-03-01",
}


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


def graduate(place: Place, **facts: object):
    return make.graduate(**{"batch": place.batch(), "on": RELEASED_ON, **facts})


def due(place: Place, on: dt.date) -> list[int]:
    return list(to_ask(graduates_visible_to(place.staff), on=on).values_list("pk", flat=True))


@pytest.mark.parametrize(("day", "is_due"), [("2021-11-29", False), ("2021-11-30", True), ("2022-02-27", True)])
def test_the_first_asking_is_due_three_calendar_months_after_release(place, day, is_due):
    row = graduate(place)

    assert due(place, dt.date.fromisoformat(day)) == ([row.pk] if is_due else [])


def test_each_month_is_asked_for_until_something_is_entered_and_not_for_ever(place):
    row = graduate(place)
    untold = {"kind": "NOT_REACHED", "is_in_field": None, "consent_on": None, "consent_how": ""}

    make.OutcomeFactory.create(enrollment=row, months=3, asked_on="2021-12-01", **untold)
    after_three = due(place, dt.date(2022, 2, 27))
    at_six = due(place, dt.date(2022, 2, 28))
    make.OutcomeFactory.create(enrollment=row, months=6, asked_on="2022-03-01")

    assert (after_three, at_six, due(place, dt.date(2022, 3, 1))) == ([], [row.pk], [])


def test_who_was_released_long_ago_is_no_longer_asked_for(place):
    row = graduate(place)

    assert due(place, dt.date(2023, 2, 27)) == [row.pk]
    assert due(place, dt.date(2023, 2, 28)) == []


def test_the_months_are_a_setting(place, settings):
    settings.OUTCOME_MONTHS = [1]
    row = graduate(place)

    assert due(place, dt.date(2021, 9, 30)) == [row.pk]
    assert [moment.months for moment in moments_of(graduates_visible_to(place.staff).get(), on=TODAY)] == [1]


def test_the_last_day_of_release_is_the_last_that_the_months_reach():
    days = [dt.date(2022, 1, 1) + dt.timedelta(days=number) for number in range(800)]

    for day in days:
        last = last_release(3, on=day)
        assert (months_after(last, 3) <= day, months_after(last + dt.timedelta(days=1), 3) <= day) == (True, False)


def test_only_the_last_prison_its_region_and_nobody_of_a_centre_find_the_person(place):
    other = Place("Padang")
    row = graduate(place)
    found = {
        name: graduates_visible_to(user).filter(pk=row.pk).exists()
        for name, user in {
            "staff": place.staff,
            "head": place.head,
            "region": place.regional_head,
            "centre": place.centre_head,
            "elsewhere": other.staff,
            "elsewhere's region": other.regional_head,
        }.items()
    }

    assert found == {
        "staff": True,
        "head": True,
        "region": True,
        "centre": False,
        "elsewhere": False,
        "elsewhere's region": False,
    }


def test_somebody_trained_elsewhere_is_asked_by_the_prison_of_the_last_stay(place):
    elsewhere = Place("Padang")
    row = make.EnrollmentFactory.create(batch=elsewhere.batch(), inmate=place.inmate(), state="COMPLETED")
    make.released(row, on=RELEASED_ON)
    outcome = make.OutcomeFactory.create(enrollment=row)

    assert due(place, TODAY) == [row.pk]
    assert due(elsewhere, TODAY) == []
    assert Outcome.objects.visible_to(place.staff).get() == outcome
    assert not Outcome.objects.visible_to(elsewhere.staff).exists()


@pytest.mark.parametrize("who", ["staff", "regional_head"])
def test_prison_and_region_enter_what_was_told(place, who, sign_in: SignIn):
    row = graduate(place)
    user = getattr(place, who)

    response = sign_in(user).post(reverse("programs:released-ask", args=[row.pk]), ANSWER)

    outcome = Outcome.objects.get()
    assert response["Location"] == reverse("programs:released-detail", args=[row.pk])
    assert (outcome.months, outcome.kind, outcome.is_in_field, outcome.recorded_by) == (3, "WORK", False, user)
    event = AuditEvent.objects.filter(object_type="programs.outcome").get()
    assert (event.verb, event.object_label, event.detail) == ("add", f"#{row.pk}, 3", {})


def test_the_trail_tells_who_works_no_more_than_who_was_not_reached(place, sign_in: SignIn):
    client = sign_in(place.staff)
    for kind in ("WORK", "NONE", "NOT_REACHED"):
        row = graduate(place)
        client.post(reverse("programs:released-ask", args=[row.pk]), {**ANSWER, "kind": kind})
        outcome = Outcome.objects.get(enrollment=row)
        client.post(reverse("programs:outcome-edit", args=[outcome.pk]), {**ANSWER, "kind": "BUSINESS"})

    events = AuditEvent.objects.filter(object_type="programs.outcome").order_by("pk")
    assert list(events.values_list("verb", "detail")) == [("add", {}), ("edit", {})] * 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"is_in_field": ""}, "is_in_field"),
        ({"consent_how": ""}, "consent_how"),
        ({"consent_on": "2022-03-02"}, "consent_on"),
        ({"asked_on": "2021-11-29", "consent_on": "2021-11-29"}, "asked_on"),
        ({"asked_on": "2999-01-01"}, "asked_on"),
        ({"months": "6x"}, "months"),
        ({"months": "9"}, "months"),
        ({"kind": "WITHDRAWN"}, "kind"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(place, changed, field, sign_in: SignIn):
    row = graduate(place)

    response = sign_in(place.staff).post(reverse("programs:released-ask", args=[row.pk]), {**ANSWER, **changed})

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Outcome.objects.exists()


def test_what_needs_no_consent_is_entered_without_it_and_without_what_else_was_typed(place, sign_in: SignIn):
    row = graduate(place)

    sign_in(place.staff).post(reverse("programs:released-ask", args=[row.pk]), {**ANSWER, "kind": "DECLINED"})

    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.is_in_field, outcome.consent_on, outcome.consent_how) == ("DECLINED", None, None, "")


def test_consent_without_a_day_was_given_on_the_day_of_asking(place, sign_in: SignIn):
    row = graduate(place)

    sign_in(place.staff).post(reverse("programs:released-ask", args=[row.pk]), {**ANSWER, "consent_on": ""})

    assert Outcome.objects.get().consent_on == TODAY


def test_a_second_click_enters_nothing_twice(place, sign_in: SignIn):
    row = graduate(place)
    client = sign_in(place.staff)
    url = reverse("programs:released-ask", args=[row.pk])

    client.post(url, ANSWER)
    again = client.post(url, ANSWER)

    assert (again.status_code, Outcome.objects.count()) == (200, 1)


def test_who_was_not_reached_is_reached_later(place, sign_in: SignIn):
    row = graduate(place)
    untold = {"kind": "NOT_REACHED", "is_in_field": None, "consent_on": None, "consent_how": ""}
    outcome = make.OutcomeFactory.create(enrollment=row, **untold)

    sign_in(place.staff).post(reverse("programs:outcome-edit", args=[outcome.pk]), {**ANSWER, "kind": "BUSINESS"})

    assert Outcome.objects.get().kind == "BUSINESS"


def test_a_withdrawal_leaves_only_that_it_was_withdrawn_in_the_whole_database(place, sign_in: SignIn):
    outcome = make.OutcomeFactory.create(enrollment=graduate(place))
    client = sign_in(place.staff)
    url = reverse("programs:outcome-withdraw", args=[outcome.pk])

    asked = client.get(url)
    still = Outcome.objects.get().kind
    client.post(url)
    client.post(url)

    row = Outcome.objects.values().get()
    assert (asked.status_code, still) == (200, "WORK")
    assert (row["kind"], row["is_in_field"], row["consent_on"], row["consent_how"]) == ("WITHDRAWN", None, None, "")
    assert row["withdrawn_on"] is not None
    assert AuditEvent.objects.filter(verb="withdraw").count() == 1
    assert not hasattr(Outcome, "pgh_event_model")


def test_what_was_withdrawn_is_neither_changed_nor_counted_again(place, sign_in: SignIn):
    outcome = make.OutcomeFactory.create(enrollment=graduate(place))
    stale = Outcome.objects.get()
    withdraw_consent(outcome, today=TODAY, by=place.staff)

    page = sign_in(place.staff).get(reverse("programs:outcome-edit", args=[outcome.pk]))
    with pytest.raises(ValidationError):
        save_outcome(stale, today=TODAY, by=place.staff)

    assert (page.status_code, Outcome.objects.told().count()) == (404, 0)


def test_where_nothing_was_told_there_is_no_consent_to_withdraw(place):
    untold = {"kind": "DECLINED", "is_in_field": None, "consent_on": None, "consent_how": ""}
    outcome = make.OutcomeFactory.create(enrollment=graduate(place), **untold)

    with pytest.raises(ValidationError, match="no consent to withdraw"):
        withdraw_consent(outcome, today=TODAY, by=place.staff)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_with_one_and_with_three(
    place, rows, sign_in: SignIn, django_assert_num_queries
):
    for _ in range(rows):
        make.OutcomeFactory.create(enrollment=graduate(place))
    client = sign_in(place.staff)

    with django_assert_num_queries(13):
        response = client.get(reverse("programs:released-list"))

    assert len(response.context["lines"]) == rows


def test_the_list_shows_only_whom_to_ask_when_asked_for_them(place, sign_in: SignIn):
    graduate(place)
    now = make.graduate(batch=place.batch(), on=timezone.localdate() - dt.timedelta(days=100))

    page = sign_in(place.staff).get(reverse("programs:released-list"), {"due": "on"})

    assert [row for row, _moments in page.context["lines"]] == [now]


def test_the_list_is_taken_away_as_a_file_with_what_was_told(place, sign_in: SignIn):
    make.OutcomeFactory.create(enrollment=graduate(place))

    response = sign_in(place.staff).post(reverse("programs:released-list"), {"file": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert str(OutcomeKind.WORK.label) in lines[1]

"""Pages that are old when they are sent, second clicks on money, and numbers and days that nobody means."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import AuditEvent
from facilities.actions import meetings, readiness
from facilities.models import ActionItem
from programs.actions import budgets, circumstances, work_results
from programs.models import Batch, Expense, Sale
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import Inmate

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2021, 12, 31), dt.date(2021, 6, 20)
GONE = "Somebody changed this at the same moment"
LONG_NUMBER = "9" * 5000


def sale_at(place: Place) -> Sale:
    return make.SaleFactory.create(result=make.WorkResultFactory.create(facility=place.facility))


def expense_at(place: Place) -> Expense:
    return make.ExpenseFactory.create(line=make.BudgetLineFactory.create(facility=place.facility))


def test_the_same_sale_sent_twice_is_recorded_once(place, sign_in: SignIn):
    result = make.WorkResultFactory.create(facility=place.facility)
    make.SplitRuleFactory.create(facility=place.facility)
    client, page = sign_in(place.staff), reverse("programs:work-sell", args=[result.pk])
    sold = {"sold_on": "2021-06-20", "quantity": "2", "amount": "100.000", "buyer": "PUBLIC"}

    client.post(page, sold)
    second = client.post(page, sold)

    assert second.context["form"].non_field_errors() == [
        "The same sale of that day is already recorded. If there were two, remove it and record both as one."
    ]
    assert Sale.objects.count() == 1


@pytest.mark.parametrize("step", ["remove", "deposit"])
def test_a_sale_that_is_gone_is_refused_in_words(place, step: str):
    sale = sale_at(place)
    Sale.objects.filter(pk=sale.pk).delete()

    with pytest.raises(ValidationError, match=GONE):
        if step == "remove":
            work_results.remove_sale(sale, reason="Salah catat.", by=place.staff)
        else:
            work_results.deposit(sale, on=DAY, reference="1", today=TODAY, by=place.staff)


@pytest.mark.parametrize("step", ["correct", "remove"])
def test_an_expense_that_is_gone_neither_comes_back_nor_goes_twice(place, step: str):
    expense = expense_at(place)
    Expense.objects.filter(pk=expense.pk).delete()

    with pytest.raises(ValidationError, match=GONE):
        if step == "correct":
            budgets.spend(expense, today=TODAY, by=place.staff)
        else:
            budgets.remove_expense(expense, reason="Salah catat.", by=place.staff)

    assert (Expense.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_draft_discarded_twice_is_refused_in_words(place):
    review = make.ReadinessReviewFactory.create(
        workshop=make.WorkshopFactory.create(facility=place.facility), field=place.field, centre=place.centre
    )
    readiness.discard(review, by=place.staff)
    review.pk = review.pk or 1

    with pytest.raises(ValidationError, match=GONE):
        readiness.discard(review, by=place.staff)


def test_a_promise_taken_out_of_the_minutes_meanwhile_cannot_be_ticked(place):
    item = ActionItem(pk=1, what="Pasang kabel", due_on=DAY, facility=place.facility)

    with pytest.raises(ValidationError, match=GONE):
        meetings.tick(item, on=DAY, note="Sudah", today=TODAY, by=place.staff)


def test_nobody_leaves_before_being_born(place):
    inmate: Inmate = place.inmate()
    day = inmate.birth_date - dt.timedelta(days=1)

    with pytest.raises(ValidationError, match="before the date of birth"):
        circumstances.record_release(inmate, on=day, today=TODAY, by=place.staff)


@pytest.mark.parametrize(("name", "day"), [("ends_on", "9999-12-31"), ("starts_on", "0201-01-01")])
def test_an_agreement_has_years_that_the_calendar_goes_on_from(place, sign_in: SignIn, name: str, day: str):
    typed: dict[str, Any] = {
        "kind": "PKS",
        "title": "Kerja sama baru",
        "starts_on": "2021-01-01",
        "ends_on": "2021-12-31",
        "facilities": [place.facility.pk],
        "centres": [place.centre.pk],
    }

    response = sign_in(place.staff).post(reverse("facilities:agreement-add"), typed | {name: day})

    assert response.context["form"].errors == {name: ["Check the year: it must lie between 1945 and 2100."]}


def test_numbers_too_long_to_be_read_are_no_candidates_and_no_batches(place, sign_in: SignIn):
    batch = place.batch(state=Batch.State.SELECTING)
    client, page = sign_in(place.staff), reverse("programs:batch-shortlist", args=[batch.pk])

    answers = [
        client.post(page, {"chosen": LONG_NUMBER}),
        client.get(page, {"n": LONG_NUMBER}),
        client.get(reverse("programs:tpp-add"), {"angkatan": LONG_NUMBER}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]

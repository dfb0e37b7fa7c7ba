"""Hasil karya: the split frozen at the sale, what selling refuses, and PNBP on its way to the treasury."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from audit.models import AuditEvent
from programs.actions.work_results import deposit, remove_sale, save_result, sell
from programs.models import Proceeds, Sale, SplitRule, WorkResult
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2021, 12, 31), dt.date(2021, 6, 20)


def made(place: Place, **facts: Any) -> WorkResult:
    return make.WorkResultFactory.create(facility=place.facility, **facts)


def sale_of(result: WorkResult, **facts: Any) -> Sale:
    return Sale(**{"result": result, "sold_on": DAY, "quantity": 1, "amount": 101, "buyer": "PUBLIC", **facts})


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"premi": 50_001}, "sale_parts_add_up"),
        ({"premi": -1, "pnbp": 65_001}, "sale_parts_add_up"),
        ({"amount": 0, "premi": 0, "pnbp": 0, "capital": 0}, "sale_is_something"),
        ({"deposited_on": DAY}, "deposit_has_day_and_reference"),
        ({"deposit_reference": "123"}, "deposit_has_day_and_reference"),
    ],
)
def test_the_database_refuses_a_sale(place, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make.SaleFactory.create(result=made(place), **facts)


def test_the_database_refuses_a_split_that_does_not_add_up(place):
    with pytest.raises(IntegrityError, match="split_adds_up_to_100"):
        make.SplitRuleFactory.create(facility=place.facility, capital_percent=34)


def test_a_sale_keeps_the_split_of_its_day_whatever_comes_later(place):
    make.SplitRuleFactory.create(facility=place.facility)
    make.SplitRuleFactory.create(
        facility=place.facility, valid_from=dt.date(2021, 7, 1), premi_percent=15, pnbp_percent=25, capital_percent=60
    )
    result = made(place)

    june = sell(sale_of(result), today=TODAY, by=place.staff)
    july = sell(sale_of(result, sold_on=dt.date(2021, 7, 1)), today=TODAY, by=place.staff)

    assert [(sale.premi, sale.pnbp, sale.capital) for sale in (june, july)] == [(51, 15, 35), (15, 25, 61)]
    assert AuditEvent.objects.filter(object_type="programs.sale", verb="add").count() == 2


def test_without_a_split_of_the_prisons_own_nothing_is_sold(place, stranger):
    make.SplitRuleFactory.create(facility=stranger.facility)
    make.SplitRuleFactory.create(facility=place.facility, valid_from=dt.date(2021, 6, 21))

    with pytest.raises(ValidationError, match="No split of proceeds holds on Sunday, 20 June 2021"):
        sell(sale_of(made(place)), today=TODAY, by=place.staff)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quantity": 11}, "quantity"),
        ({"sold_on": dt.date(2021, 5, 31)}, "sold_on"),
        ({"sold_on": dt.date(2022, 1, 1)}, "sold_on"),
    ],
)
def test_selling_refuses_more_than_is_left_and_days_that_cannot_be(place, facts, field):
    make.SplitRuleFactory.create(facility=place.facility)

    with pytest.raises(ValidationError) as refusal:
        sell(sale_of(made(place), **facts), today=TODAY, by=place.staff)

    assert list(refusal.value.message_dict) == [field]
    assert Sale.objects.count() == 0


def test_what_was_made_cannot_become_less_than_what_was_sold(place):
    result = made(place)
    make.SaleFactory.create(result=result, quantity=4)
    result.quantity = 3

    with pytest.raises(ValidationError, match="already sold"):
        save_result(result, today=TODAY, changed=["quantity"], by=place.staff)


def test_pnbp_is_deposited_once_with_its_reference(place):
    sale = make.SaleFactory.create(result=made(place))

    deposit(sale, on=DAY, reference="820210620001", today=TODAY, by=place.staff)

    sale.refresh_from_db()
    assert (sale.deposited_on, sale.deposit_reference) == (DAY, "820210620001")
    assert AuditEvent.objects.get().reason == "Rp15.000,00, 820210620001"
    with pytest.raises(ValidationError, match="already deposited"):
        deposit(sale, on=DAY, reference="2", today=TODAY, by=place.staff)


@pytest.mark.parametrize("on", [dt.date(2021, 6, 19), dt.date(2022, 1, 1)])
def test_a_deposit_lies_between_the_sale_and_today(place, on):
    with pytest.raises(ValidationError) as refusal:
        deposit(make.SaleFactory.create(result=made(place)), on=on, reference="1", today=TODAY, by=place.staff)

    assert list(refusal.value.message_dict) == ["on"]


def test_a_sale_is_removed_with_a_reason_unless_its_pnbp_is_deposited(place):
    result = made(place)
    wrong = make.SaleFactory.create(result=result)
    right = make.SaleFactory.create(result=result, deposited_on=DAY, deposit_reference="1")

    remove_sale(wrong, reason="Salah catat.", by=place.staff)
    with pytest.raises(ValidationError, match="stays on record"):
        remove_sale(right, reason="Salah catat.", by=place.staff)

    assert list(Sale.objects.all()) == [right]


def test_proceeds_add_up_and_say_what_is_still_to_deposit(place):
    result = made(place)
    make.SaleFactory.create(result=result)
    make.SaleFactory.create(result=result, deposited_on=DAY, deposit_reference="1")

    proceeds = Sale.objects.proceeds()

    assert (proceeds, proceeds.to_deposit) == (Proceeds(200_000, 100_000, 30_000, 70_000, 15_000), 15_000)


def test_work_results_are_seen_by_the_prison_and_those_above_it(place, stranger):
    result = made(place)
    readers = (place.staff, place.regional_head, place.centre_staff, stranger.staff)

    seen = {user: list(WorkResult.objects.visible_to(user)) for user in readers}

    assert seen == {place.staff: [result], place.regional_head: [result], place.centre_staff: [], stranger.staff: []}


def test_from_the_split_to_the_deposit_through_the_pages(place, sign_in: SignIn):
    client = sign_in(place.staff)
    split = {
        "valid_from": "2021-01-01",
        "premi_percent": "50",
        "pnbp_percent": "15",
        "capital_percent": "35",
        "legal_basis": "SK Kalapas 1/2021",
    }
    sold = {"sold_on": "2021-06-20", "quantity": "2", "amount": "Rp1.250.001", "buyer": "OFFICE"}
    bad_split = client.post(reverse("programs:split-add"), split | {"capital_percent": "36"})
    copied = client.get(reverse("programs:split-add"), {"template": "0"}).content.decode()
    client.post(reverse("programs:split-add"), split)
    client.post(reverse("programs:work-add"), {"what": "Rak", "quantity": "5", "unit": "buah", "made_on": "2021-06-01"})
    result = WorkResult.objects.get()

    client.post(reverse("programs:work-sell", args=[result.pk]), sold)
    sale = Sale.objects.get()
    too_early = client.post(reverse("programs:split-add"), split | {"valid_from": "2021-02-01"})
    client.post(reverse("programs:sale-deposit", args=[sale.pk]), {"on": "2021-06-22", "reference": "8202106"})
    page = client.get(result.get_absolute_url()).content.decode()

    assert bad_split.context["form"].errors == {"capital_percent": ["Premi, PNBP and capital add up to 100 per cent."]}
    assert 'value="35"' in copied
    assert list(too_early.context["form"].errors) == ["valid_from"]
    assert SplitRule.objects.count() == 1
    assert (result.facility, sale.premi, sale.pnbp, sale.capital) == (place.facility, 625_001, 187_500, 437_500)
    for text in ("Rp187.500,00", "8202106", "50/15/35, SK Kalapas 1/2021"):
        assert text in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_with_one_row_and_with_three(
    place, sign_in: SignIn, rows: int, django_assert_num_queries: Any
):
    for _row in range(rows):
        make.SaleFactory.create(result=made(place))
    client = sign_in(place.staff)

    with django_assert_num_queries(11):
        client.get(reverse("programs:work-list"))

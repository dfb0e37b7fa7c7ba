"""The pages of the budget: typing money, refusals at their fields, the file, and nobody else's rows."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from programs.models import BudgetLine, Expense, ProgrammeTag
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
LIST = reverse("programs:budget-list")
TYPED = {
    "year": "2021",
    "source": "DIPA_UPT",
    "name": "Pelatihan kemandirian",
    "ceiling": "50.000.000",
    "blocked": "4.000.000",
    "is_for_batches": "on",
    "plan_2": "Rp8.000.000,00",
    "plan_3": "38000000",
}
SPENT = {"spent_on": "2021-06-15", "what": "Bahan", "amount": "1.250.000", "voucher": "KW-1"}


def line_of(place: Place, **facts: Any) -> BudgetLine:
    return make.BudgetLineFactory.create(facility=place.facility, **facts)


def test_a_line_is_added_at_the_own_place_with_twelve_months(place, sign_in: SignIn):
    response = sign_in(place.staff).post(reverse("programs:budget-add"), TYPED)

    line = BudgetLine.objects.get()
    assert (response.status_code, response["Location"]) == (302, line.get_absolute_url())
    assert (line.place, line.ceiling, line.blocked, line.plan) == (
        place.facility,
        50_000_000,
        4_000_000,
        [0, 8_000_000, 38_000_000] + [0] * 9,
    )
    assert list(AuditEvent.objects.values_list("verb", "object_id")) == [("add", line.pk)]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"ceiling": "lima puluh juta"}, "ceiling", "Enter whole rupiah, for example 50.000.000."),
        ({"ceiling": ""}, "ceiling", "This field is required."),
        ({"blocked": "60.000.000"}, "blocked", "What is blocked cannot be more than the ceiling."),
        (
            {"plan_12": "1"},
            "plan_1",
            "The plan adds up to Rp46.000.001,00; only Rp46.000.000,00 is free (ceiling less what is blocked).",
        ),
        ({"year": "20210"}, "year", "Ensure this value is less than or equal to 2100."),
    ],
)
def test_a_line_that_does_not_add_up_is_refused_at_its_field(place, sign_in: SignIn, typed, field, said):
    response = sign_in(place.staff).post(reverse("programs:budget-add"), TYPED | typed)

    assert response.context["form"].errors == {field: [said]}
    assert BudgetLine.objects.count() == 0


def test_the_same_line_twice_is_refused_with_a_sentence(place, sign_in: SignIn):
    client = sign_in(place.staff)
    client.post(reverse("programs:budget-add"), TYPED)

    response = client.post(reverse("programs:budget-add"), TYPED)

    assert response.context["form"].non_field_errors() == [
        "This activity already has a line of this source and account in the year."
    ]


def test_an_edited_line_shows_and_keeps_its_months(place, sign_in: SignIn):
    line, client = line_of(place), sign_in(place.staff)
    url = reverse("programs:budget-edit", args=[line.pk])

    page = client.get(url).content.decode()
    client.post(url, TYPED | {"name": line.name})

    line.refresh_from_db()
    assert ('value="50.000.000"' in page, line.plan[1]) == (True, 8_000_000)


def test_an_expense_is_recorded_for_a_batch_and_offered_batches_are_the_lines(place, stranger, sign_in: SignIn):
    line, batch = line_of(place), place.batch()
    other_year = place.batch(starts_on=dt.date(2022, 1, 3), ends_on=dt.date(2022, 1, 4), tested_on=dt.date(2022, 1, 5))
    stranger.batch()
    client, url = sign_in(place.staff), reverse("programs:budget-spend", args=[line.pk])

    offered = set(client.get(url).context["form"].fields["batch"].queryset)
    response = client.post(url, SPENT | {"batch": batch.pk})
    refused = client.post(url, SPENT | {"batch": other_year.pk, "voucher": "KW-2"})

    assert offered == {batch}
    assert response["Location"] == line.get_absolute_url()
    assert list(Expense.objects.values_list("line", "batch", "amount")) == [(line.pk, batch.pk, 1_250_000)]
    assert list(refused.context["form"].errors) == ["batch"]


def test_spending_too_much_is_said_at_the_amount_and_saves_nothing(place, sign_in: SignIn):
    line, batch = line_of(place), place.batch()
    url = reverse("programs:budget-spend", args=[line.pk])

    response = sign_in(place.staff).post(url, SPENT | {"batch": batch.pk, "amount": "50.000.001"})

    assert list(response.context["form"].errors) == ["amount"]
    assert "Only Rp50.000.000,00 is left" in response.content.decode()
    assert Expense.objects.count() == 0


def test_a_second_click_on_save_is_no_second_expense(place, sign_in: SignIn):
    line, batch = line_of(place), place.batch()
    client, url = sign_in(place.staff), reverse("programs:budget-spend", args=[line.pk])

    for _click in range(2):
        response = client.post(url, SPENT | {"batch": batch.pk})

    assert response.context["form"].non_field_errors() == ["This expense is already recorded with this voucher."]
    assert Expense.objects.count() == 1


def test_an_expense_is_edited_and_removed(place, sign_in: SignIn):
    batch = place.batch()
    expense, client = make.ExpenseFactory.create(line=line_of(place), batch=batch), sign_in(place.staff)

    client.post(reverse("programs:expense-edit", args=[expense.pk]), SPENT | {"batch": batch.pk})
    expense.refresh_from_db()
    client.post(reverse("programs:expense-remove", args=[expense.pk]), {"reason": "Salah catat."})

    assert (expense.amount, Expense.objects.count()) == (1_250_000, 0)


def test_the_detail_shows_numerator_denominator_and_both_rates(place, sign_in: SignIn):
    line = line_of(place, blocked=10_000_000, plan=[0] * 12)
    make.ExpenseFactory.create(line=line, amount=30_000_000)

    page = sign_in(place.head).get(line.get_absolute_url()).content.decode()

    for text in ("60.0%", "Rp30.000.000,00 of Rp50.000.000,00", "75.0%", "Rp30.000.000,00 of Rp40.000.000,00"):
        assert text in page


def test_the_list_adds_up_what_the_filter_leaves(place, sign_in: SignIn):
    line_of(place, year=2020, plan=[0] * 12)
    make.ExpenseFactory.create(line=line_of(place), amount=10_000_000)

    total = sign_in(place.staff).get(LIST, {"year": "2021"}).context["total"]

    assert (total.realised, total.ceiling, total.rate) == (10_000_000, 50_000_000, 20.0)


def test_the_file_has_plain_amounts_and_no_formulas(place, stranger, sign_in: SignIn):
    line_of(stranger)
    line = line_of(place, name="=1+1")
    make.ExpenseFactory.create(line=line, amount=10_000_000)

    response = sign_in(place.staff).post(LIST, {"file": "csv"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        f"2021,{place.facility},'=1+1,DIPA of the prison,,50000000,0,50000000,10000000,20.0,20.0",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_with_one_line_and_with_three(
    place, sign_in: SignIn, rows: int, django_assert_num_queries: Any
):
    for _row in range(rows):
        make.ExpenseFactory.create(line=line_of(place))
    client = sign_in(place.staff)

    with django_assert_num_queries(12):
        client.get(LIST)


def test_batches_are_tagged_and_found_by_their_programme(place, sign_in: SignIn):
    tag = ProgrammeTag.objects.create(programme="AKSI", name="Kemandirian pangan")
    tagged, _other = place.batch(name="Pangan"), place.batch(name="Las")
    tagged.tags.add(tag)
    client = sign_in(place.staff)

    found = client.get(reverse("programs:batch-list"), {"tag": tag.pk}).context["object_list"]
    page = client.get(tagged.get_absolute_url()).content.decode()

    assert list(found) == [tagged]
    assert "15 Program Aksi: Kemandirian pangan" in page

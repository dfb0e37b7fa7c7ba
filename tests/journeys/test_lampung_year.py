"""Bandar Lampung 2021: a year's money from the ceiling to the absorption, and a class that must keep its standard."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from programs.models import Batch, BudgetLine, Expense
from tests.cast import Place

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, page: str, /, *args: Any, **data: Any) -> Any:
    """POST to a page and insist that it took the step."""
    response = client.post(reverse(page, args=args), data)
    errors = response.context["form"].errors if response.status_code == 200 and response.context else ""
    assert response.status_code == 302, errors
    return response


def refused(client: Client, page: str, /, *args: Any, **data: Any) -> dict[str, list[str]]:
    """POST to a page and hand back what it says against it, by field."""
    response = client.post(reverse(page, args=args), data)
    assert response.status_code == 200
    return {name: [str(text) for text in texts] for name, texts in response.context["form"].errors.items()}


def test_the_year_of_bandar_lampung_from_its_ceiling_to_its_absorption() -> None:
    place = Place("Bandar Lampung")
    package = place.package
    package.least_participants, package.most_participants = 10, 16
    package.save()
    staff, head, region = signed_in(place.staff), signed_in(place.head), signed_in(place.regional_head)
    plan: dict[str, Any] = {
        "name": "Las angkatan 1",
        "trainee_kind": "INMATE",
        "package": package.pk,
        "agreement": place.agreement.pk,
        "workshop": place.workshop.pk,
        "starts_on": "2021-06-10",
        "ends_on": "2021-06-11",
        "tested_on": "2021-06-12",
        "seats": "8",
    }

    # The centre asks that participants and hours follow its standard: the figure and the standard are said.
    send(staff, "programs:batch-add", **plan | {"name": "Las angkatan kecil"})
    small = Batch.objects.get()
    page = staff.get(small.get_absolute_url()).content.decode()
    assert "Paket ini untuk 10 sampai 16 peserta; angkatan ini memerlukan 8." in page
    send(staff, "programs:batch-cancel", small.pk, reason="Terlalu sedikit")
    package.package_units.update(lesson_hours=6)
    assert refused(staff, "programs:batch-add", **plan | {"seats": "12"}) == {
        "package": ["Unit paket ini baru berjumlah 12 dari 16 JP."]
    }
    package.package_units.update(lesson_hours=8)
    send(staff, "programs:batch-add", **plan | {"seats": "12"})
    batch = Batch.objects.get(name="Las angkatan 1")

    send(
        staff,
        "programs:budget-add",
        year="2021",
        source="DIPA_UPT",
        name="Pelatihan keterampilan",
        ceiling="50.000.000",
        blocked="4.000.000",
        is_for_batches="on",
        plan_5="20.000.000",
        plan_6="26.000.000",
    )
    line = BudgetLine.objects.get()
    bought = {"batch": batch.pk, "spent_on": "2021-06-02", "what": "Elektroda", "voucher": "KW-1"}
    send(staff, "programs:budget-spend", line.pk, **bought, amount="23.000.000")
    too_much = refused(
        staff, "programs:budget-spend", line.pk, **bought | {"voucher": "KW-2", "amount": "Rp23.000.001,00"}
    )
    assert too_much == {
        "amount": [
            "Sisa dana hanya Rp23.000.000,00: pagu Rp50.000.000,00 dikurangi blokir Rp4.000.000,00 "
            "dan belanja Rp23.000.000,00."
        ]
    }
    send(staff, "programs:budget-spend", line.pk, **bought | {"voucher": "KW-2", "amount": "13.500.000"})

    with translation.override("id"):
        for reader in (staff, head, region):
            page = reader.get(line.get_absolute_url()).content.decode()
            for text in (
                "73,0%",
                "Rp36.500.000,00 dari Rp50.000.000,00",
                "79,3%",
                "Rp36.500.000,00 dari Rp46.000.000,00",
                "Rp9.500.000,00",
            ):
                assert text in page
        costs = staff.get(batch.get_absolute_url()).content.decode()
    assert "Rp3.041.667,00" in costs
    assert "(Rp36.500.000,00 untuk 12 kursi)" in costs
    assert Expense.objects.filter(batch=batch).count() == 2

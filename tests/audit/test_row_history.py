"""The database itself keeps what rows were before: of people, places and what was agreed."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from accounts.models import User
from facilities.models import Agreement
from tests.factories import (
    AgreementFactory,
    FieldFactory,
    RegionFactory,
    RuleSetFactory,
    StandardFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def history(model: Any, **where: object) -> list[Any]:
    return list(model.pgh_event_model.objects.filter(**where).order_by("pgh_id"))


def test_a_change_of_a_person_is_kept_without_the_password_and_the_days_of_sign_in() -> None:
    user = UserFactory.create(name="Melati Lama")
    before = len(history(User, pgh_obj=user.pk))
    User.objects.filter(pk=user.pk).update(password="!rahasia", last_login="2021-06-10T00:00Z")
    User.objects.filter(pk=user.pk).update(name="Melati Baru")

    events = history(User, pgh_obj=user.pk)

    assert [(event.pgh_label, event.name) for event in events[before:]] == [("update", "Melati Baru")]
    assert {"password", "last_login"} & {field.name for field in events[0]._meta.get_fields()} == set()


def parts_of_an_agreement() -> list[Model]:
    agreement: Agreement = AgreementFactory.create()
    witness = agreement.witnesses.create(name="Saksi", position="Kepala")
    return [*agreement.parties.all(), witness]


def test_parties_and_witnesses_that_are_taken_out_are_remembered() -> None:
    for part in parts_of_an_agreement():
        key = part.pk
        part.delete()

        assert [event.pgh_label for event in history(type(part), pgh_obj=key)] == ["insert", "delete"]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (RegionFactory, "name"),
        (FieldFactory, "name"),
        (StandardFactory, "title"),
        (UnitFactory, "title"),
        (RuleSetFactory, "name"),
    ],
)
def test_reference_data_that_changes_keeps_its_earlier_words(make: Any, word: str) -> None:
    row = make.create(**{word: "Nama lama"})
    setattr(row, word, "Nama baru")
    row.save()

    assert [getattr(event, word) for event in history(type(row), pgh_obj=row.pk)][-1] == "Nama baru"


def test_a_field_that_leaves_the_scope_of_an_agreement_is_remembered() -> None:
    field = FieldFactory.create()
    agreement: Agreement = AgreementFactory.create(fields=[field])
    agreement.fields.clear()

    events = history(apps.get_model("facilities", "AgreementField"), agreement=agreement.pk, field=field.pk)

    assert [event.pgh_label for event in events] == ["insert", "delete"]

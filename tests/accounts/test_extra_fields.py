"""Whoever sends more than the form shows changes nothing by it: each form names its fields (A2)."""

from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.db.models import Field, ForeignKey, Model
from django.test import Client
from django.urls import reverse

from programs.models import Outcome
from tests.accounts.test_access import OF_A_ROW, WHO_GETS_IN, Place, places  # noqa: F401 -- a fixture
from tests.accounts.test_form_choices import our_forms

pytestmark = pytest.mark.django_db
# What only an action or the database says of a row.
DECIDED = {"state", "password", "is_superuser", "is_staff", "created_at", "token", "typed_code", "file_sha256"}
# Who has asked last stands beside what was told.
WRITTEN_BY_THE_ACTION: dict[type[Model], set[str]] = {Outcome: {"recorded_by"}}
# Not a form of one row, or closed for the row of the cast.
OTHER_PAGES = {
    "certificates:decision-edit",
    "programs:batch-edit",
    "programs:batch-report-edit",
    "programs:session-edit",
    "trainees:interest-edit",
}
EDITS = sorted(name for name in set(OF_A_ROW) - OTHER_PAGES if name.endswith("-edit"))


def forms_of_rows() -> list[type[forms.ModelForm]]:
    return [form for form in our_forms() if issubclass(form, forms.ModelForm)]


def test_every_form_names_its_fields():
    careless = [
        form.__name__
        for form in forms_of_rows()
        if not isinstance(form._meta.fields, list | tuple) or form._meta.exclude or DECIDED & set(form._meta.fields)
    ]

    assert careless == []
    assert len(forms_of_rows()) > 15


@pytest.mark.parametrize("name", EDITS)
def test_what_a_form_does_not_name_stays_as_it_is(name: str, places: tuple[Place, Place]):  # noqa: F811
    own, foreign = places
    row = own.row(name)
    client, address = Client(), reverse(name, args=[row.pk])
    asked = 0
    for role in sorted(WHO_GETS_IN[name]):
        client.force_login(own.users[role])
        form = (client.get(address).context or {}).get("form")
        if not isinstance(form, forms.ModelForm) or form.instance.pk is None:
            continue
        asked += 1
        with transaction.atomic():
            answer = client.post(address, shown(form) | not_shown(form, foreign))
            assert answer.status_code == 302, answer.context["form"].errors
            kept = {field.name for field in hidden(form)}
            now = type(form.instance)._base_manager.get(pk=form.instance.pk)
            assert values(now, kept) == values(form.instance, kept)
            transaction.set_rollback(True)

    assert asked


def hidden(form: forms.ModelForm) -> list[Field]:
    """The columns of the row that the form does not offer, but for what the action writes by itself."""
    written = {"updated_at", *WRITTEN_BY_THE_ACTION.get(form._meta.model, ())}
    return [
        field
        for field in form._meta.model._meta.concrete_fields
        if field.name not in form.fields and field.name not in written
    ]


def values(row: Model, names: set[str]) -> dict[str, Any]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name in names}


def shown(form: forms.ModelForm) -> dict[str, Any]:
    """What a browser would send back untouched, with something chosen where something must be."""
    initial = {bound.html_name: bound.value() for bound in form}
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelMultipleChoiceField) and field.required and not initial[name]:
            initial[name] = [field.queryset.order_by("pk")[0].pk]
    return {name: value for name, value in initial.items() if value is not None and value is not False}


def not_shown(form: forms.ModelForm, foreign: Place) -> dict[str, Any]:
    """Another value for every column that the form keeps to itself."""
    return {field.attname: other(field, foreign) for field in hidden(form)} | {
        field.name: other(field, foreign) for field in hidden(form)
    }


def other(field: Field, foreign: Place) -> str:
    if isinstance(field, ForeignKey):
        return str(next(iter(field.related_model._base_manager.values_list("pk", flat=True).order_by("-pk")), 1))
    if field.choices:
        return str(next(value for value, _label in field.flatchoices))
    return "2030-01-01" if "Date" in type(field).__name__ else "7"

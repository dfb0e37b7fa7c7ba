"""Labels are put into words when they are shown, not when the program starts: each reader has a language."""

import importlib
from collections.abc import Iterator

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db.models import Choices, Model
from django.utils.functional import Promise

ROOMS = ("accounts", "audit", "facilities", "imports", "trainees", "programs", "certificates", "reports", "api")
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]
OURS = [model for model in MODELS if not hasattr(model, "pgh_tracked_model")]


def everything_below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from everything_below(below)


def our_classes(kind: type) -> list[type]:
    importlib.import_module(settings.ROOT_URLCONF)
    return [found for found in everything_below(kind) if found.__module__.split(".")[0] in ROOMS]


def is_late(text: object) -> bool:
    """Spoken late, or the same in every language: an abbreviation such as NIK, IIA, WIB, SMP, or a number."""
    return text is None or text == "" or isinstance(text, Promise) or str(text).isupper() or str(text).isdecimal()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_model_names_itself_late(model: type[Model]) -> None:
    written = vars(model.Meta) if hasattr(model, "Meta") else {}
    early = [name for name in ("verbose_name", "verbose_name_plural") if not is_late(written.get(name))]

    assert early == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_model_explains_its_fields_late(model: type[Model]) -> None:
    early = [field.name for field in model._meta.fields if not is_late(field.help_text)]
    choices = [
        field.name
        for field in model._meta.fields
        if field.name in vars(model) and any(not is_late(label) for _value, label in field.choices or ())
    ]

    assert (early, choices) == ([], [])


def test_enumerations_label_their_members_late() -> None:
    early = [
        f"{kind.__qualname__}.{member.name}"
        for kind in our_classes(Choices)
        for member in kind
        if not is_late(member._label_)
    ]

    assert early == []


@pytest.mark.parametrize("form", our_classes(forms.BaseForm), ids=lambda form: form.__qualname__)
def test_a_form_explains_its_fields_late(form: type[forms.BaseForm]) -> None:
    model = getattr(getattr(form, "_meta", None), "model", None)
    from_the_model = {field.name for field in model._meta.get_fields()} if model else set()
    early = [
        name
        for name, field in form.base_fields.items()
        if not (is_late(field.label) or name in from_the_model) or not is_late(field.help_text)
    ]

    assert early == []


@pytest.mark.parametrize("kind", our_classes(django_filters.FilterSet), ids=lambda kind: kind.__qualname__)
def test_a_filter_names_its_fields_late(kind: type[django_filters.FilterSet]) -> None:
    early = [name for name, found in kind.base_filters.items() if not is_late(found._label)]

    assert early == []

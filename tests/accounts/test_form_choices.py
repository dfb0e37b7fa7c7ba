"""Every form offers rows of the reader's own places only: of another place's rows, none can be chosen."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.db.models import Model

from accounts.access import ScopedForm, ScopedFormMixin, ScopedModelForm
from accounts.permissions import Role
from certificates.models import Proposal, Scheme
from facilities.models import Field, Region
from programs.models import Account, Batch, Enrollment, ProgrammeTag, Unit, UnitResult
from programs.rotation.reading import problem_of
from tests.cast import Place
from tests.factories import (
    AgreementFactory,
    BudgetLineFactory,
    MeetingFactory,
    ReadinessReviewFactory,
    RotationPlanFactory,
)

pytestmark = pytest.mark.django_db
WIDER_ON_PURPOSE = {"TransferForm": {"to_facility"}}  # people are moved all over the country
REFERENCE_DATA = (Account, Field, ProgrammeTag, Region, Scheme, Unit)


def forms_below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from forms_below(below)


def is_half_a_form(form: type) -> bool:
    """A form of rows that does not say of which: others are made of it."""
    return issubclass(form, forms.ModelForm) and form._meta.model is None


def our_forms() -> list[type]:
    importlib.import_module(settings.ROOT_URLCONF)
    ours = set(forms_below(ScopedFormMixin)) - {ScopedForm, ScopedModelForm}
    return sorted(
        (form for form in ours if not form.__module__.startswith("tests") and not is_half_a_form(form)),
        key=lambda form: (form.__module__, form.__name__),
    )


def rows_of(place: Place) -> dict[type[Model], set[int]]:
    """One of everything at the place, of every model that a form may offer."""
    batch = place.batch(state="SELECTING")
    enrollment = place.enrolled(batch, Enrollment.State.PROPOSED)
    mou = AgreementFactory.create(kind="MOU", between=(place.facility, place.centre))
    proposed = place.enrolled(place.batch(state="SELECTING"), Enrollment.State.COMPLETED)
    proposal = Proposal.objects.create(enrollment=proposed, proposed_by=place.centre_staff)
    review = ReadinessReviewFactory.create(workshop=place.workshop, centre=place.centre)
    photo = review.photos.create(position=1, file="readiness/none.jpg", added_by=place.staff)
    rows = (
        photo,
        review,
        MeetingFactory.create(between=(place.facility, place.centre)),
        place.facility,
        place.centre,
        place.workshop,
        place.package,
        place.agreement,
        mou,
        place.instructor,
        batch,
        *place.sessions(batch),
        enrollment,
        enrollment.inmate,
        place.officer(),
        proposal,
        *(place.person(role) for role in Role),
    )
    found: dict[type[Model], set[int]] = {}
    for row in rows:
        found.setdefault(type(row), set()).add(row.pk)
    return found


def needs(place: Place) -> dict[str, Any]:
    """What some forms are given by their pages: rows of the own place."""
    batch = place.batch()
    session = place.sessions(batch)[0]
    rotation = RotationPlanFactory.create(facility=place.facility, centre=place.centre, agreement=place.agreement)
    return {
        "cell": rotation.cells.get(),
        "frame": problem_of(rotation).frame,
        "batch": batch,
        "session": session,
        "result": UnitResult(pk=0),
        "log": None,
        "workshop": place.workshop,
        "review": ReadinessReviewFactory.create(workshop=place.workshop, centre=place.centre),
        "meeting": MeetingFactory.create(between=(place.facility, place.centre)),
        "package": place.package,
        "instructor": place.instructor,
        "inmate": place.inmate(),
        "enrollment": place.enrolled(batch),
        "agreement": place.agreement,
        "certificates": [],
        "enrollments": [],
        "candidates": [],
        "own": {},
        "criteria": [],
        "sheet": None,
        "suggestions": [],
        "others": Batch.objects.all(),
        "fit": list(Enrollment.objects.all()),
        "offers": [],
        "standing": [],
        "pairs": [],
        "line": BudgetLineFactory.create(facility=place.facility),
        "units": [],
        "decision": None,
        "today": batch.starts_on,
        "verdicts": {},
    }


def made(form: type, user: Any, given: dict[str, Any]) -> forms.BaseForm:
    """The form as its page makes it, with what it asks for."""
    wanted = {name for kind in form.__mro__ for name in code_names(kind)}
    return form(user=user, **{name: value for name, value in given.items() if name in wanted})


def code_names(kind: type) -> set[str]:
    code = getattr(kind.__dict__.get("__init__"), "__code__", None)
    if code is None or kind.__module__.split(".")[0] not in (
        "facilities",
        "trainees",
        "programs",
        "certificates",
        "reports",
    ):
        return set()
    return set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def test_forms_are_found() -> None:
    assert len(our_forms()) > 15


@pytest.mark.parametrize("form", our_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
@pytest.mark.parametrize("role", [Role.GIATJA_STAFF, Role.CENTRE_STAFF])
def test_no_form_offers_a_row_of_another_place(form: type, role: Role) -> None:
    own, foreign = Place("Pekalongan"), rows_of(Place("Medan"))
    user = own.person(role)

    offered = made(form, user, needs(own))

    wider = WIDER_ON_PURPOSE.get(form.__name__, set())
    leaks = {
        name: choices
        for name, field in offered.fields.items()
        if isinstance(field, forms.ModelChoiceField)
        and field.queryset.model not in REFERENCE_DATA
        and name not in wider
        for choices in [set(field.queryset.values_list("pk", flat=True)) & foreign.get(field.queryset.model, set())]
        if choices
    }
    assert leaks == {}
    unknown = {
        field.queryset.model
        for field in offered.fields.values()
        if isinstance(field, forms.ModelChoiceField)
        and field.queryset.model not in REFERENCE_DATA
        and field.queryset.model not in foreign
    }
    assert unknown == set()

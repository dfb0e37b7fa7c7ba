"""A rotation as its people plan it: laid out from one form, changed, proposed, and made into batches once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from facilities.models import ClosedDay, Field, Workshop
from programs.actions.rotations import batch_name, change_cell, create_batches, remove_plan, take_proposal
from programs.models import Batch, Instructor, Package, ProgrammeTag, RotationCell, RotationPlan, Session
from programs.rotation.checks import clashes
from programs.rotation.reading import cells_of, problem_of
from programs.rotation.solver import Proposal
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2021, 6, 14)
NAMES = ("Menjahit", "Membatik", "Potong rambut", "Servis AC", "Servis sepeda motor", "Teknik las")


class Pekalongan(Place):
    """Six packages of 144 JP, each with a workshop and an instructor of its own."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.packages: list[Package] = []
        for name in NAMES:
            field = make.FieldFactory.create(name=name)
            package = make.PackageFactory.create(
                centre=self.centre,
                field=field,
                name=name,
                lesson_hours=144,
                least_participants=8,
                most_participants=10,
                unit_hours=[72, 72],
            )
            self.packages.append(package)
            make.WorkshopFactory.create(facility=self.facility, name=f"Bengkel {name}", fields=[field])
            make.InstructorFactory.create(centre=self.centre, name=f"Instruktur {name}", fields=[field])
        self.agreement.fields.set(Field.objects.all())


@pytest.fixture
def place() -> Pekalongan:
    return Pekalongan("Pekalongan")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def wanted(place: Pekalongan, **changed: Any) -> dict[str, Any]:
    return {
        "name": "Tahap 1 2021",
        "agreement": place.agreement.pk,
        "packages": [package.pk for package in place.packages],
        "starts_on": "2021-06-10",
        "block_days": 18,
        "tracks": 2,
        "groups": 6,
        "packages_per_group": 1,
        "seats": 10,
        "weekdays": [0, 1, 2, 3, 4, 5],
        "lessons_start_at": "07:30",
        "hours_per_day": 8,
        **changed,
    }


def post(client: Client, page: str, pk: int | None = None, /, **data: Any) -> Any:
    return client.post(reverse(f"programs:{page}", args=[] if pk is None else [pk]), data, follow=True)


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def laid_out(place: Pekalongan, **changed: Any) -> RotationPlan:
    post(signed_in(place.staff), "rotation-add", **wanted(place, **changed))
    return RotationPlan.objects.get()


def other_batch(place: Pekalongan, **facts: Any) -> Batch:
    return place.batch(starts_on=MONDAY, ends_on=MONDAY, tested_on=MONDAY, **facts)


def clash_codes(plan: RotationPlan) -> list[str]:
    problem = problem_of(plan)
    return [clash.code for clash in clashes(problem, cells_of(plan, problem))]


# -- Pekalongan


def test_pekalongan_is_laid_out_and_created_through_the_pages(place: Pekalongan) -> None:
    client = signed_in(place.staff)

    shown = post(client, "rotation-add", **wanted(place))

    plan = RotationPlan.objects.get()
    assert shown.context["clashes"] == []
    assert [(cell.block, cell.track, cell.group) for cell in plan.cells.all()] == [
        (1, 1, 1),
        (1, 2, 2),
        (2, 1, 3),
        (2, 2, 4),
        (3, 1, 5),
        (3, 2, 6),
    ]

    asked = client.get(reverse("programs:rotation-create", args=[plan.pk]))
    created = post(client, "rotation-create", plan.pk)

    assert sorted(row.row.package.name for row in asked.context["classes"]) == sorted(NAMES)
    assert created.redirect_chain == [(plan.get_absolute_url(), 302)]
    batches = list(Batch.objects.order_by("starts_on", "pk"))
    assert [(batch.starts_on, batch.ends_on, batch.tested_on) for batch in batches[::2]] == [
        (dt.date(2021, 6, 10), dt.date(2021, 6, 30), dt.date(2021, 7, 1)),
        (dt.date(2021, 7, 2), dt.date(2021, 7, 23), dt.date(2021, 7, 24)),
        (dt.date(2021, 7, 26), dt.date(2021, 8, 16), dt.date(2021, 8, 18)),
    ]
    assert {batch.sessions.dates("day", "day").count() for batch in batches} == {18}
    assert {batch.seats for batch in batches} == {10}
    assert AuditEvent.objects.filter(verb="create", object_id=plan.pk).count() == 1


def test_created_twice_there_are_six_batches_still(place: Pekalongan) -> None:
    plan, client = laid_out(place), signed_in(place.centre_staff)
    post(client, "rotation-create", plan.pk)

    again = post(client, "rotation-create", plan.pk)

    assert Batch.objects.count() == 6
    assert len(said(again)) == 1
    assert RotationCell.objects.filter(batch=None).count() == 0


def test_all_batches_or_none(place: Pekalongan) -> None:
    plan = laid_out(place)
    last = plan.cells.order_by("pk").last()
    assert last is not None
    place.batch(name=batch_name(plan, last))

    refused = post(signed_in(place.staff), "rotation-create", plan.pk)

    assert Batch.objects.count() == 1
    assert not Session.objects.exists()
    assert list(errors(refused)) == ["__all__"]
    plan.refresh_from_db()
    assert plan.state == "DRAFT"


def test_a_plan_with_a_clash_is_not_created(place: Pekalongan) -> None:
    plan = laid_out(place)
    plan.cells.filter(track=1).update(instructor=None)

    refused = post(signed_in(place.staff), "rotation-create", plan.pk)

    assert len(errors(refused)["__all__"]) == 3
    assert not Batch.objects.exists()


def test_each_batch_is_reported_under_the_programmes_of_its_package(place: Pekalongan) -> None:
    plan = laid_out(place)
    tag = ProgrammeTag.objects.create(programme="AKSI", name="Pelatihan bersertifikat")
    first = plan.cells.order_by("pk")[0]
    first.package.tags.add(tag)

    create_batches(plan, by=place.staff)

    assert list(Batch.objects.filter(tags=tag)) == [RotationCell.objects.get(pk=first.pk).batch]


# -- Changing


def test_a_class_of_a_layout_that_is_gone_by_now_is_not_changed(place: Pekalongan) -> None:
    plan = laid_out(place)
    cell = plan.cells.order_by("pk")[0]
    plan.cells.all().delete()

    with pytest.raises(ValidationError) as refusal:
        change_cell(cell, block=2, track=1, workshop=None, instructor=None, by=place.staff)
    assert refusal.value.error_list[0].code == "race"


def test_a_class_moved_to_a_taken_place_changes_places_with_the_other(place: Pekalongan) -> None:
    plan = laid_out(place)
    first, other = plan.cells.get(block=1, track=1), plan.cells.get(block=3, track=2)
    workshop, instructor = first.workshop, first.instructor
    assert workshop is not None
    assert instructor is not None

    post(
        signed_in(place.centre_staff),
        "rotation-cell",
        first.pk,
        block=3,
        track=2,
        workshop=workshop.pk,
        instructor=instructor.pk,
    )

    assert RotationCell.objects.get(pk=first.pk).block == 3
    moved = RotationCell.objects.get(pk=other.pk)
    assert (moved.block, moved.track) == (1, 1)
    assert clash_codes(plan) == []


def test_what_stands_against_the_plan_is_shown_and_a_proposal_mends_it(place: Pekalongan) -> None:
    plan, client = laid_out(place), signed_in(place.staff)
    for cell in plan.cells.filter(block=1):
        cell.instructor = Instructor.objects.get(name="Instruktur Menjahit")
        cell.save()
    assert clash_codes(plan) == ["TEACHER_OTHER_FIELD", "TEACHER"]

    shown = client.get(plan.get_absolute_url())
    proposed = post(client, "rotation-propose", plan.pk)

    assert len(shown.context["clashes"]) == 2
    assert proposed.context["clashes"] == []
    assert clash_codes(plan) == []
    assert AuditEvent.objects.filter(verb="propose", object_id=plan.pk).count() == 1


def test_a_workshop_taken_by_another_batch_is_seen_on_its_days(place: Pekalongan) -> None:
    plan = laid_out(place)
    sewing = Workshop.objects.get(name="Bengkel Menjahit")
    make.SessionFactory.create(batch=other_batch(place, workshop=sewing))

    assert clash_codes(plan) == ["ROOM_BUSY"]


def test_a_lesson_at_another_time_of_day_takes_nothing(place: Pekalongan) -> None:
    plan = laid_out(place)
    sewing = Workshop.objects.get(name="Bengkel Menjahit")
    evening = dt.datetime(2021, 6, 14, 11, tzinfo=dt.UTC)  # 18.00 WIB
    later = evening + dt.timedelta(hours=2)
    make.SessionFactory.create(
        batch=other_batch(place, workshop=sewing), day=MONDAY, starts_at=evening, ends_at=later, lesson_hours=2
    )

    assert clash_codes(plan) == []


def test_nothing_to_propose_is_said_with_its_reason_and_changes_nothing(place: Pekalongan) -> None:
    plan = laid_out(place)
    Instructor.objects.get(name="Instruktur Menjahit").fields.clear()

    refused = post(signed_in(place.staff), "rotation-propose", plan.pk)

    assert len(said(refused)) == 1
    assert clash_codes(plan) == ["TEACHER_OTHER_FIELD"]


def test_an_edit_of_the_shape_lays_all_classes_out_anew(place: Pekalongan) -> None:
    plan = laid_out(place)

    post(signed_in(place.staff), "rotation-edit", plan.pk, **wanted(place, tracks=3))

    assert [(cell.block, cell.track) for cell in plan.cells.all()] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_an_edit_of_the_days_keeps_the_classes(place: Pekalongan) -> None:
    plan = laid_out(place)
    before = list(plan.cells.values_list("pk", flat=True))

    post(signed_in(place.staff), "rotation-edit", plan.pk, **wanted(place, starts_on="2021-06-14"))

    assert list(plan.cells.values_list("pk", flat=True)) == before
    assert RotationPlan.objects.get().starts_on == dt.date(2021, 6, 14)


def test_groups_with_three_packages_change_trainer_and_field_each_block(place: Pekalongan) -> None:
    plan = laid_out(place, groups=2, packages_per_group=3)

    assert [(cell.block, cell.group, cell.package.name) for cell in plan.cells.select_related("package")] == [
        (1, 1, "Membatik"),
        (1, 2, "Menjahit"),
        (2, 1, "Menjahit"),
        (2, 2, "Potong rambut"),
        (3, 1, "Potong rambut"),
        (3, 2, "Servis AC"),
    ]


# -- Refusals of the form


def test_packages_of_two_centres_are_refused(place: Pekalongan) -> None:
    other = make.PackageFactory.create()
    make.AgreementFactory.create(signed=True, between=(place.facility, other.centre))

    refused = post(signed_in(place.staff), "rotation-add", **wanted(place, packages=[place.packages[0].pk, other.pk]))

    assert list(errors(refused)) == ["packages"]
    assert not RotationPlan.objects.exists()


def test_an_agreement_without_the_packages_centre_is_refused(place: Pekalongan) -> None:
    foreign = make.AgreementFactory.create(signed=True, between=(place.facility, make.TrainingCentreFactory.create()))

    refused = post(signed_in(place.staff), "rotation-add", **wanted(place, agreement=foreign.pk))

    assert list(errors(refused)) == ["agreement"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"packages_per_group": 6, "packages": []}, "packages"),
        ({"groups": 0}, "groups"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [9]}, "weekdays"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"lessons_start_at": "25:00"}, "lessons_start_at"),
        ({"tracks": 1, "groups": 24, "weekdays": [0]}, "__all__"),
    ],
)
def test_odd_input_is_refused_at_its_field(place: Pekalongan, changed: dict[str, Any], field: str) -> None:
    refused = post(signed_in(place.staff), "rotation-add", **wanted(place, **changed))

    assert list(errors(refused)) == [field]
    assert not RotationPlan.objects.exists()


def test_more_packages_for_each_group_than_are_chosen_are_refused(place: Pekalongan) -> None:
    refused = post(
        signed_in(place.staff), "rotation-add", **wanted(place, packages=[place.packages[0].pk], packages_per_group=2)
    )

    assert list(errors(refused)) == ["packages_per_group"]


# -- Scope, costs, facts


def test_both_sides_see_the_plan_and_nobody_else(place: Pekalongan) -> None:
    plan, stranger = laid_out(place), Place("Medan")

    seen = {
        user.role: signed_in(user).get(plan.get_absolute_url()).status_code
        for user in (place.staff, place.head, place.centre_staff, place.centre_head)
    }

    assert seen == dict.fromkeys(("GIATJA_STAFF", "FACILITY_HEAD", "CENTRE_STAFF", "CENTRE_HEAD"), 200)
    assert signed_in(stranger.staff).get(plan.get_absolute_url()).status_code == 404
    assert signed_in(stranger.centre_staff).get(plan.get_absolute_url()).status_code == 404


def test_a_centre_plans_for_a_prison_of_its_agreements(place: Pekalongan) -> None:
    post(signed_in(place.centre_staff), "rotation-add", **wanted(place, facility=place.facility.pk))

    assert RotationPlan.objects.get().facility == place.facility


def test_the_list_costs_the_same_for_one_and_three(place: Pekalongan, django_assert_num_queries: Any) -> None:
    client = signed_in(place.staff)
    client.get(reverse("programs:rotation-list"))  # the first page of a session costs more
    for rows in (1, 3):
        while RotationPlan.objects.count() < rows:
            make.RotationPlanFactory.create(facility=place.facility, centre=place.centre, agreement=place.agreement)

        with django_assert_num_queries(7):
            client.get(reverse("programs:rotation-list"))


def test_the_page_costs_the_same_for_one_class_and_six(place: Pekalongan, django_assert_num_queries: Any) -> None:
    client = signed_in(place.staff)
    small = make.RotationPlanFactory.create(facility=place.facility, centre=place.centre, agreement=place.agreement)
    large = laid_out_beside(place)
    client.get(small.get_absolute_url())

    for plan in (small, large):
        with django_assert_num_queries(21):
            client.get(plan.get_absolute_url())


def laid_out_beside(place: Pekalongan) -> RotationPlan:
    post(signed_in(place.staff), "rotation-add", **wanted(place))
    return RotationPlan.objects.get(name="Tahap 1 2021")


def test_a_draft_is_removed_without_a_trace_in_the_lists(place: Pekalongan) -> None:
    plan = laid_out(place)

    post(signed_in(place.staff), "rotation-remove", plan.pk)

    assert not RotationPlan.objects.exists()


def created(place: Pekalongan) -> RotationPlan:
    plan = laid_out(place)
    create_batches(plan, by=place.staff)
    plan.refresh_from_db()
    return plan


FROZEN = {
    "a class is changed": "UPDATE programs_rotationcell SET track = track + 10",
    "a class is taken away": "DELETE FROM programs_rotationcell",
    "a class is added": (
        'INSERT INTO programs_rotationcell (plan_id, package_id, "group", block, track) '
        "SELECT plan_id, package_id, 99, 99, 9 FROM programs_rotationcell LIMIT 1"
    ),
    "the plan is changed": "UPDATE programs_rotationplan SET name = 'Lain'",
    "the plan is a draft again": "UPDATE programs_rotationplan SET state = 'DRAFT'",
}


@pytest.mark.parametrize("what", FROZEN)
def test_once_the_batches_are_created_the_database_keeps_the_plan(place: Pekalongan, what: str) -> None:
    created(place)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FROZEN[what])

    assert refusal.value.__cause__.diag.constraint_name == "created_rotation_stays"


def test_no_plan_is_created_without_all_of_its_batches(place: Pekalongan) -> None:
    plan = laid_out(place)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        RotationPlan.objects.filter(pk=plan.pk).update(state="CREATED")

    assert refusal.value.__cause__.diag.constraint_name == "rotation_created_with_all_batches"


def test_a_created_plan_offers_no_class_to_change(place: Pekalongan) -> None:
    plan, client = created(place), signed_in(place.staff)
    cell = plan.cells.all()[0]

    assert client.get(reverse("programs:rotation-cell", args=[cell.pk])).status_code == 404
    assert client.get(reverse("programs:rotation-edit", args=[plan.pk])).status_code == 302
    assert client.get(plan.get_absolute_url()).status_code == 200


ODD_ROWS = {
    "rotation_package_once_per_group": {"block": 5},
    "rotation_one_class_per_track": {"group": 5},
    "rotation_cell_counts_from_one": {"group": 5, "block": 0},
}


@pytest.mark.parametrize("name", ODD_ROWS)
def test_classes_that_cannot_be_are_refused_past_the_form(place: Pekalongan, name: str) -> None:
    plan = make.RotationPlanFactory.create(facility=place.facility, centre=place.centre)
    first = plan.cells.get()
    facts = {"plan": plan, "package": first.package, "group": 1, "block": 1, "track": 1, **ODD_ROWS[name]}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        RotationCell.objects.create(**facts)
        connection.check_constraints()

    assert refusal.value.__cause__.diag.constraint_name == name


ODD_PLANS: dict[str, dict[str, Any]] = {
    "rotation_name_once_per_facility": {"name": "Rotasi"},
    "rotation_figures_plausible": {"tracks": 0},
    "rotation_has_lesson_days": {"weekdays": []},
}


@pytest.mark.parametrize("name", ODD_PLANS)
def test_plans_that_cannot_be_are_refused_past_the_form(place: Pekalongan, name: str) -> None:
    sides = {"facility": place.facility, "centre": place.centre, "agreement": place.agreement}
    make.RotationPlanFactory.create(**sides, name="Rotasi")

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make.RotationPlanFactory.create(**sides, cells=[], **ODD_PLANS[name])

    assert refusal.value.__cause__.diag.constraint_name == name


def test_a_plan_without_a_block_left_is_still_shown(place: Pekalongan) -> None:
    plan = laid_out(place, weekdays=[0], block_days=120, groups=2)
    for year in (2021, 2022):
        make_closed(place, dt.date(year, 8, 1), dt.date(year + 1, 7, 31))

    answer = signed_in(place.staff).get(plan.get_absolute_url())

    assert answer.status_code == 200
    assert set(clash_codes(plan)) >= {"TOO_LATE"}


def make_closed(place: Pekalongan, first: dt.date, last: dt.date) -> None:
    ClosedDay.objects.create(facility=place.facility, name="Renovasi", starts_on=first, ends_on=last)


def test_a_proposal_does_not_undo_what_somebody_changed_meanwhile(place: Pekalongan) -> None:
    plan = laid_out(place)
    problem = problem_of(plan)
    seen = cells_of(plan, problem)
    plan.cells.filter(block=1, track=1).update(instructor=None)

    with pytest.raises(ValidationError):
        take_proposal(plan, Proposal(tuple(seen), plan.starts_on), problem=problem, instead_of=seen, by=place.staff)

    assert plan.cells.filter(instructor=None).count() == 1


def test_a_plan_that_is_gone_is_refused_in_words(place: Pekalongan) -> None:
    plan = laid_out(place)
    RotationPlan.objects.get(pk=plan.pk).delete()

    with pytest.raises(ValidationError):
        remove_plan(plan, by=place.staff)

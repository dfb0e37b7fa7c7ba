"""Versions of a package, copies of other centres' packages, and the syllabus."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from programs.actions import packages as actions
from programs.actions.sheets import Criterion, set_sheet
from programs.candidates import judged_for
from programs.findings import enrollment_findings, planning_findings, with_training
from programs.forms.batches import BatchForm
from programs.models import Batch, Enrollment, Package, ProgrammeTag, ScoreSheet, Syllabus, Unit
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import Inmate, RuleSet

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n% silabus"


def refused_by(change: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return refusal.value.__cause__.diag.constraint_name


def in_use(place: Place) -> Package:
    place.batch()
    return place.package


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("Silabus Bu Rini.pdf", PDF, content_type="application/pdf")


def test_a_new_version_begins_as_the_one_before_it(place: Place) -> None:
    tag = ProgrammeTag.objects.create(programme="AKSELERASI", name="Ketahanan pangan")
    place.package.requirements = "Sehat jasmani"
    place.package.save()
    place.package.tags.set([tag])
    set_sheet(
        place.package, [Criterion("INTERVIEW", "Wawancara", 100)], least_scorers=1, joins_until=5, by=place.centre_staff
    )
    actions.keep_syllabus(place.package, pdf(), by=place.centre_staff)

    new = actions.publish_version(in_use(place), by=place.centre_staff)

    assert (new.name, new.version, new.supersedes, str(new)) == (
        place.package.name,
        2,
        place.package,
        f"{place.package.name}, version 2",
    )
    assert [(row.unit_id, row.lesson_hours) for row in new.package_units.all()] == [
        (row.unit_id, row.lesson_hours) for row in place.package.package_units.all()
    ]
    assert (new.requirements, list(new.tags.all())) == ("Sehat jasmani", [tag])
    assert ScoreSheet.objects.get(package=new).criteria.get().name == "Wawancara"
    assert new.syllabuses.get().file_name == place.package.syllabuses.get().file_name
    assert AuditEvent.objects.filter(object_type="programs.package", object_id=new.pk, verb="add").count() == 1


def test_nothing_of_the_frame_is_forgotten_in_a_copy() -> None:
    own = {"id", "centre", "name", "version", "supersedes", "copied_from"}

    assert {field.name for field in Package._meta.concrete_fields} - own == set(actions.FRAME)


def test_a_version_that_no_batch_uses_is_edited_instead(place: Place) -> None:
    with pytest.raises(ValidationError, match="edit it instead"):
        actions.publish_version(place.package, by=place.centre_staff)


def test_only_the_newest_version_is_followed(place: Place) -> None:
    first = in_use(place)
    actions.publish_version(first, by=place.centre_staff)

    with pytest.raises(ValidationError, match="newer version"):
        actions.publish_version(first, by=place.centre_staff)


def test_a_batch_keeps_its_version_and_may_move_to_the_newest_while_planned(place: Place) -> None:
    batch = place.batch()
    new = actions.publish_version(place.package, by=place.centre_staff)

    batch = Batch.objects.get()
    offered = BatchForm(instance=batch, user=place.staff).fields["package"].queryset

    assert batch.package == place.package
    assert [finding.code for finding in planning_findings(batch)] == ["SUPERSEDED_PACKAGE"]
    assert set(offered) == {place.package, new}


def test_a_new_batch_is_offered_the_newest_version_only(place: Place) -> None:
    new = actions.publish_version(in_use(place), by=place.centre_staff)

    assert set(BatchForm(user=place.staff).fields["package"].queryset) == {new}


def test_the_list_shows_the_newest_version_and_its_page_all_with_their_batches(place: Place, sign_in: SignIn) -> None:
    batch = place.batch()
    new = actions.publish_version(place.package, by=place.centre_staff)
    client = sign_in(place.centre_staff)

    listed = client.get(reverse("programs:package-list")).context["page_obj"].object_list
    versions = client.get(new.get_absolute_url()).context["versions"]

    assert list(listed) == [new]
    assert [(row.version, row.batches_seen) for row in versions] == [(2, []), (1, [batch])]


def test_who_completed_one_version_is_not_trained_in_the_next(place: Place) -> None:
    done = place.enrolled(place.batch(starts_on=dt.date(2021, 3, 1), state="TESTING"), Enrollment.State.COMPLETED)
    new = actions.publish_version(place.package, by=place.centre_staff)
    batch = place.batch(
        package=new, starts_on=dt.date(2021, 7, 1), ends_on=dt.date(2021, 7, 2), tested_on=dt.date(2021, 7, 3)
    )
    rules = RuleSet.objects.in_force(on=batch.starts_on)

    found = enrollment_findings(with_training(Inmate.objects.filter(enrollments=done)).get(), batch, rules)
    judged = judged_for(batch, Inmate.objects.filter(enrollments=done), rules).get()

    assert "ALREADY_COMPLETED" in [finding.code for finding in found]
    assert judged.is_blocked


def test_versions_bear_one_name_whatever_writes_them(place: Place) -> None:
    new = actions.publish_version(in_use(place), by=place.centre_staff)
    changes = [
        lambda: Package.objects.filter(pk=new.pk).update(name="Lain"),
        lambda: Package.objects.filter(pk=place.package.pk).update(name="Lain"),
        lambda: Package.objects.filter(pk=new.pk).update(version=3),
        lambda: Package.objects.filter(pk=new.pk).update(supersedes=make.PackageFactory.create().pk),
    ]

    names = []
    for change in changes:
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            change()
        names.append(refusal.value.__cause__.diag.constraint_name)

    assert names == ["package_versions_bear_one_name"] * 4


def test_two_new_versions_at_once_are_refused(place: Place) -> None:
    actions.publish_version(in_use(place), by=place.centre_staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.PackageFactory.create(
            centre=place.centre, field=place.field, name=place.package.name, version=2, supersedes=place.package
        )


def test_a_version_without_a_forerunner_is_refused(place: Place) -> None:
    with pytest.raises(IntegrityError, match="package_version_follows_another"), transaction.atomic():
        make.PackageFactory.create(centre=place.centre, field=place.field, version=2)


def test_what_a_batch_was_chosen_by_stands_still(place: Place) -> None:
    place.batch(state="SELECTING")

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Package.objects.filter(pk=place.package.pk).update(least_participants=3)

    assert refusal.value.__cause__.diag.constraint_name == "package_in_use_keeps_its_rules"


def test_the_catalogue_offers_finished_packages_of_other_centres_only(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    make.PackageFactory.create(centre=stranger.centre, field=stranger.field, lesson_hours=40)

    page = sign_in(place.centre_staff).get(reverse("programs:catalogue"))

    assert list(page.context["page_obj"].object_list) == [stranger.package]


def test_a_copy_is_the_centres_own_and_remembers_its_origin(place: Place, stranger: Place, sign_in: SignIn) -> None:
    address = reverse("programs:package-copy", args=[stranger.package.pk])

    response = sign_in(place.centre_staff).post(address, {"name": "Menjahit dari Padang"})

    copy = Package.objects.get(centre=place.centre, name="Menjahit dari Padang")
    assert response["Location"] == copy.get_absolute_url()
    assert (copy.copied_from, copy.version) == (stranger.package, 1)
    assert set(Unit.objects.filter(packages=copy)) == set(Unit.objects.filter(packages=stranger.package))


def test_a_copy_under_a_name_that_is_taken_is_refused_with_a_sentence(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    address = reverse("programs:package-copy", args=[stranger.package.pk])

    response = sign_in(place.centre_staff).post(address, {"name": place.package.name})

    assert response.context["form"].non_field_errors() == ["The centre already has a package of this name."]


def test_a_batch_begins_with_its_packages_tags(place: Place, sign_in: SignIn) -> None:
    own = ProgrammeTag.objects.create(programme="AKSELERASI", name="Ketahanan pangan")
    chosen = ProgrammeTag.objects.create(programme="AKSI", name="Dapur Sehat")
    place.package.tags.set([own])
    plan = {
        "name": "Angkatan 1",
        "package": place.package.pk,
        "agreement": place.agreement.pk,
        "workshop": place.workshop.pk,
        "starts_on": "2021-06-10",
        "ends_on": "2021-06-11",
        "tested_on": "2021-06-12",
        "seats": 10,
        "tags": [chosen.pk],
    }

    sign_in(place.staff).post(reverse("programs:batch-add"), plan)

    assert set(Batch.objects.get().tags.all()) == {own, chosen}


def test_the_syllabus_is_handed_to_who_may_see_the_package(place: Place, stranger: Place, sign_in: SignIn) -> None:
    client = sign_in(place.centre_staff)
    client.post(reverse("programs:package-syllabus-add", args=[place.package.pk]), {"syllabus": pdf()})
    address = reverse("programs:package-syllabus", args=[place.package.pk])

    answer = sign_in(place.staff).get(address)

    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (PDF, "application/pdf")
    assert "Rini" not in answer["Content-Disposition"]
    assert sign_in(stranger.staff).get(address).status_code == 404


def test_an_earlier_syllabus_stays_at_hand_and_a_new_version_changes_nothing_of_the_old(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    first = actions.keep_syllabus(place.package, pdf(), by=place.centre_staff)
    newer = SimpleUploadedFile("baru.pdf", PDF + b"\n% lebih baru", content_type="application/pdf")
    second = actions.keep_syllabus(place.package, newer, by=place.centre_staff)
    version = actions.publish_version(in_use(place), by=place.centre_staff)
    third = actions.keep_syllabus(version, pdf(), by=place.centre_staff)

    client = sign_in(place.staff)
    shown = [
        list(client.get(package.get_absolute_url()).context["syllabuses"])[:2] for package in (place.package, version)
    ]
    earlier = client.get(reverse("programs:syllabus-file", args=[first.pk]))

    assert shown == [[second, first], [third, version.syllabuses.last()]]
    assert b"".join(earlier.streaming_content) == PDF
    assert sign_in(stranger.staff).get(reverse("programs:syllabus-file", args=[first.pk])).status_code == 404


def test_what_is_no_pdf_is_refused_at_its_field(place: Place, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("x.pdf", b"<html>", content_type="application/pdf")

    answer = sign_in(place.centre_staff).post(
        reverse("programs:package-syllabus-add", args=[place.package.pk]), {"syllabus": file}
    )

    assert list(answer.context["form"].errors) == ["syllabus"]
    assert not place.package.syllabuses.exists()


def test_the_syllabus_of_a_package_in_use_is_not_exchanged(place: Place) -> None:
    actions.keep_syllabus(in_use(place), pdf(), by=place.centre_staff)

    with pytest.raises(ValidationError, match="no longer changes"):
        actions.keep_syllabus(place.package, pdf(), by=place.centre_staff)


def test_the_database_keeps_every_syllabus_and_that_of_a_package_in_use(place: Place) -> None:
    kept = actions.keep_syllabus(place.package, pdf(), by=place.centre_staff)
    place.batch(state="RUNNING", decree_number="SK-1", decreed_on=dt.date(2021, 6, 1))
    another = Syllabus(package=place.package, file_name="x", sha256="0" * 64, size=1, uploaded_by=place.centre_staff)

    names = [
        refused_by(change)
        for change in (
            lambda: Syllabus.objects.update(file_name="y"),
            lambda: Syllabus.objects.filter(pk=kept.pk).delete(),
            lambda: Syllabus.objects.bulk_create([another]),
        )
    ]

    assert names == [
        "programs_syllabus_is_append_only",
        "programs_syllabus_is_append_only",
        "syllabus_of_a_package_in_use_stays",
    ]

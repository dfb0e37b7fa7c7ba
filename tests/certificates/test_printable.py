"""What can be printed and what is refused by name; numbers and the preview."""

from dataclasses import fields

import pytest
from django.core.exceptions import ValidationError

from certificates.actions.issuing import issue
from certificates.competence_record import CompetenceRecord
from certificates.models import Certificate, NumberSeries
from certificates.printing import FIELD_LABELS
from programs.models import Standard, UnitResult
from tests.certificates.classes import TODAY, Class, past_the_triggers
from tests.certificates.pages import english, issue_url
from tests.factories import StandardFactory, UnitFactory

# Entries that nobody types: made by us, or of a fixed list.
OURS = {"kind", "results", "token", "typed_code", "origin", "template_version", "seal_note", "time_zone"}


def test_whatever_was_typed_is_named_in_words_when_it_cannot_be_printed():
    typed = {field.name for field in fields(CompetenceRecord) if field.type is str} - OURS

    assert typed - FIELD_LABELS.keys() == set()


def test_all_or_none_are_issued(db):
    school = Class(("Ayu Wangi", "Budi \u65e5\u672c"))

    with pytest.raises(ValidationError) as refused:
        issue(school.proposals(), on=TODAY, by=school.head)

    assert refused.value.code == "unprintable"
    assert "Budi" in refused.value.messages[0]
    assert "\u65e5" in refused.value.messages[0]
    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Budi\u200b Santoso", "hidden characters that cannot be printed in: name"),
        ("\u0627\u0644\u0642", "letters that cannot be printed in: name (\u0627 \u0642 \u0644)"),
    ],
)
def test_the_issue_page_names_whoever_cannot_be_printed(db, signed_in, name, said):
    school = Class((name,))
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = english(head, issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert f"{name}: {said}." in page
    assert answer.context["form"].non_field_errors() == [f"{name}: {said}."]
    assert not Certificate.objects.exists()


def test_a_name_of_200_letters_is_printed_as_it_is(db):
    name = ("Wijayakusumah Hadiningrat Suryaningprang " * 5)[:200].strip()

    assert Class((name,)).issued().holder_name == name


def test_texts_too_long_for_two_pages_are_refused_by_name(db):
    school = Class(("Budi Santoso",))
    _add_units(school, StandardFactory.create(field=school.batch.package.field), 60)

    with pytest.raises(ValidationError) as refused:
        school.issued()

    assert refused.value.code == "unprintable"
    assert refused.value.messages[0].startswith("Budi Santoso: ")


def _add_units(school: Class, standard: Standard, count: int) -> None:
    with past_the_triggers():
        for number in range(count):
            unit = UnitFactory.create(standard=standard, title=f"{number} " + "sangat panjang " * 19)
            school.batch.package.package_units.create(unit=unit, position=10 + number, lesson_hours=1)
            UnitResult.objects.create(
                enrollment=school.people[0],
                unit=unit,
                verdict="K",
                assessor=school.instructor,
                assessed_on=school.batch.tested_on,
                recorded_by=school.staff,
            )


def test_a_package_that_betrays_the_place_is_refused_by_name(school, signed_in):
    school.batch.package.name = "Menjahit di Lapas"
    school.batch.package.save()
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = english(head, issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert "“Lapas” (name of the package)" in page
    assert "Lapas" in answer.context["form"].non_field_errors()[0]
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("pattern", ["{seq", "{seq}/{0}", "{seq.x}/{year}", "{tahun}/{seq}", "{seq:!}/{year}", "}{"])
def test_a_malformed_number_pattern_gives_a_sentence_and_no_certificate(school, signed_in, pattern):
    type(school.centre).objects.filter(pk=school.centre.pk).update(certificate_number_pattern=pattern)
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = head.get(issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert page.status_code == 200
    assert school.centre.name in answer.context["form"].non_field_errors()[0]
    assert not Certificate.objects.exists()


def test_two_centres_whose_patterns_give_one_number_are_told_so(db):
    first, second = Class(), Class()
    for school, pattern in ((first, "{seq:04}/{year}"), (second, "{seq:04}/{year:04}")):
        type(school.centre).objects.filter(pk=school.centre.pk).update(certificate_number_pattern=pattern)
    first.issued()

    with pytest.raises(ValidationError) as refused:
        issue(second.proposals(), on=TODAY, by=second.head)

    assert refused.value.code == "number_taken"
    assert "0001/2021" in refused.value.messages[0]


def test_the_preview_gives_the_next_free_numbers_to_who_can_be_printed(db, signed_in):
    school = Class(("Ayu", "Budi \u65e5", "Citra"))
    school.proposals()

    rows = signed_in(school.head).get(issue_url(school)).context["waiting"]

    assert [row.record.number[:4] if row.record else None for row in rows] == ["0001", None, "0002"]

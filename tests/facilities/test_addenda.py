"""What an addendum changes and from when, how an agreement is renewed, and when its end nags no more."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from facilities.actions import agreements as actions
from facilities.models import Agreement, Standing
from tests.factories import AgreementFactory, FieldFactory

pytestmark = pytest.mark.django_db
YEAR_END, NEW_YEAR = dt.date(2021, 12, 31), dt.date(2022, 1, 1)


@pytest.fixture
def pks(cast) -> Agreement:
    return AgreementFactory.create(signed=True, between=(cast.prison, cast.centre), fields=[cast.field], quota=30)


def addendum(pks: Agreement, **changes: object) -> Agreement:
    """Signed, and in force from July until the middle of the next year, unless `changes` say otherwise."""
    facts = {"starts_on": dt.date(2021, 7, 1), "ends_on": dt.date(2022, 6, 30), "quota": 50, **changes}
    parties = pks.parties.all()
    row = AgreementFactory.create(
        kind="ADDENDUM", amends=pks, between=(parties[0].facility, parties[1].centre), fields=pks.fields.all(), **facts
    )
    if facts.get("state") != "DRAFT":
        Agreement.objects.filter(pk=row.pk).update(state="SIGNED", signed_on=facts["starts_on"])
    return Agreement.objects.get(pk=row.pk)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def test_terms_change_on_the_first_day_of_the_addendum(pks):
    later = addendum(pks)

    assert fresh(pks).terms(on=dt.date(2021, 6, 30)) == pks
    assert fresh(pks).terms(on=dt.date(2021, 7, 1)) == later


def test_a_draft_of_an_addendum_changes_nothing(pks):
    addendum(pks, state="DRAFT")

    assert fresh(pks).terms(on=dt.date(2021, 8, 1)) == pks
    assert fresh(pks).last_day == YEAR_END


@pytest.mark.parametrize(
    ("first", "last", "is_covered"),
    [
        (dt.date(2021, 12, 1), dt.date(2022, 6, 30), True),
        (dt.date(2021, 12, 1), dt.date(2022, 7, 1), False),
        (dt.date(2022, 1, 10), dt.date(2022, 2, 1), True),
    ],
)
def test_an_addendum_makes_the_agreement_last_longer(pks, first, last, is_covered):
    addendum(pks)

    assert fresh(pks).covers(first, last) == is_covered
    assert Agreement.objects.covering(first, last).filter(pk=pks.pk).exists() == is_covered
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreement_last_day(%s, %s)", [pks.pk, last])
        assert cursor.fetchone() == (dt.date(2022, 6, 30),)


def test_a_shorter_term_counts_from_its_first_day_only(pks):
    addendum(pks, ends_on=dt.date(2021, 9, 30))

    assert fresh(pks).covers(dt.date(2021, 6, 1), dt.date(2021, 6, 30))
    assert not fresh(pks).covers(dt.date(2021, 9, 1), dt.date(2021, 10, 1))
    assert list(Agreement.objects.covering(dt.date(2021, 6, 1), dt.date(2021, 6, 30))) == [pks]


def test_an_extended_agreement_stands_in_force_after_its_own_last_day(pks):
    addendum(pks)

    assert fresh(pks).standing(on=NEW_YEAR) == Standing.IN_FORCE
    assert pks in Agreement.objects.standing(Standing.IN_FORCE, on=NEW_YEAR)
    assert pks not in Agreement.objects.standing(Standing.ENDED, on=NEW_YEAR)


@pytest.mark.parametrize(
    "facts", [{"quota": 99}, {"ends_on": NEW_YEAR}, {"state": "TERMINATED", "terminated_on": NEW_YEAR}]
)
def test_a_signed_addendum_never_changes(pks, facts):
    row = addendum(pks)

    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.filter(pk=row.pk).update(**facts)


def test_only_an_addendum_amends(pks):
    with pytest.raises(IntegrityError, match="agreement_amends_as_an_addendum"):
        AgreementFactory.create(kind="PKS", amends=pks)


def test_an_addendum_is_drafted_from_what_holds(cast, pks):
    draft = actions.amend(pks, today=dt.date(2021, 5, 1), by=cast.giatja)

    assert (draft.kind, draft.amends, draft.state) == ("ADDENDUM", pks, "DRAFT")
    assert (draft.starts_on, draft.ends_on, draft.quota) == (dt.date(2021, 5, 1), YEAR_END, 30)
    assert list(draft.fields.all()) == [cast.field]
    parties = draft.parties.values_list("facility", "centre", "number", "signatory_name")
    assert list(parties) == [
        (cast.prison.pk, None, "", "Penanda Tangan"),
        (None, cast.centre.pk, "", "Penanda Tangan"),
    ]
    assert actions.amend(pks, today=dt.date(2021, 5, 2), by=cast.giatja) == draft


@pytest.mark.parametrize(
    ("signed_on", "starts_on"), [(NEW_YEAR, NEW_YEAR), (dt.date(2021, 12, 1), dt.date(2022, 1, 2))]
)
def test_an_addendum_comes_neither_late_nor_after_a_gap(cast, pks, signed_on, starts_on):
    draft = addendum(pks, state="DRAFT", starts_on=starts_on)

    with pytest.raises(ValidationError):
        actions.sign(draft, on=signed_on, today=dt.date(2022, 3, 1), by=cast.head)


def test_an_addendum_is_signed_while_the_agreement_lasts(cast, pks):
    draft = addendum(pks, state="DRAFT", starts_on=NEW_YEAR)

    actions.sign(draft, on=YEAR_END, today=YEAR_END, by=cast.head)

    assert fresh(pks).last_day == dt.date(2022, 6, 30)


def test_an_addendum_of_a_terminated_agreement_is_not_signed(cast, pks):
    draft = addendum(pks, state="DRAFT")
    actions.terminate(pks, on=dt.date(2021, 8, 1), reason="Gedung dibongkar", by=cast.head)

    with pytest.raises(ValidationError):
        actions.sign(draft, on=dt.date(2021, 7, 1), today=dt.date(2021, 9, 1), by=cast.head)


def test_a_signed_addendum_is_not_terminated(cast, pks):
    row = addendum(pks)

    with pytest.raises(ValidationError):
        actions.terminate(row, on=dt.date(2021, 8, 1), reason="Tidak jadi", by=cast.head)


def test_an_addendum_is_between_the_same_parties(cast, pks):
    data = {
        "kind": "ADDENDUM",
        "title": "Adendum",
        "amends": pks.pk,
        "starts_on": "2021-07-01",
        "ends_on": "2022-06-30",
        "facilities": [cast.prison.pk],
        "centres": [cast.centre.pk],
    }
    Agreement.objects.get(pk=pks.pk).parties.filter(centre__isnull=False).update(centre=cast.other_centre)

    answer = cast.client(cast.giatja).post("/perjanjian/tambah/", data)

    assert list(answer.context["form"].errors) == ["amends"]


def test_a_renewal_is_drafted_as_a_copy_that_follows(cast, pks):
    addendum(pks)

    answer = cast.client(cast.giatja).post(f"/perjanjian/{pks.pk}/perpanjang/")

    draft = Agreement.objects.get(renews=pks)
    assert answer.headers["Location"] == f"/perjanjian/{draft.pk}/ubah/"
    assert (draft.kind, draft.state, draft.quota) == ("PKS", "DRAFT", 50)
    assert (draft.starts_on, draft.ends_on) == (dt.date(2022, 7, 1), dt.date(2023, 6, 30))
    assert list(draft.parties.values_list("number", flat=True)) == ["", ""]
    cast.client(cast.giatja).post(f"/perjanjian/{pks.pk}/perpanjang/")
    assert Agreement.objects.filter(renews=pks).count() == 1


def test_both_agreements_name_each_other(cast, pks):
    draft = actions.renew(pks, by=cast.giatja)
    client = cast.client(cast.centre_staff)

    old, new = (client.get(row.get_absolute_url()).content.decode() for row in (pks, draft))

    assert draft.get_absolute_url() in old
    assert pks.get_absolute_url() in new


def test_a_draft_is_not_renewed(cast):
    draft = AgreementFactory.create(between=(cast.prison, cast.centre))

    with pytest.raises(ValidationError):
        actions.renew(draft, by=cast.giatja)


@pytest.mark.parametrize(("days", "number"), [(30, 30), (31, 90), (90, 90), (91, None)])
def test_both_sides_are_told_that_an_agreement_ends_soon(cast, days, number):
    today = timezone.localdate()
    AgreementFactory.create(
        title="Segera berakhir",
        signed=True,
        between=(cast.prison, cast.centre),
        starts_on=today - dt.timedelta(days=200),
        ends_on=today + dt.timedelta(days=days),
    )

    for user in (cast.giatja, cast.centre_staff):
        tasks = cast.client(user).get("/").context["tasks"]
        expected = [f"agreements_ending_in_{number}_days"] if number else []
        assert [task.key for task in tasks if task.key.startswith("agreements_ending")] == expected


@pytest.mark.parametrize("follows", ["renewal", "addendum"])
def test_the_end_nags_no_more_once_what_follows_is_signed(cast, follows):
    today = timezone.localdate()
    pks = AgreementFactory.create(
        signed=True,
        between=(cast.prison, cast.centre),
        fields=[cast.field],
        starts_on=today - dt.timedelta(days=200),
        ends_on=today + dt.timedelta(days=10),
    )
    draft = (
        actions.renew(pks, by=cast.giatja) if follows == "renewal" else actions.amend(pks, today=today, by=cast.giatja)
    )
    Agreement.objects.filter(pk=draft.pk).update(ends_on=today + dt.timedelta(days=700))
    draft.parties.update(number="1", signatory_name="Penanda Tangan")

    def nags() -> list[str]:
        tasks = cast.client(cast.centre_staff).get("/").context["tasks"]
        return [task.key for task in tasks if task.key.startswith("agreements_ending")]

    before = nags()
    actions.sign(draft, on=today, today=today, by=cast.head)

    assert (before, nags()) == (["agreements_ending_in_30_days"], [])


def test_an_addendum_widens_the_scope_of_a_batch(cast, pks):
    new_field = FieldFactory.create()
    row = addendum(pks, state="DRAFT")
    row.fields.add(new_field)
    Agreement.objects.filter(pk=row.pk).update(state="SIGNED", signed_on=row.starts_on)

    assert new_field not in fresh(pks).terms(on=dt.date(2021, 6, 1)).fields.all()
    assert new_field in fresh(pks).terms(on=dt.date(2021, 8, 1)).fields.all()

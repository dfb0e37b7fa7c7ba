"""What is issued stays as it was issued, and so does the evidence behind it: past the application too."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone

from certificates.models import Certificate
from programs.models import Enrollment
from tests.certificates.classes import Class, entered
from tests.certificates.situations import refused_by, written

FROZEN = [
    column.attname
    for column in Certificate._meta.concrete_fields
    if column.name not in ("revoked_at", "revoked_by", "revocation_reason", "revocation_class", "is_replaced")
]
OTHER = {
    "id": 999_999, "kind": "OTHER", "number": "0999/X/2021", "token": "0" * 26, "typed_code": "0" * 17,
    "holder_name": "Orang Lain", "record": {}, "record_sha256": "0" * 64, "file": "certificates/lain.pdf",
    "file_sha256": "0" * 64, "issued_on": dt.date(2021, 7, 20), "issued_at": timezone.now(),
    "seal_id": "0" * 64, "valid_until": dt.date(2024, 7, 20),
}  # fmt: skip


def other_value(school: Class, column: str) -> Any:
    if column == "proposal_id":
        return Class().proposals()[0].pk
    if column == "enrollment_id":
        return Class().people[0].pk
    if column == "replaces_id":
        return Class().issued().pk
    return school.staff.pk if column == "issued_by_id" else OTHER[column]


@pytest.mark.parametrize("column", FROZEN)
@pytest.mark.parametrize("path", ["update", "save", "sql"])
def test_no_issued_column_changes(school, column, path):
    certificate = written(school.issued())
    before = Certificate.objects.filter(pk=certificate.pk).values().get()
    value = other_value(school, column)

    def attempt() -> None:
        if path == "update":
            Certificate.objects.filter(pk=certificate.pk).update(**{column: value})
        elif path == "save" and column != "id":
            setattr(certificate, column, value)
            written(certificate).save()
        else:
            field = Certificate._meta.get_field(column.removesuffix("_id"))
            prepared = field.get_db_prep_save(value, connection)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE certificates_certificate SET {field.column} = %s WHERE id = %s", [prepared, before["id"]]
                )

    assert refused_by(attempt) == "certificate_stays_as_issued"
    assert Certificate.objects.filter(pk=before["id"]).values().get() == before


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM certificates_certificate", "TRUNCATE certificates_certificate CASCADE",
     "TRUNCATE programs_enrollment CASCADE"],
)  # fmt: skip
def test_no_certificate_is_removed_by_sql(school, statement):
    school.issued()

    def attempt() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)

    assert refused_by(attempt).endswith("_is_append_only")
    assert Certificate.objects.count() == 1


def test_no_certificate_is_removed_by_the_orm(school):
    certificate = school.issued()

    with pytest.raises(ProtectedError):
        certificate.delete()
    past_the_orm = Certificate.objects.all()
    assert refused_by(lambda: past_the_orm._raw_delete("default")) == "certificates_certificate_is_append_only"


def revocation(school: Class, **changes: Any) -> dict[str, Any]:
    return {
        "revoked_at": timezone.now(),
        "revoked_by": school.head,
        "revocation_reason": "Salah nama",
        "revocation_class": "OTHER",
    } | changes


def test_a_revocation_is_written_once_with_the_databases_own_time(school):
    rows = Certificate.objects.filter(pk=school.issued().pk)

    rows.update(**revocation(school, revoked_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC)))

    assert entered(rows.get(), "REVOKED").revoked_at > timezone.now() - dt.timedelta(minutes=5)
    assert refused_by(lambda: rows.update(**revocation(school))) == "certificate_stays_as_issued"
    undone = {"revoked_at": None, "revoked_by": None, "revocation_reason": "", "revocation_class": ""}
    assert refused_by(lambda: rows.update(**undone)) == "certificate_stays_as_issued"


@pytest.mark.parametrize("missing", [{"revoked_by": None}, {"revocation_reason": ""}])
def test_a_revocation_has_name_and_reason(school, missing):
    rows = Certificate.objects.filter(pk=school.issued().pk)

    assert refused_by(lambda: rows.update(**revocation(school, **missing))) == "revoked_has_day_name_and_reason"


def test_evidence_behind_a_certificate_cannot_be_taken_away(school):
    school.issued()
    person = school.people[0]

    assert refused_by(lambda: person.results.update(verdict="BK")) == "closed_batch_keeps_its_evidence"
    assert refused_by(lambda: person.attendances.all().delete()) == "closed_batch_keeps_its_evidence"
    assert Enrollment.objects.get(pk=person.pk).state == "COMPLETED"

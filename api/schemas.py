"""What the answers are made of. Texts are msgids: the description of the API says them in the reader's language."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

Part = Literal["q1", "q2", "q3", "q4", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12"]


class Problem(Schema):
    type: str = Field(description=_("Always about:blank; see code."))
    code: str = Field(description=_("One word for what is wrong."))
    status: int = Field(description=_("The status of the answer."))
    title: str = Field(description=_("What is wrong, in Indonesian."))
    title_en: str = Field(description=_("What is wrong, in English."))
    parameters: list[str] | None = Field(None, description=_("Parameters that cannot be understood."))


class UnitOfCertificate(Schema):
    order: int = Field(description=_("Place on the sheet."))
    code: str = Field(description=_("Code of the unit; empty where the sheet shows none."))
    code_verified: bool = Field(description=_("Whether the code was checked against the standard."))
    title: str = Field(description=_("Title of the unit."))
    title_en: str = Field(description=_("Title of the unit in English, where the sheet shows it."))
    lesson_hours: int | None = Field(None, description=_("Lesson hours (JP); none on a competence certificate."))
    result: str = Field(description=_("K means competent."))
    score: str | None = Field(None, description=_("Score, where the sheet shows one."))


class CertificateFacts(Schema):
    kind: Literal["TRAINING", "COMPETENCE"] = Field(description=_("Training or competence certificate."))
    number: str = Field(description=_("Certificate number."))
    replaces: str | None = Field(None, description=_("Number of the certificate in whose place it stands."))
    code: str = Field(description=_("Code on the sheet."))
    holder_name: str = Field(description=_("Name of the holder."))
    holder_birth_place: str = Field(description=_("Place of birth."))
    holder_birth_date: dt.date = Field(description=_("Date of birth."))
    subject: str = Field(description=_("Training programme or certification scheme."))
    subject_code: str | None = Field(None, description=_("Code of the certification scheme."))
    registration_number: str | None = Field(None, description=_("Registration number of a competence certificate."))
    field: str = Field(description=_("Field."))
    programme_kind: str = Field(description=_("Kind of programme as printed; may be empty."))
    outcome: str = Field(description=_("Outcome as printed."))
    lesson_hours: int | None = Field(None, description=_("Lesson hours (JP) of a training."))
    minutes_per_lesson_hour: int | None = Field(None, description=_("Length of a lesson hour in minutes."))
    starts_on: dt.date | None = Field(None, description=_("First day of a training."))
    ends_on: dt.date | None = Field(None, description=_("Last day of a training."))
    decided_on: dt.date | None = Field(None, description=_("Day on which the certification body (LSP) decided."))
    valid_until: dt.date | None = Field(None, description=_("Last day on which it counts; none for a training."))
    place: str = Field(description=_("City."))
    issued_on: dt.date = Field(description=_("Day of issue."))
    issuer: str = Field(description=_("Who issued it."))
    issuer_owner: str = Field(description=_("To whom the issuer belongs."))
    issuer_address: str = Field(description=_("Address of the issuer."))
    signatory_name: str = Field(description=_("Who signed it."))
    signatory_position: str = Field(description=_("Position of who signed."))
    units: list[UnitOfCertificate] = Field(description=_("Units of competency on the sheet."))
    seal_note: str = Field(description=_("What the sheet says of its electronic seal."))


class CertificateStatus(Schema):
    state: Literal["valid", "expired", "revoked", "replaced"] = Field(
        description=_("Whether it counts: only the first of these does.")
    )
    checked_at: dt.datetime = Field(description=_("The moment of the check."))
    revoked_on: dt.date | None = Field(None, description=_("Day on which the issuer withdrew it."))
    replaced_by: str | None = Field(None, description=_("Number of the certificate that counts in its place."))
    certificate: CertificateFacts = Field(description=_("What was certified: compare each entry with the sheet."))


class Text(Schema):
    id: str = Field(description=_("In Indonesian."))
    en: str = Field(description=_("In English."))


class PlaceAsked(Schema):
    level: Literal["nation", "region", "facility", "centre"] = Field(
        description=_("The nation, a region, a prison or a training centre.")
    )
    id: int | None = Field(None, description=_("Number of the place; none for the nation."))
    name: str = Field(description=_("Name of the place."))


class PeriodAsked(Schema):
    starts_on: dt.date = Field(description=_("First day."))
    ends_on: dt.date = Field(description=_("Last day."))
    year: int = Field(description=_("Year."))
    part: Part | None = Field(None, description=_("Quarter (q1 to q4) or month (m1 to m12); none for the year."))


class FigureValue(Schema):
    key: str = Field(description=_("Name of the figure, which never changes."))
    label: Text = Field(description=_("What the figure is called."))
    definition: Text = Field(description=_("What is counted, and of what."))
    counts: Literal["people", "enrollments", "hours", "rows", "rupiah"] = Field(
        description=_("What one of the counted is.")
    )
    numerator: int = Field(description=_("How many."))
    denominator: int | None = Field(None, description=_("Of how many; none where the figure is no part of another."))
    denominator_key: str | None = Field(None, description=_("The figure that the denominator is, where it is one."))
    before: int | None = Field(None, description=_("The numerator in the period before; none for what holds today."))


class Figures(Schema):
    scope: PlaceAsked = Field(description=_("What the figures are about."))
    period: PeriodAsked = Field(description=_("Batches that begin in it are counted."))
    as_of: dt.date = Field(description=_("Day of the data."))
    checked_on: dt.date | None = Field(
        None, description=_("Day on which the counts were last held against a full count.")
    )
    figures: list[FigureValue] = Field(description=_("The figures of the dashboard."))


class Place(PlaceAsked):
    region: str | None = Field(None, description=_("Region of a prison or a training centre."))


class Places(Schema):
    count: int = Field(description=_("How many places there are on all pages."))
    page: int = Field(description=_("This page."))
    pages: int = Field(description=_("How many pages there are."))
    places: list[Place] = Field(description=_("Places whose figures the token may read."))

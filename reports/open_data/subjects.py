"""What open data is about: a file for each subject, of the reader's own scope and nothing of a single person.

Places and agreements leave as the lists show them. What is about people leaves as counts, and a count below FEWEST
not at all (docs/decisions/open-data.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from audit.columns import Column
from certificates.models import CertificateKind
from facilities import columns as of_places
from facilities.models import Agreement, Facility, TrainingCentre, Workshop
from programs import columns as of_training
from programs.demand import FEWEST
from programs.models import Batch, BudgetLine, Package, Session
from reports.dashboards.figures import FIGURES
from reports.open_data.counts import PEOPLE, certificates, figures, lessons, month, people, prison_of

P = Permission


@dataclass(frozen=True, slots=True)
class Subject:
    """One file: its name, what a row is, who may have it, its columns, and its rows as of a day.

    `definitions` say by a column's title what is counted. With several permissions one is enough.
    """

    name: str
    title: Promise
    definition: Promise
    permissions: frozenset[Permission]
    columns: Sequence[Column]
    rows: Callable[[User, dt.date], QuerySet[Any] | list[Any]]
    definitions: dict[str, Promise] | None = None
    is_for_centres: bool = True

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def is_open_to(self, user: User) -> bool:
        posting = user.posting
        if posting is None or (posting.centre_id and not self.is_for_centres):
            return False
        return any(user.has(permission) for permission in self.permissions)

    def definition_of(self, column: Column) -> Promise | str:
        return (self.definitions or {}).get(str(column.title), "")


def few_hidden(value: Callable[[Any], int | None]) -> Callable[[Any], int | None]:
    """The count, or nothing where it is so small that it may speak of one person."""

    def count(row: Any) -> int | None:
        found = value(row)
        return None if found is None or found < FEWEST else int(found)

    return count


def without_few(columns: Iterable[Column], *paths: str) -> tuple[Column, ...]:
    """A list's own columns, with the counts of people named by their paths hidden where they are small."""
    return tuple(
        Column(column.title, few_hidden(column.of)) if column.value in paths else column  # type: ignore[arg-type]
        for column in columns
    )


def batches(user: User, on: dt.date) -> QuerySet[Any]:
    return Batch.objects.visible_to(user).with_places().with_counts().prefetch_related("tags").order_by("pk")


def summed(name: str, *, people: str = "") -> Callable[[dict[str, Any]], int | None]:
    """A sum of batches, nothing where it is of a few people, or where one of the batches has a few: the batch's own
    count stays empty, and the others' would be subtracted from the sum. `people` says of whom hours are."""
    of = people or name
    return lambda row: row[f"sum_{name}"] if row[f"sum_{of}"] >= FEWEST and not row[f"few_{of}"] else None


def of_holders(name: str) -> Callable[[dict[str, Any]], int | None]:
    """Certificates of a month, nothing where few hold them or one of the batches has certified a few."""
    return lambda row: row[name] if row["holders"] >= FEWEST and not row["few"] else None


MONTH = Column(_("Month"), month)
PRISON = (Column(_("Prison"), prison_of), Column(_("Region"), itemgetter("prison_region")))
CENTRE = Column(_("Training centre"), itemgetter("centre"))
FIELD = Column(_("Field"), itemgetter("field_name"))


def defined(*keys: str) -> dict[str, Promise]:
    return {str(FIGURES[key].label): FIGURES[key].definition for key in keys}


def subjects() -> tuple[Subject, ...]:
    """All there are; made anew for the reader's language, in which columns and definitions meet by their titles."""
    return (
        Subject(
            "lapas-rutan",
            _("Prisons"),
            _("Each prison with its kind, city, region and capacity."),
            frozenset({P.SEE_PLACES}),
            of_places.FACILITIES,
            lambda user, on: Facility.objects.visible_to(user).select_related("region").order_by("pk"),
        ),
        Subject(
            "balai-latihan",
            _("Training centres"),
            _("Each training centre with its kind, owner, city and region."),
            frozenset({P.SEE_PLACES}),
            of_places.CENTRES,
            lambda user, on: TrainingCentre.objects.visible_to(user).select_related("region").order_by("pk"),
        ),
        Subject(
            "bengkel-kerja",
            _("Workshops"),
            _("Each workshop with its place, its work places and the fields it serves."),
            frozenset({P.SEE_PLACES}),
            of_places.WORKSHOPS,
            lambda user, on: (
                Workshop.objects.visible_to(user)
                .select_related("facility", "centre")
                .prefetch_related("fields")
                .order_by("pk")
            ),
        ),
        Subject(
            "perjanjian",
            _("Agreements"),
            _("Each agreement with its parties, numbers, days and state."),
            frozenset({P.SEE_AGREEMENTS}),
            of_places.AGREEMENTS,
            lambda user, on: Agreement.objects.visible_to(user).with_parties().order_by("pk"),
        ),
        Subject(
            "paket-pelatihan",
            _("Training packages"),
            _("The newest version of each package with its field and lesson hours (JP)."),
            frozenset({P.SEE_PACKAGES}),
            of_training.PACKAGES,
            lambda user, on: (
                Package.objects.visible_to(user).newest().select_related("centre", "field").with_hours().order_by("pk")
            ),
        ),
        Subject(
            "angkatan",
            _("Batches"),
            _("Each batch with its package, places, days, seats and state."),
            frozenset({P.SEE_BATCHES}),
            without_few(of_training.BATCHES, "seated", "completed"),
            batches,
        ),
        Subject(
            "angka-bulanan",
            _("Figures by month"),
            _("By the month in which batches begin, prison, training centre and field: the figures of the dashboard."),
            frozenset({P.SEE_BATCHES, P.SEE_DASHBOARD}),
            (
                MONTH,
                *PRISON,
                CENTRE,
                FIELD,
                Column(_("Batches"), itemgetter("sum_batches")),
                *(Column(FIGURES[name].label, summed(name)) for name in PEOPLE),
                Column(_("JP attended"), summed("hours_attended", people="accepted")),
                Column(_("JP listed"), summed("hours_due", people="accepted")),
            ),
            figures,
            {
                **defined(*PEOPLE),
                str(_("JP attended")): FIGURES["hours_attended"].definition,
                str(_("JP listed")): _("Lesson hours (JP) of everybody who was listed, attended or not."),
            },
        ),
        Subject(
            "pertemuan",
            _("Lessons by month"),
            _("By month and prison: lessons held, and lessons cancelled by reason; up to the day of the data."),
            frozenset({P.SEE_BATCHES, P.SEE_DASHBOARD}),
            (
                MONTH,
                *PRISON,
                Column(_("Lessons held"), itemgetter("held")),
                *(Column(reason.label, itemgetter(f"for_{reason.value}")) for reason in Session.Cancellation),
            ),
            lessons,
        ),
        Subject(
            "sertifikat",
            _("Certificates by month"),
            _("By month of issue, training centre, field and kind: certificates issued, and how many are revoked."),
            frozenset({P.SEE_CERTIFICATES, P.SEE_DASHBOARD}),
            (
                MONTH,
                CENTRE,
                FIELD,
                Column(_("Kind"), lambda row: CertificateKind(row["kind"]).label),
                # A replacement is a certificate more, and nobody more.
                Column(_("Issued"), of_holders("issued")),
                Column(_("Of which revoked"), few_hidden(of_holders("revoked"))),
            ),
            certificates,
        ),
        Subject(
            "penghuni",
            _("People held"),
            _("By prison, on the day of the data: how many are held, eligible for training, and trained."),
            frozenset({P.SEE_DASHBOARD, P.SEE_INMATES}),
            (
                Column(_("Prison"), lambda row: row[0]),
                Column(_("Region"), lambda row: row[0].region),
                Column(FIGURES["held"].label, few_hidden(lambda row: row[1].held)),
                Column(FIGURES["eligible"].label, few_hidden(lambda row: row[1].eligible)),
                Column(FIGURES["trained"].label, few_hidden(lambda row: row[1].trained)),
            ),
            people,
            defined("held", "eligible", "trained"),
            is_for_centres=False,
        ),
        Subject(
            "anggaran",
            _("Budget"),
            _("Each budget line with its ceiling, what is planned and what is spent, in whole rupiah."),
            frozenset({P.SEE_BUDGETS}),
            of_training.BUDGETS,
            lambda user, on: BudgetLine.objects.visible_to(user).with_places().with_realised().order_by("pk"),
        ),
    )


def open_to(user: User) -> list[Subject]:
    return [subject for subject in subjects() if subject.is_open_to(user)]

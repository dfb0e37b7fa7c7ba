"""One box for everything: people, batches, agreements, certificates, each only as far as the reader's lists go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from certificates.models import Certificate
from facilities.models import Agreement
from programs.models import Batch, Enrollment, Instructor
from trainees.models import Inmate, Officer

if TYPE_CHECKING:
    from accounts.models import User

# The trigram indexes answer from three letters on; fewer read the whole nation.
LEAST_LETTERS = 3
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be found: who may, among which rows, and what of a row is shown."""

    label: str | Promise
    permission: Permission
    rows: Callable[[User, str], QuerySet[Any]]
    name: Callable[[Any], object]
    more: Callable[[Any], object]
    list_name: str = ""
    instead_of: Permission | None = None

    def is_for(self, user: User) -> bool:
        return user.has(self.permission) and not (self.instead_of and user.has(self.instead_of))


@dataclass(frozen=True, slots=True)
class Found:
    """The first rows of a kind, and whether there are more."""

    kind: Kind
    rows: list[tuple[str, str, str]]
    has_more: bool

    @property
    def list_url(self) -> str:
        return reverse(self.kind.list_name) if self.kind.list_name else ""


def inmates(user: User, words: str) -> QuerySet[Any]:
    return Inmate.objects.visible_to(user).search(words).select_related("facility").order_by("name", "pk")


def participants(user: User, words: str) -> QuerySet[Any]:
    """For those who know people from their classes alone: by name, nothing else of them."""
    rows = Enrollment.objects.visible_to(user).with_people().select_related("batch")
    return rows.filter(Q(inmate__name__icontains=words) | Q(officer__name__icontains=words)).order_by("-pk")


def officers(user: User, words: str) -> QuerySet[Any]:
    return Officer.objects.visible_to(user).search(words).select_related("facility").order_by("name", "pk")


def instructors(user: User, words: str) -> QuerySet[Any]:
    rows = Instructor.objects.visible_to(user).with_places()
    return rows.filter(Q(name__icontains=words) | Q(officer__name__icontains=words)).order_by("name", "pk")


def batches(user: User, words: str) -> QuerySet[Any]:
    rows = Batch.objects.visible_to(user).with_places()
    return rows.filter(Q(name__icontains=words) | Q(decree_number__icontains=words)).order_by("-starts_on", "pk")


def agreements(user: User, words: str) -> QuerySet[Any]:
    return Agreement.objects.visible_to(user).search(words).order_by("-starts_on", "pk")


def certificates(user: User, words: str) -> QuerySet[Any]:
    rows = Certificate.objects.visible_to(user)
    return rows.filter(Q(number__icontains=words) | Q(holder_name__icontains=words)).order_by("-issued_on", "pk")


KINDS = (
    Kind(
        _("Inmates"),
        Permission.SEE_INMATES,
        inmates,
        lambda row: row.name,
        lambda row: row.register_shown,
        "trainees:inmate-list",
    ),
    Kind(
        _("Participants"),
        Permission.SEE_BATCHES,
        participants,
        lambda row: row.person.name,
        lambda row: row.batch.name,
        instead_of=Permission.SEE_INMATES,
    ),
    Kind(
        _("Officers"),
        Permission.SEE_OFFICERS,
        officers,
        lambda row: row.name,
        lambda row: row.position,
        "trainees:officer-list",
    ),
    Kind(
        _("Instructors"),
        Permission.SEE_INSTRUCTORS,
        instructors,
        lambda row: row.name,
        lambda row: row.place,
        "programs:instructor-list",
    ),
    Kind(
        _("Batches"),
        Permission.SEE_BATCHES,
        batches,
        lambda row: row.name,
        lambda row: f"{row.facility} · {row.get_state_display()}",
        "programs:batch-list",
    ),
    Kind(
        _("Agreements"),
        Permission.SEE_AGREEMENTS,
        agreements,
        lambda row: row.title,
        lambda row: row.get_kind_display(),
        "facilities:agreement-list",
    ),
    Kind(
        _("Certificates"),
        Permission.SEE_CERTIFICATES,
        certificates,
        lambda row: row.number,
        lambda row: f"{row.holder_name} · {row.state.label}",
        "certificates:certificate-list",
    ),
)


def search(user: User, words: str) -> Iterator[Found]:
    """What fits the words, kind by kind; `words` has at least `LEAST_LETTERS` letters."""
    for kind in KINDS:
        if kind.is_for(user):
            rows = list(kind.rows(user, words)[: SHOWN + 1])
            if rows:
                shown = [(str(kind.name(row)), str(kind.more(row)), row.get_absolute_url()) for row in rows[:SHOWN]]
                yield Found(kind, shown, has_more=len(rows) > SHOWN)

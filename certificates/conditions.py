"""The gates of a certificate in plain words, person by person: which is open, by which figure, and where it is mended.

The database holds them (migrations 0002 to 0005); this page only tells of them beforehand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission, Role
from certificates.readiness import Readiness, readiness_of
from facilities.models import Posting
from programs.models import Batch, UnitResult, WrittenTest


@dataclass(frozen=True, slots=True)
class Condition:
    """One gate: open or not, what it rests on, and the page where somebody with the permission mends it."""

    label: str | Promise
    is_open: bool
    figure: str
    page: str = ""
    about: int = 0
    permission: Permission = Permission.SEE_BATCHES
    shut_tone: str = "danger"

    @property
    def tone(self) -> str:
        return "success" if self.is_open else self.shut_tone

    def mended_at(self, user: User) -> str:
        """Empty when it is open, or mended on no page that this user may open."""
        may_mend = not self.is_open and self.page and user.has(self.permission)
        return reverse(self.page, args=[self.about]) if may_mend else ""


@dataclass(frozen=True, slots=True)
class Person:
    readiness: Readiness
    conditions: list[Condition]

    @property
    def is_ready(self) -> bool:
        return all(condition.is_open for condition in self.conditions)


def conditions_to_propose(batch: Batch) -> list[Condition]:
    """The gates that everybody of the batch shares, and that must be open before anybody is proposed."""
    terms = batch.agreement.terms(on=batch.last_day)
    days = {"first": date_format(batch.agreement.starts_on), "last": date_format(terms.ends_on)}
    return [
        Condition(
            gettext_lazy("The batch is closed"),
            batch.state == Batch.State.CLOSED,
            batch.get_state_display(),
            "programs:batch-detail",
            batch.pk,
        ),
        Condition(
            gettext_lazy("The agreement was in force on all its days"),
            batch.agreement.covers(batch.starts_on, batch.last_day),
            _("in force from %(first)s to %(last)s") % days,
            "facilities:agreement-detail",
            batch.agreement_id,
            Permission.SEE_AGREEMENTS,
        ),
    ]


def conditions_of_batch(batch: Batch, *, on: dt.date) -> list[Condition]:
    """All gates that everybody of the batch shares."""
    head = _head(batch, on)
    return [
        *conditions_to_propose(batch),
        Condition(gettext_lazy("Its last day has come"), batch.last_day <= on, date_format(batch.last_day)),
        Condition(
            gettext_lazy("The training centre has a head today"), head is not None, head.name if head else _("none")
        ),
    ]


def people_of(batch: Batch, *, on: dt.date) -> list[Person]:
    """Everybody who sat in the class with the own gates, in a fixed number of queries."""
    head, recorded = head_and_recorded(batch, on)
    return [
        Person(row, [*earned(row, batch), *four_eyes(row, batch, head, recorded), single(row)])
        for row in readiness_of(batch)
    ]


def head_and_recorded(batch: Batch, on: dt.date) -> tuple[User | None, set[int]]:
    """The centre's head, and the enrollments of which the head recorded something, who then cannot issue."""
    head = _head(batch, on)
    return head, _recorded_by(head, batch) if head else set()


def earned(row: Readiness, batch: Batch) -> Iterator[Condition]:
    progress, enrollment = row.progress, row.progress.enrollment
    yield Condition(
        gettext_lazy("In the batch"),
        row.has_completed,
        enrollment.get_state_display(),
        "programs:enrollment-detail",
        enrollment.pk,
    )
    hours = _("%(hours)d of %(needed)d JP") % {"hours": progress.hours, "needed": progress.hours_needed}
    yield Condition(gettext_lazy("Hours"), row.has_hours, hours, "programs:batch-attendance", batch.pk)
    yield Condition(
        gettext_lazy("Compulsory units K"),
        row.has_units,
        _("%(passed)d of %(units)d") % {"passed": len(progress.passed), "units": progress.units},
        *_grid("programs:batch-results", row, batch),
    )
    if batch.package.pass_mark:
        points = {"score": progress.post_test, "mark": progress.pass_mark}
        yield Condition(
            gettext_lazy("Post-test"),
            progress.has_pass_mark,
            _("none") if progress.post_test is None else _("%(score)d of %(mark)d") % points,
            *_grid("programs:batch-written-tests", row, batch),
        )


def _grid(page: str, row: Readiness, batch: Batch) -> tuple[str, int, Permission]:
    """The batch's sheet while results are taken; later the person's own page, where the head corrects them."""
    if batch.state == Batch.State.TESTING:
        return page, batch.pk, Permission.RECORD_RESULTS
    return "programs:enrollment-detail", row.progress.enrollment.pk, Permission.SEE_BATCHES


def four_eyes(
    row: Readiness,
    batch: Batch,
    head: User | None,
    recorded: set[int],
    *,
    page: str = "certificates:batch-propose",
) -> Iterator[Condition]:
    theirs = row.progress.enrollment.pk in recorded
    yield Condition(
        gettext_lazy("Results recorded by"),
        not theirs,
        _("the head, who would issue") if theirs else _("others"),
    )
    proposer = row.proposal.proposed_by if row.proposal else None
    yield Condition(
        gettext_lazy("Proposed by"),
        proposer is not None and proposer != head,
        proposer.name if proposer else _("not proposed yet"),
        "" if proposer else page,
        batch.pk,
        Permission.PROPOSE_CERTIFICATES,
    )


def single(row: Readiness) -> Condition:
    """A standing certificate shuts this gate: another follows only by revoking or replacing it."""
    standing = row.certificate if row.certificate and row.certificate.revoked_at is None else None
    standing = standing or (row.proposal.replaces if row.proposal else None)
    if standing and standing.revoked_at:
        standing = None
    return Condition(
        gettext_lazy("Certificate"),
        standing is None,
        _("Issued") if standing else _("not issued yet"),
        "certificates:certificate-detail",
        standing.pk if standing else 0,
        Permission.SEE_CERTIFICATES,
        shut_tone="info",
    )


def _head(batch: Batch, on: dt.date) -> User | None:
    posts = Posting.objects.running(on=on).filter(centre=batch.package.centre, role=Role.CENTRE_HEAD)
    post = posts.select_related("user").order_by("pk").first()
    return post.user if post else None


def _recorded_by(head: User, batch: Batch) -> set[int]:
    """Enrollments of which the head recorded a result, a recognised one, or a written test."""
    own = Q(recorded_by=head)
    results = UnitResult.objects.filter(own | Q(recognised_from__recorded_by=head), enrollment__batch=batch)
    tests = WrittenTest.objects.filter(own, enrollment__batch=batch)
    return {*results.values_list("enrollment_id", flat=True), *tests.values_list("enrollment_id", flat=True)}

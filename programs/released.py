"""Who completed a training and was released since, and whom of them to ask now what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from facilities.models import Facility
from programs.models import Enrollment, EnrollmentQuerySet, Outcome
from programs.models.outcomes import months_after, months_asked
from trainees.models import Inmate, Movement

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """One time of asking: so many months after release, from which day on, and what was told if anything was."""

    months: int
    begins_on: dt.date
    outcome: Outcome | None
    is_due: bool
    is_over: bool

    @property
    def is_open(self) -> bool:
        """The month has come and nothing is entered; somebody may still call late."""
        return self.outcome is None and (self.is_due or self.is_over)


def released_graduates() -> EnrollmentQuerySet:
    """Completed trainings of people who were released, with `released_on`. An officer is never released."""
    rows = Enrollment.objects.filter(
        state=Enrollment.State.COMPLETED,
        inmate__status=Inmate.Status.RELEASED,
        inmate__movements__kind=Movement.Kind.RELEASE,
    )
    return rows.annotate(released_on=F("inmate__movements__moved_on"))


def graduates_visible_to(user: User) -> EnrollmentQuerySet:
    """Of people whose last prison the user's posting reaches, wherever they were trained."""
    return released_graduates().filter(inmate__facility__in=Facility.objects.visible_to(user))


def in_window(months: int, *, on: dt.date) -> Q:
    """Released so many months before the day, and not too long ago to be asked about that month."""
    too_old = months + settings.OUTCOME_ASKED_FOR_MONTHS
    return Q(released_on__lte=last_release(months, on=on), released_on__gt=last_release(too_old, on=on))


def last_release(months: int, *, on: dt.date) -> dt.date:
    """The last day of release after which so many calendar months have passed on the day."""
    day = months_after(on, -months)
    while months_after(day + DAY, months) <= on:
        day += DAY
    return day


def rhythm_of_asking() -> str:
    """What the settings say of when people are asked, for whoever keeps a count of them."""
    return f"{','.join(map(str, months_asked()))}+{settings.OUTCOME_ASKED_FOR_MONTHS}"


def to_ask(rows: EnrollmentQuerySet, *, on: dt.date) -> EnrollmentQuerySet:
    """Those of whom nothing is entered for a month that has come."""
    return _asked(rows, lambda months: in_window(months, on=on) & ~Q(_entered(months)), on=on)


def asked_or_to_ask(rows: EnrollmentQuerySet, *, on: dt.date) -> EnrollmentQuerySet:
    """All in whose window the day lies, whether something is entered or not: of what `to_ask` is a part."""
    return _asked(rows, lambda months: in_window(months, on=on), on=on)


def _asked(rows: EnrollmentQuerySet, wanted: Callable[[int], Q], *, on: dt.date) -> EnrollmentQuerySet:
    """What is wanted of any of the months. The days of release from the first window's to the last's are said as well:
    an index answers them, and not a choice of windows."""
    asked = months_asked()
    if not asked:
        return rows.none()
    oldest, youngest = max(asked) + settings.OUTCOME_ASKED_FOR_MONTHS, min(asked)
    days = Q(released_on__lte=last_release(youngest, on=on), released_on__gt=last_release(oldest, on=on))
    return rows.filter(days, reduce(or_, map(wanted, asked)))


def _entered(months: int) -> Exists:
    return Exists(Outcome.objects.filter(enrollment=OuterRef("pk"), months=months))


def moments_of(enrollment: Enrollment, *, on: dt.date) -> list[Moment]:
    """Each time of asking. Wants `released_on`, and `outcomes` prefetched where many are shown."""
    released_on: dt.date = enrollment.released_on  # type: ignore[attr-defined]
    told = {row.months: row for row in enrollment.outcomes.all()}
    moments = []
    for months in sorted({*months_asked(), *told}):
        begins_on = months_after(released_on, months)
        ends_on = months_after(released_on, months + settings.OUTCOME_ASKED_FOR_MONTHS)
        is_due = months in months_asked() and months not in told and begins_on <= on < ends_on
        moments.append(Moment(months, begins_on, told.get(months), is_due, on >= ends_on))
    return moments


def other_trainings(enrollment: Enrollment) -> QuerySet[Enrollment]:
    """What else the same person completed."""
    rows = released_graduates().filter(inmate=enrollment.inmate_id).exclude(pk=enrollment.pk)
    return rows.select_related("batch__package__field").order_by("-batch__ends_on", "pk")

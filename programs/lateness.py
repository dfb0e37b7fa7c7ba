"""What coming late costs a participant."""

from __future__ import annotations

from facilities.models import TrainingCentre

Lateness = TrainingCentre.Lateness


def hours_earned(lesson_hours: int, minutes_late: int, *, centre: TrainingCentre) -> int:
    """Lesson hours (JP) that somebody earns who came `minutes_late` to a session of so many.

    Only whole JP are earned. The centre says (`TrainingCentre.lateness`) whether a JP is lost once it has begun, once
    half of it is missed, or only when it is missed as a whole; its own minutes per JP count.
    """
    length = centre.minutes_per_jp
    lost = {
        Lateness.BEGUN: -(-minutes_late // length),
        Lateness.HALF: (2 * minutes_late + length) // (2 * length),
        Lateness.WHOLE: minutes_late // length,
    }[Lateness(centre.lateness)]
    return max(lesson_hours - lost, 0)

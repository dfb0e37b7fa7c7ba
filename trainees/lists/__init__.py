"""Lists of people that a prison brings from its own register, as `imports` reads them."""

from __future__ import annotations


def register_sheets() -> None:
    """Called when the application starts, once all models are there."""
    from imports.sheets import register
    from trainees.lists.inmates import InmateSheet
    from trainees.lists.interests import InterestSheet
    from trainees.lists.officer_interests import OfficerInterestSheet
    from trainees.lists.officers import OfficerSheet

    register(InmateSheet())
    register(OfficerSheet())
    register(InterestSheet())
    register(OfficerInterestSheet())

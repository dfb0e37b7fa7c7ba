"""Tools of the workshops, and the log of each lesson in a field whose tools are dangerous."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accounts.models import User
from demo.houses import House, add
from facilities.models import Tool
from programs.actions import tools
from programs.actions.tools import Count, GuardNote
from programs.models import Session, ToolLog

MACHINES = ("Mesin", "Kompor", "Bor", "Gergaji bundar", "Setrika")
NOTE = "Peserta dan ruang kerja digeledah, gudang dihitung ulang; kejadian dilaporkan kepada Ka. KPLP."


def equip(house: House) -> None:
    """Every workshop lists what is proposed for its fields: few machines, as many hand tools as people."""
    for room in house.workshops.values():
        names = room.fields.filter(has_dangerous_tools=True).values_list("tool_proposals__name", flat=True)
        for name in filter(None, names):
            add(Tool(workshop=room, name=name, count=4 if name.startswith(MACHINES) else 12), by=house.giatja)


def count(house: House, session: Session, *, by: User, missing: str = "", returned: bool = True) -> None:
    """All tools go out and come back a quarter of an hour after the lesson; of the `missing` one does not."""
    counts = [
        Count(tool.name, tool.count, tool.count, tool.count - (tool.name == missing) if returned else None)
        for tool in session.workshop.tools.all()
    ]
    at = session.ends_at + dt.timedelta(minutes=15)
    note = GuardNote(house.names[-1].name, NOTE, at) if missing else None
    tools.count_tools(session, counts, revision=0, note=note, now=at + dt.timedelta(minutes=45), by=by)


def lose_and_find(house: House, sessions: Sequence[Session]) -> None:
    """After the third lesson a tool is missing; the next day it is found."""
    session = sessions[2]
    log = ToolLog.objects.get(session=session)
    counts = [Count(line.name, line.counted, line.handed_out, line.handed_out) for line in log.lines.all()]
    lost = Count(counts[0].name, counts[0].counted, counts[0].handed_out, counts[0].handed_out - 1)
    at = session.ends_at + dt.timedelta(minutes=20)
    by = session.instructor.user or house.centre_staff
    note = GuardNote(house.names[-1].name, NOTE, at)
    tools.count_tools(
        session, [lost, *counts[1:]], revision=log.revision, note=note, now=at + dt.timedelta(hours=1), by=by
    )
    found_on = session.day + dt.timedelta(days=1)
    tools.settle_missing(
        log,
        outcome=ToolLog.Outcome.FOUND,
        outcome_on=found_on,
        outcome_note="Tertinggal di bawah meja las nomor 3.",
        on=found_on,
        by=house.giatja,
    )

"""The papers of a selection: its minutes, those of the TPP session, the head's decree, and the list for the centre."""

from __future__ import annotations

import datetime as dt
import json
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from facilities.letterheads import letterhead_of, regional_title
from facilities.models import Facility, Posting
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import indonesian_date
from programs.decreed import Facts
from programs.models import Batch, Decree, TppDecision, TppSession
from programs.models.scores import ScoreCriterion
from programs.ranking import ranking

VERDICT = {
    TppDecision.Verdict.APPROVED: "Disetujui",
    TppDecision.Verdict.POSTPONED: "Ditunda",
    TppDecision.Verdict.REJECTED: "Ditolak",
}


def head_of(facility: Facility, *, on: dt.date) -> User | None:
    """Who is posted as the prison's head on the day."""
    posted = Posting.objects.running(on=on).filter(role=Role.FACILITY_HEAD, facility=facility)
    first = posted.select_related("user").order_by("starts_on").last()
    return first.user if first else None


def bases(on: dt.date) -> list[str]:
    """The laws that a decree of the day calls on."""
    path = settings.BASE_DIR / "programs" / "data" / "decree_basis.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["bases"]
    day = on.isoformat()
    return [row["text"] for row in rows if row["from"] <= day and (row["until"] is None or day < row["until"])]


def decree(facility: Facility, facts: Facts, *, number: str = "", on: dt.date | None = None) -> Paper:
    """The decree (SK-PESERTA); without number and day it is a draft and says so on every page."""
    day = on or timezone.localdate()
    batches = [_with_days(batch) for batch in facts["batches"]]
    office = f"Kepala {facility.official_name}"
    context = {
        **_heading(facility, day, number),
        "title": f"Keputusan {office}",
        "office": office,
        "is_draft": not number,
        "on": on,
        "batches": batches,
        "whom": " dan ".join(sorted({batch["for"] for batch in batches}, reverse=True)),
        "is_for_officers": all(batch["for"] != "Warga Binaan" for batch in batches),
        "centres": sorted({batch["centre"] for batch in batches}),
        "accepted": sum(len(batch["accepted"]) for batch in batches),
        "reserve": sum(len(batch["reserve"]) for batch in batches),
        "minutes": _once(minutes for batch in batches for minutes in batch["minutes"]),
        "agreements": _once({"title": batch["agreement"], "numbers": batch["agreement_numbers"]} for batch in batches),
        "bases": bases(day),
        "copies": [f"Kepala {centre}" for centre in sorted({batch["centre"] for batch in batches})],
        "region": regional_title(facility.region, on=day),
        "signatures": _signed_by_the_head(facility, facts, on),
    }
    return Paper("papers/decree.html", context)


def issued(issue: Decree) -> Paper:
    """The decree or addendum from what it said on its day."""
    if issue.kind == Decree.Kind.DECREE:
        return decree(issue.facility, issue.record, number=issue.number, on=issue.decreed_on)
    facility, facts = issue.facility, issue.record
    office = f"Kepala {facility.official_name}"
    context = {
        **_heading(facility, issue.decreed_on, issue.number),
        "title": f"Adendum Keputusan {office}",
        "office": office,
        "amends": facts["amends"] | {"on": dt.date.fromisoformat(facts["amends"]["on"])},
        "batch": _with_days(facts["batches"][0]),
        "changes": facts["changes"],
        "signatures": _signed_by_the_head(facility, facts, issue.decreed_on),
    }
    return Paper("papers/decree_addendum.html", context)


def participants(issue: Decree, names: list[str]) -> Paper:
    """The people of these batches by name alone, for a reader who must not receive register numbers."""
    context = {
        "title": "Daftar Peserta Pelatihan",
        "number": None,
        "letterhead": letterhead_of(issue.facility, on=issue.decreed_on),
        "decree": issue,
        "is_addendum": issue.kind == Decree.Kind.ADDENDUM,
        "batches": [_with_days(batch) for batch in issue.record["batches"] if batch["name"] in names],
        "changes": issue.record.get("changes", []),
    }
    return Paper("papers/participants.html", context)


def tpp_minutes(session: TppSession) -> Paper:
    """Minutes of a TPP session (BA-TPP): who sat, and its decision on each person."""
    people = ("enrollment__inmate", "enrollment__officer")
    decisions = session.decisions.select_related(*people, "enrollment__batch__package")
    ordered = sorted(decisions, key=lambda row: (row.enrollment.batch.name, ORDER[row.verdict], row.pk))
    batches = [
        {
            "name": name,
            "rows": [
                {
                    "person": row.enrollment.person,
                    "verdict": VERDICT[TppDecision.Verdict(row.verdict)],
                    "note": row.note,
                }
                for row in rows
            ],
        }
        for name, rows in groupby(ordered, key=lambda row: row.enrollment.batch.name)
    ]
    above = (f"{session.facility.city}, {indonesian_date(session.held_on)}",)
    context = {
        **_heading(session.facility, session.held_on, session.minutes_number),
        "title": "Berita Acara Sidang Tim Pengamat Pemasyarakatan",
        "session": session,
        "agenda": "; ".join(line.strip().rstrip(".;") for line in session.agenda.splitlines() if line.strip()),
        "members": session.members.all(),
        "batches": batches,
        "counts": [(VERDICT[verdict], sum(row.verdict == verdict for row in ordered)) for verdict in VERDICT],
        "signatures": in_rows([Signature("Ketua Sidang", session.chair_name, session.chair_nip, above)]),
    }
    return Paper("papers/tpp_minutes.html", context)


ORDER = {str(verdict): place for place, verdict in enumerate(VERDICT)}


def selection_minutes(batch: Batch, *, number: str, on: dt.date) -> Paper:
    """Minutes of the selection (BA-SELEKSI) up to the day of the last score: criteria, panel, ranking."""
    table = ranking(batch)
    day = min(_last_scored(batch) or on, batch.decreed_on or on)  # the decree closes the selection
    signatures = [Signature("Penilai", officer.name, officer.nip) for officer in table.officers]
    context = {
        **_heading(batch.facility, day, number),
        "title": "Berita Acara Seleksi Peserta Pelatihan",
        "batch": batch,
        "on": day,
        "criteria": [(row.name, KIND[ScoreCriterion.Kind(row.kind)], row.weight) for row in table.sheet.criteria.all()]
        if table.sheet
        else [],
        "least_scorers": table.least_scorers,
        "officers": table.officers,
        "rows": [
            {
                "standing": row,
                "person": row.enrollment.person,
                "totals": [row.totals.get(officer.pk) for officer in table.officers],
                "state": row.enrollment.get_state_display,
            }
            for row in table.rows
        ],
        "signatures": in_rows(signatures),
    }
    return Paper("papers/selection_minutes.html", context)


KIND = {
    ScoreCriterion.Kind.APTITUDE: "Bakat",
    ScoreCriterion.Kind.SKILL: "Keterampilan awal",
    ScoreCriterion.Kind.INTEREST: "Minat",
    ScoreCriterion.Kind.CONDUCT: "Perilaku",
    ScoreCriterion.Kind.INTERVIEW: "Wawancara",
}


def _last_scored(batch: Batch) -> dt.date | None:
    events = apps.get_model("programs", "SelectionScoreEvent").objects.filter(enrollment__batch=batch)
    last = events.aggregate(last=Max("pgh_created_at"))["last"]
    return timezone.localdate(last, ZoneInfo(batch.facility.time_zone)) if last else None


def _heading(facility: Facility, day: dt.date, number: str) -> dict[str, Any]:
    return {"number": number, "letterhead": letterhead_of(facility, on=day), "facility": facility}


def _signed_by_the_head(facility: Facility, facts: Facts, on: dt.date | None) -> list[list[Signature]]:
    day = indonesian_date(on) if on else "………………………………"
    above = (f"Ditetapkan di {facility.city}", f"pada tanggal {day}")
    return in_rows([Signature("Kepala", facts["head"]["name"], facts["head"]["nip"], above)])


def _with_days(batch: Facts) -> Facts:
    days = {name: dt.date.fromisoformat(batch[name]) for name in ("starts_on", "ends_on", "tested_on")}
    minutes = [row | {"on": dt.date.fromisoformat(row["on"])} for row in batch.get("minutes", [])]
    return {**batch, **days, "minutes": minutes}


def _once(rows: Any) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found

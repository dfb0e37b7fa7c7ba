"""A small class of which an LSP has decided, with each fact of the decision open to change."""

import datetime as dt
from typing import Any

from accounts.models import User
from accounts.permissions import Role
from certificates.models import (
    Certificate,
    CompetenceDecision,
    CompetenceVerdict,
    Lsp,
    Proposal,
    Scheme,
)
from programs.models import Enrollment
from tests.certificates.classes import TODAY, Class, unissued
from tests.factories import UnitFactory, posted

DECIDED = dt.date(2021, 7, 17)
LAST = dt.date(2024, 7, 17)


def lsp(**changes: Any) -> Lsp:
    count = Lsp.objects.count()
    values: dict[str, Any] = {
        "name": f"LSP Cipta Terampil {count}",
        "city": "Kota Semarang",
        "licence_number": f"BNSP-LSP-99{count:02}-ID",
        "licence_from": dt.date(2019, 1, 1),
        "licence_until": dt.date(2030, 12, 31),
        "chair_name": "Damar Ketua",
    }
    return Lsp.objects.create(**values | changes)


def scheme_of(school: Class, body: Lsp, **changes: Any) -> Scheme:
    package = school.batch.package
    values = {"code": "SS.GAR-001-001", "title": "Menjahit Busana", "field": package.field, "lsp": body}
    scheme: Scheme = Scheme.objects.create(**values | changes)
    scheme.units.set(package.units.all())
    return scheme


def decide(
    school: Class, scheme: Scheme, *, by: User, verdict: str = "K", people: list[Enrollment] | None = None, **facts: Any
) -> list[CompetenceVerdict]:
    """A decision past the action, with invented numbers for who is K."""
    count = CompetenceDecision.objects.count()
    values: dict[str, Any] = {
        "number": f"{count + 1:03}/SK/LSP-CT/VII/2021",
        "decided_on": DECIDED,
        "assessor_name": "Wira Asesor",
        "assessor_registration": "MET.000.004321.2018",
    }
    decision = CompetenceDecision.objects.create(batch=school.batch, scheme=scheme, recorded_by=by, **values | facts)
    return [
        CompetenceVerdict.objects.create(
            decision=decision,
            enrollment=person,
            verdict=verdict,
            registration_number=f"GAR 771 {person.pk:05} 2021" if verdict == "K" else "",
            blank_number=f"14111 7531 2 {decision.pk:03}{person.pk:04} 2021" if verdict == "K" else "",
        )
        for person in (school.people if people is None else people)
    ]


class DecidedClass(Class):
    """Everybody of the class is K by the LSP's decision, which another colleague has recorded."""

    def __init__(
        self,
        names: tuple[str, ...] = ("Bagas Wirayudha",),
        *,
        lsp_facts: dict[str, Any] | None = None,
        decision: dict[str, Any] | None = None,
        verdict: str = "K",
        **kwargs: Any,
    ) -> None:
        super().__init__(names, **kwargs)
        self.recorder = posted(Role.CENTRE_STAFF, self.centre, name="Wulan Pencatat")
        self.lsp = lsp(**(lsp_facts or {}))
        self.scheme = scheme_of(self, self.lsp)
        facts = {"by": self.recorder, "verdict": verdict, **(decision or {})}
        self.verdicts = decide(self, self.scheme, **facts)

    def competence_proposals(self, by: User | None = None) -> list[Proposal]:
        return [
            Proposal.objects.create(
                enrollment_id=verdict.enrollment_id, kind="COMPETENCE", verdict=verdict, proposed_by=by or self.staff
            )
            for verdict in self.verdicts
        ]


def row_of(proposal: Proposal, by: User, *, on: dt.date = TODAY, **changes: Any) -> Certificate:
    """A row as an insider could write it past the action; `record` overrides single entries of its record."""
    entries = changes.pop("record", {})
    if on >= DECIDED:
        on, changes = TODAY, {"issued_on": on, **changes}
        entries = {"issued_on": changes["issued_on"].isoformat(), **entries}
    row = unissued(proposal, by, on=on, **changes)
    row.record = {**row.record, **entries}
    return row


def foreign_unit(scheme: Scheme) -> None:
    """The scheme asks for a unit more, which nobody was tested in."""
    scheme.units.add(UnitFactory.create())

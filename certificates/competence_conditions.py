"""The gates of a competence certificate in plain words, beside those that it shares with the training certificate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from certificates.competence import CompetenceReadiness, competence_readiness_of
from certificates.conditions import Condition, Person, earned, four_eyes, head_and_recorded, single
from programs.models import Batch


def competence_people_of(batch: Batch, *, on: dt.date) -> list[Person]:
    """Everybody who sat in the class with the own gates, in a fixed number of queries."""
    head, recorded = head_and_recorded(batch, on)
    page = "certificates:competence-propose"
    return [
        Person(
            row,
            [
                *earned(row, batch),
                *_decided(row, batch, head, on),
                *four_eyes(row, batch, head, recorded, page=page),
                single(row),
            ],
        )
        for row in competence_readiness_of(batch)
    ]


def _decided(row: CompetenceReadiness, batch: Batch, head: User | None, on: dt.date) -> Iterator[Condition]:
    verdict, page = row.verdict, ("certificates:batch-competence", batch.pk, Permission.SEE_BATCHES)
    decision = verdict.decision if verdict else None
    yield Condition(
        gettext_lazy("Decision of the LSP"), row.is_competent, verdict.verdict if verdict else _("none"), *page
    )
    passed, units = row.passed_of_scheme
    yield Condition(
        gettext_lazy("Units of the scheme K"),
        row.has_scheme,
        _("%(passed)d of %(units)d") % {"passed": passed, "units": units} if decision else _("none"),
        "programs:enrollment-detail",
        row.progress.enrollment.pk,
    )
    yield Condition(
        gettext_lazy("Licence of the LSP"),
        row.is_licensed(on=on),
        _("until %(day)s") % {"day": date_format(decision.scheme.lsp.licence_until, "SHORT_DATE_FORMAT")}
        if decision
        else _("none"),
    )
    yield Condition(
        gettext_lazy("Valid until"),
        decision is not None and on <= decision.valid_until,
        date_format(decision.valid_until, "SHORT_DATE_FORMAT") if decision else _("none"),
    )
    proposer = row.proposal.proposed_by if row.proposal else None
    recorder = decision.recorded_by if decision else None
    yield Condition(
        gettext_lazy("Decision recorded by"),
        recorder is not None and recorder not in (head, proposer),
        recorder.name if recorder else _("none"),
        *page,
    )

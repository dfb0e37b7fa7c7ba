"""The pages of one person's record: how the dates are reckoned, the conditions of assimilation, the dossier."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from audit.pages import DetailPage
from trainees.assimilation import assess
from trainees.assimilation_answers import State
from trainees.dates import FractionPolicy, Step, explain, sum_of
from trainees.dossier import checklist
from trainees.models import Inmate, RuleSet
from trainees.sentence_dates import SentenceDates, Which, computed_dates, sentence_dates, sentence_of


class RecordPage(DetailPage):
    """A page of the full record of one person. Each opening is an event of its own and is written down: only these
    pages and the training record write on GET, because the law wants to know who looked (UU 27/2022)."""

    permission = Permission.SEE_INMATES
    queryset = Inmate.objects.with_sentence()
    object: Inmate

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        record(Verb.OPEN, self.object, by=self.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=self.tabs(), **kwargs)

    def tabs(self) -> list[dict[str, Any]]:
        names = {
            "trainees:inmate-detail": _("Person and record"),
            "trainees:inmate-dates": _("How the dates are reckoned"),
            "trainees:inmate-assimilation": _("Conditions of assimilation"),
        }
        urls = {reverse(name, args=[self.object.pk]): label for name, label in names.items()}
        return [
            {"url": url, "label": label, "is_current": url == self.request.path, "count": None}
            for url, label in urls.items()
        ]


class InmateDates(RecordPage):
    """The arithmetic step by step, the other ways of counting beside it, and the days taken from SDP."""

    template_name = "trainees/inmate_dates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rules = rules_of(today)
        dates = sentence_dates(self.object, rules) if rules else None
        return super().get_context_data(
            rules=rules,
            sentence=sentence_of(self.object),
            steps=steps(self.object, rules) if rules else [],
            comparison=comparison(self.object, dates),
            policies=[(policy, rules is not None and policy is rules.policy) for policy in FractionPolicy],
            overrides=self.object.overrides.select_related("by", "withdrawn_by"),
            **kwargs,
        )


class InmateAssimilation(RecordPage):
    """Each condition ticked or not for a day, today unless `?pada=` says otherwise; the dossier; decisions."""

    template_name = "trainees/inmate_assimilation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day, is_wrong = asked_day(self.request.GET.get("pada", ""))
        rules = rules_of(day)
        papers = checklist(self.object, on=day)
        return super().get_context_data(
            day=day,
            is_wrong_day=is_wrong,
            rules=rules,
            assessment=assess(self.object, rules, on=day) if rules else None,
            states={state.name: state for state in State},
            papers=papers,
            received=sum(paper.received is not None for paper in papers),
            decisions=self.object.assimilation_decisions.select_related("by"),
            **kwargs,
        )


def asked_day(text: str) -> tuple[dt.date, bool]:
    """The day of the address, else today; and whether what was asked is no day."""
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if day is None or not 1945 <= day.year <= 2100:
        return timezone.localdate(), bool(text)
    return day, False


def rules_of(day: dt.date) -> RuleSet | None:
    """The rules in force on the day; None where nobody has recorded any, which the page then says."""
    try:
        return RuleSet.objects.in_force(on=day)
    except RuleSet.DoesNotExist:
        return None


def steps(inmate: Inmate, rules: RuleSet) -> list[Step]:
    """The calculation of the days line by line; empty without a fixed term."""
    sentence = sentence_of(inmate)
    if sentence is None or sentence.term is None:
        return []
    return explain(
        sentence.detained_on,
        sentence.term,
        credit_days=sentence.credit_days,
        remission=sum_of(inmate.remission_terms),
        substitute=sentence.subsidiary_due,
        policy=rules.policy,
    )


def comparison(inmate: Inmate, dates: SentenceDates | None) -> list[dict[str, Any]]:
    """Each day under each way of counting, and the day that counts."""
    if dates is None:
        return []
    computed = {policy: computed_dates(inmate, policy) for policy in FractionPolicy}
    return [
        {
            "label": which.label,
            "days": [found.day(which) for found in computed.values() if found],
            "counts": dates.day(which),
            "override": dates.replaced.get(which),
        }
        for which in Which
    ]

"""The conditions of assimilation in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trainees.conditions import Condition, Test, months_of
from trainees.models import Document, RuleSet


def label_of(condition: Condition, rules: RuleSet) -> str:
    """The condition in words."""
    months = months_of(condition, rules)
    labels: dict[Test, Callable[[], str]] = {
        Test.CONVICT: lambda: _("Convict (register B), no detainee"),
        Test.FIXED_TERM: lambda: _("Fixed term: no life or death sentence"),
        Test.PART_SERVED: lambda: _part_label(str(condition.part), months),
        Test.MONTHS_SERVED: lambda: (
            ngettext("At least %(count)d month served", "At least %(count)d months served", months) % {"count": months}
        ),
        Test.NO_DISCIPLINE: lambda: (
            ngettext(
                "No disciplinary sanction in the last %(count)d month",
                "No disciplinary sanction in the last %(count)d months",
                months,
            )
            % {"count": months}
        ),
        Test.FOLLOWS_GUIDANCE: lambda: _("Follows the guidance actively and well"),
        Test.GOOD_CONDUCT: lambda: _("Good conduct (SPPN)"),
        Test.RISK_LOWERED: lambda: _("Risk level lowered (ISPN)"),
        Test.DOCUMENT: lambda: str(Document(condition.document).label),
        Test.PAID: lambda: _("Fine and compensation paid in full"),
        Test.NO_OTHER_CASE: lambda: _("No other case is pending"),
        Test.SAFE_OUTSIDE: lambda: _("Neither in danger outside nor likely to break the law again"),
        Test.ALLOWED_AT_HOME: lambda: _("For information: assimilation at home (until 30 June 2023)"),
    }
    return labels[condition.test]()


def _part_label(part: str, months: int) -> str:
    if not months:
        return _("%(part)s of the sentence served") % {"part": part}
    return _("%(part)s of the sentence served, at least %(months)d months") % {"part": part, "months": months}

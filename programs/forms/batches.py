from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from facilities.forms import DAY
from facilities.models import Agreement, Meeting
from programs.actions.batches import begin_with_package_tags
from programs.findings import planning_findings
from programs.models import Batch
from programs.models.batches import TraineeKind
from trainees.eligibility import blocks

LAST_YEAR = 2100  # sums of days beyond the calendar's end would fail

FIELD_OF_FINDING = {
    "NO_WORKING_AGREEMENT": "agreement",
    "AGREEMENT_NOT_IN_FORCE": "agreement",
    "FIELD_OUT_OF_SCOPE": "agreement",
    "NOT_A_PARTY": "agreement",
    "QUOTA": "seats",
    "WORKSHOP_ELSEWHERE": "workshop",
    "WORKSHOP_TOO_SMALL": "workshop",
    "WORKSHOP_OTHER_FIELD": "workshop",
    "UNITS_INCOMPLETE": "package",
    "FOR_OFFICERS_ONLY": "trainee_kind",
    "NO_RULES": "starts_on",
}


class BatchForm(ScopedModelForm):
    """A batch of the user's own prison; what stands against the plan is said at the field that can mend it."""

    class Meta:
        model = Batch
        fields = (
            "name",
            "trainee_kind",
            "package",
            "agreement",
            "workshop",
            "starts_on",
            "ends_on",
            "tested_on",
            "seats",
            "tags",
        )
        widgets = {"starts_on": DAY, "ends_on": DAY, "tested_on": DAY, "tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        if self.is_new and self.user.posting is not None:
            self.instance.facility = self.user.posting.facility
        for name in ("package", "agreement", "workshop"):
            self.fields[name].empty_label = _("Choose …")  # type: ignore[attr-defined]
        self.fields["package"].queryset = self.fields["package"].queryset.select_related("centre")  # type: ignore[attr-defined]

        self.fields["trainee_kind"].required = False

    def clean_trainee_kind(self) -> str:
        """Inmates, unless the plan says otherwise."""
        return self.cleaned_data["trainee_kind"] or TraineeKind.INMATE

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Of packages the newest versions, beside the one that the batch was planned with."""
        rows = super().narrow(name, rows)
        if name == "package":
            return rows.filter(Q(superseded_by__isnull=True) | Q(pk=self.instance.package_id))
        return rows.working() if name == "agreement" else rows  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"facility"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("starts_on", "ends_on", "tested_on"):
            if cleaned.get(name) and cleaned[name].year > LAST_YEAR:
                self.add_error(name, _("Check the year."))
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if self.is_new:
            begin_with_package_tags(self.instance)

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            # Two plans at once must not both take the last seats of the quota.
            Agreement.objects.select_for_update(no_key=True).get(pk=self.instance.agreement_id)
            for finding in blocks(planning_findings(self.instance)):
                self.add_error(FIELD_OF_FINDING[finding.code], finding.text)


class ReasonForm(ScopedForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(ScopedForm):
    """Nothing to fill in: the page itself is the question."""


class BatchMeetingsForm(ScopedForm):
    """Which meetings were about this batch: of those to which its prison was a party."""

    meetings = forms.ModelMultipleChoiceField(
        label=_("Meetings about this batch"),
        queryset=Meeting.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["meetings"]
        choice.queryset = choice.queryset.filter(parties__facility=batch.facility)
        choice.initial = [meeting.pk for meeting in batch.meetings.all()]

"""An agreement is drafted in steps: parties and days, scope, signatories and witnesses; then it is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from accounts.models import User
from audit.refusals import sentences
from facilities.actions.agreements import PartySigns, Witness
from facilities.forms import DAY, REASON
from facilities.forms.days import PlausibleDays
from facilities.forms.parties import PartiesForm, parties_fieldset, sides_of
from facilities.forms.pdfs import PdfField
from facilities.models import Agreement, AgreementParty

SPARE_WITNESSES = 2


class AgreementForm(PlausibleDays, PartiesForm):
    """What kind of paper it is, between whom, and for which days. Parties are saved with the draft or not at all.

    A renewal begins the day after the last one, which the calendar must still have.
    """

    first_year = 1945

    class Meta:
        model = Agreement
        fields = ("kind", "title", "umbrella", "amends", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("umbrella", "amends"):
            self.fields[name].empty_label = _("None")  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(_("Agreement"), *self.Meta.fields, css_class="field-group"),
            parties_fieldset(_("Parties")),
        )

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().narrow(name, rows)
        if name == "umbrella":
            return rows.filter(kind=Agreement.Kind.MOU).exclude(pk=self.instance.pk)
        if name == "amends":
            rows = rows.filter(state=Agreement.State.SIGNED).exclude(pk=self.instance.pk)
            return rows.exclude(kind=Agreement.Kind.ADDENDUM)
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", str(sentences()["agreement_ends_after_it_starts"]))
        if cleaned.get("umbrella") and cleaned.get("kind") == Agreement.Kind.MOU:
            self.add_error("umbrella", _("A memorandum is an umbrella itself and stands under none."))
        self.clean_amended(cleaned)
        if not self.errors and self.instance.pk is None:
            self.refuse_twin(cleaned)
        return cleaned

    def clean_amended(self, cleaned: dict[str, Any]) -> None:
        """An addendum says what it amends; it is between the same parties."""
        is_addendum, amended = cleaned.get("kind") == Agreement.Kind.ADDENDUM, cleaned.get("amends")
        if is_addendum and not amended and "amends" not in self.errors:
            self.add_error("amends", _("An addendum amends an agreement: choose which."))
        elif amended and not is_addendum and "kind" in cleaned:
            self.add_error("amends", str(sentences()["agreement_amends_as_an_addendum"]))
        elif amended and {"facilities", "centres"} <= cleaned.keys():
            now = {name: {place.pk for place in cleaned[name]} for name in ("facilities", "centres")}
            same = now == {name: {*places} for name, places in sides_of(amended).items()}
            if not same:
                self.add_error("amends", _("An addendum is between the same parties as what it amends."))

    def refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """A second click on “Save” is no second agreement. The user's row makes two requests wait for each other."""
        User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        twins = Agreement.objects.filter(
            **{name: cleaned[name] for name in ("kind", "title", "starts_on", "ends_on")}
        ).filter(parties__facility__in=cleaned["facilities"])
        if twins.filter(parties__centre__in=cleaned["centres"]).exists():
            self.add_error("title", _("This agreement, with these days and parties, is already listed."))


class ScopeForm(ScopedModelForm):
    """What may be taught, to whom, and to how many."""

    class Meta:
        model = Agreement
        fields = ("fields", "trainee_policy", "quota")
        widgets = {"fields": forms.CheckboxSelectMultiple}


class SignatoriesForm(ScopedForm):
    """For each party its number and who signs for it, and the witnesses. All of it may wait until the signing."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(agreement.parties.select_related("facility", "centre"))
        groups = [self.add_party(party) for party in self.parties]
        witnesses = [(row.name, row.position) for row in agreement.witnesses.all()]
        self.rows = range(1, max(len(witnesses), self.rows_sent()) + SPARE_WITNESSES + 1)
        groups.append(self.add_witnesses(witnesses))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*groups)

    def rows_sent(self) -> int:
        """Rows of witnesses that came back filled; none of them may get lost."""
        numbers = [int(found[1]) for name in self.data if (found := re.fullmatch(r"witness_(\d{1,2})_name", name))]
        return max(0, max(numbers, default=0) - SPARE_WITNESSES)

    def add_party(self, party: AgreementParty) -> Fieldset:
        for part, (label, length, help_text) in PARTY_PARTS.items():
            self.fields[f"party_{party.pk}_{part}"] = forms.CharField(
                label=label, max_length=length, help_text=help_text, required=False, initial=getattr(party, part)
            )
        names = [f"party_{party.pk}_{part}" for part in PARTY_PARTS]
        return Fieldset(str(party.place), *names, css_class="field-group")

    def add_witnesses(self, witnesses: list[tuple[str, str]]) -> Fieldset:
        names = []
        for row in self.rows:
            name, position = witnesses[row - 1] if row <= len(witnesses) else ("", "")
            for part, label, value in (
                ("name", _("Name of witness %(row)d"), name),
                ("position", _("Position of witness %(row)d"), position),
            ):
                key = f"witness_{row}_{part}"
                self.fields[key] = forms.CharField(
                    label=label % {"row": row}, max_length=200, required=False, initial=value
                )
                names.append(key)
        return Fieldset(_("Witnesses"), *names, css_class="field-group")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in self.rows:
            name, position = f"witness_{row}_name", f"witness_{row}_position"
            for missing, other in ((name, position), (position, name)):
                if cleaned.get(other) and not cleaned.get(missing) and missing not in self.errors:
                    self.add_error(missing, _("A witness has both a name and a position."))
        return cleaned

    def signs(self) -> list[PartySigns]:
        found = self.cleaned_data
        return [
            PartySigns(party.pk, **{part: found[f"party_{party.pk}_{part}"] for part in PARTY_PARTS})
            for party in self.parties
        ]

    def witnesses(self) -> Iterable[Witness]:
        for row in self.rows:
            if name := self.cleaned_data[f"witness_{row}_name"]:
                yield Witness(name, self.cleaned_data[f"witness_{row}_position"])


PARTY_PARTS: dict[str, tuple[Any, int, Any]] = {
    "number": (_("Number given by this party"), 100, _("As it stands in the office's agenda book.")),
    "signatory_name": (_("Signatory"), 200, _("Full name with titles.")),
    "signatory_position": (_("Position of the signatory"), 200, ""),
    "signatory_nip": (_("NIP of the signatory"), 30, _("18 digits, if the signatory has one.")),
}


class SignForm(PlausibleDays, ScopedForm):
    signed_on = forms.DateField(
        label=_("Day of signing"), widget=DAY, help_text=_("The day that stands on the signed paper.")
    )


class TerminateForm(PlausibleDays, ScopedForm):
    terminated_on = forms.DateField(
        label=_("No longer in force from"),
        widget=DAY,
        help_text=_("The first day on which it does not apply."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)


class ScanForm(ScopedForm):
    """The signed paper."""

    scan = PdfField(label=_("Scanned agreement (PDF)"))

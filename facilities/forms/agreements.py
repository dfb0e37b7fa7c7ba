from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm, ScopedModelForm
from accounts.models import User
from audit.refusals import sentences
from facilities.forms import DAY, REASON
from facilities.models import Agreement, AgreementParty, AgreementWitness, Facility, TrainingCentre

NIP_HELP = _("18 digits, if the signatory has one.")


class AgreementForm(ScopedModelForm):
    """A draft agreement with its two sides and, if there is one, its witness: saved together or not at all.

    Partners are chosen from the user's own region; on the user's own side stands only the user's own place.
    Numbers and signatories may wait until the agreement is signed.
    """

    facility = forms.ModelChoiceField(label=_("Prison"), queryset=Facility.objects.all(), empty_label=_("Choose …"))
    facility_number = forms.CharField(label=_("Number given by the prison"), max_length=100, required=False)
    facility_signatory_name = forms.CharField(
        label=_("Signatory for the prison"),
        max_length=200,
        required=False,
        help_text=_("Full name with titles."),
    )
    facility_signatory_position = forms.CharField(
        label=_("Position of the prison's signatory"), max_length=200, required=False
    )
    facility_signatory_nip = forms.CharField(
        label=_("NIP of the prison's signatory"), max_length=30, required=False, help_text=NIP_HELP
    )
    centre = forms.ModelChoiceField(
        label=_("Training centre"), queryset=TrainingCentre.objects.all(), empty_label=_("Choose …")
    )
    centre_number = forms.CharField(label=_("Number given by the centre"), max_length=100, required=False)
    centre_signatory_name = forms.CharField(
        label=_("Signatory for the centre"),
        max_length=200,
        required=False,
        help_text=_("Full name with titles."),
    )
    centre_signatory_position = forms.CharField(
        label=_("Position of the centre's signatory"), max_length=200, required=False
    )
    centre_signatory_nip = forms.CharField(
        label=_("NIP of the centre's signatory"), max_length=30, required=False, help_text=NIP_HELP
    )
    witness_name = forms.CharField(label=_("Name of the witness"), max_length=200, required=False)
    witness_position = forms.CharField(label=_("Position of the witness"), max_length=200, required=False)

    class Meta:
        model = Agreement
        fields = ("kind", "umbrella", "title", "starts_on", "ends_on", "fields", "trainee_policy", "quota")
        widgets = {"starts_on": DAY, "ends_on": DAY, "fields": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["umbrella"].empty_label = _("None")  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(_("Agreement"), *self.Meta.fields, css_class="field-group"),
            *(Fieldset(legend, *names, css_class="field-group") for legend, names in SIDES),
        )
        self.initial.update(self.sides_now() if self.instance.pk else self.own_side())

    def narrow(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        if name in ("facility", "centre"):
            return rows.partners_of(self.user)  # type: ignore[attr-defined]
        rows = super().narrow(name, rows)
        return rows.filter(kind=Agreement.Kind.MOU).exclude(pk=self.instance.pk) if name == "umbrella" else rows

    def own_side(self) -> dict[str, Any]:
        posting = self.user.posting
        return {"facility": posting.facility_id, "centre": posting.centre_id} if posting else {}

    def sides_now(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for side in ("facility", "centre"):
            party = self.party(side)
            values[side] = getattr(party, f"{side}_id")
            values |= {f"{side}_{part}": getattr(party, part) for part in PARTY_PARTS}
        witness = self.instance.witnesses.first()
        if witness is not None:
            values |= {"witness_name": witness.name, "witness_position": witness.position}
        return values

    def party(self, side: str) -> AgreementParty:
        """The first party of this side: the model allows several, this form writes one."""
        found = self.instance.parties.filter(**{f"{side}__isnull": False}).first() if self.instance.pk else None
        return found or AgreementParty(agreement=self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", str(sentences()["agreement_ends_after_it_starts"]))
        if cleaned.get("umbrella") and cleaned.get("kind") == Agreement.Kind.MOU:
            self.add_error("umbrella", _("A memorandum is an umbrella itself and stands under none."))
        for name, other in (("witness_name", "witness_position"), ("witness_position", "witness_name")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("A witness has both a name and a position."))
        if not self.errors and self.instance.pk is None:
            self.refuse_twin(cleaned)
        return cleaned

    def refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """A second click on “Save” is no second agreement. The user's row makes two requests wait for each other."""
        User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
        twins = Agreement.objects.filter(
            **{name: cleaned[name] for name in ("kind", "title", "starts_on", "ends_on")}
        ).filter(parties__facility=cleaned["facility"])
        if twins.filter(parties__centre=cleaned["centre"]).exists():
            self.add_error("title", _("This agreement, with these days and parties, is already listed."))

    def save(self, commit: bool = True) -> Agreement:
        """Agreement, parties and witness in the caller's transaction."""
        agreement: Agreement = super().save(commit)
        for side in ("facility", "centre"):
            party = self.party(side)
            setattr(party, side, self.cleaned_data[side])
            for part in PARTY_PARTS:
                setattr(party, part, self.cleaned_data[f"{side}_{part}"])
            party.save()
        self.save_witness(agreement)
        return agreement

    def save_witness(self, agreement: Agreement) -> None:
        witness = agreement.witnesses.first() or AgreementWitness(agreement=agreement)
        witness.name = self.cleaned_data["witness_name"]
        witness.position = self.cleaned_data["witness_position"]
        if witness.name:
            witness.save()
        elif witness.pk:
            witness.delete()


PARTY_PARTS = ("number", "signatory_name", "signatory_position", "signatory_nip")
SIDES = (
    (_("Prison"), ("facility", *(f"facility_{part}" for part in PARTY_PARTS))),
    (_("Training centre"), ("centre", *(f"centre_{part}" for part in PARTY_PARTS))),
    (_("Witness"), ("witness_name", "witness_position")),
)


class SignForm(ScopedForm):
    signed_on = forms.DateField(
        label=_("Day of signing"), widget=DAY, help_text=_("The day that stands on the signed paper.")
    )


class TerminateForm(ScopedForm):
    terminated_on = forms.DateField(
        label=_("No longer in force from"),
        widget=DAY,
        help_text=_("The first day on which it does not apply."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=REASON)

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from audit.refusals import sentences
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from trainees.models import DisciplinarySanction, Inmate, Remission, Sentence
from trainees.nik import cleaned as cleaned_nik
from trainees.nik import digests

OLDEST = 120  # years
FIRST_YEAR, LAST_YEAR = 1945, 2100


class DaysForm(PlausibleDays, ScopedModelForm):
    """A form of days in a person's life and sentence."""

    first_year = FIRST_YEAR
    last_year = LAST_YEAR


class TermForm(DaysForm):
    """A form with parts of a length of time: a part left empty is zero."""

    parts: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.parts:
            self.fields[name].required = False
            self.fields[name].widget.is_required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.parts:
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = 0
        return cleaned

    def is_nothing(self, *parts: str) -> bool:
        """Whether all these parts are zero; a part with a mistake of its own counts as something."""
        return all(self.cleaned_data.get(name) == 0 for name in parts)


class InmateForm(ScopedModelForm):
    """A person held in the user's own prison, which is not asked."""

    class Meta:
        model = Inmate
        fields = (
            "name",
            "sex",
            "birth_place",
            "birth_date",
            "education",
            "health_limits",
            "health_note",
            "register_kind",
            "register_serial",
            "register_year",
            "sdp_number",
            "nik",
            "is_child",
            "is_foreigner",
        )
        widgets = {"birth_date": DAY, "nik": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})}
        labels = {
            "register_serial": _("Serial number in the register"),
            "register_year": _("Year of the register"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None and posting.facility is not None:
            self.instance.facility = posting.facility

    def clean_birth_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if day > today:
            raise ValidationError(_("The date of birth cannot lie in the future."))
        if day.year < today.year - OLDEST:
            raise ValidationError(_("Check the year: nobody is that old."))
        return day

    def clean_sdp_number(self) -> str:
        number = str(self.cleaned_data["sdp_number"])
        if number and Inmate.objects.exclude(pk=self.instance.pk).filter(sdp_number=number).exists():
            raise ValidationError(str(sentences()["sdp_number_once"]))
        return number

    def clean_nik(self) -> str:
        """Digits only; a doubtful number is taken and remarked upon afterwards (rule 6.6)."""
        nik = cleaned_nik(self.cleaned_data["nik"])
        if nik and not (nik.isascii() and nik.isdecimal()):
            raise ValidationError(_("A NIK has digits only."))
        others = Inmate.objects.exclude(pk=self.instance.pk)
        if nik and others.filter(nik_digest__in=digests(nik)).exists():
            raise ValidationError(str(sentences()["nik_once"]))
        return nik

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number = {name: cleaned.get(name) for name in ("register_kind", "register_serial", "register_year")}
        taken = Inmate.objects.filter(facility=self.instance.facility_id, **number).exclude(pk=self.instance.pk)
        if all(number.values()) and taken.exists():
            self.add_error("register_serial", str(sentences()["register_number_once_per_facility"]))
        return cleaned


class SentenceForm(TermForm):
    parts = (
        "credit_days",
        "years",
        "months",
        "days",
        "fine_amount",
        "subsidiary_months",
        "compensation_amount",
    )

    class Meta:
        model = Sentence
        fields = (
            "detained_on",
            "credit_days",
            "years",
            "months",
            "days",
            "verdicts",
            "is_life",
            "is_death",
            "crime_class",
            "fine_amount",
            "subsidiary_months",
            "fine_paid",
            "compensation_amount",
            "compensation_paid",
            "serving_subsidiary",
            "other_case_pending",
            "is_unsafe_outside",
            "is_repeat_offender",
            "is_left_out_at_home",
            "planned_release_kind",
            "planned_release_on",
            "planned_release_note",
        )
        widgets = {"detained_on": DAY, "planned_release_on": DAY}
        help_texts = {
            "detained_on": _("The first day of unbroken detention: the sentence counts from it."),
            "credit_days": _(
                "When detention was broken: the earlier days count as credit, from the re-arrest backwards."
            ),
            "years": _(
                "The term as the verdict states it; several consecutive terms as their sum. "
                "Leave it at zero for life or death."
            ),
            "verdicts": _("When several terms are added up: number and length of each."),
            "planned_release_on": _("Parole or leave as decided or proposed. Training must end before it."),
            "subsidiary_months": _("Confinement that is served after the term while the fine is unpaid."),
        }

    def clean_detained_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["detained_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The first day of detention cannot lie in the future."))
        if day <= self.instance.inmate.birth_date:
            raise ValidationError(_("The first day of detention cannot be before the date of birth."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_life, is_death = cleaned.get("is_life"), cleaned.get("is_death")
        if is_life and is_death:
            self.add_error("is_death", str(sentences()["sentence_not_life_and_death"]))
        elif self.is_nothing("years", "months", "days") != bool(is_life or is_death) and not self.errors:
            self.add_error("years", str(sentences()["sentence_has_a_term_unless_life_or_death"]))
        is_half = bool(cleaned.get("planned_release_kind")) != bool(cleaned.get("planned_release_on"))
        if is_half and "planned_release_on" not in self.errors:
            self.add_error("planned_release_on", str(sentences()["planned_release_has_kind_and_day"]))
        return cleaned


class RemissionForm(TermForm):
    """What was decided elsewhere; whether somebody is entitled to it is never computed here."""

    parts = ("months", "days")

    class Meta:
        model = Remission
        fields = ("kind", "decided_on", "months", "days")
        widgets = {"decided_on": DAY}

    def clean_decided_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["decided_on"]
        sentence = getattr(self.instance.inmate, "sentence", None)
        if day > timezone.localdate():
            raise ValidationError(_("The day of the decision cannot lie in the future."))
        if sentence is not None and day < sentence.detained_on:
            raise ValidationError(_("The decision cannot be before the first day of detention."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_nothing("months", "days"):
            self.add_error("months", str(sentences()["remission_is_something"]))
        known = self.instance.inmate.remissions.filter(kind=cleaned.get("kind"), decided_on=cleaned.get("decided_on"))
        if cleaned.get("kind") and cleaned.get("decided_on") and known.exists():
            self.add_error("decided_on", str(sentences()["remission_once"]))
        return cleaned


class SanctionForm(DaysForm):
    class Meta:
        model = DisciplinarySanction
        fields = ("level", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and starts_on <= self.instance.inmate.birth_date:
            self.add_error("starts_on", _("The sanction cannot be before the date of birth."))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", str(sentences()["sanction_ends_after_it_starts"]))
        if not self.errors:
            self.refuse_twin(cleaned)
        return cleaned

    def refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """A second click on “Save” is no second sanction. The inmate's row makes two requests wait for each other."""
        inmate = Inmate.objects.select_for_update(no_key=True).get(pk=self.instance.inmate.pk)
        if inmate.sanctions.filter(**cleaned).exists():
            self.add_error("starts_on", _("This sanction is already recorded."))

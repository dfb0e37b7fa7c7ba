from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from audit.refusals import sentences
from facilities.models import Place, Workshop

OF_A_PRISON = [(place.value, place.label) for place in Place if place != Place.CENTRE]


class WorkshopForm(ScopedModelForm):
    """A workshop of the user's own place, which is not asked; a prison says where it stands, a centre's is its own."""

    class Meta:
        model = Workshop
        fields = ("name", "seats", "fields", "place", "company_name", "company_address")
        widgets = {"fields": forms.CheckboxSelectMultiple}
        help_texts = {
            "seats": _("How many people can practise here at the same time."),
            "fields": _("The fields for which this workshop is equipped."),
            "place": _("For a class outside the prison each inmate needs an assimilation decree or an escort letter."),
            "company_name": _("Only for a workshop at a company."),
            "company_address": _("Only for a workshop at a company."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None:
            self.instance.facility, self.instance.centre = posting.facility, posting.centre
        if self.instance.centre_id is None:
            self.fields["place"].choices = OF_A_PRISON  # type: ignore[attr-defined]
            self.fields["place"].required = False
            return
        self.instance.place = Place.CENTRE
        for name in ("place", "company_name", "company_address"):
            del self.fields[name]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        here = Workshop.objects.filter(facility=self.instance.facility, centre=self.instance.centre, name=name)
        if here.exclude(pk=self.instance.pk).exists():
            raise ValidationError(str(sentences()["workshop_name_once_per_place"]))
        return name

    def clean_place(self) -> str:
        """Inside, unless told otherwise."""
        return self.cleaned_data["place"] or Place.INSIDE

    def clean(self) -> dict[str, Any]:
        """A company is named where the workshop stands at one, and nowhere else."""
        cleaned = super().clean() or {}
        for name in ("company_name", "company_address"):
            if cleaned.get("place") == Place.COMPANY and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Needed for a workshop at a company."))
            elif cleaned.get("place") != Place.COMPANY and name in self.fields:
                cleaned[name] = ""
        return cleaned

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedModelForm
from audit.refusals import sentences
from facilities.models import Workshop


class WorkshopForm(ScopedModelForm):
    """A workshop of the user's own place, which is not asked."""

    class Meta:
        model = Workshop
        fields = ("name", "seats", "fields")
        widgets = {"fields": forms.CheckboxSelectMultiple}
        help_texts = {
            "seats": _("How many people can practise here at the same time."),
            "fields": _("The fields for which this workshop is equipped."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posting = self.user.posting
        if self.instance.pk is None and posting is not None:
            self.instance.facility, self.instance.centre = posting.facility, posting.centre

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        here = Workshop.objects.filter(facility=self.instance.facility, centre=self.instance.centre, name=name)
        if here.exclude(pk=self.instance.pk).exists():
            raise ValidationError(str(sentences()["workshop_name_once_per_place"]))
        return name

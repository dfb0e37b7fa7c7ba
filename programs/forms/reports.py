from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from facilities.forms import DAY
from facilities.forms.days import PlausibleDays
from facilities.photos import cleaned_photo
from programs.models import Batch

PARAGRAPHS = forms.Textarea(attrs={"rows": 4})
LONGEST = 3000


class ReportForm(ScopedForm):
    """The words of the report; each part may stay empty, and then has dotted lines on paper."""

    purpose = forms.CharField(label=_("Purpose"), max_length=LONGEST, required=False, widget=PARAGRAPHS)
    activities = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST,
        required=False,
        widget=PARAGRAPHS,
        help_text=_("Opening, visits, work that was made. Figures come from the records by themselves."),
    )
    obstacles = forms.CharField(label=_("Obstacles"), max_length=LONGEST, required=False, widget=PARAGRAPHS)
    suggestions = forms.CharField(label=_("Suggestions"), max_length=LONGEST, required=False, widget=PARAGRAPHS)


class PhotoField(forms.FileField):
    """A photo, opened and encoded anew without what the camera wrote into it."""

    def clean(self, data: Any, initial: Any = None) -> ContentFile[bytes]:
        return cleaned_photo(super().clean(data, initial))


class PhotoForm(PlausibleDays, ScopedForm):
    photo = PhotoField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 5 MB. Place and camera are taken out of it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(
        label=_("Caption"), max_length=150, help_text=_("What the photo shows, without names of inmates.")
    )
    taken_on = forms.DateField(label=_("Taken on"), widget=DAY)
    has_consent = forms.BooleanField(
        label=_("Everybody who can be recognised has agreed in writing, or nobody can be recognised"),
        error_messages={"required": _("Without the consent of those in the picture it cannot be kept.")},
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch

    def clean_taken_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["taken_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

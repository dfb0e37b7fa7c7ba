from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _


def _at_most() -> str:
    return _("At most %(size)s.") % {"size": filesizeformat(settings.SCAN_MAX_BYTES)}


class PdfField(forms.FileField):
    """A PDF of a fair size. Only size and first bytes are looked at: the file is kept and handed out, never opened."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": "application/pdf"}))
        kwargs.setdefault("help_text", lazy(_at_most, str)())
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        upload: UploadedFile | None = super().clean(data, initial)
        if not upload:
            return None
        if (upload.size or 0) > settings.SCAN_MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(size)s. Scan it with fewer dots per inch, or in black and white.")
                % {"size": filesizeformat(settings.SCAN_MAX_BYTES)}
            )
        start = upload.read(5)
        upload.seek(0)
        if start != b"%PDF-":
            raise ValidationError(_("This is not a PDF file."))
        return upload

"""What the steps of a certificate share."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse

from accounts.confirmation import require_confirmation
from audit.pages import StepPage
from certificates.actions.witnessing import notice_file
from programs.models import Batch


class ConfirmedStep(StepPage):
    """A step that only happens within minutes of the person's password given once more.

    Asked once the form is valid; the answer to the question then resumes this very request.
    """

    confirmed_at: dt.datetime

    def form_valid(self, form: BaseForm) -> HttpResponse:
        self.confirmed_at = require_confirmation(self.request)
        notice_file(self.user)
        return super().form_valid(form)


class OfBatch(StepPage):
    """A step about the certificates of one batch."""

    model = Batch

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

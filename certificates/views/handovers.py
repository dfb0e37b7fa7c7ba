"""Handing sheets over: many of a batch on one page, one by itself, corrected, and the minutes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import StepPage
from certificates.actions.handing_over import correct_handover, end_sheet, hand_over, receipt_of
from certificates.forms.handovers import BatchHandoverForm, CorrectHandoverForm, EndedSheetForm, ReceiptForm
from certificates.handover_papers import handover_minutes
from certificates.leaflets import leaflets
from certificates.models import Certificate, Handover
from certificates.sheets import Sheet, sheets_of
from certificates.views.steps import OfBatch
from papers.pages import PaperPage
from papers.rendering import Paper
from programs.models import Batch


class BatchHandover(OfBatch):
    """Who received a sheet today; ticked and said once for all of them."""

    form_class = BatchHandoverForm
    permission = Permission.HAND_OVER_CERTIFICATES
    template_name = "certificates/batch_handover.html"
    heading = gettext_lazy("Hand certificates over")
    lead = gettext_lazy("Tick who received the sheet on this day. Others stay on the list.")
    submit_label = gettext_lazy("Record the handover")

    @cached_property
    def sheets(self) -> list[Sheet]:
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=self.object).standing()
        return sheets_of(rows.order_by("holder_name", "pk"), user=self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = [sheet.certificate for sheet in self.sheets]
        return {**super().get_form_kwargs(), "certificates": rows, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ticked = self.request.POST.getlist("certificates")
        return super().get_context_data(
            owed=[sheet for sheet in self.sheets if sheet.is_owed],
            ticked=ticked,
            is_of_inmates=self.user.has(Permission.SEE_INMATES),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("certificates:batch-certificates", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def step(self, *, certificates: list[int], **cleaned: Any) -> None:
        rows = [sheet.certificate for sheet in self.sheets if sheet.certificate.pk in certificates]
        receipt = self.form.receipt()
        made = len(hand_over(rows, receipt=receipt, today=timezone.localdate(), by=self.user))
        sentence = ngettext("%(count)d sheet handed over.", "%(count)d sheets handed over.", made)
        if made:
            messages.success(self.request, sentence % {"count": made})
        else:
            messages.info(self.request, gettext_lazy("This had been recorded already."))


class OfSheet(StepPage):
    """A step about the sheet of one certificate."""

    model = Certificate

    def get_queryset(self) -> QuerySet[Certificate]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object.enrollment.batch
        crumbs = [
            (batch.name, reverse("certificates:batch-certificates", args=[batch.pk])),
            (self.object.number, self.object.get_absolute_url()),
        ]
        self.lead = " · ".join(map(str, filter(None, (self.object.holder_name, self.lead))))
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)


class CertificateHandover(OfSheet):
    form_class = ReceiptForm
    permission = Permission.HAND_OVER_CERTIFICATES
    heading = gettext_lazy("Hand the certificate over")
    submit_label = gettext_lazy("Record the handover")
    success_message = gettext_lazy("The handover is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def step(self, **cleaned: Any) -> None:
        hand_over([self.object], receipt=self.form.receipt(), today=timezone.localdate(), by=self.user)


class HandoverCorrect(OfSheet):
    form_class = CorrectHandoverForm
    permission = Permission.HAND_OVER_CERTIFICATES
    heading = gettext_lazy("Correct the handover")
    submit_label = gettext_lazy("Save the correction")
    success_message = gettext_lazy("The handover is corrected; the earlier entry stays on record.")

    @cached_property
    def handover(self) -> Handover | None:
        return Handover.objects.visible_to(self.user).happened().filter(certificate=self.object).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        receipt = receipt_of(self.handover) if self.handover else None
        return {name: getattr(receipt, name) for name in receipt.__slots__} if receipt else {}

    def step(self, *, is_void: bool, correction: str, **cleaned: Any) -> None:
        receipt = None if is_void else self.form.receipt()
        correct_handover(self.object, receipt=receipt, correction=correction, today=timezone.localdate(), by=self.user)


class SheetEnd(OfSheet):
    form_class = EndedSheetForm
    permission = Permission.HAND_OVER_CERTIFICATES
    heading = gettext_lazy("What became of the sheet")
    lead = gettext_lazy("This certificate no longer counts. Its sheet is taken back if possible and destroyed.")
    success_message = gettext_lazy("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {"ended_on": timezone.localdate()}

    def step(self, **cleaned: Any) -> None:
        end_sheet(self.object, today=timezone.localdate(), by=self.user, **cleaned)


class BatchHandoverMinutes(PaperPage):
    """The minutes of one day with ?day=2021-07-19, or, to be signed and recorded afterwards, of all sheets owed."""

    asks = ("nomor",)
    model = Batch
    permission = Permission.HAND_OVER_CERTIFICATES

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def paper(self) -> tuple[Paper, str]:
        day = self._day()
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=self.object)
        sheets = sheets_of(rows.order_by("holder_name", "pk"), user=self.user)
        chosen = [sheet for sheet in sheets if (sheet.day == day if day else sheet.is_owed)]
        today = timezone.localdate()
        paper = handover_minutes(self.object, chosen, day=day, today=today, by=self.user, number=self.number)
        return paper, f"serah-terima-{self.object.pk}"

    def _day(self) -> dt.date | None:
        given = self.request.GET.get("day", "")
        try:
            return dt.date.fromisoformat(given) if given else None
        except ValueError as error:
            raise Http404 from error


class CertificateHandoverMinutes(PaperPage):
    """The minutes of one sheet, for signing when it is fetched or after."""

    model = Certificate
    permission = Permission.HAND_OVER_CERTIFICATES

    def paper(self) -> tuple[Paper, str]:
        rows = Certificate.objects.visible_to(self.user).filter(pk=self.object.pk)
        [sheet] = sheets_of(rows, user=self.user)
        batch = Batch.objects.with_places().get(pk=self.object.enrollment.batch_id)
        pdf = handover_minutes(batch, [sheet], day=sheet.day, today=timezone.localdate(), by=self.user)
        return pdf, f"serah-terima-sertifikat-{self.object.pk}"


class CertificateLeaflet(PaperPage):
    """What the holder takes along beside the sheet, of a certificate that stands."""

    model = Certificate
    permission = Permission.PRINT_CERTIFICATES

    def get_queryset(self) -> QuerySet[Certificate]:
        return super().get_queryset().standing()  # type: ignore[attr-defined]

    def paper(self) -> tuple[Paper, str]:
        return leaflets([self.object]), f"petunjuk-{self.object.typed_code}"


class BatchLeaflets(PaperPage):
    """The same of every certificate of the batch that stands, for the day of the handover."""

    model = Batch
    permission = Permission.PRINT_CERTIFICATES

    def paper(self) -> tuple[Paper, str]:
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=self.object).standing()
        return leaflets(rows.order_by("holder_name", "pk")), f"petunjuk-{self.object.pk}"

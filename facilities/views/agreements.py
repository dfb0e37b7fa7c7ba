from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import DetailPage, ListPage, StepButton, StepPage
from facilities import columns
from facilities.actions import agreements as actions
from facilities.filters import AgreementFilter
from facilities.forms.agreements import ScanForm, SignForm, TerminateForm
from facilities.models import Agreement
from facilities.scans import keep_scan
from facilities.views.downloads import Download, PdfDownload

AGREEMENTS = (_("Agreements"), reverse_lazy("facilities:agreement-list"))


def with_standings(agreements: QuerySet[Agreement]) -> list[tuple[Agreement, Any]]:
    """Each agreement beside how it stands today, for tables."""
    today = timezone.localdate()
    return [(agreement, agreement.standing(on=today)) for agreement in agreements]


class AgreementList(ListPage):
    permission = Permission.SEE_AGREEMENTS
    queryset = Agreement.objects.with_parties()
    filterset_class = AgreementFilter
    template_name = "facilities/agreement_list.html"
    columns = columns.AGREEMENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "agreements": with_standings(context["object_list"])}


class AgreementDetail(DetailPage):
    """One agreement: its sides, what it allows, what was planned under it, and everything that happened to it."""

    permission = Permission.SEE_AGREEMENTS
    queryset = Agreement.objects.select_related("umbrella").with_parties()
    template_name = "facilities/agreement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement, others = self.object, Agreement.objects.visible_to(self.user)
        events = AuditEvent.objects.visible_to(self.user).filter(
            object_type=Agreement._meta.label_lower, object_id=agreement.pk
        )
        planned, today = agreement.seats_planned, timezone.localdate()
        terms = agreement.terms(on=today)
        return super().get_context_data(
            standing=agreement.standing(on=today),
            terms=terms,
            is_amended=terms != agreement,
            umbrella=others.filter(pk=agreement.umbrella_id).first(),
            amended=others.filter(pk=agreement.amends_id).first(),
            renewed=others.filter(pk=agreement.renews_id).first(),
            renewals=others.filter(renews=agreement),
            addenda=with_standings(others.filter(amends=agreement).with_parties()),
            children=with_standings(others.filter(umbrella=agreement).with_parties()),
            seats_planned=planned,
            seats_left=None if terms.quota is None else terms.quota - planned,
            people_seated=agreement.batches.people_seated(),
            batches=agreement.batches.visible_to(self.user).select_related("facility", "package"),
            meetings=agreement.meetings.visible_to(self.user),
            scan=agreement.scans.select_related("uploaded_by").first(),
            events=events.select_related("by"),
            **kwargs,
        )


class AgreementStep(StepPage):
    permission = Permission.SIGN_AGREEMENTS
    model = Agreement

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement = self.object
        breadcrumbs = [AGREEMENTS, (agreement.title, agreement.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class AgreementSign(AgreementStep):
    form_class = SignForm
    heading = _("Record the signing")
    lead = _("From then on the agreement is not edited any more. Each side needs its number and its signatory.")
    submit_label = _("Record the signing")
    success_message = _("The agreement is signed.")

    def step(self, signed_on: dt.date) -> None:
        actions.sign(self.object, on=signed_on, today=timezone.localdate(), by=self.user)


class AgreementTerminate(AgreementStep):
    form_class = TerminateForm
    heading = _("Terminate the agreement")
    lead = _("It ends before its last day. No new batch can be planned under it.")
    submit_label = _("Terminate")
    extra_context = {"tone": "danger"}
    success_message = _("The agreement is terminated.")

    def step(self, terminated_on: dt.date, reason: str) -> None:
        actions.terminate(self.object, on=terminated_on, reason=reason, by=self.user)


class AgreementFollow(StepButton):
    """A draft that goes on from this agreement: its renewal or an addendum; the pages of drafting follow."""

    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    success_message = _("A draft was made from this agreement. Look through it and change what shall differ.")
    draft: Agreement | None = None

    def get_success_url(self) -> str:
        if self.draft is None:
            return super().get_success_url()
        return reverse("facilities:agreement-edit", args=[self.draft.pk])


class AgreementRenew(AgreementFollow):
    def step(self) -> None:
        self.draft = actions.renew(self.object, by=self.user)


class AgreementAmend(AgreementFollow):
    def step(self) -> None:
        self.draft = actions.amend(self.object, today=timezone.localdate(), by=self.user)


class AgreementScanAdd(AgreementStep):
    permission = Permission.EDIT_AGREEMENTS
    form_class = ScanForm
    heading = _("Add the scanned agreement")
    lead = _("The signed paper as a PDF. Everybody who may read the agreement may download it.")
    submit_label = _("Upload")
    success_message = _("The scan is kept.")

    def step(self, scan: UploadedFile) -> None:
        keep_scan(self.object, scan, by=self.user)


class AgreementScanFile(PdfDownload):
    """The newest scan."""

    permission = Permission.SEE_AGREEMENTS
    model = Agreement
    missing_message = _("No scan has been uploaded yet.")

    def download(self) -> Download | None:
        scan = self.object.scans.first()
        return scan and Download(scan.file_name, scan.sha256, f"perjanjian-{self.object.pk}.pdf")

"""The pages of official papers: all papers of a batch, and those papers that draw on several rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from certificates.models import Certificate, CertificateQuerySet
from certificates.sheets import sheets_of
from facilities.models import Agreement, Facility, TrainingCentre
from papers.pages import PaperAnswer, PaperPage
from papers.rendering import Paper, paper_response
from programs.models import Batch
from programs.views.attendance_recap import month_of
from reports.papers.attendance import month_recap
from reports.papers.catalogue import papers_of
from reports.papers.certificates import register
from reports.papers.forms import QuarterForm, RequestForm
from reports.papers.implementation import implementation_report
from reports.papers.quarter import Recap, quarterly_recap, recap_of
from reports.papers.request import request_letter
from reports.papers.timetable import timetable


class BatchPapers(DetailPage):
    """Every paper of a batch, from the first letter to the last report."""

    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES
    template_name = "reports/batch_papers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(papers=papers_of(self.object, self.user), **kwargs)


class OfBatch(PaperPage):
    """A paper of a batch; back leads to all of its papers."""

    permission = Permission.SEE_BATCHES

    def get_queryset(self) -> QuerySet[Batch]:
        return Batch.objects.visible_to(self.user).with_places().select_related("facility__region")

    def get_back_url(self) -> str:
        return reverse("reports:batch-papers", args=[self.object.pk])

    def usual_day(self) -> dt.date:
        """The day in the batch's life on which the paper is written, but no day to come."""
        return min(self.written_on() or timezone.localdate(), timezone.localdate())

    def written_on(self) -> dt.date | None:
        return None


class BatchTimetablePaper(OfBatch):
    asks = ("tanggal",)

    def written_on(self) -> dt.date:
        return self.object.decreed_on or self.object.starts_on

    def paper(self) -> tuple[Paper, str]:
        return timetable(self.object, on=self.day), f"jadwal-{self.object.pk}"


class BatchMonth(OfBatch):
    """The recap of a month in `?month=2021-06`, or of all sessions."""

    asks = ("tanggal",)

    def paper(self) -> tuple[Paper, str]:
        month = self.month
        name = f"rekap-kehadiran-{self.object.pk}{month:-%Y-%m}" if month else f"rekap-kehadiran-{self.object.pk}"
        return month_recap(self.object, month, on=self.day), name

    @property
    def month(self) -> dt.date | None:
        return month_of(self.request.GET.get("month", ""))

    def written_on(self) -> dt.date | None:
        """The last lesson shown."""
        days = self.object.sessions.held()
        if self.month:
            days = days.filter(day__year=self.month.year, day__month=self.month.month)
        last: dt.date | None = days.aggregate(last=Max("day"))["last"]
        return last


class BatchRegister(OfBatch):
    asks = ("tanggal",)
    permission = Permission.SEE_CERTIFICATES

    def certificates(self) -> CertificateQuerySet:
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=self.object)
        return rows.order_by("issued_on", "number")

    def written_on(self) -> dt.date | None:
        last: dt.date | None = self.certificates().aggregate(last=Max("issued_on"))["last"]
        return last

    def paper(self) -> tuple[Paper, str]:
        about = f"{self.object.package.name}, {self.object.name}"
        paper = register(
            self.object.package.centre, sheets_of(self.certificates(), user=self.user), on=self.day, about=about
        )
        return paper, f"register-sertifikat-{self.object.pk}"


class CentreRegister(PaperPage):
    """All certificates that a centre issued in a year, of those that the reader sees."""

    asks = ("tanggal",)
    permission = Permission.SEE_CERTIFICATES

    def get_queryset(self) -> QuerySet[TrainingCentre]:
        return TrainingCentre.objects.visible_to(self.user)

    def paper(self) -> tuple[Paper, str]:
        year = self.year
        rows = Certificate.objects.visible_to(self.user).filter(
            enrollment__batch__package__centre=self.object, issued_on__year=year
        )
        paper = register(
            self.object,
            sheets_of(rows.order_by("issued_on", "number"), user=self.user),
            on=self.day,
            about=f"Tahun {year}",
        )
        return paper, f"register-sertifikat-{self.object.pk}-{year}"

    @property
    def year(self) -> int:
        """As asked for; this year for anything that is no year of our time."""
        text = self.request.GET.get("year", "")
        return int(text) if text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100 else self.day.year


class BatchReportPaper(OfBatch):
    asks = ("nomor", "tanggal")

    def written_on(self) -> dt.date | None:
        closed: dt.date | None = self.object.closed_on
        return closed

    def paper(self) -> tuple[Paper, str]:
        paper = implementation_report(self.object, self.user, number=self.number, on=self.day)
        return paper, f"laporan-{self.object.pk}"


class AgreementRequest(StepPage):
    """The request letter: asks for what the records do not know, then shows the letter; nothing is kept."""

    permission = Permission.PLAN_BATCHES
    form_class = RequestForm
    template_name = "reports/agreement_request.html"
    heading = _("Request letter to the training centre")
    lead = _("Nothing of this page is kept: print the letter, sign it, and file it in your office.")
    submit_label = _("Open the PDF")
    form: RequestForm

    def get_queryset(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(self.user).prefetch_related("parties__facility", "parties__centre")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "agreement": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"batches": [pk for pk in self.request.GET.getlist("batch") if pk.isascii() and pk.isdigit()]}

    def form_valid(self, form: RequestForm) -> HttpResponse:  # type: ignore[override]
        paper = self.letter(form)
        if "lihat" in self.request.POST:
            bar = render_to_string("components/paper_bar.html", {"is_open": True}, request=self.request)
            return HttpResponse(paper.preview(bar), headers={"Cache-Control": "no-store, private"})
        return paper_response(paper.pdf(), f"permohonan-{self.object.pk}")  # type: ignore[return-value]

    def letter(self, form: RequestForm) -> Paper:
        facility, centre = self.sides()
        said = {name: form.cleaned_data[name] for name in ("number", "on", "character", "attachments", "contact")}
        return request_letter(self.object, facility, centre, list(form.cleaned_data["batches"]), **said)

    def sides(self) -> tuple[Facility, TrainingCentre]:
        """The reader's own prison, and the first centre of the agreement. Raises Http404 where one is missing."""
        own = set(Facility.objects.visible_to(self.user).values_list("pk", flat=True))
        places = [party.place for party in self.object.parties.all()]
        facility = next((place for place in places if isinstance(place, Facility) and place.pk in own), None)
        centre = next((place for place in places if isinstance(place, TrainingCentre)), None)
        if facility is None or centre is None:
            raise Http404
        return facility, centre


class OfQuarter(Access):
    """The quarter and region asked for, of those that the reader sees."""

    permission = Permission.SEE_REGIONS
    request: HttpRequest

    @cached_property
    def form(self) -> QuarterForm:
        return QuarterForm(self.request.GET, user=self.user, today=timezone.localdate())

    @cached_property
    def recap(self) -> Recap:
        region, quarter = self.form.chosen(timezone.localdate())
        if region is None:
            raise Http404
        return recap_of(region, quarter, self.user)


class QuarterPage(OfQuarter, TemplateView):
    """The recap on the screen, with the choice of quarter and region."""

    template_name = "reports/quarter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, recap=self.recap, **kwargs)


class QuarterPaper(OfQuarter, PaperAnswer, View):
    asks = ("nomor", "tanggal")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.answer()

    def usual_day(self) -> dt.date:
        return min(self.recap.quarter.last, timezone.localdate())

    def get_back_url(self) -> str:
        recap = self.recap
        asked = f"?year={recap.quarter.year}&quarter={recap.quarter.number}&region={recap.region.pk}"
        return reverse("reports:quarter") + asked

    def paper(self) -> tuple[Paper, str]:
        quarter = self.recap.quarter
        name = f"triwulan-{quarter.year}-{quarter.number}-{self.recap.region.pk}"
        return quarterly_recap(self.recap, number=self.number, on=self.day), name

"""Assimilation decrees and escort letters of a class outside the prison: the prison's own pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from audit.states import OnlyWhile
from facilities.views.downloads import Download, PdfDownload
from programs.actions import permits as actions
from programs.forms.permits import PermitForm
from programs.models import Batch, Enrollment, EnrollmentQuerySet, OutsidePermit
from programs.permits import without_permit

State = Enrollment.State
# Who may need one: also the reserve, who may have to go out at once.
SHOWN = (State.ACCEPTED, State.RESERVE, State.ACTIVE, State.SUSPENDED)


class BatchPermits(OnlyWhile, StepPage):
    model = Batch
    states = actions.FILING
    form_class = PermitForm
    permission = Permission.FILE_PERMITS
    template_name = "programs/batch_permits.html"
    heading = _("Permits to train outside")
    lead = _("Each inmate needs an assimilation decree or an escort letter that reaches to the last day.")
    submit_label = _("File the paper")
    success_message = _("The paper is on file.")

    @property
    def people(self) -> EnrollmentQuerySet:
        rows: EnrollmentQuerySet = self.object.enrollments.filter(state__in=SHOWN)
        return rows

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_initial(self) -> dict[str, Any]:
        lacking = without_permit(self.people.exclude(state=State.RESERVE))
        return {"people": list(lacking.values_list("pk", flat=True)), "valid_until": self.object.last_day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.people.with_people().prefetch_related("outside_permits"))
        lacking = set(without_permit(self.people).values_list("pk", flat=True))
        chosen = {str(key) for key in kwargs.get("form", self.get_form())["people"].value() or []}
        order = {State.ACTIVE: 0, State.SUSPENDED: 0, State.ACCEPTED: 0, State.RESERVE: 1}
        rows.sort(key=lambda row: (order[State(row.state)], row.person.name))
        return super().get_context_data(
            rows=[(row, row.pk in lacking, str(row.pk) in chosen) for row in rows],
            on_file=sum(row.pk not in lacking and row.state != State.RESERVE for row in rows),
            total=sum(row.state != State.RESERVE for row in rows),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-permits", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def step(self, *, people: QuerySet[Enrollment], scan: Any, **cleaned: Any) -> None:
        actions.file_permits(
            self.object, people, self.form.paper(), scan=scan, today=timezone.localdate(), by=self.user
        )


class PermitRemove(StepButton):
    model = OutsidePermit
    permission = Permission.FILE_PERMITS
    success_message = _("The paper is off the file.")

    def step(self) -> None:
        self.batch = self.object.enrollment.batch
        actions.remove_permit(self.object, by=self.user)

    def get_success_url(self) -> str:
        return reverse("programs:batch-permits", args=[self.object.enrollment.batch_id])


class PermitScan(PdfDownload):
    model = OutsidePermit
    permission = Permission.SEE_INMATES

    def download(self) -> Download | None:
        permit = self.object
        return Download(permit.file_name, permit.sha256, f"izin-{permit.pk}.pdf") if permit.file_name else None

    def get_back_url(self) -> str:
        return self.object.enrollment.get_absolute_url()

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import assessors
from programs.actions import results as actions
from programs.actions import written_tests as written
from programs.forms.assessors import AllowAssessorForm
from programs.forms.results import ResultsForm
from programs.forms.written_tests import WrittenTestsForm
from programs.models import Batch, Instructor, PackageUnit, UnitResult, WrittenTest
from programs.recognition import offers_of
from programs.standings import with_results


class BatchResults(OnlyWhile, StepPage):
    """The grid of all people and units, or with ?unit=3 one unit with its points."""

    queryset = Batch.objects.with_places()
    states = (Batch.State.TESTING,)
    form_class = ResultsForm
    permission = Permission.RECORD_RESULTS
    heading = _("Record results")
    lead = _("K is competent, BK not yet; S, I, A or D is absent from the test. A unit that is K is not asked again.")
    submit_label = _("Save results")
    success_message = _("Results saved.")
    template_name = "programs/batch_results.html"

    @cached_property
    def only(self) -> PackageUnit | None:
        wanted = self.request.GET.get("unit")
        if not wanted:
            return None
        units = self.object.package.package_units.select_related("unit")
        return next((unit for unit in units if str(unit.position) == wanted), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "batch": self.object,
            "enrollments": list(with_results(self.object.enrollments.active().with_people())),
            "today": timezone.localdate(),
            "only": self.only,
            "fill": self.request.GET.get("isi", ""),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            exceptions=self.object.assessor_exceptions.select_related("assessor", "allowed_by"),
            offers=len(offers_of(self.object)) if self.user.has(Permission.RECOGNISE_UNITS) else 0,
            verdicts=UnitResult.Verdict.values,
            **kwargs,
        )

    def get_success_url(self) -> str:
        """The same page: the next unit or the next day follows."""
        url = reverse("programs:batch-results", args=[self.object.pk])
        return f"{url}?{urlencode({'unit': self.only.position})}" if self.only else url

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def step(self, *, assessor: Instructor, on: dt.date, **cells: Any) -> None:
        actions.record_results(
            self.object,
            self.form.assessments(),
            absences=self.form.absences(),
            assessor=assessor,
            on=on,
            today=timezone.localdate(),
            by=self.user,
        )


class BatchWrittenTests(OnlyWhile, StepPage):
    queryset = Batch.objects.with_places()
    states = written.DURING_CLASS
    form_class = WrittenTestsForm
    permission = Permission.RECORD_RESULTS
    heading = _("Pre-test and post-test")
    lead = _("Points from 0 to 100. What you leave empty stays without points.")
    submit_label = _("Save the points")
    success_message = _("Points saved.")
    template_name = "programs/batch_written_tests.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.object.enrollments.active().with_people().prefetch_related("written_tests")
        return {**super().get_form_kwargs(), "enrollments": list(people)}

    def get_success_url(self) -> str:
        return reverse("programs:batch-written-tests", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def step(self, *, pre_on: dt.date | None, post_on: dt.date | None, **cells: Any) -> None:
        given = ((WrittenTest.Kind.PRE, pre_on), (WrittenTest.Kind.POST, post_on))
        days = {kind: day for kind, day in given if day}
        written.record_written_tests(
            self.object, self.form.scores(), days=days, today=timezone.localdate(), by=self.user
        )


class BatchAllowAssessor(OnlyWhile, StepPage):
    """The centre's head lets somebody assess what nobody else has taught."""

    queryset = Batch.objects.with_places()
    states = assessors.BEFORE_THE_CLOSE
    form_class = AllowAssessorForm
    permission = Permission.ALLOW_EXCEPTIONS
    heading = _("Allow an assessor")
    lead = _("Whoever alone has taught a unit does not assess it. You may allow it before the test, with your reason.")
    submit_label = _("Allow")
    success_message = _("The assessor is allowed.")
    template_name = "programs/batch_assessor.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        exceptions = self.object.assessor_exceptions.select_related("assessor", "allowed_by")
        return super().get_context_data(exceptions=exceptions, **kwargs)

    def step(self, *, assessor: Instructor, reason: str) -> None:
        assessors.allow_assessor(self.object, assessor, reason=reason, by=self.user)

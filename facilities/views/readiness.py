from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import AddPage, DetailPage, ListPage, StepButton, StepPage
from audit.states import OnlyWhile
from facilities import columns
from facilities.actions import readiness as actions
from facilities.checklist_paper import checklist_paper
from facilities.disruptions import Disruption, disruptions
from facilities.filters import ReadinessReviewFilter
from facilities.forms.readiness import ChecklistForm, RejectForm, ReviewForm, SubmitForm
from facilities.models import ActionItem, ReadinessPhoto, ReadinessReview, Topic
from facilities.views.places import WORKSHOPS
from papers.pages import PaperPage
from papers.rendering import Paper

REVIEWS = (_("Readiness reviews"), reverse_lazy("facilities:review-list"))
State = ReadinessReview.State


class ReviewList(ListPage):
    permission = Permission.SEE_PLACES
    queryset = ReadinessReview.objects.with_places().with_counts()
    filterset_class = ReadinessReviewFilter
    template_name = "facilities/review_list.html"
    columns = columns.REVIEWS
    extra_context = {"breadcrumbs": [WORKSHOPS]}


class ReviewDetail(DetailPage):
    """What was found, who has confirmed it, what is to be mended, and what was found before."""

    permission = Permission.SEE_PLACES
    queryset = ReadinessReview.objects.with_places().select_related(
        "submitted_by", "facility_confirmed_by", "centre_confirmed_by", "witnessed_by"
    )
    context_object_name = "review"
    template_name = "facilities/review_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.object
        answers = review.answers.all()
        events = AuditEvent.objects.visible_to(self.user).filter(
            object_type=ReadinessReview._meta.label_lower, object_id=review.pk
        )
        side = review.side_of(self.user) if self.user.has(Permission.CONFIRM_REVIEWS) else ""
        others = ReadinessReview.objects.visible_to(self.user).filter(workshop=review.workshop, field=review.field)
        return super().get_context_data(
            topics=[(Topic(topic).label, list(rows)) for topic, rows in groupby(answers, key=lambda row: row.topic)],
            photos=review.photos.all(),
            items=self.action_items(),
            may_edit=review.is_open and self.user.has(Permission.REVIEW_WORKSHOPS),
            may_sign=bool(side) and not getattr(review, f"{side}_at") and self.signs_now(side),
            may_reject=side in ("facility_confirmed", "centre_confirmed") and review.state == State.SUBMITTED,
            is_valid=review.is_valid(on=timezone.localdate()),
            others=others.exclude(pk=review.pk).with_places(),
            meetings=review.meetings.visible_to(self.user),
            may_discard=review.state == State.DRAFT and self.user.has(Permission.REVIEW_WORKSHOPS),
            events=events.select_related("by"),
            **kwargs,
        )

    def action_items(self) -> list[tuple[ActionItem, bool, bool]]:
        """Each with whether it is overdue, and whether the reader's side may tick it."""
        rows, today = self.object.action_items, timezone.localdate()
        own = set(rows.owned_by(self.user).values_list("pk", flat=True))
        own = own if self.user.has(Permission.EDIT_MEETINGS) else set()
        return [(item, item.is_overdue(on=today), item.pk in own) for item in rows.with_origin()]

    def signs_now(self, side: str) -> bool:
        states = (State.SUBMITTED, State.CONFIRMED) if side == "witnessed" else (State.SUBMITTED,)
        return self.object.state in states


class ReviewAdd(AddPage):
    permission = Permission.REVIEW_WORKSHOPS
    model = ReadinessReview
    form_class = ReviewForm
    heading = _("Review a workshop")
    lead = _("The checklist of the field follows on the next page.")
    submit_label = _("To the checklist")
    success_message = ""
    extra_context = {"breadcrumbs": [WORKSHOPS, REVIEWS]}

    def get_initial(self) -> dict[str, Any]:
        """The workshop and the field of the page that one comes from."""
        wanted = {name: self.request.GET.get(name, "") for name in ("workshop", "field", "facility", "centre")}
        return {name: value for name, value in wanted.items() if value.isdecimal()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_success_url(self) -> str:
        return reverse("facilities:review-checklist", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("facilities:review-list")


class ReviewStep(OnlyWhile, StepPage):
    permission = Permission.REVIEW_WORKSHOPS
    model = ReadinessReview

    def get_queryset(self) -> QuerySet[ReadinessReview]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.object
        crumbs = [WORKSHOPS, REVIEWS, (str(review), review.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, review=review, **kwargs)


class ReviewChecklist(ReviewStep):
    """The checklist to tick through, on a telephone in the workshop; saved as often as one likes."""

    states = (State.DRAFT, State.SUBMITTED, State.REJECTED)
    form_class = ChecklistForm
    heading = _("Checklist")
    submit_label = _("Save")
    template_name = "facilities/review_checklist.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "review": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.disruptions()
        return super().get_context_data(
            disruptions=found, disrupted={str(row.topic) for row in found}, photos=self.object.photos.all(), **kwargs
        )

    def disruptions(self) -> list[Disruption]:
        review = self.object
        before = ReadinessReview.objects.confirmed().filter(
            workshop=review.workshop, field=review.field, reviewed_on__lt=review.reviewed_on
        )
        last = before.order_by("-reviewed_on").first()
        return disruptions(review.workshop, since=last.reviewed_on if last else None, until=timezone.localdate())

    def get_success_url(self) -> str:
        """On to the verdict once every point has its answer."""
        unanswered = self.object.answers.filter(answer="").count()
        if not unanswered:
            return reverse("facilities:review-submit", args=[self.object.pk])
        text = ngettext(
            "Saved. %(count)d point has no answer yet.", "Saved. %(count)d points have no answer yet.", unanswered
        )
        messages.info(self.request, text % {"count": unanswered})
        return reverse("facilities:review-checklist", args=[self.object.pk])

    def step(self, *, photos: list[Any], removed: QuerySet[Any], **values: Any) -> None:
        actions.fill_in(self.object, self.form.found(), photos=photos, removed=removed, by=self.user)


class ReviewSubmit(ReviewStep):
    states = (State.DRAFT,)
    form_class = SubmitForm
    heading = _("Verdict")
    lead = _("The heads of both sides confirm it. Missing points become action items.")
    submit_label = _("Submit to the heads")
    success_message = _("The review waits for the heads of both sides.")
    template_name = "facilities/review_submit.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "review": self.object, "today": timezone.localdate()}

    def step(self, *, verdict: str, valid_until: dt.date | None = None, **values: Any) -> None:
        tasks, today = self.form.tasks(), timezone.localdate()
        actions.submit(self.object, verdict=verdict, valid_until=valid_until, tasks=tasks, today=today, by=self.user)


class ReviewConfirm(StepButton):
    permission = Permission.CONFIRM_REVIEWS
    model = ReadinessReview
    success_message = _("Your confirmation is recorded.")

    def step(self) -> None:
        actions.confirm(self.object, by=self.user)


class ReviewDiscard(StepButton):
    permission = Permission.REVIEW_WORKSHOPS
    model = ReadinessReview
    success_message = _("The draft is gone.")
    is_gone = False

    def step(self) -> None:
        actions.discard(self.object, by=self.user)
        self.is_gone = True

    def get_success_url(self) -> str:
        return reverse("facilities:review-list") if self.is_gone else super().get_success_url()


class ReviewReject(ReviewStep):
    permission = Permission.CONFIRM_REVIEWS
    states = (State.SUBMITTED,)
    form_class = RejectForm
    heading = _("Reject the review")
    lead = _("It goes back to those who made it, with your reason.")
    submit_label = _("Reject")
    extra_context = {"tone": "danger"}
    success_message = _("The review is rejected.")

    def step(self, *, reason: str) -> None:
        actions.reject(self.object, reason=reason, by=self.user)


class ReviewPaper(PaperPage):
    """The checklist on paper (CEK-SARPRAS): a draft to take along and tick, or the review with its signatures."""

    permission = Permission.SEE_PLACES
    queryset = ReadinessReview.objects.with_places()

    def paper(self) -> tuple[Paper, str]:
        return checklist_paper(self.object), f"cek-sarpras-{self.object.pk}"


class PhotoFile(Access, SingleObjectMixin, View):
    """A photo's bytes, for those who may read its review. They were encoded here and never change."""

    permission = Permission.SEE_PLACES
    queryset = ReadinessPhoto.objects.all()
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        photo = self.get_object()
        try:
            response: HttpResponse | FileResponse = FileResponse(photo.file.open("rb"), content_type="image/jpeg")
        except OSError as error:
            raise Http404 from error
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Disposition"] = "inline"
        return response
